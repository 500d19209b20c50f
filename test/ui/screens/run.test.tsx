import {expect, test} from 'vitest';
import {EXIT, type Outcome, type RecordResult} from '../../../source/domain/outcomes.ts';
import type {PlannedRecord} from '../../../source/domain/plan.ts';
import {NOW, planOf, records} from '../stand-in/data.ts';
import {ledRun, type LedRun} from '../stand-in/run.ts';
import {standIn} from '../stand-in/session.ts';
import {fakeTime, start, toPlan} from '../stand-in/steps.ts';
import {ARMED_MS, KEYS, open, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const PLAN = planOf([...records(100), ...records(30, {type: 'deal'}), ...records(10, {type: 'activity'})]);

const results = (list: readonly PlannedRecord[], outcome: Outcome): RecordResult[] =>
  list.map(record => ({record, outcome}));

async function running(columns = 80): Promise<{terminal: Terminal; led: LedRun}> {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run}), columns});
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  return {terminal, led};
}

test('a bar per type, what did not simply move, the pace and why it waits', async () => {
  const {terminal, led} = await running();
  expect(terminal.frame()).toMatch(/Leads +0 of 100 +waits/);
  led.tell({kind: 'type-started', type: 'lead', records: 100});
  led.tell({kind: 'results', type: 'lead', results: results(records(40), 'moved')});
  await terminal.wait(5000);
  led.tell({kind: 'results', type: 'lead', results: results(records(58), 'moved')});
  led.tell({kind: 'results', type: 'lead', results: results(records(2), 'changed-hands')});
  led.tell({kind: 'type-ended', type: 'lead'});
  led.tell({kind: 'type-started', type: 'deal', records: 30});
  led.tell({kind: 'results', type: 'deal', results: results(records(3), 'failed')});
  led.tell({kind: 'pause', ms: 12_000, why: 'execution-time', method: 'crm.item.update'});
  await terminal.wait(3000);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
       Leads       ████████████████████████████████  100 of 100  2 changed hands
       Deals       ███▏                                 3 of 30  3 failed
       Activities                                       0 of 10  waits

     103 of 140 · 8.0 a second · about 15 s left
     Waiting 9 s: the portal’s execution time for crm.item.update is used up.















     p pause · − slower · + faster · ? help · Ctrl-C stop"
  `);
  led.tell({kind: 'pause-over'});
  await terminal.wait(150);
  expect(terminal.frame()).not.toContain('Waiting');
  terminal.end();
});

test('no frame has a number that cannot be', async () => {
  const {terminal, led} = await running();
  led.tell({kind: 'type-started', type: 'lead', records: 100});
  for (let round = 0; round < 5; round += 1) {
    // More than was planned, and things that were never planned.
    led.tell({kind: 'results', type: 'lead', results: results(records(60), 'moved')});
    led.tell({kind: 'results', type: 'contact', results: results(records(5), 'moved')});
    led.tell({kind: 'proving', done: 99, of: 50});
    await terminal.wait(1100);
  }
  const frames = terminal.frames().join('\n');
  expect(frames).not.toMatch(/NaN|Infinity|undefined|null|-\d/);
  expect(terminal.frame()).toMatch(/Leads .* 100 of 100/);
  expect(terminal.frame()).toContain('Proving: 50 of 50 read back.');
  terminal.end();
});

test('a hundred thousand records are a few frames', async () => {
  const led = ledRun();
  const plan = planOf(records(100_000));
  const terminal = await open({session: standIn({plan: () => plan, run: led.run})});
  await toPlan(terminal);
  await start(terminal, 100_000);
  const before = terminal.frames().length;
  for (const record of plan.records) led.tell({kind: 'results', type: 'lead', results: [{record, outcome: 'moved'}]});
  await terminal.wait(200);
  expect(terminal.frame()).toContain('100,000 of 100,000');
  expect(terminal.frames().length - before).toBeLessThan(8);
  terminal.end();
});

test('the question before the account is opened', async () => {
  const {terminal, led} = await running();
  void led.ask();
  await terminal.wait(50);
  expect(terminal.frame()).toContain('(one moment)');
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
     Anna Petrova is dismissed, and the portal refuses to change 60 invoices and
     141 activities.
     2 records tried and refused: "Access denied."

     While that lasts, about 1 min 30 s, Anna Petrova can sign in with the old
     password, open-line queues take them in, and a seat may be taken. They are
     dismissed again right after, whatever happens.

     If this computer dies meanwhile: b24-handover close-windows, or by hand:
     Company > Employees > Anna Petrova > Dismiss.

     ❯ Cancel: leave 60 invoices and 141 activities
       Hire back, move, dismiss








     ↑↓ choose · Enter choose · Ctrl-C stop"
  `);
  terminal.end();
});

