import {expect, test} from 'vitest';
import {EXIT} from '../../source/domain/outcomes.ts';
import {IVAN} from './stand-in/data.ts';
import {type Calls, standIn} from './stand-in/session.ts';
import {fakeTime, start, toPlan} from './stand-in/steps.ts';
import {KEYS, open} from './stand-in/terminal.tsx';

fakeTime();

test('the whole way: from the list of portals to the proof, and out with the code of the report', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  expect(terminal.frame()).toContain('Portal 1/7');
  await toPlan(terminal);
  expect(terminal.frame()).toContain('Plan 5/7');
  await start(terminal, 3);
  await terminal.wait(200);
  expect(terminal.frame()).toContain('0 left. Recount and read-back of all 3 records agree.');
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.done);

  expect(calls.map(([name]) => name)).toEqual(['people', 'backlog', 'tally', 'heads', 'people', 'plan', 'run']);
  const [, wanted] = calls.find(([name]) => name === 'plan') ?? [];
  expect(wanted).toMatchObject({
    leaver: {id: 42},
    people: [{id: IVAN.id}],
    rules: {general: {kind: 'person', to: IVAN.id}, perType: new Map()},
    ownersKeep: true,
    scope: new Map([
      ['lead', {state: 'all'}],
      ['deal', {state: 'all'}],
      ['contact', {state: 'all'}],
      ['spa:130', {state: 'all'}],
      ['invoice', {state: 'all'}],
      ['activity', {state: 'open'}],
    ]),
  });
  expect(calls.at(-1)).toEqual(['run', '7f3a9c0d1e2f', 'when-refused', false]);
});

test('the next person starts at the list again, counted anew', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toPlan(terminal);
  await start(terminal, 3);
  await terminal.wait(200);
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  expect(calls.filter(([name]) => name === 'backlog')).toHaveLength(2);
  terminal.end();
});
