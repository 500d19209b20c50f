import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {PacedInput} from '../../source/ui/input/paced-input.ts';

const ESC = '\u001b';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Heard {
  readonly source: PassThrough;
  readonly input: PacedInput;
  /** The keys of each turn of the event loop. */
  readonly turns: string[][];
}

function listen(): Heard {
  const source = new PassThrough();
  const input = new PacedInput(source);
  const turns: string[][] = [];
  input.on('readable', () => {
    const turn: string[] = [];
    for (let key = input.read(); key !== null; key = input.read()) turn.push(key);
    turns.push(turn);
  });
  return {source, input, turns};
}

async function send(source: PassThrough, ...chunks: readonly (string | Buffer)[]): Promise<void> {
  for (const chunk of chunks) {
    source.write(chunk);
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(5);
}

test('keys that come in one chunk are handed on one a turn', async () => {
  const {source, turns} = listen();
  await send(source, `${ESC}[B\rab`);
  expect(turns).toEqual([[`${ESC}[B`], ['\r'], ['a'], ['b']]);
});

test('a sequence that is split across chunks is one key', async () => {
  const {source, turns} = listen();
  await send(source, ESC, '[', 'B', '\r');
  expect(turns).toEqual([[`${ESC}[B`], ['\r']]);
});

test('a lone Escape comes after a short wait', async () => {
  const {source, turns} = listen();
  source.write(ESC);
  await vi.advanceTimersByTimeAsync(5);
  expect(turns).toEqual([]);
  await vi.advanceTimersByTimeAsync(10);
  expect(turns).toEqual([[ESC]]);
});

test.each([1, 3, 6, 8, 20, 43, 46, 49])('a paste cut after %i characters is one piece', async at => {
  const {source, turns} = listen();
  const paste = `${ESC}[200~https://acme.example/rest/1/abcde/\r${ESC}[201~`;
  await send(source, paste.slice(0, at), paste.slice(at));
  await vi.advanceTimersByTimeAsync(50);
  expect(turns.flat()).toEqual([paste]);
});

test('a paste whose end never comes does not swallow the keyboard, and still presses no Enter', async () => {
  const {source, turns} = listen();
  await send(source, `${ESC}[200~half\r`);
  await vi.advanceTimersByTimeAsync(1500);
  await send(source, '\u0003');
  expect(turns.flat()).toEqual([`${ESC}[200~half\r${ESC}[201~`, '\u0003']);
});

test('a letter whose bytes are split across chunks is one letter', async () => {
  const {source, turns} = listen();
  const bytes = Buffer.from('я👩');
  await send(source, bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4));
  expect(turns.flat()).toEqual(['я', '👩']);
});

test('keys wait for a listener', async () => {
  const source = new PassThrough();
  const input = new PacedInput(source);
  await send(source, 'ab');
  const got: (string | null)[] = [];
  input.on('readable', () => got.push(input.read()));
  await vi.advanceTimersByTimeAsync(5);
  expect(got).toEqual(['a', 'b']);
});

test('a terminal that goes away is told', async () => {
  const {source, input} = listen();
  const gone = vi.fn();
  input.on('gone', gone);
  source.end();
  await vi.advanceTimersByTimeAsync(5);
  expect(gone).toHaveBeenCalled();
});
