import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect, test} from 'vitest';
import {cleanEnv, temporaryHome} from './environment.ts';

const ROOT = resolve(import.meta.dirname, '../..');

interface Packed {
  readonly filename: string;
  readonly files: readonly {readonly path: string}[];
}

/** What a command printed. The machine's own settings of npm hold. */
async function printed(command: string, args: readonly string[], cwd: string, env = process.env): Promise<string> {
  const child = spawn(command, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe']});
  let [out, all] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}:\n${all}`);
  return out;
}

test('what is packed is the program and what its user reads; installed in an empty folder, it runs the demo', async () => {
  using folder = temporaryHome();
  // Built already: a build of its own would take the program away from the tests beside this one.
  const packed = await printed('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path], ROOT);
  const [{filename, files}] = JSON.parse(packed) as [Packed];
  const own = files.map(({path}) => path).filter(path => !/^(dist\/chunks|docs)\//.test(path));
  expect(own.sort()).toEqual(
    ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'SECURITY.md', 'dist/cli.js', 'package.json', 'readme.md'].sort(),
  );
  expect(files.map(({path}) => path).filter(path => path.startsWith('dist/chunks/') && !path.endsWith('.js'))).toEqual(
    [],
  );
  // Every document that the readme leads to is there.
  const readme = readFileSync(join(ROOT, 'readme.md'), 'utf8');
  const links = [...readme.matchAll(/\]\(((?:docs\/)?[\w./-]+\.(?:md|svg))\)/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(5);
  for (const path of links) expect(files.map(file => file.path)).toContain(path);

  const empty = join(folder.path, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{"private": true}');
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error'];
  await printed('npm', ['install', ...flags, join(folder.path, filename)], empty);
  expect(readdirSync(join(empty, 'node_modules', 'b24-handover'))).not.toContain('source');
  const bin = join(empty, 'node_modules', '.bin', 'b24-handover');
  const env = cleanEnv(join(folder.path, 'home'));
  const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {version: string}).version;
  expect((await printed(process.execPath, [bin, '--version'], empty, env)).trim()).toBe(version);
  const shown = await printed(process.execPath, [bin, 'demo', '--json'], empty, env);
  const last = JSON.parse(shown.trim().split('\n').at(-1) ?? '') as {exit: number; planned: number; moved: number};
  expect(last).toMatchObject({exit: 0, left: 0, account: {open: false}});
  expect(last.moved).toBeGreaterThan(1000);
});
