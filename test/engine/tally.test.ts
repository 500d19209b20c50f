import {describe, expect, it} from 'vitest';
import {tally} from '../../source/engine/tally.ts';
import type {Parts} from '../../source/engine/parts.ts';
import {entityType} from '../domain/records.ts';
import {connect, LEAVER, recordsOf, stage, type Stage} from './harness.ts';
import {clientOf, type Between} from './on-the-way.ts';

/** What counting needs, on a portal that has leads under so many names. */
async function partsOf(on: Stage, types: number, between: Between = {}): Promise<Pick<Parts, 'client' | 'connection'>> {
  const {connection} = await connect(on);
  const leads = Array.from({length: types}, (_, index) => entityType({key: `spa:${index + 1}`, entityTypeId: 1}));
  return {client: clientOf(on, between), connection: {...connection, types: leads}};
}

it('counts every type, open and closed apart, in one request', async () => {
  const on = await stage();
  const session = await connect(on);
  const before = on.portal.requests;
  const {rows} = await session.tally(LEAVER, () => {});
  expect(on.portal.requests - before).toBe(1);
  const counted = Object.fromEntries(
    rows.flatMap(row => (row.state === 'counted' && row.total > 0 ? [[row.type.key, [row.open, row.closed]]] : [])),
  );
  expect(counted).toMatchObject({
    lead: [96, 214],
    deal: [128, 302],
    'deal-template': [3, 0],
    contact: [220, 0],
    company: [64, 0],
    estimate: [12, 31],
    invoice: [18, 42],
    activity: [141, 235],
    task: [11, 3],
  });
  const held = [...recordsOf(on.portal).values()].filter(record => record.responsible === LEAVER);
  expect(Object.values(counted).reduce((sum, [open = 0, closed = 0]) => sum + open + closed, 0)).toBe(held.length);
});

it('of sixty types tells rows as they become known, in four requests at most', async () => {
  const on = await stage();
  const parts = await partsOf(on, 60);
  const told: {key: string; requests: number}[] = [];
  const before = on.portal.requests;
  const {rows} = await tally(parts, LEAVER, event => {
    if (event.kind === 'tally-row') told.push({key: event.row.type.key, requests: on.portal.requests - before});
  });
  expect(on.portal.requests - before).toBeLessThanOrEqual(4);
  expect(told).toHaveLength(60);
  expect(new Set(told.map(({requests}) => requests)).size).toBeGreaterThan(1);
  expect(rows.every(row => row.state === 'counted' && row.total === 310 && row.closed === 214)).toBe(true);
});

describe('a record that changes hands while it is counted', () => {
  /** One lead that comes along as somebody else's, as often as said. */
  const straying = (often: number): Between => ({
    result(value, key) {
      const rows = (value as {items?: {assignedById?: number}[]}).items;
      if (key === 'c0' && rows?.[0]?.assignedById === LEAVER && often > 0) {
        often -= 1;
        rows[0].assignedById = 12;
      }
      return value;
    },
  });

  it('has its type counted once more', async () => {
    const on = await stage();
    const parts = await partsOf(on, 1, straying(1));
    const before = on.portal.requests;
    const {rows} = await tally(parts, LEAVER, () => {});
    expect(rows).toMatchObject([{state: 'counted', total: 310}]);
    expect(on.portal.requests - before).toBe(2);
  });

  it('again and again is none', async () => {
    const on = await stage();
    await expect(tally(await partsOf(on, 1, straying(2)), LEAVER, () => {})).rejects.toMatchObject({
      problem: 'deviates',
    });
  });
});

it('says why a type cannot be read, and counts the others', async () => {
  const on = await stage({unreadable: [1036]});
  const session = await connect(on);
  const {rows} = await session.tally(LEAVER, () => {});
  expect(rows.filter(row => row.state === 'unreadable').map(row => [row.type.key, row.why.code])).toEqual([
    ['spa:1036', 'ACCESS_DENIED'],
  ]);
  expect(rows.find(row => row.type.key === 'lead')).toMatchObject({state: 'counted', total: 310});
});

it('does not count a smart process that is listed and does not exist', async () => {
  const on = await stage();
  const session = await connect(on);
  const {rows} = await session.tally(LEAVER, () => {});
  expect(rows.find(row => row.type.key === 'spa:39')).toMatchObject({state: 'counted', total: 0});
});

it.each(['assignedById', 'RESPONSIBLE_ID'])(
  'does not take everybody’s records for the leaver’s when the portal drops %s',
  async key => {
    const on = await stage();
    const session = await connect(on);
    on.portal.befall({kind: 'drop-condition', key});
    await expect(session.tally(LEAVER, () => {})).rejects.toMatchObject({problem: 'deviates'});
  },
);

it('does not take a missing total for none', async () => {
  const on = await stage();
  const session = await connect(on);
  on.portal.befall({kind: 'no-total', method: 'crm.activity.list'});
  const {rows} = await session.tally(LEAVER, () => {});
  expect(rows.find(row => row.type.key === 'activity')).toMatchObject({state: 'unreadable', why: {code: 'NO_TOTAL'}});
});

it('lists the dismissed without those who have only asked to join', async () => {
  const on = await stage();
  const session = await connect(on);
  const {people} = await session.people({group: 'dismissed', search: ''});
  const inactive = on.portal.snapshot().people.filter(person => !person.active);
  expect(people.length).toBe(5);
  expect(inactive.length).toBeGreaterThan(5);
  const waiting = inactive.filter(person => !people.some(one => one.id === person.id));
  const states = await Promise.all(waiting.map(person => session.person(String(person.id))));
  expect(states.filter(Boolean).map(person => person?.waiting)).toEqual(['asked-to-join']);
});
