import {describe, expect, it} from 'vitest';
import {openPortal} from './naive.ts';

// Where people are named besides the records of the CRM, as the documentation has it (fact sheet section 13).

const ANNA = 42;

describe('workflow tasks', () => {
  it('are filtered by names in any case, counted, and values are texts', async () => {
    const {call} = await openPortal({company: 'demo'});
    const asked = {select: ['ID', 'USER_ID'], filter: {user_id: ANNA, '!STATUS': 1}, order: {ID: 'ASC'}, start: 0};
    const {body} = await call('bizproc.task.list', asked);
    expect(body).toMatchObject({
      result: [
        {ID: '1477', USER_ID: '42'},
        {ID: '1479', USER_ID: '42'},
      ],
      total: 2,
    });
  });

  it('of others are refused to whoever is no administrator, who gets their own unasked', async () => {
    const naive = await openPortal({company: 'demo'});
    const webhook = naive.portal.webhook(12);
    expect((await naive.call('bizproc.task.list', {filter: {USER_ID: ANNA}}, webhook)).status).toBe(400);
    const {body} = await naive.call('bizproc.task.list', {}, webhook);
    expect(body.result.map(({USER_ID: user}: {USER_ID: string}) => user)).toEqual(['12']);
  });
});

describe('open lines', () => {
  it('come with their queues only where these are asked for', async () => {
    const {call} = await openPortal({company: 'demo'});
    const {body: bare} = await call('imopenlines.config.list.get', {PARAMS: {select: ['ID']}});
    expect(bare.result[0]).not.toHaveProperty('QUEUE');
    const {body} = await call('imopenlines.config.list.get', {OPTIONS: {QUEUE: 'Y'}});
    expect(body.result[0]).toMatchObject({ID: '1', LINE_NAME: 'Website chat', QUEUE: ['12', '42']});
  });
});

describe('orders', () => {
  it('are a controller’s list: numbers, a total, and no unknown field in the filter', async () => {
    const {call} = await openPortal({company: 'demo'});
    const {body} = await call('sale.order.list', {select: ['id', 'responsibleId'], filter: {responsibleId: ANNA}});
    expect(body).toMatchObject({result: {orders: [{id: 9, responsibleId: 42}, {}, {}]}, total: 3});
    expect((await call('sale.order.list', {filter: {RESPONSIBLE_ID: ANNA}})).status).toBe(400);
  });
});

it('needs a scope for each, and an empty company has none of it', async () => {
  const {call} = await openPortal({scopes: ['crm']});
  for (const method of ['bizproc.task.list', 'imopenlines.config.list.get', 'sale.order.list'])
    expect((await call(method)).body.error, method).toBe('insufficient_scope');
  const empty = await openPortal();
  expect((await empty.call('bizproc.task.list')).body).toMatchObject({result: [], total: 0});
});

describe('a key that sees a part', () => {
  it('gets fewer rows than are counted, or the older list counts more', async () => {
    const records = [{table: 1, responsible: ANNA, count: 9}] as const;
    const read = async (leavesOut: 'rows' | 'rows-and-count') => {
      const {call} = await openPortal({records, partlySeen: {types: [1], leavesOut}});
      const {body} = await call('crm.item.list', {entityTypeId: 1, filter: {assignedById: ANNA}});
      const older = await call('crm.lead.list', {filter: {ASSIGNED_BY_ID: ANNA}});
      return [body.result.items.length, body.total, older.body.total];
    };
    expect(await read('rows')).toEqual([6, 9, 9]);
    expect(await read('rows-and-count')).toEqual([6, 6, 9]);
  });
});
