import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {violations} from './rules.ts';

const files = [
  'cli.tsx',
  ...readdirSync('source', {recursive: true, encoding: 'utf8'})
    .map(name => `source/${name.replaceAll('\\', '/')}`)
    .filter(name => /\.tsx?$/.test(name)),
];

test('there is something to check in every folder of the design', () => {
  for (const folder of [
    'commands',
    'demo',
    'domain',
    'engine',
    'journal',
    'portal',
    'reports',
    'settings',
    'ui',
    'words',
  ]) {
    expect(files.filter(file => file.startsWith(`source/${folder}/`)).length, folder).toBeGreaterThan(0);
  }
});

test('the arrows hold, the domain is pure, files are short, one place ends the process', () => {
  expect(files.flatMap(path => violations({path, code: readFileSync(path, 'utf8')}))).toEqual([]);
});

test('the starter stays under 25 lines', () => {
  expect(readFileSync('cli.tsx', 'utf8').split('\n').length).toBeLessThanOrEqual(25);
});
