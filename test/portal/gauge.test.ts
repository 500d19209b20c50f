import {expect, it} from 'vitest';
import {NO_LIMIT, USUAL_LIMIT} from '../../source/domain/pace/bucket.ts';
import {createGauge} from '../../source/portal/gauge.ts';

function timeline() {
  let now = 1_000_000;
  return {now: () => now, wait: async () => {}, random: () => 0.5, pass: (ms: number) => void (now += ms)};
}

it('knows the quickest answer, and what is left of the request limit', async () => {
  const clock = timeline();
  const times = [300, 120, 400];
  const gauge = createGauge(clock, async () => {
    clock.pass(times.shift() ?? 500);
    return {result: true};
  });
  expect(gauge.latency()).toBeUndefined();
  expect(gauge.burst(USUAL_LIMIT)).toBe(50);
  for (let count = 0; count < 3; count += 1) await gauge.transport('profile', {});
  expect(gauge.latency()).toEqual([120, 120]);
  for (let count = 0; count < 12; count += 1) await gauge.transport('profile', {});
  expect(gauge.latency()).toEqual([120, 500]);
  expect(gauge.burst({capacity: 50, leakPerSecond: 1})).toBeLessThan(46);
  clock.pass(60_000);
  expect(gauge.burst(USUAL_LIMIT)).toBe(50);
  expect(gauge.burst(NO_LIMIT)).toBe(Infinity);
});

it('is not misled by a clock that is set back', async () => {
  const clock = timeline();
  const gauge = createGauge(clock, async () => {
    clock.pass(-5000);
    return {result: true};
  });
  await gauge.transport('profile', {});
  expect(gauge.latency()).toBeUndefined();
  expect(gauge.burst(USUAL_LIMIT)).toBeGreaterThanOrEqual(0);
});