test('Enter alone is no; moving to yes and Enter is yes', async () => {
  const {terminal, led} = await running();
  const first = led.ask();
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.enter);
  await expect(first).resolves.toBe(false);
  const second = led.ask();
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(second).resolves.toBe(true);
  terminal.end();
});

test('keys that were meant for something else open nothing', async () => {
  const {terminal, led} = await running();
  const answers: boolean[] = [];
  const asked = led.ask();
  const note = async (): Promise<void> => {
    answers.push(await asked);
  };
  void note();
  for (let round = 0; round < 10; round += 1) await terminal.press('y', '2', KEYS.down, KEYS.enter, '1');
  expect(answers).toEqual([]);
  await terminal.wait(ARMED_MS);
  await terminal.press('2', '1', 'y', '\u001b[200~y\r2\r\u001b[201~');
  expect(answers).toEqual([]);
  await terminal.press(KEYS.enter);
  await terminal.wait(10);
  expect(answers).toEqual([false]);
  terminal.end();
});

test('Ctrl-C asks, with "go on" first; only moving to "stop" stops', async () => {
  const {terminal, led} = await running();
  await terminal.press(KEYS.ctrlC);
  expect(terminal.frame()).toContain('❯ Go on');
  await terminal.press(KEYS.enter);
  expect(led.options().signal.aborted).toBe(false);
  await terminal.press(KEYS.ctrlC, KEYS.down, KEYS.enter);
  expect(led.options().signal.aborted).toBe(true);
  expect(terminal.frame()).toContain('Stopping: finishing the request in flight.');
  led.report({stopped: {why: 'user'}});
  await terminal.wait(50);
  await expect(terminal.exit).resolves.toBe(EXIT.stopped);
});

test('Ctrl-C while the account may be open asks nothing, and once more waits for nothing', async () => {
  const {terminal, led} = await running();
  led.tell({kind: 'account', state: 'opening', at: NOW});
  await terminal.press(KEYS.ctrlC);
  expect(led.options().signal.aborted).toBe(true);
  expect(terminal.frame()).toContain('then shutting the account');
  expect(terminal.frame()).toContain('Ctrl-C do not even wait for the request in flight');
  expect(led.options().hurry?.aborted).toBe(false);
  await terminal.press(KEYS.ctrlC);
  expect(led.options().hurry?.aborted).toBe(true);
  expect(terminal.frame()).not.toContain('Ctrl-C');
  led.report({stopped: {why: 'user'}, account: {state: 'open', since: NOW, text: 'gone'}});
  await terminal.wait(50);
  await expect(terminal.exit).resolves.toBe(EXIT.open);
});

test('Ctrl-C over the question: going on puts it anew, stopping counts as no', async () => {
  const {terminal, led} = await running();
  const asked = led.ask();
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.down, KEYS.ctrlC, KEYS.enter);
  expect(terminal.frame()).toContain('❯ Cancel: leave');
  expect(terminal.frame()).toContain('(one moment)');
  await terminal.press(KEYS.ctrlC, KEYS.down, KEYS.enter);
  await expect(asked).resolves.toBe(false);
  terminal.end();
});

test('a run that throws ends with 70, and what it threw is kept', async () => {
  const {terminal, led} = await running();
  led.fail(new TypeError('a bug'));
  await terminal.wait(50);
  await expect(terminal.exit).resolves.toBe(EXIT.bug);
  expect(terminal.backstage.crashed?.error).toBeInstanceOf(TypeError);
});

test('in a window that is too small the open account is still said, and nothing else', async () => {
  const {terminal, led} = await running();
  led.tell({kind: 'account', state: 'open', at: NOW});
  await terminal.resize(20, 24);
  expect(terminal.frame()).toBe('ACCOUNT OPEN\nMake the window\nlarger.');
  terminal.end();
});

