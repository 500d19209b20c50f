import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  BATCH_TARGET_MS,
  add,
  backOff,
  learnCost,
  markFull,
  newBucket,
  waitFor,
  writesPerBatch,
  type Bucket,
} from '../../source/domain/pace.ts';

/** The portal's own side, kept apart from the code under test: one in, so many out per second, refused above the rim. */
function portal(capacity: number, leakPerSecond: number) {
  let level = 0;
  let last = 0;
  return (at: number): boolean => {
    level = Math.max(0, level - ((at - last) / 1000) * leakPerSecond);
    last = at;
    if (level + 1 > capacity) return false;
    level += 1;
    return true;
  };
}

/** Sends requests as the pacer does: wait, send, and so on, each reaching the portal a little later. */
function send(bucket: Bucket, gaps: readonly number[], delays: readonly number[], arrive: (at: number) => boolean) {
  let now = 0;
  let refused = 0;
  let arrived = 0;
  gaps.forEach((gap, index) => {
    now += gap;
    for (let ms = waitFor(bucket, now); ms > 0; ms = waitFor(bucket, now)) now += ms;
    bucket = add(bucket, now);
    arrived = Math.max(arrived, now + (delays[index % delays.length] ?? 0));
    if (!arrive(arrived)) refused += 1;
  });
  return {refused, now};
}

const limits = fc.constantFrom([50, 2] as const, [250, 5] as const, [3, 1] as const);

describe('the request limit', () => {
  it('is never overstepped, and never waited for longer than it takes to drain', () => {
    const gaps = fc.array(fc.integer({min: 0, max: 2000}), {minLength: 1, maxLength: 400});
    // The one place that stays free is worth less than half a second at 2 per second.
    const delays = fc.array(fc.integer({min: 0, max: 190}), {minLength: 1, maxLength: 7});
    fc.assert(
      fc.property(limits, gaps, delays, ([capacity, leak], some, late) => {
        const {refused, now} = send(newBucket(0, capacity, leak), some, late, portal(capacity, leak));
        expect(refused).toBe(0);
        const asked = some.reduce((sum, gap) => sum + gap, 0);
        expect(now - asked).toBeLessThanOrEqual((some.length / leak) * 1000 + 1);
      }),
      {numRuns: 200},
    );
  });

  it('lets 49 requests go at once and then two a second', () => {
    let bucket = newBucket(0);
    let burst = 0;
    for (; waitFor(bucket, 0) === 0; burst += 1) bucket = add(bucket, 0);
    expect(burst).toBe(49);
    expect(waitFor(bucket, 0)).toBe(500);
    expect(waitFor(bucket, 500)).toBe(0);
  });

  it('takes the portal’s word that others use it too', () => {
    const full = markFull(newBucket(0), 1000);
    expect(waitFor(full, 1000)).toBe(1000);
    expect(waitFor(full, 2000)).toBe(0);
  });

  it('starves nobody where it holds a single request', () => {
    const one = newBucket(0, 1, 1);
    expect(waitFor(one, 0)).toBe(0);
    expect(waitFor(add(one, 0), 0)).toBe(1000);
  });

  it('does not go wild when the clock is set back', () => {
    const bucket = add(newBucket(10_000), 10_000);
    expect(waitFor(bucket, 9000)).toBe(0);
  });
});

describe('writes per batch', () => {
  it.each([
    [500, 45, 20],
    [50, 45, 45],
    [0, 45, 45],
    [10_000, 45, 1],
    [90_000, 45, 1],
    [3000, 2, 2],
  ])('at %i ms each, %i at most: %i', (costMs, most, expected) => {
    expect(writesPerBatch(costMs, most)).toBe(expected);
  });

  it('stay within the target unless a single one is longer', () => {
    fc.assert(
      fc.property(fc.double({min: 0, max: 1e6, noNaN: true}), fc.integer({min: 1, max: 45}), (cost, most) => {
        const writes = writesPerBatch(cost, most);
        expect(writes).toBeGreaterThanOrEqual(1);
        expect(writes).toBeLessThanOrEqual(most);
        if (writes > 1) expect(writes * cost).toBeLessThanOrEqual(BATCH_TARGET_MS);
      }),
    );
  });
});

it('learns a rise at once and a fall slowly', () => {
  expect(learnCost(100, 400)).toBe(400);
  expect(learnCost(400, 100)).toBe(250);
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
