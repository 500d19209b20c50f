import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {answer, countAll, LISTS, truth, type Counting} from './portal.ts';

const METHODS = ['item', 'item', 'item', 'activity', 'invoice'];

/** How many records of a type somebody holds: mostly none, few, or many pages. */
const amount = fc.oneof(
  {weight: 6, arbitrary: fc.constant(0)},
  {weight: 2, arbitrary: fc.integer({min: 1, max: 9})},
  {weight: 1, arbitrary: fc.integer({min: 40, max: 160})},
);
const heavy = fc.integer({min: 51, max: 70});

/** A portal on which these people and a few others hold something, their records in any order. */
const portals = fc
  .record({
    people: fc.uniqueArray(fc.integer({min: 1, max: 400}), {minLength: 0, maxLength: 60}),
    types: fc.integer({min: 1, max: METHODS.length}),
    lists: fc.constantFrom(...LISTS),
    amounts: fc.constantFrom(amount, heavy),
    mixed: fc.boolean(),
    bad: fc.subarray([0, 1, 2, 3, 4]),
    gone: fc.subarray([0, 1, 2, 3, 4], {maxLength: 2}),
  })
  .chain(({people, types, lists, amounts, mixed, bad, gone}) =>
    fc.record({
      ids: fc.constant(people),
      portal: fc
        .array(fc.array(amounts, {minLength: people.length + 3, maxLength: people.length + 3}), {
          minLength: types,
          maxLength: types,
        })
        .map((holdings): Counting => {
          const owners = [...people, 501, 502, 1];
          const records = holdings.map(one => {
            const list = one.flatMap((count, index) => Array.from({length: count}, () => owners[index] ?? 0));
            return mixed ? list.map((_, at) => list[(at * 7919) % list.length] ?? 0) : list;
          });
          const few = (some: readonly number[]): Set<number> => new Set(some.slice(0, 1));
          return {records, methods: METHODS.slice(0, types), lists, unreadable: few(bad), absent: few(gone)};
        }),
    }),
  );

describe('what everybody holds', () => {
  it('is true on every portal, whatever it makes of a list of people, and within the requests promised', () => {
    fc.assert(
      fc.property(portals, ({ids, portal}) => {
        const {told, requests} = countAll(portal, ids);
        expect(new Map(told.map(({personId, counts}) => [personId, counts]))).toEqual(truth(portal, ids));
        expect(told.length).toBe(ids.length);
        expect(requests).toBeLessThanOrEqual(Math.ceil((ids.length * portal.methods.length) / 50) + 2);
      }),
      {numRuns: 400},
    );
  });
});

const ids = Array.from({length: 500}, (_, index) => 1000 + index);
const methods = [...Array.from({length: 7}, () => 'item'), 'activity', 'invoice'];

/** Everybody's records of each type, one after the other. */
const held = (holders: readonly number[], each: number): Counting => ({
  records: methods.map(() => holders.flatMap(holder => Array.from({length: each}, () => holder))),
  methods,
  lists: 'all',
});

describe('500 people and nine types, 90 requests one by one', () => {
  it('of whom nobody holds anything: one request for the groups, one to see that groups are counted right', () => {
    const {requests, told} = countAll(held([7], 3), ids);
    expect([requests, told.length]).toEqual([2, 500]);
  });

  it('and no record at all: as many', () => {
    expect(countAll(held([], 0), ids).requests).toBe(2);
  });

  it.each([
    [3, 1],
    [60, 16],
  ])('of whom 20 hold %i of each: %i requests at most', (each, most) => {
    for (const shift of [0, 3, 24]) {
      const holders = ids.filter((_, index) => index % 25 === shift);
      expect(countAll(held(holders, each), ids).requests).toBeLessThanOrEqual(most);
    }
  });

  it.each([3, 60])('of whom all hold %i of each: two more at most', each => {
    expect(countAll(held(ids, each), ids).requests).toBeLessThanOrEqual(92);
  });

  it('that refuses lists of people: two more at most', () => {
    expect(countAll({...held(ids.slice(0, 20), 60), lists: 'refuses'}, ids).requests).toBeLessThanOrEqual(92);
  });

  it('of whom some cannot be counted at all: not asked for one by one', () => {
    const portal = {...held([7], 3), unreadable: new Set([0, 1, 2])};
    const {requests, told} = countAll(portal, ids);
    expect(requests).toBeLessThanOrEqual(4);
    expect(told[0]?.counts[0]).toEqual({code: 'ACCESS_DENIED', text: ''});
  });

  it('tells the first of the list first', () => {
    const {when} = countAll(held(ids, 60), ids);
    const screen = ids.slice(0, 20).map(id => when.get(id) ?? 0);
    expect(Math.max(...screen)).toBeLessThanOrEqual(7);
    expect(when.get(ids.at(-1) ?? 0)).toBeGreaterThan(80);
  });
});

it('few people are counted one by one, without groups', () => {
  const few = ids.slice(0, 11);
  const {requests, commands} = countAll(held(few, 60), few);
  expect([requests, commands]).toEqual([2, 99]);
});

it('a count that somebody else’s record came along with is made again', async () => {
  const {BacklogPlan} = await import('../../../source/domain/backlog/plan.ts');
  const portal = held([1000], 5);
  const plan = new BacklogPlan([1000], methods);
  const questions = plan.next();
  plan.take(
    questions,
    questions.map((question, index) => (index === 4 ? {state: 'strayed'} : answer(portal, question))),
  );
  expect([...plan.settled()]).toEqual([]);
  const again = plan.next();
  expect(again).toEqual([{kind: 'person', type: 4, person: 1000}]);
  plan.take(
    again,
    again.map(question => answer(portal, question)),
  );
  expect([...plan.settled()]).toEqual([{personId: 1000, counts: methods.map(() => 5)}]);
  expect(plan.next()).toEqual([]);
});
