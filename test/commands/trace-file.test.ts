import {chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {buildProgram} from '../../source/commands/program.ts';
import {openTrace} from '../../source/commands/trace-file.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'b24-trace-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

const how = {version: '1', command: 'tally', now: () => 0, redact: (text: string) => text, warn: () => {}};
const entry = {request: 1, at: '', method: 'profile', ms: 1};

test('it is readable by this user alone, also where the file was there, and is added to', () => {
  const file = join(folder(), 't.jsonl');
  writeFileSync(file, 'before\n');
  chmodSync(file, 0o644);
  openTrace(file, how).write({...entry, answer: {title: 'a\u001b[2J'}});
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const [before, head = '', line = ''] = readFileSync(file, 'utf8').split('\n');
  expect(before).toBe('before');
  expect(JSON.parse(head)).toEqual({
    trace: 1,
    version: '1',
    command: 'tally',
    process: process.pid,
    at: '1970-01-01T00:00:00.000Z',
  });
  expect(JSON.parse(line)).toEqual({process: process.pid, ...entry, answer: {title: 'a\u001b[2J'}});
  expect(line).not.toContain('\u001b');
});

test.each([
  ['a folder', '.'],
  ['a device', '/dev/null'],
  ['a folder that is not there', 'nowhere/t.jsonl'],
])('%s is bad input', (_, name) => {
  const path = name.startsWith('/') ? name : join(folder(), name);
  expect(() => openTrace(path, how)).toThrow(UsageTrouble);
  expect(() => openTrace(path, how)).toThrow(/^--trace .* cannot be written/);
});

test('every command that talks to a portal takes --trace, and only those', () => {
  const taking = buildProgram('1', () => {}).commands.flatMap(command =>
    [command, ...command.commands].flatMap(one => {
      const name = one === command ? one.name() : `${command.name()} ${one.name()}`;
      return one.options.some(({long}) => long === '--trace') ? [name] : [];
    }),
  );
  expect(taking.toSorted()).toMatchInlineSnapshot(`
    [
      "apply",
      "close-windows",
      "demo",
      "doctor",
      "leavers",
      "plan",
      "profiles add",
      "profiles test",
      "resume",
      "retry",
      "run",
      "tally",
      "undo",
      "wizard",
    ]
  `);
});
