import {describe, expect, it} from 'vitest';
import {idsOf, openPortal} from './naive.ts';

// Traps of the fact sheet, section 16, that concern lists. Ten deals of Anna (42), twenty of Ivan (12), unless a test says otherwise.

const ANNA = 42;
const IVAN = 12;

const DEALS = {
  records: [
    {table: 2, responsible: ANNA, count: 10},
    {table: 2, responsible: IVAN, count: 20},
  ],
} as const;

describe('trap 2: keys that an older list does not know are dropped', () => {
  it.each([
    ['crm.deal.list', {assignedById: ANNA}],
    ['crm.deal.list', {assigned_by_id: ANNA}],
    ['crm.deal.list', {ASSIGNED_BY: ANNA}],
    ['crm.deal.list', {0: {LOGIC: 'OR', 1: {ASSIGNED_BY_ID: ANNA}}}],
    ['crm.deal.list', {ASSIGNED_BY_ID: []}],
  ])('%s %j gives everybody’s', async (method, filter) => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call(method, {filter});
    expect([status, body.total]).toEqual([200, 30]);
  });

  it('so do crm.activity.list and crm.invoice.list', async () => {
    const naive = await openPortal({
      records: [
        {table: 6, responsible: ANNA, count: 3},
        {table: 6, responsible: IVAN, count: 4},
        {table: 5, responsible: ANNA, count: 2},
        {table: 5, responsible: IVAN, count: 3},
      ],
    });
    expect((await naive.call('crm.activity.list', {filter: {responsible_id: ANNA}})).body.total).toBe(7);
    expect((await naive.call('crm.activity.list', {filter: {RESPONSIBLE: ANNA}})).body.total).toBe(7);
    // Old invoices put keys into upper case themselves; a wrong name is dropped there too.
    expect((await naive.call('crm.invoice.list', {filter: {responsible_id: ANNA}})).body.total).toBe(2);
    expect((await naive.call('crm.invoice.list', {filter: {ASSIGNED_BY_ID: ANNA}})).body.total).toBe(5);
  });
});

describe('trap 3: the parameter name of crm.item.list is case-sensitive', () => {
  it.each([
    ['FILTER', {FILTER: {assignedById: ANNA}}],
    ['Filter', {Filter: {assignedById: ANNA}}],
    ['null', {filter: null}],
  ])('%s runs unfiltered', async (_name, params) => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 2, ...params});
    expect([status, body.total]).toEqual([200, 30]);
  });

  it('a text is an error', async () => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 2, filter: 'assignedById=42'});
    expect([status, body.error]).toEqual([400, '100']);
  });
});

describe('trap 7: empty lists', () => {
  it.each([
    ['id', 0],
    ['=id', 0],
    ['!=id', 30],
  ])('%s in JSON finds %i', async (key, found) => {
    const naive = await openPortal(DEALS);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter: {[key]: []}})).body.total).toBe(found);
  });

  it.each([['@id'], ['!@id']])('%s in JSON is an error of the database', async key => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 2, filter: {[key]: []}});
    expect([status, body.error]).toEqual([400, '400']);
    expect(body).not.toHaveProperty('result');
  });

  it('cannot be written in a form body at all: the list runs unfiltered', async () => {
    const naive = await openPortal(DEALS);
    const ids: number[] = [];
    const query = ids.map(id => `filter[@id][]=${id}`).join('&');
    const {body} = await naive.raw('crm.item.list', `entityTypeId=2&${query}`, 'application/x-www-form-urlencoded');
    expect(body.total).toBe(30);
  });
});

describe('trap 13: deal templates', () => {
  const TEMPLATES = {
    records: [
      {table: 2, responsible: ANNA, count: 5},
      {table: 2, responsible: ANNA, count: 2, columns: {isRecurring: 'Y'}},
    ],
  } as const;

  it('are in crm.item.list, and not in crm.deal.list', async () => {
    const naive = await openPortal(TEMPLATES);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter: {assignedById: ANNA}})).body.total).toBe(7);
    expect((await naive.call('crm.deal.list', {filter: {ASSIGNED_BY_ID: ANNA}})).body.total).toBe(5);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter: {isRecurring: 'N'}})).body.total).toBe(5);
  });

  it.each([
    [{IS_RECURRING: 'Y'}, 2],
    [{'=IS_RECURRING': 'Y'}, 2],
    [{'@ID': [1, 6, 7]}, 3],
    [{ID: 7}, 1],
    [{'=ID': 7}, 1],
    [{'>ID': 0}, 5],
    [{'!IS_RECURRING': 'N'}, 0],
  ])('in the older list %j finds %i', async (filter, found) => {
    const naive = await openPortal(TEMPLATES);
    expect((await naive.call('crm.deal.list', {filter})).body.total).toBe(found);
  });
});

