import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {completion, scriptFor} from '../../source/commands/completion.ts';
import {modelOf} from '../../source/commands/completion/model.ts';
import {namesIn} from '../../source/commands/completion/names.ts';
import {buildProgram} from '../../source/commands/program.ts';
import {standIn} from './stand-in.ts';

const models = modelOf(buildProgram('1', () => {}));
const at = (path: string) => models.find(model => model.path === path);
const flagsOf = (path: string): string[] => at(path)?.flags.flatMap(({names}) => names) ?? [];

test('commands, also those of a command, and the flags of what starts without one', () => {
  expect(at('')?.commands.map(({name}) => name)).toEqual(
    expect.arrayContaining(['leavers', 'run', 'doctor', 'completion']),
  );
  expect(at('profiles')?.commands.map(({name}) => name)).toContain('rename');
  expect(flagsOf('')).toEqual(expect.arrayContaining(['--profile', '--trace', '--help', '-h', '--version', '-V']));
  expect(flagsOf('profiles')).toContain('--json');
  expect(flagsOf('demo')).not.toContain('--child');
});

test('what a value may be is told by the flag itself', () => {
  const values = (path: string, name: string): unknown =>
    at(path)?.flags.find(({names}) => names.includes(name))?.values;
  expect(values('run', '--rehire')).toEqual({kind: 'words', words: ['when-refused', 'always', 'never']});
  expect(values('profiles set', '--rehire')).toMatchObject({words: ['when-refused', 'always', 'never', 'none']});
  expect(values('run', '--state')).toEqual({kind: 'list', words: ['all', 'open', 'closed']});
  expect(values('run', '--type')).toMatchObject({
    kind: 'list',
    words: expect.arrayContaining(['old-invoice']) as string[],
  });
  expect(values('report', '--out')).toEqual({kind: 'files'});
  expect(values('tally', '--trace')).toEqual({kind: 'files'});
  expect(values('tally', '--profile')).toEqual({kind: 'profiles'});
  expect(values('tally', '--leaver')).toEqual({kind: 'none'});
  expect(values('tally', '--json')).toBeUndefined();
  expect(at('profiles rename')?.values).toEqual([{kind: 'profiles'}, {kind: 'none'}]);
  expect(at('profiles add')?.values).toEqual([{kind: 'none'}]);
  expect(at('completion')?.values).toEqual([{kind: 'words', words: ['bash', 'zsh', 'fish']}]);
});

test.each(['bash', 'zsh', 'fish'])('the script for %s knows every command and every flag', async shell => {
  const {outside, journal} = standIn();
  expect(await completion(shell, outside)).toBe(0);
  const [script = ''] = journal.printed;
  expect(script).toBe(scriptFor(shell));
  const named = models.flatMap(({commands, flags}) => [
    ...commands.map(({name}) => name),
    ...flags.flatMap(({names}) => names.map(name => (shell === 'fish' ? name.replace(/^-+/, '') : name))),
  ]);
  expect(named.filter(name => !script.includes(name))).toEqual([]);
  // A script is read by everybody's shell.
  expect(script.endsWith('\n')).toBe(true);
  expect(script).not.toMatch(/undefined|\[object|\r|\t/);
});

test('names of portals are those that are saved, and none where that cannot be read or is no name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'b24-names-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  expect(namesIn(folder)).toEqual([]);
  const saved = (name: string) => ({name, origin: 'https://a.bitrix24.com', userId: 1, lastUsed: 1});
  const settings = {schema: 2, profiles: ['acme', 'x; rm -rf ~', '$(id)', 'a.b-c:8080'].map(saved)};
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  expect(namesIn(folder)).toEqual(['acme', 'a.b-c:8080']);
  writeFileSync(join(folder, 'settings.json'), '{');
  expect(namesIn(folder)).toEqual([]);
});
