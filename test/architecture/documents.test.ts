import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {expect, test} from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

const documents = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];

/** Without what stands between backticks, where nothing is a link. */
function proseOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
}

/** The anchors that the headings of a document get. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8').replaceAll(/^```[^]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(documents)('every link of %s leads somewhere', path => {
  const links = [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const broken = links.filter(link => {
    if (/^https?:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test('every document is reached from the readme', () => {
  const reached = new Set(['readme.md']);
  for (const path of reached) {
    for (const [, link = ''] of proseOf(path).matchAll(/\]\(([^)#\s]+\.md)[^)]*\)/g))
      reached.add(relative(ROOT, join(ROOT, dirname(path), link)));
  }
  expect(documents.filter(path => !reached.has(path))).toEqual([]);
});

test('every picture is shown in a document', () => {
  const shown = documents.flatMap(path =>
    [...proseOf(path).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, link = '']) => join(ROOT, dirname(path), link)),
  );
  const pictures = readdirSync(join(ROOT, 'docs/pictures')).map(name => join(ROOT, 'docs/pictures', name));
  expect(pictures.filter(path => !shown.includes(path))).toEqual([]);
});

test('docs/architecture.md has a sentence for each folder of source, and for none that is not there', () => {
  const told = [
    ...readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(/^\| `(source\/[\w/-]+)` +\| \S.*\|$/gm),
  ].map(([, folder = '']) => folder);
  const folders = readdirSync(join(ROOT, 'source'), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isDirectory())
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)));
  expect(told.toSorted()).toEqual(folders.toSorted());
});
