import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {choose, type Offer} from '../../../source/domain/pace/choose.ts';

const way = (method: string, costMs = 100, leave = 0) => ({method, costMs, leave});
const offers = (...all: (readonly ReturnType<typeof way>[])[]): Offer<number>[] =>
  all.map((ways, write) => ({write, ways}));
const all = {most: 50, targetMs: 20_000};

describe('what goes into a request', () => {
  it('goes by the first way that has room', () => {
    const rooms: Record<string, number> = {a: 0.15, b: 1};
    const chosen = choose(offers([way('a'), way('b')], [way('a'), way('b')], [way('a')]), {
      ...all,
      room: method => rooms[method] ?? 0,
    });
    expect(chosen.map(one => [one.write, one.way.method])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it('leaves room to what knows no other way', () => {
    const chosen = choose(offers([way('a', 100, 1)], [way('a', 100, 0)]), {...all, room: () => 1});
    expect(chosen.map(one => one.write)).toEqual([1]);
  });

  it('is one at least, however long it takes', () => {
    expect(choose(offers([way('a', 50_000)], [way('a', 50_000)]), {...all, room: () => 1000})).toHaveLength(1);
  });

  it('is never more than asked for, than the time allows, or than a method has room for', () => {
    const ways = fc.array(
      fc.record({
        method: fc.constantFrom('a', 'b', 'c'),
        costMs: fc.integer({min: 1, max: 30_000}),
        leave: fc.integer({min: 0, max: 5}),
      }),
      {minLength: 1, maxLength: 3},
    );
    const rooms = fc.record({a: fc.integer({min: 0, max: 60}), b: fc.integer({min: 0, max: 60}), c: fc.constant(0)});
    fc.assert(
      fc.property(fc.array(ways, {maxLength: 60}), rooms, fc.integer({min: 1, max: 50}), (some, room, most) => {
        const chosen = choose(offers(...some), {most, targetMs: 20_000, room: method => room[method as 'a']});
        expect(chosen.length).toBeLessThanOrEqual(most);
        const ms = chosen.reduce((sum, one) => sum + one.way.costMs, 0);
        if (chosen.length > 1) expect(ms).toBeLessThanOrEqual(20_000);
        for (const [method, used] of Map.groupBy(chosen, one => one.way.method))
          expect(used.reduce((sum, one) => sum + one.way.costMs / 1000, 0)).toBeLessThanOrEqual(
            room[method as 'a'] + 1e-9,
          );
      }),
    );
  });
});