describe('trap 14: vendors', () => {
  it.each([
    [3, 'contact'],
    [4, 'company'],
  ])('type %i: only the universal list shows them, only the older get denies them', async (type, name) => {
    const naive = await openPortal({
      records: [
        {table: type, responsible: ANNA, count: 3},
        {table: type, responsible: ANNA, count: 2, columns: {categoryId: 7}},
      ],
    });
    expect((await naive.call('crm.item.list', {entityTypeId: type})).body.total).toBe(5);
    expect((await naive.call('crm.item.list', {entityTypeId: type, filter: {categoryId: 0}})).body.total).toBe(3);
    expect((await naive.call(`crm.${name}.list`, {filter: {CATEGORY_ID: 7}})).body.total).toBe(0);
    expect((await naive.call(`crm.${name}.list`)).body.total).toBe(3);
    expect((await naive.call(`crm.${name}.get`, {id: 4})).body).toMatchObject({
      error: '',
      error_description: 'Not found',
    });
    expect((await naive.call(`crm.${name}.update`, {id: 4, fields: {ASSIGNED_BY_ID: IVAN}})).body.result).toBe(true);
  });
});

describe('trap 15: a key that is no administrator’s', () => {
  it('sees less and counts less, without a word', async () => {
    const naive = await openPortal({
      records: [
        {table: 1, responsible: ANNA, count: 4},
        {table: 1, responsible: 118, count: 6},
      ],
    });
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 1}, naive.portal.webhook(IVAN));
    // Anna is of Ivan's department, the other Anna is not.
    expect([status, body.total]).toEqual([200, 4]);
    expect((await naive.call('crm.lead.list', {}, naive.portal.webhook(IVAN))).body.total).toBe(4);
    expect((await naive.call('profile', {}, naive.portal.webhook(IVAN))).body.result.ADMIN).toBe(false);
  });

  it('sees its own activities, and those of records it may read', async () => {
    const naive = await openPortal({
      records: [
        {table: 1, responsible: ANNA},
        {table: 1, responsible: 118},
        {table: 6, responsible: 118, columns: {OWNER_TYPE_ID: 1, OWNER_ID: 1}},
        {table: 6, responsible: ANNA, columns: {OWNER_TYPE_ID: 1, OWNER_ID: 2}},
        {table: 6, responsible: IVAN},
      ],
    });
    const answer = await naive.call('crm.activity.list', {order: {ID: 'ASC'}}, naive.portal.webhook(IVAN));
    expect([idsOf(answer), answer.body.total]).toEqual([[1, 3], 2]);
  });

  it('may not change what is another’s', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: ANNA}]});
    const answer = await naive.call(
      'crm.item.update',
      {entityTypeId: 1, id: 1, fields: {assignedById: IVAN}},
      naive.portal.webhook(IVAN),
    );
    expect([answer.status, answer.body.error]).toEqual([400, 'ACCESS_DENIED']);
  });
});

describe('trap 21: start = -1', () => {
  it('older lists say total 0, the universal one says nothing', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 60}]});
    const older = (await naive.call('crm.deal.list', {start: -1})).body;
    expect([older.total, older.next, older.result.length]).toEqual([0, undefined, 50]);
    const universal = (await naive.call('crm.item.list', {entityTypeId: 2, start: -1})).body;
    expect(universal).not.toHaveProperty('total');
    expect(universal).not.toHaveProperty('next');
    expect(universal.result.items).toHaveLength(50);
  });

  it('or total 0 as in the documentation’s sample', async () => {
    const naive = await openPortal({...DEALS, uncounted: 'zero'});
    expect((await naive.call('crm.item.list', {entityTypeId: 2, start: -1})).body.total).toBe(0);
  });

  it('paging by offset over a set that shrinks skips half of it', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 200}]});
    for (let start: number | undefined = 0; start !== undefined; ) {
      const {body} = await naive.call('crm.item.list', {
        entityTypeId: 2,
        filter: {assignedById: ANNA},
        order: {id: 'ASC'},
        select: ['id'],
        start,
      });
      for (const {id} of body.result.items) naive.portal.hands.reassign(2, id, IVAN);
      start = body.next;
    }
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter: {assignedById: ANNA}})).body.total).toBe(100);
  });
});

