import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {listenToSignals, outlivesTerminal} from '../../source/commands/signals.ts';

function listen() {
  const source = new EventEmitter();
  const said: string[] = [];
  const on = {first: () => said.push('first'), again: () => said.push('again'), leave: () => said.push('leave')};
  return {source, said, stopping: listenToSignals(on, source)};
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s with nothing under way leaves at once', name => {
  const {source, said, stopping} = listen();
  source.emit(name);
  expect(said).toEqual(['leave']);
  expect(stopping.signal.aborted).toBe(true);
});

test('while something must come to its end no number of signals leaves', async () => {
  const {source, said, stopping} = listen();
  const result = await stopping.untilDone(async () => {
    expect(stopping.busy()).toBe(true);
    source.emit('SIGINT');
    expect(stopping.signal.aborted).toBe(true);
    source.emit('SIGINT');
    source.emit('SIGTERM');
    return 'done';
  });
  expect(result).toBe('done');
  expect(said).toEqual(['first', 'again', 'again']);
  expect(stopping.busy()).toBe(false);
  source.emit('SIGINT');
  expect(said.at(-1)).toBe('leave');
});

test('what says itself that it stops is not spoken over', async () => {
  const {source, said, stopping} = listen();
  await stopping.untilDone(async () => void source.emit('SIGHUP'), {quiet: true});
  expect(said).toEqual([]);
  expect(stopping.signal.aborted).toBe(true);
});

test('work that fails is over too', async () => {
  const {source, said, stopping} = listen();
  const failing = stopping.untilDone(async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  source.emit('SIGINT');
  expect(said).toEqual(['leave']);
});

test('a program that outlives its terminal takes a hang-up for nothing, and every other signal as ever', () => {
  const source = new EventEmitter();
  const said: string[] = [];
  const on = {first: () => said.push('first'), again: () => said.push('again'), leave: () => said.push('leave')};
  const stopping = listenToSignals(on, source, true);
  source.emit('SIGHUP');
  expect(said).toEqual([]);
  expect(stopping.signal.aborted).toBe(false);
  source.emit('SIGTERM');
  expect(said).toEqual(['leave']);
});

test.each([
  [[false, false, false], true, true],
  [[false, false, false], false, false],
  [[true, false, false], true, false],
  [[false, false, true], true, false],
])('with terminals %j and a terminal of the session %s: %s', (terminals, session, outlives) => {
  expect(outlivesTerminal(terminals, session)).toBe(outlives);
});
