import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  createBucket,
  ENTERPRISE_LIMIT,
  NO_LIMIT,
  USUAL_LIMIT,
  type Bucket,
} from '../../../source/domain/pace/bucket.ts';

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
    for (let ms = bucket.wait(now); ms > 0; ms = bucket.wait(now)) now += ms;
    const drop = bucket.add(now);
    arrived = Math.max(arrived, now + (delays[index % delays.length] ?? 0));
    if (arrive(arrived)) return bucket.taken(drop);
    refused += 1;
    bucket.refused(drop, now);
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
      fc.property(limits, gaps, delays, ([capacity, leakPerSecond], some, late) => {
        const bucket = createBucket({capacity, leakPerSecond}, 0);
        const {refused, now} = send(bucket, some, late, portal(capacity, leakPerSecond));
        expect(refused).toBe(0);
        const asked = some.reduce((sum, gap) => sum + gap, 0);
        expect(now - asked).toBeLessThanOrEqual((some.length / leakPerSecond) * 1000 + 1);
      }),
      {numRuns: 200},
    );
  });

  it('lets 49 requests go at once and then two a second', () => {
    const bucket = createBucket(USUAL_LIMIT, 0);
    let burst = 0;
    for (; bucket.wait(0) === 0; burst += 1) bucket.add(0);
    expect(burst).toBe(49);
    expect(bucket.wait(0)).toBe(500);
    expect(bucket.wait(500)).toBe(0);
  });

  it('is none at all where there is none', () => {
    const bucket = createBucket(NO_LIMIT, 0);
    for (let sent = 0; sent < 1000; sent += 1) bucket.add(0);
    expect(bucket.wait(0)).toBe(0);
  });

  it('takes the portal’s word that others use it too', () => {
    const bucket = createBucket(USUAL_LIMIT, 0);
    for (let sent = 0; sent < 20; sent += 1) bucket.taken(bucket.add(1000));
    bucket.refused(bucket.add(1000), 1000);
    expect(bucket.wait(1000)).toBe(1000);
    expect(bucket.wait(2000)).toBe(0);
    expect(bucket.limit()).toEqual({capacity: 20, leakPerSecond: 2});
  });

  it('is learned within five refusals where it is lower than was thought', () => {
    const truths = fc.record({
      capacity: fc.integer({min: 5, max: 49}),
      leakPerSecond: fc.double({min: 0.5, max: 2, noNaN: true}),
    });
    fc.assert(
      fc.property(fc.constantFrom(USUAL_LIMIT, ENTERPRISE_LIMIT), truths, (given, truth) => {
        const bucket = createBucket(given, 0);
        const {refused, now} = send(bucket, Array(400).fill(0), [0], portal(truth.capacity, truth.leakPerSecond));
        expect(refused).toBeLessThanOrEqual(5);
        // And it is not slower than it has to be by more than half.
        expect(now / 1000).toBeLessThanOrEqual(((400 - truth.capacity) / truth.leakPerSecond) * 1.5 + 5);
      }),
      {numRuns: 300},
    );
  });

  it('counts requests that are still at work as taken: a refusal comes at once, their answers late', () => {
    const bucket = createBucket(USUAL_LIMIT, 0);
    for (let sent = 0; sent < 20; sent += 1) bucket.add(0);
    bucket.refused(bucket.add(0), 0);
    for (let second = 1; second <= 10; second += 1) bucket.add(second * 1000);
    bucket.refused(bucket.add(10_500), 10_500);
    // Ten and this one in ten seconds: about one a second, not one in ten.
    expect(bucket.limit().leakPerSecond).toBeGreaterThan(0.7);
    expect(bucket.limit().leakPerSecond).toBeLessThan(1.1);
  });

  it('is looked for where none was known, once something is refused', () => {
    const bucket = createBucket(NO_LIMIT, 0);
    for (let sent = 0; sent < 30; sent += 1) bucket.taken(bucket.add(0));
    bucket.refused(bucket.add(0), 0);
    expect(bucket.limit()).toEqual({capacity: 30, leakPerSecond: 2});
  });

  it('takes what is known better, but not back what refusals have taught', () => {
    const bucket = createBucket(USUAL_LIMIT, 0);
    bucket.setLimit(ENTERPRISE_LIMIT);
    expect(bucket.limit()).toEqual(ENTERPRISE_LIMIT);
    for (let sent = 0; sent < 30; sent += 1) bucket.taken(bucket.add(0));
    bucket.refused(bucket.add(0), 0);
    bucket.setLimit(NO_LIMIT);
    expect(bucket.limit().capacity).toBe(30);
  });

  it('starves nobody where it holds a single request', () => {
    const one = createBucket({capacity: 1, leakPerSecond: 1}, 0);
    expect(one.wait(0)).toBe(0);
    one.add(0);
    expect(one.wait(0)).toBe(1000);
  });

  it('does not go wild when the clock is set back', () => {
    const bucket = createBucket(USUAL_LIMIT, 10_000);
    bucket.add(10_000);
    expect(bucket.wait(9000)).toBe(0);
  });
});
