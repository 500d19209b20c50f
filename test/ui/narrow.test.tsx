import {expect, test} from 'vitest';
import {noOutcomes} from '../../source/domain/outcomes.ts';
import {CONNECTION, NOW, planOf, records} from './stand-in/data.ts';
import {fits} from './stand-in/fits.ts';
import {ledRun} from './stand-in/run.ts';
import {standIn} from './stand-in/session.ts';
import {fakeTime, start, toLeaver, toPlan, toScope, toTally} from './stand-in/steps.ts';
import {ARMED_MS, KEYS, open, type Opening, type Terminal} from './stand-in/terminal.tsx';

fakeTime();

const narrow = (more: Partial<Opening> = {}): Promise<Terminal> => open({session: standIn(), columns: 40, ...more});

test('portal', async () => {
  const terminal = await narrow();
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                 Portal 1/7
     Which portal?

     ❯ acme       acme.bitrix24.com
       beta-shop  beta-shop.bitrix24.eu
       Add a portal
       Built-in demo portal: no account ne…













     ↑↓ choose · Enter open
     Space rename, test, remove · ? help
     Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test('leaver', async () => {
  const terminal = await narrow();
  await toLeaver(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com            Leaver 2/7
     Who has left?   [Dismissed] │ Active e…
     / ▏

       Name          Id   Department  Holds
       Anna Petrova  #42  Sales Nor…  1,503
     ❯ Petr Lind     #71  –               0
     2 of 2 counted · 1 holds something












     type to search · ↑↓ move
     Enter choose · Tab active employees
     Esc portal · ? help · Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test('tally', async () => {
  const terminal = await narrow();
  await toTally(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Tally 3/7
       What Anna Petr…  open  closed  total
     ❯ Leads              96     214    310
       Deals             128     302    430
       Contacts          220       –    220
       Tenders (smart…     3       1      4
       Invoices           18      42     60
       Activities        141     235    376
       Total             606     794  1,400
     Nothing in: Old invoices










     Enter go on · ↑↓ move · → titles
     r count again · Esc people · ? help
     Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test('scope', async () => {
  const terminal = await narrow();
  await toScope(terminal);
  await terminal.press(KEYS.down);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Scope 4/7
       Everything to  nobody yet (Space: ch…

       Take  Type         Which  Successor
     ❯ [x]   Leads        all   ›nobody yet‹
       [x]   Deals        all    nobody yet
       [x]   Contacts     all    nobody yet
       [x]   Tenders (s…  all    nobody yet
       [x]   Invoices     all    nobody yet
       [x]   Activities   open   nobody yet

     1,165 records · 235 closed activities
     are kept (calls and mails of the past)
     Closed deals and leads go too: a
     client who comes back must reach
     somebody.
     Choose a successor first: Space on
     "Everything to", or one per type.


     ↑↓ ←→ move · Space choose successor
     f filter · t records · s several
     Esc tally · ? help · Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test('plan', async () => {
  const terminal = await narrow({
    session: standIn({plan: () => planOf([...records(40), ...records(9, {type: 'activity'})])}),
  });
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42       Plan 5/7
     Plan 7f3a9c0d1e2f: 49 records

       To                all  Leads  Act.
       Ivan Sokolov #12   49     40     9
     Time        about 1 min 30 s, 40
                 requests; what binds: how
                 fast it answers
     Account     9 activities may be
                 refused while Anna Petrova
                 is dismissed. Only then
                 you are asked whether to
                 hire them back.
     Messages    40 to Ivan Sokolov #12, 40
                 to the leaver; cannot be
                 called back.
     … i shows all of it

     Type 49 and Enter to start: ▏

     → the records · i all of it
     h hire back in any case · c look first
     r pin again · Esc change · ? help"
  `);
  fits(terminal, 40, 24);
});

test('run, with the account open, and the question before it', async () => {
  const led = ledRun();
  const plan = planOf([...records(40), ...records(9, {type: 'activity'})]);
  const terminal = await narrow({session: standIn({plan: () => plan, run: led.run})});
  await toPlan(terminal);
  await start(terminal, 49);
  void led.ask();
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('❯ Cancel: leave');
  expect(terminal.frame()).toContain('Hire back, move, dismiss');
  await terminal.press(KEYS.down, KEYS.enter);
  led.tell({kind: 'account', state: 'open', at: NOW});
  led.tell({kind: 'results', type: 'activity', results: records(4).map(record => ({record, outcome: 'failed'}))});
  await terminal.wait(150);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42        Run 6/7
    ╔══════════════════════════════════════╗
    ║ ACCOUNT OPEN                         ║
    ║ Anna Petrova #42 can sign in since   ║
    ║ 10:42:07. (3 s)                      ║
    ║ It is shut right after, whatever     ║
    ║ happens. x shuts it now, and it      ║
    ║ stays shut.                          ║
    ╚══════════════════════════════════════╝
       Leads              0 of 40  waits
       Activities  ██▏     4 of 9  4 failed

     4 of 49 · time left unknown








     p pause · − slower · + faster
     x shut the account now · Ctrl-C stop"
  `);
  fits(terminal, 40, 24);
});

test('proof', async () => {
  const run = async (): ReturnType<ReturnType<typeof ledRun>['run']> => ({
    ...(await standIn().run(planOf(records(3)), {} as never, () => {})),
    results: [{record: records(1)[0] as never, outcome: 'gone'}],
    counts: {...noOutcomes(), moved: 2, gone: 1},
    openings: [{from: NOW, to: NOW + 3000}],
  });
  const terminal = await narrow({session: standIn({run})});
  await toPlan(terminal);
  await start(terminal, 3);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Proof 7/7
     0 left. Recount and read-back of all 3
     records agree.

     moved 2 · already there 0 · gone 1 ·
     changed hands 0 · failed 0 · not tried
     0
     Anna Petrova: dismissed, read back at
     10:42:07; was open for 3 s.
     run 12, 6 min 12 s
     Undo: b24-handover undo 12 (u looks at
     it here)

     ❯ Next person
       What failed, changed hands, is gone…
       Leave





     ↑↓ choose · Enter choose · u undo
     ? help · Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test.each([
  [24, 10],
  [30, 12],
  [60, 16],
  [200, 60],
])('every screen fits %i × %i, and the question of the plan is always seen', async (columns, rows) => {
  const led = ledRun();
  const connection = {...CONNECTION, demo: true, portalName: 'Demo portal'};
  const session = standIn({connection, plan: () => planOf(records(30)), run: led.run});
  const terminal = await open({session, columns, rows});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatch(/Type 30 and/);
  await start(terminal, 30);
  led.tell({kind: 'account', state: 'open', at: NOW});
  await terminal.wait(150);
  expect(terminal.frame()).toContain('ACCOUNT OPEN');
  led.tell({kind: 'account', state: 'shut', at: NOW});
  void led.ask();
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('❯ Cancel');
  // A yes is offered only where there is room to read what it means.
  expect(terminal.frame().includes('Hire back')).toBe(!terminal.frame().includes('… make the'));
  led.report();
  await terminal.wait(100);
  expect(terminal.frame()).toContain('❯ Next person');
  fits(terminal, columns, rows);
});

test('too small for anything: one line, and keys mean nothing', async () => {
  const terminal = await open({session: standIn(), columns: 23, rows: 24});
  expect(terminal.frame()).toBe('Make the window larger.');
  await terminal.press(KEYS.enter);
  await terminal.resize(80, 24);
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});