describe('trap 22: a start past the end', () => {
  it('older lists answer page one again, with next 50 if there are two', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 60}]});
    const {body} = await naive.call('crm.deal.list', {order: {ID: 'ASC'}, start: 100});
    expect([body.result[0].ID, body.result.length, body.next, body.total]).toEqual(['1', 50, 50, 60]);
  });

  it('the universal list answers with nothing and the true total', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 60}]});
    const {body} = await naive.call('crm.item.list', {entityTypeId: 2, start: 5000});
    expect([body.result.items, body.total, body.next]).toEqual([[], 60, undefined]);
  });
});

describe('trap 24: types of values', () => {
  it('text in older lists, numbers and Y/N in the universal one', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, columns: {opportunity: 15_000}}]});
    const [older] = (await naive.call('crm.deal.list')).body.result;
    expect(older).toMatchObject({
      ID: '1',
      ASSIGNED_BY_ID: '42',
      OPPORTUNITY: '15000.00',
      CLOSED: 'N',
      CATEGORY_ID: '0',
      BEGINDATE: '',
    });
    const [item] = (await naive.call('crm.item.list', {entityTypeId: 2})).body.result.items;
    expect(item).toMatchObject({
      id: 1,
      assignedById: 42,
      opportunity: 15_000,
      closed: 'N',
      categoryId: 0,
      begindate: null,
    });
  });
});

describe('trap 25: what only crm.item.list does', () => {
  it.each([['nosuch'], ['=ASSIGNED_BY_ID'], ['>ID'], ['assigned_by_id'], ['STATUS_ID']])(
    '%s in a filter is an error',
    async key => {
      const naive = await openPortal(DEALS);
      const {status, body} = await naive.call('crm.item.list', {entityTypeId: 2, filter: {[key]: 1}});
      expect([status, body.error]).toEqual([400, 'INVALID_ARG_VALUE']);
      expect(body.error_description).toMatch(/^Invalid filter: field '.*' is not allowed in filter$/);
    },
  );

  it('an upper-case name without a prefix passes', async () => {
    const naive = await openPortal(DEALS);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter: {ASSIGNED_BY_ID: ANNA}})).body.total).toBe(10);
  });

  it('an unknown order is an error, an unknown select is dropped, and with nothing left every item is []', async () => {
    const naive = await openPortal(DEALS);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, order: {nosuch: 'ASC'}})).body.error).toBe(
      'INVALID_ARG_VALUE',
    );
    const {items} = (await naive.call('crm.item.list', {entityTypeId: 2, select: ['title', 'fm']})).body.result;
    expect(Object.keys(items[0])).toEqual(['title']);
    const bare = (await naive.call('crm.item.list', {entityTypeId: 2, select: ['nosuch']})).body.result.items;
    expect([bare.length, bare[0]]).toEqual([30, []]);
  });

  it.each([['!id'], ['>id'], ['%title'], ['><id']])('%s does not take a list', async key => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 2, filter: {[key]: [1, 2]}});
    expect([status, body.error]).toEqual([400, 'INVALID_ARG_VALUE']);
  });

  it('contacts have no title', async () => {
    const naive = await openPortal({records: [{table: 3, responsible: ANNA}]});
    expect((await naive.call('crm.item.list', {entityTypeId: 3, filter: {title: 'x'}})).body.error).toBe(
      'INVALID_ARG_VALUE',
    );
  });
});

describe('trap 26: stageSemanticId', () => {
  it.each([
    [1, 200],
    [2, 200],
    [7, 400],
    [31, 400],
    [1036, 400],
  ])('type %i: HTTP %i', async (entityTypeId, status) => {
    const naive = await openPortal();
    expect((await naive.call('crm.item.list', {entityTypeId, filter: {stageSemanticId: 'P'}})).status).toBe(status);
  });
});

