import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {askTyped} from '../../source/commands/ask.ts';
import {standIn} from './stand-in.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Asks, types these chunks once the question listens, and gives the answer. */
async function answer(...chunks: readonly string[]): Promise<string | undefined> {
  const {outside, stdin} = standIn({interactive: true});
  const asking = askTyped('? ', outside);
  await vi.advanceTimersByTimeAsync(1000);
  for (const chunk of chunks) {
    stdin.write(chunk);
    await vi.advanceTimersByTimeAsync(0);
  }
  return asking;
}

test('a word and Enter are the answer', async () => {
  expect(await answer('1', '2', '6', '8', '\r')).toBe('1268');
});

test('Backspace takes the last key back, also where there is none', async () => {
  expect(await answer('\u007f', '1', '3', '\u007f', '2', '\r')).toBe('12');
});

test('Enter alone is an empty answer', async () => {
  expect(await answer('\r')).toBe('');
});

test.each([
  ['Escape', '\u001b'],
  ['Ctrl-D', '\u0004'],
])('%s is no answer', async (_name, key) => {
  expect(await answer('1', key)).toBeUndefined();
});

test('Ctrl-C stops', async () => {
  const {outside, stdin} = standIn({interactive: true});
  const asking = askTyped('? ', outside);
  await vi.advanceTimersByTimeAsync(1000);
  stdin.write('\u0003');
  expect(await asking).toBeUndefined();
  expect(outside.signal.aborted).toBe(true);
});

test('Ctrl-C stops also while other keys are still dropped', async () => {
  const {outside, stdin} = standIn({interactive: true});
  const asking = askTyped('? ', outside);
  stdin.write('\u0003');
  expect(await asking).toBeUndefined();
  expect(outside.signal.aborted).toBe(true);
});

test('what was typed before the question, and right after, is dropped', async () => {
  const {outside, stdin, journal} = standIn({interactive: true});
  stdin.write('hire\r');
  const asking = askTyped('? ', outside);
  for (let key = 0; key < 30; key += 1) {
    stdin.write('hire\r');
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(1000);
  stdin.write('no\r');
  expect(await asking).toBe('no');
  expect(journal.prompts).toEqual(['? ', '❯ ', 'n', 'o', '\n']);
});

test('a paste does not leave its markers in the answer', async () => {
  expect(await answer('\u001b[200~1268\u001b[201~', '\r')).toBe('1268');
});

test('a terminal that goes away gives no answer, and the keyboard is given back', async () => {
  const {outside, stdin} = standIn({interactive: true});
  const modes: boolean[] = [];
  Object.assign(stdin, {setRawMode: (raw: boolean) => modes.push(raw)});
  const asking = askTyped('? ', outside);
  await vi.advanceTimersByTimeAsync(1000);
  stdin.end();
  expect(await asking).toBeUndefined();
  expect(modes).toEqual([true, false]);
});

test('after a stop nothing is asked', async () => {
  const {outside, journal} = standIn({interactive: true});
  outside.interrupt();
  expect(await askTyped('? ', outside)).toBeUndefined();
  expect(journal.prompts).toEqual([]);
});
