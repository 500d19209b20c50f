import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type Calls, standIn} from './stand-in/session.ts';
import {ARMED_MS, KEYS, open} from './stand-in/terminal.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the whole way from the portal to the proof', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  console.log(terminal.frame());
  await terminal.press(KEYS.enter);
  await terminal.wait(200);
  console.log(terminal.frame());
  await terminal.press(KEYS.up, KEYS.enter);
  await terminal.wait(200);
  await terminal.press(KEYS.enter, KEYS.space);
  console.log(terminal.frame());
  await terminal.press(KEYS.down, KEYS.enter);
  console.log(terminal.frame());
  await terminal.press(KEYS.enter);
  console.log(terminal.frame());
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.down);
  console.log(terminal.frame());
  await terminal.press(KEYS.enter);
  console.log(terminal.frame());
  await terminal.wait(200);
  console.log(terminal.frame());
  expect(calls.map(([name]) => name)).toContain('run');
  terminal.end();
});
