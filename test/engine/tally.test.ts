import {expect, it} from 'vitest';
import type {TallyRow} from '../../source/domain/tally.ts';
import {connect, LEAVER, recordsOf, stage} from './harness.ts';

it('counts every type, open and closed apart, in at most four requests', async () => {
  const on = await stage();
  const session = await connect(on);
  const before = on.portal.requests;
  const {rows} = await session.tally(LEAVER, () => {});
  expect(on.portal.requests - before).toBeLessThanOrEqual(4);
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
  });
  const held = [...recordsOf(on.portal).values()].filter(
    record => record.responsible === LEAVER && record.table !== 'task',
  );
  expect(Object.values(counted).reduce((sum, [open = 0, closed = 0]) => sum + open + closed, 0)).toBe(held.length);
});

it('tells rows as they become known: a total first, then open and closed', async () => {
  const on = await stage();
  const session = await connect(on);
  const told: TallyRow[] = [];
  await session.tally(LEAVER, event => {
    if (event.kind === 'tally-row') told.push(event.row);
  });
  const deals = told.filter(row => row.type.key === 'deal');
  expect(deals.map(row => row.state)).toEqual(['counting', 'counted']);
  expect(deals[0]).toMatchObject({total: 430});
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

it('counts what each of the dismissed still holds as a handover would take it', async () => {
  const on = await stage();
  const session = await connect(on);
  const {people, more} = await session.people({group: 'dismissed', search: ''});
  expect(more).toBe(false);
  const holds = new Map<number, number>();
  await session.backlog(people, holding => {
    if ('holds' in holding) holds.set(holding.personId, holding.holds);
  });
  expect([...holds.keys()].sort((a, b) => a - b)).toEqual(people.map(person => person.id));
  expect(people.map(person => person.id)).toContain(LEAVER);
  expect(holds.get(LEAVER)).toBe(1279);
  expect([...holds.values()]).toContain(0);
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
