import {globalAgent} from 'node:https';
import {B24Hook} from '@bitrix24/b24jssdk';
import {generate} from 'selfsigned';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {startPortal, type RunningPortal} from '../../source/demo/server.ts';

// A client that nobody here wrote, Bitrix24's own SDK, works against the demo portal: what that portal calls right is
// not only what our client happens to send. The SDK insists on https, hence the certificate, which lives as long as
// this file runs.
let portal: RunningPortal;
let b24: B24Hook;
const before = globalAgent.options.ca;

beforeAll(async () => {
  const pair = await generate([{name: 'commonName', value: '127.0.0.1'}], {
    extensions: [{name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]}],
  });
  globalAgent.options.ca = pair.cert;
  portal = await startPortal({tls: {key: pair.private, cert: pair.cert}});
  b24 = B24Hook.fromWebhookUrl(portal.webhook());
});

afterAll(async () => {
  b24.destroy();
  globalAgent.options.ca = before;
  await portal.close();
});

function held(table: number): number[] {
  return portal
    .snapshot()
    .records.filter(record => record.table === table && record.responsible === 42)
    .map(record => record.id);
}

it('lists everything through its own paging by offset', async () => {
  const result = await b24.actions.v2.callList.make({
    method: 'crm.item.list',
    params: {entityTypeId: 1, filter: {'=assignedById': 42}, select: ['id']},
    customKeyForResult: 'items',
    idKey: 'id',
  });
  const ids = (result.getData() as {id: number}[]).map(item => item.id);
  expect(ids.sort((a, b) => a - b)).toEqual(held(1));
});

it('streams everything through its own walk by id', async () => {
  const ids: number[] = [];
  const walk = b24.actions.v2.fetchList.make<{ID: string}>({
    method: 'crm.activity.list',
    params: {filter: {RESPONSIBLE_ID: 42}, select: ['ID']},
    idKey: 'ID',
  });
  for await (const rows of walk) ids.push(...rows.map(row => Number(row.ID)));
  expect(ids).toEqual(held(6));
});

it('calls several methods in one batch', async () => {
  const result = await b24.actions.v2.batch.make({
    calls: {
      me: {method: 'profile', params: {}},
      leads: {method: 'crm.item.list', params: {entityTypeId: 1, filter: {'=assignedById': 42}, select: ['id']}},
    },
    options: {isHaltOnError: false, returnAjaxResult: false},
  });
  const data = result.getData() as {me: {ID: string; ADMIN: boolean}; leads: {items: unknown[]}};
  expect(data.me).toMatchObject({ID: '17', ADMIN: true});
  expect(data.leads.items).toHaveLength(50);
});

it('finds a dismissed person, hires back and dismisses', async () => {
  const active = async (): Promise<boolean | undefined> => {
    const result = await b24.actions.v2.call.make({method: 'user.get', params: {FILTER: {ID: 42}}});
    return (result.getData()?.result as {ACTIVE: boolean}[] | undefined)?.[0]?.ACTIVE;
  };
  expect(await active()).toBe(false);
  await b24.actions.v2.call.make({method: 'user.update', params: {ID: 42, ACTIVE: 'Y'}});
  expect(await active()).toBe(true);
  await b24.actions.v2.call.make({method: 'user.update', params: {ID: 42, ACTIVE: 'N'}});
  expect(await active()).toBe(false);
});

it('gives a record to somebody else, and is told the reason when it may not', async () => {
  const [lead = 0] = held(1);
  const [invoice = 0] = held(31);
  const moved = await b24.actions.v2.call.make({
    method: 'crm.item.update',
    params: {entityTypeId: 1, id: lead, fields: {assignedById: 12}},
  });
  expect(moved.isSuccess).toBe(true);
  expect(held(1)).not.toContain(lead);
  const refused = b24.actions.v2.call.make({
    method: 'crm.item.update',
    params: {entityTypeId: 31, id: invoice, fields: {assignedById: 12}},
  });
  await expect(refused).rejects.toThrow('Access denied.');
  expect(held(31)).toContain(invoice);
});
