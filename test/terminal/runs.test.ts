import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {HOSTILE_TITLES, parseCsv} from '../reports/sources.ts';
import {changes, heldBy} from './portal-state.ts';
import {lastObject, runProgram} from './program.ts';
import {openScreen, type Screen} from './screen.ts';
import {ANNA, IVAN, job, MARIA, stage, type Stage, wrongsOf} from './stage.ts';
import {chooseSuccessor, hireBack, leave, startPlan, toScope} from './walk.ts';

type Counts = Readonly<Record<string, number>>;

/** Slow enough to be met in mid-run. */
const MANY = {
  company: 'empty',
  records: [
    {table: 1, responsible: ANNA, count: 200},
    {table: 1, responsible: IVAN, count: 5},
  ],
  cost: {'crm.item.update': 8},
} as const;

/** Looks into the journal with nothing of ours. */
function inJournal<T>(on: Stage, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(on.home, 'journal.sqlite'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** What a dead process has under way lands within a minute: the journal is made to say that it is over. */
function aMinuteLater(on: Stage): void {
  inJournal(on, database =>
    database.exec('UPDATE outcomes SET at = at - 61000; UPDATE runs SET started_at = started_at - 61000'),
  );
}

/** A run that was killed after some of its records, and before the others. */
async function killed(on: Stage): Promise<void> {
  const running = on.start(job('--json-lines'));
  await running.until(/"kind":"results"/);
  running.child.kill('SIGKILL');
  await running.ended;
}

test('plan writes nothing, and apply moves just what was pinned', async () => {
  const on = await stage();
  const planned = await on.run(['plan', '--leaver', '42', '--to', '12', '--type', 'lead,company', '--json']);
  expect(planned.code).toBe(0);
  expect(on.portal.ledger).toEqual([]);
  const {apply, records} = lastObject<{apply: string; records: number}>(planned);
  expect(records).toBe(6);

  const [fresh] = on.portal.give({table: 1, responsible: ANNA, count: 1});
  const before = await on.state();
  const applied = await on.run([...apply.split(' ').slice(1), '--json']);
  expect({code: applied.code, stderr: applied.stderr}).toMatchObject({code: 0});
  expect(lastObject(applied)).toMatchObject({command: 'apply', exit: 0, planned: 6, moved: 6, new: 1});
  const after = await on.state();
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(after.responsible.get(`lead ${fresh}`)).toBe(ANNA);

  const again = await on.run([...apply.split(' ').slice(1), '--json']);
  expect(lastObject(again)).toMatchObject({exit: 0, planned: 6, moved: 0, alreadyThere: 6, failed: 0});
});

test('a plan of which somebody else took all: nothing is written, nothing has failed, and the first line says so', async () => {
  const on = await stage();
  const planned = await on.run(['plan', '--leaver', '42', '--to', '12', '--type', 'lead', '--json']);
  const mine = on.portal.snapshot().records.filter(({table, responsible}) => table === 1 && responsible === ANNA);
  for (const {id} of mine) on.portal.hands.reassign(1, id, MARIA);
  const applied = await on.run(['apply', lastObject<{plan: string}>(planned).plan, '--yes', '--json']);
  expect(applied.code).toBe(0);
  expect(lastObject(applied)).toMatchObject({planned: 3, moved: 0, changedHands: 3, failed: 0, left: 0});
  expect(applied.stderr).toMatch(/^proof {4}None of 3 records was moved\. 0 left\./m);
});

test('killed in mid-run, then resumed: each record is moved once, and undo knows them all', async () => {
  const on = await stage(MANY);
  const before = await on.state();
  await killed(on);
  const moved = heldBy(await on.state(), ANNA).length;
  expect(moved).toBeGreaterThan(0);
  const unfinished = lastObject<{unfinished: {run: number}[]}>(await on.run(['status', '--json']));
  expect(unfinished.unfinished).toMatchObject([{run: 1, state: 'unfinished'}]);

  aMinuteLater(on);
  const resumed = await on.run(['resume', '--yes', '--json']);
  expect({code: resumed.code, stderr: resumed.stderr}).toMatchObject({code: 0});
  expect(lastObject(resumed)).toMatchObject({command: 'resume', run: 1, planned: 200, moved: 200, left: 0});
  expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
  const writes = on.portal.ledger.filter(entry => !entry.sideEffect).map(entry => entry.id);
  expect(writes).toHaveLength(200);
  expect(new Set(writes).size).toBe(200);

  const undone = await on.run(['undo', '1', '--yes', '--json']);
  expect(undone.code).toBe(0);
  expect(lastObject(undone)).toMatchObject({command: 'undo', sourceRun: 1, planned: 200, putBack: 200});
  expect(changes(before, await on.state()).size).toBe(0);
  expect(undone.stderr).toMatch(/^leads {4}200 of 200 put back$/m);
  expect(undone.stderr.replace('run 1 moved 200 records', '')).not.toContain('moved');
});

test('undo tells apart what others took, edited and deleted; the undo of it hands over again', async () => {
  const on = await stage();
  await on.run(job('--type', 'lead,company'));
  const [taken, edited, deleted] = on.portal
    .snapshot()
    .records.filter(
      ({table, id}) => table === 1 && on.portal.ledger.some(entry => entry.table === 1 && entry.id === id),
    );
  on.portal.hands.reassign(1, taken?.id ?? 0, MARIA);
  on.portal.hands.edit(1, edited?.id ?? 0, {title: 'edited', updatedTime: Date.now() + 60_000, updatedBy: 31});
  on.portal.hands.remove(1, deleted?.id ?? 0);

  const undone = await on.run(['undo', '1', '--yes', '--json']);
  expect(undone.code).toBe(0);
  const counts = {planned: 6, putBack: 3, changedHands: 1, edited: 1, gone: 1, failed: 0, notTried: 0};
  expect(lastObject(undone)).toMatchObject(counts);
  expect(undone.stderr).toMatch(/^note {5}The portal sends its messages again/m);
  expect(undone.stderr).toMatch(/^companies 3 of 3 put back$/m);

  const again = await on.run(['undo', '2', '--yes', '--json']);
  expect(lastObject(again)).toMatchObject({sourceRun: 2, planned: 3, putBack: 3, exit: 0});
  expect(heldBy(await on.state(), ANNA).filter(name => name.startsWith('company'))).toEqual([]);

  const edits = await on.run(['undo', '1', '--edited', '--yes', '--json']);
  expect(lastObject(edits)).toMatchObject({planned: 6, edited: 0, gone: 1, exit: 0});
  expect((await on.state()).responsible.get(`lead ${edited?.id}`)).toBe(ANNA);
});

test('retry sends only what failed', async () => {
  const on = await stage();
  expect((await on.run(job())).code).toBe(1);
  const before = on.portal.ledger.length;
  const retried = await on.run(['retry', '1', '--yes', '--rehire', 'when-refused', '--json']);
  expect(retried.code).toBe(0);
  expect(lastObject(retried)).toMatchObject({command: 'retry', planned: 6, moved: 6, failed: 0});
  const written = on.portal.ledger.slice(before).filter(entry => !entry.sideEffect && entry.method !== 'user.update');
  expect(new Set(written.map(({table, id}) => `${table} ${id}`)).size).toBe(6);
  expect(heldBy(await on.state(), ANNA)).toEqual([]);
});

test('looking at a run at work does not harm it, a second writer is told who holds the portal', async () => {
  const on = await stage({...MANY, cost: {'crm.item.update': 200}});
  // So slow that it is still at work when a busy machine has looked at it for a while.
  const running = on.start(job('--json-lines', '--max-rps', '0.3'));
  await running.until(/"kind":"results"/);
  const look = async (): Promise<void> => {
    for (let loop = 0; loop < 5; loop += 1) {
      const status = await on.run(['status', '--json']);
      expect({code: status.code, stderr: status.stderr}).toEqual({code: 0, stderr: ''});
      const {running: now} = lastObject<{running: Counts[]}>(status);
      expect(now).toMatchObject([{run: 1, planned: 200, state: 'running'}]);
      const history = await on.run(['history']);
      expect({code: history.code, stderr: history.stderr}).toEqual({code: 0, stderr: ''});
      expect(history.stdout).toMatch(/Anna Petrova #42 +handover +200 +\d+ +running/);
    }
  };
  const second = async (): Promise<void> => {
    const busy = await on.run(job());
    expect(busy.code).toBe(5);
    const {pid} = running.child;
    expect(busy.stderr).toMatch(
      new RegExp(`^error {4}Another start .*process ${pid}, since \\d\\d:\\d\\d:\\d\\d`, 'm'),
    );
    expect(lastObject(busy)).toMatchObject({exit: 5, error: {problem: 'busy'}});
    const report = await on.run(['report', '1', '--format', 'json', '--out', '-']);
    expect(JSON.parse(report.stdout)).toMatchObject({state: 'running', planned: 200});
    for (const command of ['resume', 'retry', 'undo'] as const) {
      const refused = await on.run([command, '1', '--yes']);
      expect({code: refused.code, text: refused.stderr}).toMatchObject({code: 2});
      expect(refused.stderr).toMatch(/still at work/);
    }
  };
  await Promise.all([look(), look(), look(), look(), second()]);
  expect(running.child.exitCode).toBe(null);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(inJournal(on, database => database.prepare('PRAGMA integrity_check').get())).toEqual({integrity_check: 'ok'});
  aMinuteLater(on);
  expect(lastObject(await on.run(['status', '--json']))).toMatchObject({running: [], unfinished: [{run: 1}]});
});

test('report files: there after a run, theirs alone, written again from the journal, gone when forgotten', async () => {
  const on = await stage();
  const ended = await on.run(job('--rehire', 'when-refused'));
  const {reports} = lastObject<{reports: Record<'html' | 'csv' | 'json', string>}>(ended);
  expect(ended.stderr).toContain(`report   ${reports.html}\n`);
  expect(statSync(join(on.home, 'reports')).mode & 0o777).toBe(0o700);
  for (const file of Object.values(reports)) expect(statSync(file).mode & 0o777).toBe(0o600);
  const csv = readFileSync(reports.csv, 'utf8');
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(parseCsv(csv.slice(1))).toHaveLength(22);
  const page = readFileSync(reports.html, 'utf8');
  expect(page).toMatch(/Ivan Sokolov #12/);
  expect(page).toMatch(/Open from .* to .*: \d+ s\./);
  expect(page).toContain(`${new URL(on.webhook).origin}/crm/lead/details/`);
  expect(page + csv).not.toContain(on.webhook.split('/').at(-2));

  const again = await runProgram(['report', '1', '--format', 'csv', '--out', '-'], {home: on.home});
  expect({code: again.code, stdout: again.stdout}).toEqual({code: 0, stdout: csv});

  const forgotten = await runProgram(['history', 'forget', '1', '--yes', '--json'], {home: on.home});
  expect(lastObject(forgotten)).toMatchObject({exit: 0, forgotten: [1], files: 3});
  expect(readdirSync(join(on.home, 'reports'))).toEqual([]);
  for (const name of readdirSync(on.home).filter(file => file.startsWith('journal')))
    expect(readFileSync(join(on.home, name)).toString('latin1')).not.toContain('Petrova');
  expect((await on.run(['undo', '1', '--yes'])).code).toBe(2);
});

test('titles of every kind: one row each, nothing of them acts, and the portal has them as before', async () => {
  const count = HOSTILE_TITLES.length;
  const on = await stage({company: 'empty', records: [{table: 1, responsible: ANNA, count}]});
  const titles = (): unknown[] => on.portal.snapshot().records.map(({columns}) => columns['title']);
  HOSTILE_TITLES.forEach((title, index) => on.portal.hands.edit(1, index + 1, {title}));
  const before = titles();
  const ended = await on.run(job('--type', 'lead'));
  expect(ended.code).toBe(0);
  const {reports} = lastObject<{reports: Record<'html' | 'csv' | 'json', string>}>(ended);
  expect(parseCsv(readFileSync(reports.csv, 'utf8').slice(1))).toHaveLength(count + 1);
  const {records} = JSON.parse(readFileSync(reports.json, 'utf8')) as {records: {title: string}[]};
  expect(records).toHaveLength(count);
  expect(records.every(({title}) => typeof title === 'string')).toBe(true);
  expect(readFileSync(reports.html, 'utf8')).not.toMatch(/<script|<img|undefined|NaN/);
  expect((await on.run(['undo', '1', '--yes'])).code).toBe(0);
  expect(titles()).toEqual(before);
});

/** The program in a terminal, on this portal. */
function screenOf(on: Stage, args: readonly string[]): Screen {
  const screen = openScreen({args, home: on.home, env: {B24_HANDOVER_WEBHOOK: on.webhook}, columns: 120});
  onTestFinished(() => screen.dispose());
  return screen;
}

test('in a terminal apply and undo ask for the number of records', async () => {
  const on = await stage();
  const planned = await on.run(['plan', '--leaver', '42', '--to', '12', '--type', 'lead,deal', '--json']);
  const {plan} = lastObject<{plan: string}>(planned);
  const no = screenOf(on, ['apply', plan]);
  await no.until('❯');
  await no.type('7', '\r');
  expect(await no.exit()).toBe(130);
  expect(on.portal.ledger).toEqual([]);
  const yes = screenOf(on, ['apply', plan]);
  await yes.until('❯');
  await yes.type('6', '\r');
  expect(await yes.exit()).toBe(0);
  const back = screenOf(on, ['undo', '1']);
  await back.until('This puts 6 records back.');
  await back.until('❯');
  await back.type('6', '\r');
  expect(await back.exit()).toBe(0);
  expect(back.text()).toContain('put back 6');
  expect(heldBy(await on.state(), ANNA)).toHaveLength(21);
});

test('a run of the wizard leaves its files, too, and names them at its end', async () => {
  const on = await stage();
  const screen = screenOf(on, []);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until('0 left');
  expect(await leave(screen)).toBe(0);
  expect(screen.text()).toContain(`report   ${join(on.home, 'reports', 'run-1.html')}`);
  expect(readdirSync(join(on.home, 'reports')).toSorted()).toEqual(['run-1.csv', 'run-1.html', 'run-1.json']);
});

test.each([
  ['is no journal', (file: string) => writeFileSync(file, 'no journal'.repeat(1000)), 'file-broken'],
  [
    'was written by a later version',
    (file: string) => {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA user_version = 99');
      database.close();
    },
    'file-newer',
  ],
])('a journal that %s is named and kept, and nothing is sent', async (_case, spoil, problem) => {
  const on = await stage();
  const file = join(on.home, 'journal.sqlite');
  spoil(file);
  const before = readFileSync(file);
  for (const args of [['history'], ['status'], ['report', '1'], ['resume', '--yes'], ['undo', '1', '--yes'], job()]) {
    const ended = await on.run([...args.filter(flag => flag !== '--json'), '--json']);
    expect({args, code: ended.code}).toEqual({args, code: 6});
    expect(ended.stderr).toContain(file);
    expect(lastObject(ended)).toMatchObject({exit: 6, error: {problem}});
  }
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(on.portal.ledger).toEqual([]);
});

test('looking where nothing is makes nothing', async () => {
  const on = await stage();
  for (const args of [['status'], ['history'], ['status', '--profile', 'demo'], ['history', '--json']]) {
    const ended = await runProgram(args, {home: join(on.home, 'deep')});
    expect({args, code: ended.code}).toEqual({args, code: 0});
  }
  expect(existsSync(join(on.home, 'deep'))).toBe(false);
});

test.each([
  [['plan', '--leaver', '42', '--to', '12', '--yes']],
  [['plan', '--leaver', '42', '--to', '12', '--rehire', 'never']],
  [['apply']],
  [['apply', '7f3a', '--to', '12', '--yes']],
  [['apply', '7f3a', '--max-age', '24', '--yes']],
  [['undo', '--yes']],
  [['undo', '1', '2', '--yes']],
  [['retry', '1', '--edited', '--yes']],
  [['history', '--yes']],
  [['history', 'forget', '--yes']],
  [['history', 'erase', '1']],
  [['status', '1']],
  [['report', '1', '--format', 'pdf']],
  [['report', '1', '--format', 'csv', '--format', 'html']],
  [['undo', '1', '--yes', '--rehire', 'never', '--rehire', 'always']],
  [['undo', '1', '--yes', '--rehire', 'perhaps']],
])('%j is refused with 2', async args => {
  const on = await stage();
  const ended = await runProgram(args, {home: on.home});
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: 2});
  expect(ended.stderr).toMatch(/^error {4}\S/);
});
