import {expect, it} from 'vitest';
import type {RecordOrder} from '../../source/demo/options.ts';
import type {Person} from '../../source/domain/people.ts';
import type {Holding} from '../../source/engine/contract.ts';
import {connect, LEAVER, stage, type Stage} from './harness.ts';

const TABLES = [1, 2, 3, 4, 5, 6, 7, 31, 1036, 1040] as const;

/** A portal with so many dismissed people besides, and what they hold of every type: `held(index)` records each. */
async function portalOf(count: number, held: (index: number) => number): Promise<{on: Stage; people: Person[]}> {
  const on = await stage({company: 'empty'});
  const ids = on.portal.give({table: 'user', count, columns: {ACTIVE: false}});
  for (const table of TABLES) {
    ids.forEach((responsible, index) => {
      const order: RecordOrder = {table, responsible, count: held(index)};
      if (order.count !== 0) on.portal.give(order);
      // Neither closed activities nor templates are taken.
      if (table === 6) on.portal.give({...order, count: 2, columns: {COMPLETED: 'Y'}});
      if (table === 2 && index % 3 === 0) on.portal.give({...order, count: 1, columns: {isRecurring: 'Y'}});
    });
    on.portal.give({table, responsible: 12, count: 60});
  }
  const people = ids.map(
    (id): Person => ({
      id,
      name: '',
      lastName: `Number${id}`,
      email: '',
      position: '',
      departmentIds: [],
      departments: [],
      active: false,
    }),
  );
  return {on, people};
}

async function holdingsOf(on: Stage, people: readonly Person[]): Promise<{holdings: Holding[]; requests: number}> {
  const session = await connect(on);
  const before = on.portal.requests;
  const holdings: Holding[] = [];
  await session.backlog(people, holding => holdings.push(holding));
  return {holdings, requests: on.portal.requests - before};
}

it('counts what each of the dismissed still holds as a handover would take it', async () => {
  const on = await stage();
  const session = await connect(on);
  const {people, more} = await session.people({group: 'dismissed', search: ''});
  expect(more).toBe(false);
  const {holdings} = await holdingsOf(on, people);
  const holds = new Map(holdings.map(one => [one.personId, 'holds' in one ? one.holds : undefined]));
  expect([...holds.keys()].sort((a, b) => a - b)).toEqual(people.map(person => person.id));
  expect(people.map(person => person.id)).toContain(LEAVER);
  expect(holds.get(LEAVER)).toBe(1279);
  expect([...holds.values()]).toContain(0);
});

it.each([
  ['few of them hold a little', (index: number) => (index % 20 === 3 ? 3 : 0), 3],
  ['few of them hold much', (index: number) => (index % 20 === 0 ? 55 : 0), 12],
  ['all hold something', (index: number) => 1 + (index % 4), 24],
])('counts a hundred people of whom %s', async (_, held, most) => {
  const {on, people} = await portalOf(100, held);
  const {holdings, requests} = await holdingsOf(on, people);
  expect(holdings.toSorted((a, b) => a.personId - b.personId)).toEqual(
    people.map(({id}, index) => ({personId: id, holds: held(index) * TABLES.length})),
  );
  expect(requests).toBeLessThanOrEqual(most);
});

it.each([
  ['refuses', {kind: 'refuse', error: 'INVALID_ARG_VALUE'}],
  ['does not filter by', {kind: 'drop-condition', key: '@assignedById'}],
  ['finds nothing by', {kind: 'empty'}],
] as const)('on a portal that %s lists of people they are asked one by one', async (_, misfortune) => {
  const held = (index: number): number => (index % 10 === 4 ? 2 : 0);
  const {on, people} = await portalOf(30, held);
  const isList = (params: unknown): boolean =>
    Object.keys((params as {filter?: object}).filter ?? {}).some(key => /^@(assignedById|RESPONSIBLE_ID)$/.test(key));
  on.portal.befall({...misfortune, where: ({params}) => isList(params)});
  if (misfortune.kind === 'drop-condition') on.portal.befall({...misfortune, key: '@RESPONSIBLE_ID'});
  const {holdings, requests} = await holdingsOf(on, people);
  expect(holdings.toSorted((a, b) => a.personId - b.personId)).toEqual(
    people.map(({id}, index) => ({personId: id, holds: held(index) * TABLES.length})),
  );
  const types = (await connect(on)).connection.types.filter(type => type.takenByDefault).length;
  expect(requests).toBeLessThanOrEqual(Math.ceil((30 * types) / 50) + 2);
});

it('says why somebody could not be counted', async () => {
  const {on, people} = await portalOf(30, () => 0);
  on.portal.befall({kind: 'refuse', method: ['crm.item.list', 'crm.activity.list', 'crm.invoice.list']});
  const {holdings} = await holdingsOf(on, people);
  expect(holdings).toHaveLength(30);
  expect(holdings[7]).toMatchObject({unreadable: {code: 'ACCESS_DENIED'}});
});

it('tells people as they become known, the first first, and stops when it is told to', async () => {
  const {on, people} = await portalOf(60, () => 51);
  const session = await connect(on);
  const controller = new AbortController();
  const told: {personId: number; requests: number}[] = [];
  const before = on.portal.requests;
  const counting = session.backlog(
    people,
    ({personId}) => {
      told.push({personId, requests: on.portal.requests - before});
      if (told.length === 20) controller.abort(new Error('enough'));
    },
    controller.signal,
  );
  await expect(counting).rejects.toThrow('enough');
  expect(new Set(told.map(({requests}) => requests)).size).toBeGreaterThan(1);
  expect(told[0]?.requests).toBeLessThanOrEqual(4);
  expect(on.portal.requests - before).toBe(told.at(-1)?.requests);
  expect(on.portal.requests - before).toBeLessThan(12);
});
