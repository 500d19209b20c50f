import {expect, test} from 'vitest';
import {lastObject, runProgram} from './program.ts';
import {ANNA, job, stage} from './stage.ts';
import {temporaryHome} from './environment.ts';

test('leavers: those who hold something first, as a table and as an object', async () => {
  const on = await stage();
  const table = await on.run(['leavers']);
  expect(table.code).toBe(0);
  const [head = '', first = '', ...rest] = table.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^Name +Id +Department +Position +Holds$/);
  expect(first).toMatch(/^Anna Petrova +#42 +Sales North +Account manager +21$/);
  for (const line of rest) expect(line).toMatch(/ 0$/);
  const object = lastObject<{people: {id: number; holds: number}[]; more: boolean}>(
    await on.run(['leavers', '--json']),
  );
  expect(object.people.map(({id, holds}) => [id, holds])[0]).toEqual([ANNA, 21]);
  expect(object.people).toHaveLength(rest.length + 1);
  expect(object.more).toBe(false);
});

test('the sixtieth of the dismissed is there too', async () => {
  const on = await stage({records: [{table: 1, responsible: 60, count: 1}]});
  for (const {id} of on.portal.snapshot().people) if (id !== 17) on.portal.hands.setActive(id, false);
  const {people} = lastObject<{people: {id: number}[]}>(await on.run(['leavers', '--json']));
  expect(people.length).toBeGreaterThan(50);
  expect(new Set(people.map(({id}) => id)).size).toBe(people.length);
});

test('tally: open and closed apart, as a table and as an object', async () => {
  const on = await stage();
  const table = await on.run(['tally', '--leaver', '42']);
  expect(table.code).toBe(0);
  const lines = table.stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^Type +Open +Closed +Total$/);
  expect(lines).toContainEqual(expect.stringMatching(/^Leads +3 +0 +3$/));
  expect(lines.at(-1)).toMatch(/^Total +21 +0 +21$/);
  const object = lastObject<{types: {type: string}[]}>(await on.run(['tally', '--leaver', '42', '--json']));
  expect(object).toMatchObject({
    command: 'tally',
    exit: 0,
    leaver: {id: 42, active: false},
    total: 21,
    open: 21,
    closed: 0,
  });
  expect(object.types).toContainEqual({type: 'lead', total: 3, open: 3, closed: 0});
});

test('a type that cannot be read is named with its reason, and not counted as nothing', async () => {
  const on = await stage({unreadable: [7]});
  const {stdout, code} = await on.run(['tally', '--leaver', '42']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Estimates +\? +this key may not read it$/m);
  const object = lastObject<{types: {type: string; unreadable?: object}[]}>(
    await on.run(['tally', '--leaver', '42', '--json']),
  );
  expect(object.types.find(({type}) => type === 'estimate')?.unreadable).toBeDefined();
});

const HOSTILE = 'A\u001b[2J\u001b]0;x\u0007\u001b]52;c;eA==\u0007\r0 left\u009b31m\u202e\n';

test('hostile names and titles reach neither standard output nor standard error as they are', async () => {
  const on = await stage({
    company: 'empty',
    records: [{table: 1, responsible: 42, count: 3, columns: {title: HOSTILE}}],
    misfortunes: [{kind: 'refuse', method: 'crm.item.update', text: HOSTILE}],
  });
  on.portal.hands.edit('user', 42, {NAME: HOSTILE, LAST_NAME: HOSTILE, WORK_POSITION: HOSTILE});
  const runs = [
    ['leavers'],
    ['leavers', '--json'],
    ['tally', '--leaver', '42'],
    job('--type', 'lead'),
    ['run', '--leaver', '42', '--to', '12', '--yes', '--type', 'lead', '--json-lines'],
  ];
  for (const args of runs) {
    const {stdout, stderr} = await on.run(args);
    for (const line of (stdout + stderr).split('\n')) {
      expect(line, args.join(' ')).not.toMatch(/[\p{Cc}\u202e]/u);
      // A line of ours that says so begins with its own word, never with foreign text.
      expect(line).not.toMatch(/^0 left/);
    }
  }
  const {people} = lastObject<{people: {name: string}[]}>(await on.run(['leavers', '--json']));
  expect(people[0]?.name).toContain('\u001b[2J');
});

test('--version and --help say so at once, and write nothing', async () => {
  using home = temporaryHome();
  const version = await runProgram(['--version'], {home: home.path});
  expect(version).toMatchObject({code: 0, stderr: ''});
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['run', '--help'], ['leavers', '--help']]) {
    const help = await runProgram(args, {home: home.path});
    expect(help).toMatchObject({code: 0, stderr: ''});
    expect(help.stdout).toMatch(/^Usage: b24-handover/);
  }
});
