import {expect, test} from 'vitest';
import {type JournalRun, unfinishedOf} from '../../../source/domain/wizard/unfinished.ts';
import {UNFINISHED} from './world.ts';

const run = (number: number, more: Partial<JournalRun> = {}): JournalRun => ({
  ...UNFINISHED,
  run: number,
  state: 'unfinished',
  forgotten: false,
  ...more,
});

const numbers = (runs: readonly JournalRun[], portalKey?: string): number[] =>
  unfinishedOf(runs, portalKey).map(({run: number}) => number);

test('what ended, works still or was erased is not gone on with', () => {
  expect(numbers([run(4, {state: 'running'}), run(3, {state: 'ended'}), run(2, {forgotten: true}), run(1)])).toEqual([
    1,
  ]);
});

test('of one portal alone, or of all', () => {
  const runs = [run(3, {portalKey: 'demo'}), run(2), run(1)];
  expect(numbers(runs)).toEqual([3, 2, 1]);
  expect(numbers(runs, 'demo')).toEqual([3]);
});

test('what was tried again or undone since is done with; only once that has ended itself', () => {
  const undo = {kind: 'undo', sourceRun: 1} as const;
  expect(numbers([run(2, {...undo, state: 'ended'}), run(1)])).toEqual([]);
  expect(numbers([run(2, undo), run(1)])).toEqual([2, 1]);
});
