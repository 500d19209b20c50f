import {expect, test, vi} from 'vitest';
import {guide} from '../../source/words/en/guide.ts';
import {NOW, planOf, records} from './stand-in/data.ts';
import {ledRun} from './stand-in/run.ts';
import {standIn} from './stand-in/session.ts';
import {fakeTime, start, toPlan} from './stand-in/steps.ts';
import {KEYS, open} from './stand-in/terminal.tsx';

fakeTime();

const PLAN = planOf(records(4));

test.each(Object.entries(guide))('the guide of %s is two lines that fit', (_, lines) => {
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
});

/** The two lines stand in the frame, one under the other. */
function shows(frame: string, screen: keyof typeof guide): boolean {
  return guide[screen].every(line => frame.split('\n').some(row => row === ` ${line}`));
}

test('the first time through each screen opens with what it is there for, and a proved run ends that', async () => {
  const noteGuided = vi.fn();
  const led = ledRun();
  const session = standIn({plan: () => PLAN, run: led.run});
  const terminal = await open({session, services: {firstTimes: () => ['demo', 'portal'], noteGuided}});
  expect(shows(terminal.frame(), 'portal')).toBe(true);
  await toPlan(terminal);
  const frames = terminal.frames();
  for (const screen of ['leaver', 'tally', 'scope', 'plan'] as const)
    expect(
      frames.some(frame => shows(frame, screen)),
      screen,
    ).toBe(true);
  for (const frame of frames) fitsIn(frame);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42       Plan 5/7
     Nothing has been written yet. Read who gets what; each record is in the list.
     Invoices and activities may need the person hired back: then you are asked.

     Plan 7f3a9c0d1e2f: 4 records

       To                all  Leads
       Ivan Sokolov #12    4      4
     Time        about 1 min 30 s, 40 requests; what binds: how fast it answers
     Messages    4 to Ivan Sokolov #12, 4 to the leaver; cannot be called back.
     Automation  Workflows, triggers may start for 4 records; 4 history entries.
     Kept        nothing






     ❯ Cancel: change the plan
       Start: hand over 4 records

     → the records · i all of it · c look first · r pin again · Esc change · ? help
     Ctrl-C leave"
  `);
  await start(terminal, PLAN.records.length);
  await terminal.wait(200);
  expect(shows(terminal.frame(), 'run')).toBe(true);
  led.report({});
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Proof 7/7');
  expect(noteGuided.mock.calls).toEqual([['portal']]);
  expect(shows(terminal.frame(), 'proof')).toBe(true);
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  expect(shows(terminal.frame(), 'leaver')).toBe(false);
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(shows(terminal.frame(), 'tally')).toBe(false);
  await terminal.press('?');
  expect(terminal.frame()).toContain(guide.tally[0]);
  expect(terminal.frame()).toContain('Keys that work here');
  terminal.end();
});

test('in a window that is smaller than 80 by 24 it is left to the help', async () => {
  const terminal = await open({session: standIn(), services: {firstTimes: () => ['portal']}, columns: 60, rows: 24});
  expect(shows(terminal.frame(), 'portal')).toBe(false);
  await terminal.press('?');
  expect(terminal.frame().replaceAll(/\s+/g, ' ')).toContain(guide.portal.join(' '));
  terminal.end();
});

test('who has been through to a proof is not told again', async () => {
  const terminal = await open({session: standIn(), services: {firstTimes: () => ['demo']}});
  await toPlan(terminal);
  for (const frame of terminal.frames())
    for (const screen of ['portal', 'leaver', 'tally', 'scope', 'plan'] as const)
      expect(shows(frame, screen)).toBe(false);
  terminal.end();
});

test('? brings it back on the list of people and during a run, where letters are a search and keys the pace', async () => {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run})});
  const asked = async (screen: keyof typeof guide): Promise<void> => {
    await terminal.press('?');
    expect(terminal.frame().replaceAll(/\s+/g, ' ')).toContain(guide[screen].join(' '));
    expect(terminal.frame()).toContain('Keys that work here');
    await terminal.press('?');
    expect(terminal.frame()).not.toContain('Keys that work here');
  };
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  await asked('leaver');
  await terminal.press(KEYS.escape);
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  await terminal.wait(200);
  await asked('run');
  terminal.end();
});

test('during a run the help gives way to an open account, to a question and to the proof', async () => {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run})});
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  await terminal.press('?');
  void led.ask();
  await terminal.wait(400);
  expect(terminal.frame()).toContain('❯ Cancel: leave');
  await terminal.press('?');
  expect(terminal.frame()).toContain('❯ Cancel: leave');
  await terminal.press(KEYS.enter);
  await terminal.wait(50);
  await terminal.press('?');
  expect(terminal.frame()).toContain('Keys that work here');
  led.tell({kind: 'account', state: 'opening', at: NOW});
  await terminal.wait(50);
  expect(terminal.frame()).not.toContain('Keys that work here');
  expect(terminal.frame()).toContain('x shut the account now');
  await terminal.press('?');
  expect(terminal.frame()).toContain('x shut the account now');
  led.tell({kind: 'account', state: 'shut', at: NOW});
  await terminal.wait(50);
  await terminal.press('?');
  expect(terminal.frame()).toContain('Keys that work here');
  led.report({});
  await terminal.wait(300);
  expect(terminal.frame()).toContain('❯ Next person');
  terminal.end();
});

function fitsIn(frame: string): void {
  const rows = frame.split('\n');
  expect(rows.length).toBeLessThanOrEqual(23);
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
}
