import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {backOff, lastWait} from '../../../source/domain/pace/back-off.ts';
import {
  ASSUMED_COST_MS,
  batchMs,
  createCosts,
  learnCost,
  mostWrites,
  writesPerBatch,
} from '../../../source/domain/pace/costs.ts';

describe('writes per batch', () => {
  it.each([
    [500, 45, 20],
    [50, 45, 45],
    [0, 45, 45],
    [10_000, 45, 1],
    [90_000, 45, 1],
    [3000, 2, 2],
  ])('at %i ms each, %i at most: %i', (costMs, most, expected) => {
    expect(writesPerBatch(costMs, most, 10_000)).toBe(expected);
  });

  it('stay within the target unless a single one is longer', () => {
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 1e6, noNaN: true}),
        fc.integer({min: 1, max: 45}),
        fc.integer({min: 1000, max: 30_000}),
        (cost, most, target) => {
          const writes = writesPerBatch(cost, most, target);
          expect(writes).toBeGreaterThanOrEqual(1);
          expect(writes).toBeLessThanOrEqual(most);
          if (writes > 1) expect(writes * cost).toBeLessThanOrEqual(target);
        },
      ),
    );
  });
});

describe('as long as few writes were carried out', () => {
  it.each([
    [0, 2],
    [1, 8],
    [2, 16],
    [9, 72],
    [10, Infinity],
  ])('after %i of them, one request has at most %i', (carriedOut, most) => {
    expect(mostWrites(carriedOut)).toBe(most);
  });

  it('a request is meant to take less time than later on', () => {
    expect(batchMs(0, false)).toBe(10_000);
    expect(batchMs(2, true)).toBe(4000);
    expect(batchMs(100, true)).toBe(20_000);
    // A portal that never tells how long anything took.
    expect(batchMs(100, false)).toBe(10_000);
  });
});

it('learns a rise at once and a fall slowly, the more so the fewer were seen', () => {
  expect(learnCost(100, 400)).toBe(400);
  expect(learnCost(100, 400, 1)).toBe(400);
  expect(learnCost(400, 100)).toBe(250);
  expect(learnCost(400, 100, 2)).toBe(385);
});

it('waits longer after each refusal, a minute and a quarter at most', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.double({min: 0, max: 1, noNaN: true}), (attempt, random) => {
      const ms = backOff(attempt, random);
      expect(ms).toBeGreaterThanOrEqual(750);
      expect(ms).toBeLessThanOrEqual(75_000);
      expect(backOff(attempt + 1, random)).toBeGreaterThanOrEqual(ms);
    }),
  );
});

it('waits for what was held until the end of patience, and for nothing else beyond it', () => {
  expect(lastWait(10_000, 30_000, true)).toBe(10_000);
  expect(lastWait(40_000, 30_000, true)).toBe(30_000);
  expect(lastWait(40_000, 30_000, false)).toBeUndefined();
  expect(lastWait(40_000, 0, true)).toBeUndefined();
});

describe('what a kind of command costs', () => {
  it('is assumed, then taken from the dearest other, then known', () => {
    const costs = createCosts();
    expect(costs.of('a')).toBe(ASSUMED_COST_MS);
    costs.learn('b', 60);
    costs.learn('c', 90);
    expect(costs.of('a')).toBe(90);
    costs.learn('a', 10);
    expect(costs.of('a')).toBe(10);
  });

  it('is not believed to be less than yesterday before it has been seen', () => {
    const costs = createCosts(new Map([['a', 300]]));
    costs.learn('b', 60);
    expect(costs.of('a')).toBe(300);
    expect(costs.known()).toEqual(new Map([['b', 60]]));
  });
});
