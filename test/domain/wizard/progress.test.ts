import {expect, test} from 'vitest';
import {type DoneSoFar, doneSoFar, mayBeOpen, opensAgain, paceOf} from '../../../source/domain/wizard/index.ts';
import type {RecordResult} from '../../../source/domain/outcomes.ts';
import {type Progress, progressed, startProgress} from '../../../source/domain/wizard/progress.ts';
import type {RunEvent} from '../../../source/domain/wizard/view.ts';
import {planWith} from './world.ts';

const record = {type: 'lead' as const, id: 1, title: '', closed: false, to: 12};
const moved = (count: number): RunEvent => ({
  kind: 'results',
  type: 'lead',
  results: Array.from({length: count}, () => ({record, outcome: 'moved'})),
});

/** A run of 600 records, 400 of them leads. */
function fresh(): Progress {
  return startProgress(planWith(600));
}

test('the pace is that of the last seconds, and the time left follows from it', () => {
  let progress = progressed(fresh(), 1000, []);
  expect(paceOf(progress)).toEqual({perSecond: undefined, leftMs: undefined});
  for (let second = 2; second <= 11; second += 1) progress = progressed(progress, second * 1000, [moved(10)]);
  expect(paceOf(progress).perSecond).toBeCloseTo(10);
  expect(paceOf(progress).leftMs?.map(Math.round)).toEqual([50_000, 50_000]);
});

test('after a long wait the pace is unknown again, never infinite', () => {
  let progress = progressed(fresh(), 1000, [moved(10)]);
  progress = progressed(progress, 5000, [moved(10)]);
  for (let second = 6; second <= 60; second += 1) progress = progressed(progress, second * 1000, []);
  expect(paceOf(progress)).toEqual({perSecond: undefined, leftMs: undefined});
});

test('how long somebody thought about opening the account is no part of the pace', () => {
  let progress = progressed(fresh(), 1000, [moved(10)]);
  progress = progressed(progress, 15_000, [{kind: 'account', state: 'opening', at: 15_000}]);
  expect(paceOf(progress).perSecond).toBeUndefined();
  for (let second = 16; second <= 20; second += 1) progress = progressed(progress, second * 1000, [moved(10)]);
  expect(paceOf(progress).perSecond).toBeCloseTo(10);
});

test('without a forecast a wait that is known of comes on top', () => {
  let progress = progressed(fresh(), 1000, []);
  for (let second = 2; second <= 11; second += 1) progress = progressed(progress, second * 1000, [moved(10)]);
  const paused = progressed(progress, 11_000, [{kind: 'pause', ms: 30_000, why: 'execution-time'}]);
  expect(paceOf(paused).leftMs?.map(Math.round)).toEqual([80_000, 80_000]);
});

test('what is left is what was foreseen last, less what has passed since', () => {
  const told = progressed(fresh(), 1000, [{kind: 'outlook', requests: 9, seconds: [60, 90], binds: {by: 'latency'}}]);
  expect(paceOf(told).leftMs).toEqual([60_000, 90_000]);
  // Also in a wait: the forecast has foreseen it.
  const later = progressed(told, 41_000, [{kind: 'pause', ms: 30_000, why: 'execution-time'}]);
  expect(paceOf(later).leftMs).toEqual([20_000, 50_000]);
  const again = progressed(later, 42_000, [{kind: 'outlook', requests: 9, seconds: [5, 6], binds: {by: 'latency'}}]);
  expect(paceOf(again).leftMs).toEqual([5000, 6000]);
  expect(paceOf(progressed(again, 99_000, [])).leftMs).toEqual([0, 0]);
});

test('all done: nothing left, whatever the pace', () => {
  const done = progressed(startProgress(planWith(1)), 1, [moved(1)]);
  expect(paceOf(done).leftMs).toEqual([0, 0]);
});

test('a clock that goes back does not take the run back', () => {
  const later = progressed(fresh(), 9000, [moved(5)]);
  const earlier = progressed(later, 2000, [moved(5)]);
  expect(earlier.at).toBe(9000);
  expect(earlier.done).toBe(10);
});

test('from the opening on the account may be open, until it is told to be shut', () => {
  let progress = fresh();
  expect(mayBeOpen(progress)).toBe(false);
  const told: readonly (readonly [RunEvent, boolean])[] = [
    [{kind: 'account', state: 'opening', at: 1}, true],
    [{kind: 'account', state: 'open', at: 2}, true],
    [{kind: 'account', state: 'shutting', at: 3}, true],
    [{kind: 'account-stuck', at: 4, attempt: 1, text: 'x'}, true],
    [{kind: 'account', state: 'shutting', at: 5}, true],
    [{kind: 'account', state: 'shut', at: 6}, false],
    [{kind: 'account', state: 'opening', at: 7}, true],
  ];
  for (const [event, open] of told) {
    progress = progressed(progress, 10, [event]);
    expect(mayBeOpen(progress)).toBe(open);
  }
  expect(progress.account?.since).toBe(7);
});

test('a pause lasts from when it was told', () => {
  const progress = progressed(fresh(), 5000, [{kind: 'pause', ms: 12_000, why: 'request-limit'}]);
  expect(progress.pause).toEqual({why: 'request-limit', until: 17_000});
  expect(progressed(progress, 6000, [{kind: 'pause-over'}]).pause).toBeUndefined();
});

test('a run that is gone on with begins at what is done, and never goes over what was planned', () => {
  const results: RecordResult[] = [
    {record, outcome: 'moved'},
    {record, outcome: 'moved'},
    {record, outcome: 'not-tried', why: 'edited-since'},
    {record, outcome: 'failed', reason: 'Access denied.'},
    // These are taken up again.
    {record, outcome: 'not-tried', why: 'stopped'},
    {record, outcome: 'not-tried', why: 'unmovable'},
    {record, outcome: 'failed', why: 'no-answer'},
  ];
  const done: DoneSoFar = doneSoFar(results);
  expect(done.get('lead')).toMatchObject({moved: 2, edited: 1, failed: 1, 'not-tried': 0});
  const progress = startProgress(planWith(600), done);
  expect([progress.done, progress.bars[0]?.done]).toEqual([4, 4]);
  const small = startProgress(planWith(2), done);
  expect(small.done).toBe(2);
  expect(small.bars[0]?.counts).toMatchObject({moved: 2, failed: 0});
});

test('shut for a wait with work still waiting: it is opened again; not when that was refused', () => {
  const waits: RunEvent[] = [
    {kind: 'type-waits', type: 'lead', refused: 5, text: ''},
    {kind: 'account', state: 'open', at: 1},
    {kind: 'account', state: 'shut', at: 2},
    {kind: 'pause', ms: 80_000, why: 'execution-time'},
  ];
  const waiting = progressed(fresh(), 10, waits);
  expect(opensAgain(waiting)).toBe(true);
  expect(opensAgain(progressed(waiting, 11, [{kind: 'pause-over'}]))).toBe(false);
  expect(opensAgain(progressed(waiting, 11, [{kind: 'window-refused', why: 'guard', text: ''}]))).toBe(false);
  const again = progressed(waiting, 12, [{kind: 'account', state: 'open', at: 90}]);
  expect([again.openings, again.account?.since]).toEqual([2, 90]);
});
