import {expect, test} from 'vitest';
import {EXIT, noOutcomes, type RunReport} from '../../../source/domain/outcomes.ts';
import type {Plan} from '../../../source/domain/plan.ts';
import type {UndoPlan} from '../../../source/engine/contract.ts';
import {MARIA, planOf, records} from '../stand-in/data.ts';
import {ledRun, type LedRun} from '../stand-in/run.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, start, toPlan} from '../stand-in/steps.ts';
import {ARMED_MS, KEYS, open, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const way = (count: number): Plan =>
  planOf([...records(count, {from: 12, to: 42}), ...records(5, {type: 'invoice', from: 12, to: 42})], {
    kind: 'undo',
    sourceRun: 12,
    digest: 'b4c4b4c4b4c4',
  });

interface Undoing {
  readonly terminal: Terminal;
  readonly calls: Calls;
  readonly led: LedRun;
}

/** Up to the screen of the undo; the first run has ended, the second is the undo's. */
async function undoing(count: number, counts: Partial<UndoPlan['counts']> = {}, columns = 80): Promise<Undoing> {
  const led = ledRun();
  const calls: Calls = [];
  const plan = way(count);
  const kept = (counts.changedHands ?? 0) + (counts.gone ?? 0);
  const session = standIn(
    {
      run: (given, options, listener) =>
        given.kind === 'undo' ? led.run(given, options, listener) : standIn().run(given, options, listener),
      planUndo: async (_run, {edited}) => ({
        plan,
        counts: {
          changedHands: 0,
          gone: 0,
          ...counts,
          edited: edited ? 0 : (counts.edited ?? 0),
          putBack: plan.records.length - kept - (edited ? 0 : (counts.edited ?? 0)),
        },
      }),
    },
    calls,
  );
  const terminal = await open({session, columns});
  await toPlan(terminal);
  await start(terminal, 3);
  await terminal.wait(200);
  await terminal.press('u');
  await terminal.wait(ARMED_MS);
  return {terminal, calls, led};
}

test('the four numbers, the messages, the account, and Cancel first', async () => {
  const {terminal, calls} = await undoing(10, {changedHands: 2, edited: 2, gone: 1});
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42       Undo 5/7
     Undo of run 12: it moved 15 records

     10 go back to Anna Petrova #42
     2 are now with somebody else: never taken away
     2 were edited since: stay (e takes them along)
     1 is gone

     The portal sends its messages again, to those who get records back. They
     cannot be called back.
     5 invoices may be refused while Anna Petrova is dismissed. Only then you are
     asked whether to hire them back.






     ❯ Cancel: leave everything as it is
       Put back 10 records

     ↑↓ choose · Enter choose · → the records · e take edited ones too
     r look again · Esc back · ? help · Ctrl-C leave"
  `);
  expect(calls.at(-1)).toEqual(['planUndo', 12, false]);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Proof 7/7');
  terminal.end();
});

test('at 40 columns', async () => {
  const {terminal} = await undoing(40, {edited: 1}, 40);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42       Undo 5/7
     Undo of run 12: it moved 45 records

     44 go back to Anna Petrova #42
     0 are now with somebody else
     1 was edited since: stays (e takes it
     along)
     0 are gone

     The portal sends its messages again,
     to those who get records back. They
     cannot be called back.
     5 invoices may be refused while Anna
     Petrova is dismissed. Only then you
     are asked whether to hire them back.



     Type 44 and Enter to put back: ▏

     → the records · e take edited ones too
     r look again · Esc back · ? help
     Ctrl-C leave"
  `);
  terminal.end();
});

test('records that were edited since go along only by a key', async () => {
  const {terminal, calls} = await undoing(10, {edited: 2});
  expect(terminal.frame()).toContain('Put back 13 records');
  await terminal.press('e');
  await terminal.wait(ARMED_MS);
  expect(calls.at(-1)).toEqual(['planUndo', 12, true]);
  expect(terminal.frame()).toContain('Put back 15 records');
  expect(terminal.frame()).toContain('What was edited since goes back too');
  terminal.end();
});

