import {describe, expect, it} from 'vitest';
import {createExecution, type Execution} from '../../../source/domain/pace/execution.ts';
import type {Run} from '../../../source/domain/pace/seen.ts';

const NOON = Date.UTC(2026, 10, 3, 12, 0, 0);
const S = NOON / 1000;

/** So many commands of a method, half a second each. */
const run = (method: string, count: number, operating?: (index: number) => number): Run[] =>
  Array.from({length: count}, (_, index) => ({
    method,
    ok: true,
    seconds: 0.5,
    finish: S + (index + 1) / 2,
    ...(operating ? {operating: operating(index), resetAt: S + 600} : {}),
  }));
const costs = (method: string, count: number) => Array.from({length: count}, () => ({method, costMs: 500}));
const later = NOON + 10_000;
const outer = (operating: number | undefined, finish = S + 10) => ({
  method: 'batch',
  ok: true,
  finish,
  ...(operating === undefined ? {} : {operating, resetAt: S + 600}),
});

function batched(execution: Execution, runs: readonly Run[], sum: number | undefined, finish?: number): void {
  const reserved = execution.reserve('batch', costs(runs[0]?.method ?? '', runs.length));
  execution.answered(reserved, {runs, outer: outer(sum, finish)}, later);
}

describe('who pays for a batch', () => {
  it('is each command’s method as documented; their accounts are apart', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    batched(
      execution,
      run('a', 20, index => (index + 1) / 2),
      0,
    );
    expect(execution.billing()).toBe('method');
    expect(execution.room('a', 'batch', later)).toBeCloseTo(470);
    expect(execution.room('b', 'batch', later)).toBe(480);
    expect(execution.room('a', 'single', later)).toBeCloseTo(470);
  });

  it('is the batch where its own sum grows; single calls have accounts of their own', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    batched(
      execution,
      run('a', 20, index => (index + 1) / 2),
      10,
    );
    expect(execution.billing()).toBe('batch');
    // Ten seconds are kept for reads.
    expect(execution.room('a', 'batch', later)).toBeCloseTo(460);
    expect(execution.room('b', 'batch', later)).toBeCloseTo(460);
    expect(execution.room('a', 'single', later)).toBe(480);
    expect(execution.isBatchUsedUp(later)).toBe(false);
  });

  it('is not the batch because its sum is there: it has to grow', () => {
    const execution = createExecution();
    batched(
      execution,
      run('a', 20, index => (index + 1) / 2),
      55,
    );
    batched(
      execution,
      run('a', 20, index => 10 + (index + 1) / 2),
      55,
      S + 20,
    );
    expect(execution.billing()).toBe('method');
  });

  it('is found out late where the first batches were too short to be charged', () => {
    const execution = createExecution();
    batched(execution, [{...(run('a', 1)[0] as Run), seconds: 0.01, operating: 0}], 0);
    expect(execution.billing()).toBe('method');
    batched(
      execution,
      run('a', 20, index => (index + 1) / 2),
      10,
      S + 20,
    );
    expect(execution.billing()).toBe('batch');
  });

  it('is nobody where nothing is counted', () => {
    const execution = createExecution();
    batched(execution, run('a', 20), undefined);
    expect(execution.billing()).toBe('none');
    expect(execution.room('a', 'batch', later)).toBe(Infinity);
    expect(execution.freeAt('a', 'batch', 1000, later)).toBe(later);
  });

  it('may be charged half of its time, which makes twice as much room', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    for (let batch = 1; batch <= 6; batch += 1)
      batched(
        execution,
        run('a', 20, index => 5 * (batch - 1) + (index + 1) / 4),
        5 * batch,
        S + 10 * batch,
      );
    expect(execution.room('a', 'batch', later)).toBeGreaterThan(((480 - 10 - 30) / 0.52) | 0);
  });
});

describe('what is charged', () => {
  it('is not what a method has run for less than a tenth of a second in a request', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    const reserved = execution.reserve('single', [{method: 'a', costMs: 60}]);
    const single = {method: 'a', ok: true, seconds: 0.06, finish: S, operating: 0};
    execution.answered(reserved, {runs: [single]}, NOON);
    expect(execution.room('a', 'single', NOON)).toBe(480);
  });

  it('of a single call is by how much the sum grew, not what was assumed', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    const single = (operating: number, finish: number): number | undefined => {
      const reserved = execution.reserve('single', [{method: 'a', costMs: 500}]);
      const start = Math.floor(finish - 0.2);
      return execution.answered(
        reserved,
        {runs: [{method: 'a', ok: true, start, finish, atMost: finish - start, operating}]},
        NOON,
      );
    };
    expect(single(0.2, S + 0.3)).toBeCloseTo(0.2);
    expect(single(0.4, S + 1.3)).toBeCloseTo(0.2);
    expect(execution.room('a', 'single', NOON)).toBeCloseTo(479.6);
  });

  it('is kept by the portal’s clock, however ours is set', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    const ours = NOON - 3_600_000;
    const reserved = execution.reserve('batch', costs('a', 20));
    execution.answered(reserved, {runs: run('a', 20), outer: outer(0)}, ours);
    expect(execution.freeAt('a', 'batch', 480, ours)).toBe(ours + 590_000);
  });

  it('is set aside until the answer comes, and given back where nothing was carried out', () => {
    const execution = createExecution({limit: 480, isKnown: true});
    const reserved = execution.reserve('batch', costs('a', 20));
    expect(execution.room('a', 'batch', NOON)).toBe(470);
    execution.giveBack(reserved);
    expect(execution.room('a', 'batch', NOON)).toBe(480);
    execution.lost(execution.reserve('batch', costs('a', 20)), NOON);
    expect(execution.room('a', 'batch', NOON)).toBe(470);
  });

  it('holds back a method that was refused, and no other', () => {
    const execution = createExecution();
    expect(execution.refused('a', 'batch', NOON, NOON + 100)).toBe(NOON + 10_100);
    expect(execution.room('a', 'batch', NOON + 200)).toBe(0);
    expect(execution.room('b', 'batch', NOON + 200)).toBe(480);
  });
});
