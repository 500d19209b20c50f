import fc from 'fast-check';
import {expect, test} from 'vitest';
import {moveWithin, windowOf} from '../../../source/domain/wizard/index.ts';

test('whatever is pressed, the cursor stays in its list', () => {
  const by = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));
  fc.assert(
    fc.property(fc.nat(), by, fc.nat({max: 50_000}), (cursor, step, length) => {
      const moved = moveWithin(Math.min(cursor, Math.max(0, length - 1)), step, length);
      expect(moved).toBeGreaterThanOrEqual(0);
      expect(moved).toBeLessThan(Math.max(1, length));
    }),
  );
});

test('the part that is shown holds the cursor, and fits with its "more" lines', () => {
  fc.assert(
    fc.property(
      fc.nat({max: 20_000}),
      fc.integer({min: 1, max: 20_000}),
      fc.integer({min: 3, max: 60}),
      (at, length, height) => {
        const cursor = Math.min(at, length - 1);
        const {top, end} = windowOf(cursor, length, height);
        expect(top).toBeLessThanOrEqual(cursor);
        expect(end).toBeGreaterThan(cursor);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(length);
        expect(end - top + (top > 0 ? 1 : 0) + (end < length ? 1 : 0)).toBeLessThanOrEqual(height);
      },
    ),
  );
});

test('a list that fits is shown whole', () => {
  expect(windowOf(3, 10, 10)).toEqual({top: 0, end: 10});
});