test('more than twenty are confirmed by their number; the records can be looked at', async () => {
  const {terminal, calls} = await undoing(40, {edited: 3});
  await terminal.press(KEYS.right);
  expect(terminal.frame()).toContain('The records that run 12 moved');
  expect(terminal.frame()).toContain('Anna Petrova #42');
  await terminal.press(KEYS.escape);
  await terminal.wait(ARMED_MS);
  await terminal.type('45');
  await terminal.press(KEYS.enter);
  expect(calls.filter(([name]) => name === 'run')).toHaveLength(1);
  await terminal.type('42');
  await terminal.press(KEYS.enter);
  expect(calls.at(-1)).toEqual(['run', 'b4c4b4c4b4c4', 'when-refused', false]);
  terminal.end();
});

test('keys typed ahead put nothing back', async () => {
  const {terminal, calls} = await undoing(10);
  await terminal.press(KEYS.escape);
  for (let round = 0; round < 6; round += 1) await terminal.press('u', KEYS.enter, 'y', '1', KEYS.enter);
  expect(calls.filter(([name]) => name === 'run')).toHaveLength(1);
  terminal.end();
});

test('nothing to put back', async () => {
  const {terminal} = await undoing(10, {changedHands: 15});
  expect(terminal.frame()).toContain('Nothing can be put back');
  expect(terminal.frame()).not.toContain('❯');
  terminal.end();
});

const ENDED: Partial<RunReport> = {
  run: '13',
  kind: 'undo',
  planned: 15,
  counts: {...noOutcomes(), moved: 9, 'already-there': 1, 'changed-hands': 1, gone: 1, failed: 1, 'not-tried': 2},
  results: [
    {record: records(1, {to: 42})[0] as never, outcome: 'changed-hands', nowWith: MARIA.id},
    {record: records(2, {to: 42})[1] as never, outcome: 'not-tried', why: 'edited-since'},
    {record: records(3, {to: 42})[2] as never, outcome: 'not-tried', why: 'edited-since'},
    {record: records(4, {to: 42})[3] as never, outcome: 'failed', reason: 'Access denied.'},
  ],
};

test('run, the question before the account and the proof use words of putting back', async () => {
  const {terminal, led} = await undoing(10, {edited: 2});
  await terminal.press(KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain('Undo 6/7');
  const edited = records(2).map(record => ({record, outcome: 'not-tried', why: 'edited-since'}) as const);
  led.tell({kind: 'results', type: 'lead', results: edited});
  led.tell({kind: 'results', type: 'lead', results: [{record: records(1)[0] as never, outcome: 'changed-hands'}]});
  await terminal.wait(150);
  expect(terminal.frame()).toMatch(/Leads .* 3 of 10 +1 now with/);
  void led.ask({refused: 0});
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('can be put back');
  expect(terminal.frame()).toContain('Hire back, put back, dismiss');
  await terminal.press(KEYS.enter);
  led.report(ENDED);
  await terminal.wait(150);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Proof 7/7
     10 of 15 records are put back.

     put back 10 · now with somebody else 1 · edited since 2 · gone 1 · failed 1
     Anna Petrova: dismissed, read back at 10:42:07.
     run 13, 6 min 12 s
     Hand over again: b24-handover undo 13 (u looks at it here)

     ❯ Next person
       What failed, is with somebody else, edited, gone or was not tried
       Leave











     ↑↓ choose · Enter choose · u undo · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Records that were not put back');
  expect(terminal.frame()).toContain('now with somebody else, Maria Orlova #31');
  expect(terminal.frame()).toContain('lead 2 "Lead number 2": edited since');
  const said = terminal.frames().slice(terminal.frames().findIndex(frame => frame.includes('Undo 6/7')));
  for (const frame of said) expect(frame.replaceAll('Hire back, move', '')).not.toMatch(/\bmoved?\b/);
  terminal.end();
});

test('an undo of an undo hands over again; what stays on purpose is no failure', async () => {
  const {terminal, led} = await undoing(10, {edited: 2});
  await terminal.press(KEYS.down, KEYS.enter);
  const counts = {...noOutcomes(), moved: 13, 'not-tried': 2};
  led.report({run: '13', kind: 'undo', counts, results: (ENDED.results ?? []).slice(1, 3)});
  await terminal.wait(150);
  expect(terminal.frame()).toContain('13 of 15 records are put back.');
  expect(terminal.frame()).toContain('Hand over again: b24-handover undo 13');
  await terminal.press('u');
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Undo of run 13: it put 15 records back');
  await terminal.press(KEYS.escape, KEYS.down, KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.done);
});