test('a run begins with the maximum that is saved for the portal, and + goes beyond it', async () => {
  const led = ledRun();
  const defaultsOf = () => ({rehire: 'when-refused' as const, maxRps: 0.75});
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run}), services: {defaultsOf}});
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  const {controls} = led.options();
  expect(terminal.frame()).toContain('At most 0.75 requests a second, by choice.');
  expect(controls?.maxRps()).toBe(0.75);
  await terminal.press('-');
  expect(controls?.maxRps()).toBe(0.5);
  await terminal.press('+', '+', '+');
  expect(controls?.maxRps()).toBe(Infinity);
  terminal.end();
});

test('p pauses and goes on, − and + set a pace of one’s own, and the run is told', async () => {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run})});
  await toPlan(terminal);
  await start(terminal, PLAN.records.length);
  const {controls} = led.options();
  await terminal.press('-');
  expect(terminal.frame()).toContain('At most 1 request a second, by choice.');
  expect(controls?.maxRps()).toBe(1);
  await terminal.press('-', '-', '-');
  expect(controls?.maxRps()).toBe(0.25);
  await terminal.press('+', '+', '+');
  expect(controls?.maxRps()).toBe(Infinity);
  expect(terminal.frame()).not.toContain('by choice');
  await terminal.press('p');
  expect(controls?.isPaused()).toBe(true);
  expect(terminal.frame()).toContain('Pausing: finishing what is under way.');
  led.tell({kind: 'pause', ms: 0, why: 'paused'});
  await terminal.wait(200);
  expect(terminal.frame()).toContain('Paused by you. p goes on.');
  await terminal.press('p');
  expect(controls?.isPaused()).toBe(false);
  terminal.end();
});

test('c on the plan waits after the first records of each type; Enter goes on, and only once it is armed', async () => {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run})});
  await toPlan(terminal);
  expect(terminal.frame()).not.toContain('waits for you');
  await terminal.press('c');
  expect(terminal.frame()).toContain('After the first records of each type the run waits for you');
  await start(terminal, PLAN.records.length);
  const answer = led.options().lookAtFirst?.([
    {
      type: 'lead',
      moved: [
        {id: 1, title: 'Tender', link: 'https://acme.bitrix24.com/crm/lead/details/1/'},
        {id: 2, title: '\u001b[31mred', link: 'https://acme.bitrix24.com/crm/lead/details/2/'},
      ],
      refused: 0,
      text: '',
    },
    {type: 'deal', moved: [], refused: 5, text: 'Access denied.'},
  ]);
  await terminal.press(KEYS.enter);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
     The first records of each type have been moved and read back. Look at them on
     the portal:
     Leads: 2 moved
        https://acme.bitrix24.com/crm/lead/details/1/ #1 "Tender"
        https://acme.bitrix24.com/crm/lead/details/2/ #2 "[31mred"
     Deals: the first 5 refused: "Access denied."

     ❯ Go on with the rest
       Stop here; the rest is not tried, and can be gone on with later












     ↑↓ choose · Enter choose · Ctrl-C stop"
  `);
  await terminal.press(KEYS.enter);
  await expect(answer).resolves.toBe(true);
  terminal.end();
});

test('a run that waits after the first records can be stopped there; a small window says what it leaves out', async () => {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => PLAN, run: led.run}), columns: 40, rows: 12});
  await toPlan(terminal);
  await terminal.press('c');
  await start(terminal, PLAN.records.length);
  const moved = [1, 2, 3, 4, 5].map(id => ({id, title: `Record ${id}`}));
  const answer = led.options().lookAtFirst?.([
    {type: 'lead', moved, refused: 0, text: ''},
    {type: 'deal', moved, refused: 0, text: ''},
    {type: 'activity', moved, refused: 0, text: ''},
  ]);
  await terminal.wait(ARMED_MS + 50);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42        Run 6/7
     The first records of each type have
     been moved and read back. Look at them
     on the portal:
     and 3 more lines: make the window tall…

     ❯ Go on with the rest
       Stop here; the rest is not tried, a…


     ↑↓ choose · Enter choose · Ctrl-C stop"
  `);
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(answer).resolves.toBe(false);
  led.report({stopped: {why: 'first-records'}});
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Next person');
  terminal.end();
});

test('without c nobody is asked', async () => {
  const {terminal, led} = await running();
  expect(led.options().lookAtFirst).toBeUndefined();
  terminal.end();
});
