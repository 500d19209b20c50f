import {expect, test} from 'vitest';
import {NOW, planOf, records} from '../stand-in/data.ts';
import {ledRun, type LedRun} from '../stand-in/run.ts';
import {standIn} from '../stand-in/session.ts';
import {fakeTime, start, toPlan} from '../stand-in/steps.ts';
import {open, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const PLAN = planOf([...records(100), ...records(30, {type: 'deal'}), ...records(10, {type: 'activity'})]);

async function running(): Promise<{terminal: Terminal; led: LedRun}> {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run})});
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  return {terminal, led};
}

test('while the account is open it cannot be overlooked', async () => {
  const {terminal, led} = await running();
  led.tell({kind: 'account', state: 'opening', at: NOW});
  await terminal.wait(10);
  expect(terminal.frame()).toContain('ACCOUNT OPEN');
  led.tell({kind: 'account', state: 'open', at: NOW});
  await terminal.wait(2000);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
    ╔══════════════════════════════════════════════════════════════════════════════╗
    ║ ACCOUNT OPEN                                                                 ║
    ║ Anna Petrova #42 can sign in since 10:42:07. (4 s)                           ║
    ║ It is shut right after, whatever happens. x shuts it now, and it stays shut. ║
    ╚══════════════════════════════════════════════════════════════════════════════╝
       Leads                                         0 of 100  waits
       Deals                                          0 of 30  waits
       Activities                                     0 of 10  waits

     0 of 140 · time left unknown











     p pause · − slower · + faster · x shut the account now · Ctrl-C stop"
  `);
  led.tell({kind: 'account-stuck', at: NOW, attempt: 3, text: 'ECONNRESET'});
  await terminal.wait(10);
  expect(terminal.frame()).toContain('could not be shut yet (attempt 3): ECONNRESET.');
  expect(terminal.frame()).toContain('b24-handover close-windows');
  led.tell({kind: 'account', state: 'shut', at: NOW});
  await terminal.wait(10);
  expect(terminal.frame()).not.toContain('ACCOUNT OPEN');
  expect(terminal.frame()).toContain('Anna Petrova is dismissed again');
  terminal.end();
});

test('x shuts the account while it is open, and only then', async () => {
  const {terminal, led} = await running();
  await terminal.press('x');
  expect(led.options().shutNow?.aborted).toBe(false);
  expect(terminal.frame()).not.toContain('x shut');
  led.tell({kind: 'account', state: 'open', at: NOW});
  await terminal.wait(10);
  expect(terminal.frame()).toContain('x shut the account now · Ctrl-C stop');
  await terminal.press('x');
  expect(led.options().shutNow?.aborted).toBe(true);
  expect(led.options().signal.aborted).toBe(false);
  expect(terminal.frame()).toContain('It is being shut, and stays shut');
  expect(terminal.frame()).not.toContain('x shut');
  led.tell({kind: 'account', state: 'shutting', at: NOW});
  led.tell({kind: 'account', state: 'shut', at: NOW});
  led.tell({kind: 'window-refused', why: 'limit', text: ''});
  await terminal.wait(150);
  expect(terminal.frame()).toContain('You shut the account before everything was done');
  led.report({windowRefused: {why: 'limit'}, openings: [{from: NOW, to: NOW + 2000}]});
  await terminal.wait(150);
  expect(terminal.frame()).toContain('You shut the account before everything was done');
  terminal.end();
});

test('shut for a long wait and opened again: the same consent, and said as that', async () => {
  const {terminal, led} = await running();
  led.tell({kind: 'type-waits', type: 'activity', refused: 5, text: 'Access denied.'});
  led.tell({kind: 'account', state: 'open', at: NOW});
  led.tell({kind: 'account', state: 'shutting', at: NOW + 2000});
  led.tell({kind: 'account', state: 'shut', at: NOW + 3000});
  led.tell({kind: 'pause', ms: 80_000, why: 'execution-time', method: 'crm.activity.update'});
  await terminal.wait(150);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
       Leads                                        0 of 100  waits
       Deals                                         0 of 30  waits
       Activities                                    0 of 10  waits for the account

     0 of 140 · time left unknown
     Waiting 1 min 20 s: the portal’s execution time for crm.activity.update is
     used up.
     It is opened again under the same consent as soon as the wait is over.
     Anna Petrova is dismissed again, read back at 10:42:10.












     p pause · − slower · + faster · ? help · Ctrl-C stop"
  `);
  led.tell({kind: 'pause-over'});
  led.tell({kind: 'account', state: 'opening', at: NOW + 83_000});
  led.tell({kind: 'account', state: 'open', at: NOW + 84_000});
  await terminal.wait(150);
  expect(terminal.frame()).toContain('Opened again under the same consent (opening 2).');
  expect(terminal.frame()).not.toContain('as soon as the wait is over');
  led.report({
    openings: [
      {from: NOW, to: NOW + 3000},
      {from: NOW + 84_000, to: NOW + 90_000},
    ],
  });
  await terminal.wait(150);
  expect(terminal.frame()).toContain('was open for 3 s and 6 s');
  terminal.end();
});

test.each([
  ['shut-by-others', 'Somebody else dismissed the person meanwhile'],
  ['guard', 'shut by its guard'],
  ['limit', 'its open time was used up'],
] as const)('an account that was not shut by its plan (%s): a line says so', async (why, said) => {
  const {terminal, led} = await running();
  led.tell({kind: 'account', state: 'open', at: NOW});
  led.tell({kind: 'account', state: 'shut', at: NOW + 1000});
  led.tell({kind: 'window-refused', why, text: ''});
  await terminal.wait(150);
  expect(terminal.frame()).toContain(said);
  expect(terminal.frame()).not.toContain('ACCOUNT OPEN');
  terminal.end();
});
