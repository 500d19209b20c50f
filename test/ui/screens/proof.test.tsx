import {expect, test} from 'vitest';
import {EXIT} from '../../../source/domain/outcomes.ts';
import {NOW} from '../stand-in/data.ts';
import {MIXED, proved} from '../stand-in/proved.ts';
import {fakeTime} from '../stand-in/steps.ts';
import {KEYS} from '../stand-in/terminal.tsx';

fakeTime();

test('what is left and why, what was kept, how the account stands', async () => {
  const terminal = await proved(MIXED);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Proof 7/7
     2 records left.

     moved 4 · already there 0 · gone 1 · changed hands 1 · failed 1 · not tried 1
     The account was not opened: you did not want it.
     Left: Leads 2, Leads 5
     Deals: not proved, Access denied.
     kept 235 records, by choice · 1 new since the plan
     Anna Petrova: dismissed, read back at 10:42:07; was open for 1 min 14 s.
     run 12, 6 min 12 s
     1 new since the plan (n plans it)
     2 records can be tried again (t plans them)
     Undo: b24-handover undo 12 (u looks at it here)

     ❯ Next person
       What failed, changed hands, is gone or was not tried
       Leave




     ↑↓ choose · Enter choose · n plan the new ones · t try again · u undo · ? help
     Ctrl-C leave"
  `);
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.left);
});

test('the list of what was not moved', async () => {
  const terminal = await proved(MIXED);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Proof 7/7
     Records that were not moved
     ❯ lead 2 "Lead number 2": failed, Required fields: [31mAmount
       lead 3 "Lead number 3": changed hands, now with Maria Orlova #31
       lead 4 "Lead number 4": gone
       lead 5 "Lead number 5": not tried, refused while the leaver is dismissed, a…
















     ↑↓ scroll · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('❯ What failed');
  terminal.end();
});

test('an account that could not be shut comes first, and the code is 3', async () => {
  const terminal = await proved({account: {state: 'open', since: NOW, text: 'The portal cannot be reached.'}});
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Proof 7/7
     ACCOUNT OPEN: Anna Petrova can sign in since 10:42:07. The portal cannot be
     reached.

     Shut it now: b24-handover close-windows, or by hand: Company > Employees >
     Anna Petrova (#42) > Dismiss.
     0 left. Recount and read-back of all 8 records agree.
     moved 8 · already there 0 · gone 0 · changed hands 0 · failed 0 · not tried 0
     run 12, 6 min 12 s

     ❯ Next person
       Leave










     ↑↓ choose · Enter choose · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.open);
});

test('recount and records that disagree are no "0 left"', async () => {
  const left = [1, 2, 3].map(id => ({type: 'lead' as const, id}));
  const contradictions = left.map(name => ({...name, recountSaysLeft: false}));
  const terminal = await proved({proof: {left, fresh: [], unproved: [], contradictions}});
  expect(terminal.frame()).toContain('the recount says 0 left, but 3 records');
  expect(terminal.frame()).not.toContain('0 left.');
  terminal.end();
});

test('a leaver who is still active: said, and where to dismiss', async () => {
  const terminal = await proved({account: {state: 'active'}});
  expect(terminal.frame()).toContain('still an active employee');
  terminal.end();
});