describe('trap 32: crm.type.list', () => {
  it('wants an administrator and never has invoices; crm.enum.ownertype has both', async () => {
    const naive = await openPortal();
    const {types} = (await naive.call('crm.type.list')).body.result;
    expect(types.map((type: {entityTypeId: number}) => type.entityTypeId)).toEqual([1036, 1040]);
    const denied = await naive.call('crm.type.list', {}, naive.portal.webhook(IVAN));
    expect([denied.status, denied.body.error]).toEqual([400, 'ACCESS_DENIED']);
    const owners = (await naive.call('crm.enum.ownertype', {}, naive.portal.webhook(IVAN))).body.result;
    expect(owners.map((type: {ID: number}) => type.ID)).toEqual([1, 2, 3, 4, 5, 7, 8, 31, 36, 39, 1036, 1040]);
  });
});

describe('pages', () => {
  it('are of fifty, and start is rounded down, in user.get it is not', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: ANNA, count: 120}]});
    const page = (start: number) =>
      naive.call('crm.item.list', {entityTypeId: 1, order: {id: 'ASC'}, select: ['id'], start});
    expect(idsOf(await page(70))[0]).toBe(51);
    expect((await page(70)).body.next).toBe(100);
    expect((await page(100)).body).not.toHaveProperty('next');
    const people = await naive.call('user.get', {ADMIN_MODE: true, sort: 'ID', order: 'ASC', start: 10});
    expect([people.body.result.length, people.body.total]).toEqual([50, 60]);
  });

  it('start counts only at the top and only so spelt', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: ANNA, count: 120}]});
    const {body} = await naive.call('crm.lead.list', {order: {ID: 'ASC'}, START: 50, filter: {start: 50}});
    expect(body.result[0].ID).toBe('1');
  });

  it('without an order nothing promises one', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: ANNA, count: 120}]});
    const ids = idsOf(await naive.call('crm.item.list', {entityTypeId: 1, select: ['id']}));
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
  });

  it('the count of older lists can have a ceiling', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: ANNA, count: 120}], legacyCountCap: 50});
    expect((await naive.call('crm.lead.list', {filter: {ASSIGNED_BY_ID: ANNA}})).body.total).toBe(50);
    expect((await naive.call('crm.item.list', {entityTypeId: 1, filter: {assignedById: ANNA}})).body.total).toBe(120);
  });
});

describe('filters that are right', () => {
  it('nested groups with a logic of their own', async () => {
    const naive = await openPortal(DEALS);
    const filter = {'>id': 5, 0: {logic: 'OR', 0: {assignedById: ANNA}, 1: {'=id': [11, 12], '<id': 12}}};
    const answer = await naive.call('crm.item.list', {entityTypeId: 2, filter, order: {id: 'ASC'}, select: ['id']});
    expect(idsOf(answer)).toEqual([6, 7, 8, 9, 10, 11]);
  });

  it.each([
    [{'%title': 'cord 1'}, 11],
    [{'=%title': 'Record 1%'}, 11],
    [{'!%title': 'record'}, 0],
    [{'@assignedById': [ANNA, IVAN]}, 30],
    [{'!=assignedById': ANNA}, 20],
    [{'!@assignedById': [IVAN]}, 10],
    [{'>=id': 29}, 2],
    [{'<=id': 2}, 2],
    [{closed: 'N', stageId: 'NEW'}, 30],
    [{'>createdTime': '2030-01-01T00:00:00+03:00'}, 0],
  ])('%j finds %i', async (filter, found) => {
    const naive = await openPortal(DEALS);
    expect((await naive.call('crm.item.list', {entityTypeId: 2, filter})).body.total).toBe(found);
  });

  it('activities by what they hang on', async () => {
    const naive = await openPortal({
      records: [
        {table: 6, responsible: ANNA, count: 2, columns: {OWNER_TYPE_ID: 2, OWNER_ID: 8}},
        {table: 6, responsible: ANNA, count: 3, columns: {OWNER_TYPE_ID: 1, OWNER_ID: 8}},
      ],
    });
    const ask = async (filter: unknown) => (await naive.call('crm.activity.list', {filter})).body.total;
    expect(await ask({BINDINGS: [{OWNER_TYPE_ID: 2, OWNER_ID: 8}]})).toBe(2);
    expect(await ask({BINDINGS: [{OWNER_TYPE_ID: 2}, {OWNER_TYPE_ID: 1}]})).toBe(5);
    expect(await ask({OWNER_TYPE_ID: 1, OWNER_ID: 8})).toBe(3);
  });
});
