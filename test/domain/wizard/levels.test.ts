import fc from 'fast-check';
import {expect, test} from 'vitest';
import {evenly, levelled} from '../../../source/domain/wizard/levels.ts';

const count = fc.nat({max: 200});
const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

test('evenly: all of it is given, and nobody gets two more than another', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 9}), count, (people, all) => {
      const given = evenly(people, all);
      expect(sum(given)).toBe(all);
      expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
    }),
  );
});

test('levelled: as if each next one went to whoever holds the fewest by then', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({max: 60}), {minLength: 1, maxLength: 6}), count, (holds, all) => {
      const one = [...holds];
      for (let given = 0; given < all; given += 1) one[one.indexOf(Math.min(...one))] = Math.min(...one) + 1;
      const given = levelled(holds, all);
      expect(sum(given)).toBe(all);
      const then = holds.map((held, at) => held + (given[at] ?? 0));
      expect(then.toSorted((a, b) => a - b)).toEqual(one.toSorted((a, b) => a - b));
    }),
  );
});
