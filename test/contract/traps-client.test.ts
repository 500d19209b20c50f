// The traps of the fact sheet's section 16, met by our client: it asks rightly, or it notices. What a naive request
// gets there is shown against the portal alone (test/demo). Numbers are those of the section; what is not here stands
// with the promise it belongs to: 2, 13, 14 in test/engine/plan, 11, 20 in faults, 1, 18 in rehire, 5, 8, 10, 30, 31,
// 34 in test/portal.
import {beforeAll, describe, expect, it} from 'vitest';
import {carry, connect, LEAVER, planFor, raise, recordsOf, stage, writesOf, type Stage} from '../engine/harness.ts';

interface Seen {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** Everything that is called, as the portal understood it. */
function spyOn(on: Stage): Seen[] {
  const seen: Seen[] = [];
  on.portal.befall({
    kind: 'delay',
    milliseconds: 0,
    where: ({method, params}) => {
      if (method !== 'batch') seen.push({method, params: params as Record<string, unknown>});
      return false;
    },
  });
  return seen;
}

describe('a whole job, as the portal understood it', () => {
  let seen: Seen[] = [];

  beforeAll(async () => {
    const on = await raise();
    seen = spyOn(on);
    const session = await connect(on);
    await session.people({group: 'dismissed', search: ''});
    await carry(session, await planFor(session));
    await on.strike();
    expect(seen.length).toBeGreaterThan(1500);
  });

  const lists = (): Seen[] =>
    seen.filter(call => call.method.endsWith('.list') && !/status|category|enum/.test(call.method));
  const filterOf = (call: Seen): Record<string, unknown> => (call.params['filter'] ?? {}) as Record<string, unknown>;

  it('2, 3, 6: every list names whose records or which ids it means', () => {
    const aimless = lists().filter(
      call =>
        !Object.keys(filterOf(call)).some(key =>
          /^(assignedById|ASSIGNED_BY_ID|observers|responsibleId|USER_ID|RESPONSIBLE_ID|@id|@ID|ID|OWNER_ID)$/.test(
            key,
          ),
        ),
    );
    expect(aimless).toEqual([]);
    expect(lists().length).toBeGreaterThan(50);
  });

  it('4: no write carries a reference', () => {
    const writes = seen.filter(call => call.method.endsWith('.update'));
    expect(writes.length).toBeGreaterThan(1000);
    expect(writes.filter(call => JSON.stringify(call.params).includes('$result'))).toEqual([]);
  });

  it('7: nothing is asked with an empty list', () => {
    expect(seen.filter(call => /\[\]|\{\}/.test(JSON.stringify(call.params['filter'] ?? null)))).toEqual([]);
  });

  it('1, 9: ACTIVE is written as Y and N, and asked as JSON false', () => {
    expect(seen.filter(call => call.method === 'user.update').map(call => call.params)).toEqual([
      {ID: LEAVER, ACTIVE: 'Y'},
      {ID: LEAVER, ACTIVE: 'N'},
    ]);
    const asked = seen
      .filter(call => call.method === 'user.search')
      .map(call => (call.params['FILTER'] as Record<string, unknown>)['ACTIVE']);
    expect(asked).toContain(false);
    expect(asked.filter(value => value !== false && value !== undefined)).toEqual([]);
  });

  it('21, 22: totals are read of first pages alone, and walks go by id', () => {
    for (const call of lists()) {
      const start = Number(call.params['start']);
      const byIds = Object.keys(filterOf(call)).some(key => /^(@id|@ID|ID|OWNER_ID)$/.test(key));
      const byCursor = Object.keys(filterOf(call)).some(key => key === '>id' || key === '>ID');
      expect([start === 0 && !byCursor, start === -1 && (byIds || byCursor)]).toContain(true);
      expect(JSON.stringify(call.params['order'])).toMatch(/^\{"(id|ID)":"(asc|ASC)"\}$/);
    }
  });

  it('26: stage semantics are asked of leads and deals only', () => {
    const asked = lists().filter(call => JSON.stringify(call.params).includes('stageSemanticId'));
    expect(new Set(asked.map(call => Number(call.params['entityTypeId'])))).toEqual(new Set([1, 2]));
  });

  it('32: types are learned without a right that only CRM administrators have', () => {
    expect(seen.map(call => call.method)).not.toContain('crm.type.list');
    expect(seen.map(call => call.method)).toContain('crm.enum.ownertype');
  });
});

it('4: a place that reads like a reference arrives as it is', async () => {
  const place = 'Room $result[c0] + 50% & more #1';
  const on = await stage({
    company: 'empty',
    records: [
      {table: 6, responsible: LEAVER, count: 3, columns: {TYPE_ID: 1, PROVIDER_ID: 'CRM_MEETING', LOCATION: place}},
    ],
  });
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  expect(report.counts.moved).toBe(3);
  const places = [...recordsOf(on.portal).values()]
    .filter(record => record.table === 6)
    .map(record => record.columns['LOCATION']);
  expect(places).toEqual([place, place, place]);
});

it('12: an old invoice that does not validate is failed with the portal’s reason', async () => {
  const on = await stage();
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session, {leaver: 57}));
  const failed = report.results.filter(result => result.outcome === 'failed');
  expect(failed.map(result => result.record.type)).toEqual(['old-invoice']);
  expect(failed[0]?.reason).toMatch(/\w/);
});

it('16: a dismissed person without a department is found', async () => {
  const on = await stage();
  on.portal.hands.edit('user', LEAVER, {UF_DEPARTMENT: [] as never});
  const session = await connect(on);
  const {people} = await session.people({group: 'dismissed', search: ''});
  expect(people.map(person => person.id)).toContain(LEAVER);
  expect(await session.person(String(LEAVER))).toMatchObject({id: LEAVER, departmentIds: []});
});

it('23: nobody of that id is nobody', async () => {
  const on = await stage();
  expect(await (await connect(on)).person('999999')).toBeUndefined();
});

it('25: contacts are named by their name, since they have no title', async () => {
  const on = await stage();
  const session = await connect(on);
  const titles = await session.titles(LEAVER, 'contact', 0);
  expect(titles).toHaveLength(50);
  expect(titles.every(({title}) => title.length > 0)).toBe(true);
});

it('27: a portal without a subscription is told from a record without a right', async () => {
  const on = await stage({subscription: false});
  await expect(connect(on)).rejects.toMatchObject({problem: 'no-subscription'});
});

it('28: a method that the portal does not have says nothing about the key', async () => {
  const on = await stage({missingMethods: ['crm.invoice.list']});
  const session = await connect(on);
  const {rows} = await session.tally(LEAVER, () => {});
  expect(rows.find(row => row.type.key === 'old-invoice')).toMatchObject({state: 'counted', total: 0});
  expect(rows.find(row => row.type.key === 'lead')).toMatchObject({state: 'counted', total: 310});
});

it('15, 17: what this key may not do is known before anything is offered', async () => {
  const on = await stage();
  on.portal.hands.setAdmin(17, false);
  const session = await connect(on);
  expect(session.connection.me.admin).toBe(false);
  expect(session.connection.limits).toContain('not-admin');
  expect(writesOf(on.portal)).toEqual([]);
});
