import {describe, expect, it} from 'vitest';
import {costsIn, runsOf, together, type Seen} from '../../../source/domain/pace/seen.ts';
import {createSteady} from '../../../source/domain/pace/steady.ts';

const seen = (finish: number | undefined, more: Partial<Seen> = {}): Seen => ({
  method: 'm',
  kind: 'k',
  ok: true,
  start: 1_779_804_944,
  ...(finish === undefined ? {} : {finish: 1_779_804_944 + finish}),
  ...more,
});
const seconds = (commands: readonly Seen[]): (number | undefined)[] =>
  runsOf(commands).map(run => (run.seconds === undefined ? undefined : Math.round(run.seconds * 1000) / 1000));

describe('how long a command ran', () => {
  it('is the difference to the one before it; of the first only a bound is known (trap 34)', () => {
    const runs = runsOf([seen(0.6), seen(0.7), seen(0.9)]);
    expect(seconds([seen(0.6), seen(0.7), seen(0.9)])).toEqual([undefined, 0.1, 0.2]);
    expect(runs[0]?.atMost).toBeCloseTo(0.6);
  });

  it('is exact where the start has fractions', () => {
    expect(seconds([seen(0.6, {start: 1_779_804_944.5})])).toEqual([0.1]);
  });

  it('cannot be told behind one that failed, which has no time', () => {
    expect(seconds([seen(0.1), seen(undefined, {ok: false}), seen(0.5), seen(0.6)])).toEqual([
      undefined,
      undefined,
      0.1,
    ]);
  });

  it('is never negative, and never longer than a request', () => {
    expect(seconds([seen(0.5), seen(0.2), seen(1e9)])).toEqual([undefined, 0, 60]);
  });

  it('is taken for the mean of the others, or what was expected, where it cannot be told', () => {
    expect(together(runsOf([seen(0.6), seen(0.7), seen(0.8)]), 9).seconds).toBeCloseTo(0.3);
    expect(together(runsOf([seen(0.6)]), 0.4).seconds).toBeCloseTo(0.4);
    // It started less than 0.6 s before it ended.
    expect(together(runsOf([seen(0.6)]), 4).seconds).toBeCloseTo(0.6);
  });

  it('is the cost of its kind, in milliseconds', () => {
    const other = (finish: number): Seen => seen(finish, {kind: undefined});
    const costs = costsIn(runsOf([seen(0.1), seen(0.2), other(0.7), seen(0.8)]));
    expect([...costs].map(([kind, {ms, count}]) => [kind, Math.round(ms), count])).toEqual([['k', 100, 2]]);
    expect(costsIn(runsOf([seen(0.5)]))).toEqual(new Map());
  });
});

it('a time that is set back stands still, and goes on from there', () => {
  const steady = createSteady();
  expect([1000, 500, 700, 1000, 900].map(now => steady.at(now))).toEqual([1000, 1000, 1200, 1500, 1500]);
});
