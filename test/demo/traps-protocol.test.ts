import {describe, expect, it} from 'vitest';
import {manualClock} from '../../source/demo/clock.ts';
import {openPortal} from './naive.ts';

// Traps 5, 8, 27, 28, 30 and 31 of the fact sheet, section 16, its sections 1 to 3, and the limits of section 5.

const LEADS = {
  records: [
    {table: 1, responsible: 42, count: 3},
    {table: 1, responsible: 12, count: 4},
  ],
} as const;

describe('trap 5: a JSON body that does not parse', () => {
  it.each([
    ['cut off', '{"entityTypeId":1,"filter":{"assignedById":42}'],
    ['single quotes', "{'entityTypeId':1}"],
    ['an unpaired surrogate', String.raw`{"entityTypeId":1,"filter":{"title":"\ud83d"}}`],
    ['a raw line break in a text', '{"filter":{"title":"a\nb"}}'],
    ['a comma too many', '{"filter":{"assignedById":42},}'],
  ])('%s: the method runs with the query only', async (_name, body) => {
    const naive = await openPortal(LEADS);
    const answer = await naive.raw('crm.item.list?entityTypeId=1', body);
    expect([answer.status, answer.body.total]).toEqual([200, 7]);
  });

  it('and a good body without the right content type is not read either', async () => {
    const naive = await openPortal(LEADS);
    const answer = await naive.raw('crm.item.list?entityTypeId=1', '{"filter":{"assignedById":42}}', 'text/plain');
    expect(answer.body.total).toBe(7);
  });

  it('the body wins over the query', async () => {
    const naive = await openPortal(LEADS);
    const answer = await naive.call('crm.item.list?entityTypeId=2&filter[assignedById]=42', {entityTypeId: 1});
    expect(answer.body.total).toBe(3);
  });
});

describe('trap 8: codes of errors', () => {
  it.each([
    ["'' of the older methods", 'crm.lead.get', {id: 99}, ''],
    ["'' without a text either", 'crm.activity.get', {id: 99}, ''],
    ["'0' of a controller", 'tasks.task.list', {order: {NOSUCH: 'asc'}}, '0'],
    ['0 as a number', 'crm.type.getByEntityTypeId', {entityTypeId: 4}, 0],
    ["'400' of the database", 'crm.item.list', {entityTypeId: 1, filter: {'@id': []}}, '400'],
    ["'100' of a missing parameter", 'crm.item.list', {}, '100'],
  ])('%s', async (_name, method, params, code) => {
    const naive = await openPortal(LEADS);
    const {status, body} = await naive.call(method, params);
    expect(status).toBe(400);
    expect(body.error).toBe(code);
    expect(body).toHaveProperty('error_description');
    expect(body).not.toHaveProperty('time');
  });

  it('a PHP error: coded in a controller, a page in an older method', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'fatal'}]});
    const coded = await naive.call('crm.item.list', {entityTypeId: 1});
    expect([coded.status, coded.body.error]).toEqual([400, '0']);
    const page = await naive.call('crm.lead.list');
    expect([page.status, page.body]).toEqual([500, undefined]);
  });
});

describe('trap 27: ACCESS_DENIED has several meanings', () => {
  it('no subscription: 401 at sign-in', async () => {
    const naive = await openPortal({...LEADS, subscription: false});
    const {status, body} = await naive.call('profile');
    expect([status, body]).toEqual([
      401,
      {error: 'ACCESS_DENIED', error_description: 'REST is available only by subscription.'},
    ]);
  });

  it('no right: 400 of the method', async () => {
    const naive = await openPortal({...LEADS, unreadable: [1]});
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 1});
    expect([status, body.error]).toEqual([400, 'ACCESS_DENIED']);
  });

  it('no application: 403', async () => {
    const naive = await openPortal(LEADS);
    const {status, body} = await naive.call('crm.activity.configurable.update', {id: 1});
    expect([status, body.error]).toEqual([403, 'ACCESS_DENIED']);
  });
});

describe('traps 28 and 31: the order of checks, and their statuses', () => {
  const WRONG = 'rest/17/0000000000000000/';

  it('a method that is not there is 404 before any sign-in', async () => {
    const naive = await openPortal(LEADS);
    const {status, body} = await naive.call('crm.nosuch', {}, naive.portal.url + WRONG);
    expect([status, body]).toEqual([404, {error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!'}]);
  });

  it('a deleted portal says so before anything', async () => {
    const naive = await openPortal({...LEADS, deleted: true});
    const {status, body} = await naive.call('crm.nosuch', {}, naive.portal.url + WRONG);
    expect([status, body.error]).toEqual([403, 'PORTAL_DELETED']);
  });

  it.each([
    ['a wrong code', WRONG, 'INVALID_CREDENTIALS'],
    ['no key', 'rest/', 'NO_AUTH_FOUND'],
  ])('%s is 401', async (_name, path, code) => {
    const naive = await openPortal(LEADS);
    const {status, body} = await naive.call('profile', {}, naive.portal.url + path);
    expect([status, body.error]).toEqual([401, code]);
  });

  it('a missing scope is 401, a revoked key too', async () => {
    const naive = await openPortal({...LEADS, scopes: ['user']});
    const {status, body} = await naive.call('crm.lead.list');
    expect([status, body.error]).toEqual([401, 'insufficient_scope']);
    naive.portal.hands.revokeKey();
    const address = `${naive.portal.url}rest/17/${'x'.repeat(16)}/`;
    expect((await naive.call('profile', {}, address)).body.error).toBe('INVALID_CREDENTIALS');
  });

  it('a guest of the extranet is refused', async () => {
    const naive = await openPortal({records: [{table: 'user', columns: {UF_DEPARTMENT: []}}]});
    const guest = naive.portal.snapshot().people.at(-1)!.id;
    const {status, body} = await naive.call('profile', {}, naive.portal.webhook(guest));
    expect([status, body.error]).toEqual([403, 'allowed_only_intranet_user']);
  });

  it('an older portal can lack methods', async () => {
    const naive = await openPortal({...LEADS, missingMethods: ['crm.item.list']});
    expect((await naive.call('crm.item.list', {entityTypeId: 1})).status).toBe(404);
    expect((await naive.call('method.get', {name: 'crm.item.list'})).body.result).toEqual({
      isExisting: false,
      isAvailable: false,
    });
  });

  it('anything else than /rest/ is a page', async () => {
    const naive = await openPortal(LEADS);
    const {status, body} = await naive.call('company/', {}, naive.portal.url);
    expect([status, body]).toEqual([404, undefined]);
  });
});

describe('trap 30: a redirect', () => {
  it('is answered as asked for, and nothing is done', async () => {
    const location = 'https://new.example/rest/';
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'redirect', location, times: 1}]});
    const answer = await naive.call('crm.lead.update', {id: 1, fields: {ASSIGNED_BY_ID: 12}});
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
    expect(naive.portal.ledger).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([['profile'], ['profile/'], ['profile.json'], ['PROFILE'], ['profile.xml?x=1']])(
    '%s is the method profile',
    async path => {
      const naive = await openPortal(LEADS);
      expect((await naive.call(path)).body.result.ID).toBe('17');
    },
  );

  it('GET works as well', async () => {
    const naive = await openPortal(LEADS);
    const answer = await fetch(`${naive.portal.webhook()}crm.lead.list?filter[ASSIGNED_BY_ID]=42`);
    expect(((await answer.json()) as {total: number}).total).toBe(3);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('so do the plain fields of a multipart body', async () => {
    const naive = await openPortal(LEADS);
    const form = new FormData();
    form.set('filter[ASSIGNED_BY_ID]', '42');
    const answer = await fetch(`${naive.portal.webhook()}crm.lead.list`, {method: 'POST', body: form});
    expect(((await answer.json()) as {total: number}).total).toBe(3);
  });
});

describe('the leaky bucket', () => {
  it('is full after its burst and leaks with time', async () => {
    const clock = manualClock();
    const naive = await openPortal({...LEADS, clock, limits: {burst: 3, perSecond: 2}});
    const statuses = async (count: number) => {
      const found: number[] = [];
      for (let index = 0; index < count; index += 1) found.push((await naive.call('server.time')).status);
      return found;
    };
    expect(await statuses(4)).toEqual([200, 200, 200, 503]);
    clock.advance(1000);
    expect(await statuses(3)).toEqual([200, 200, 503]);
    expect((await naive.call('server.time')).body.error).toBe('QUERY_LIMIT_EXCEEDED');
  });

  it('takes a batch as one request', async () => {
    const naive = await openPortal({...LEADS, clock: manualClock(), limits: {burst: 1, perSecond: 2}});
    const answer = await naive.batch(Array.from({length: 50}, () => 'server.time'));
    expect(answer.result).toHaveLength(50);
  });
});

describe('the limit of run time', () => {
  const slow = {...LEADS, cost: {'crm.item.list': 400}};
  const two = {a: 'crm.item.list?entityTypeId=1', b: 'crm.item.list?entityTypeId=1'};

  it('charges each command of a batch to its own method, and blocks that one only', async () => {
    const clock = manualClock();
    const naive = await openPortal({...slow, clock, operating: {seconds: 1, billing: 'method'}});
    const first = (await naive.call('batch', {cmd: two})).body;
    expect(first.result.result_time.b.operating).toBeCloseTo(0.8);
    expect(first.time.operating).toBe(0);
    await naive.batch(two);
    const answer = await naive.batch({...two, c: 'profile'});
    expect(answer.result_error.a).toEqual({
      error: 'OPERATION_TIME_LIMIT',
      error_description: 'Method is blocked due to operation time limit.',
    });
    expect(answer.result.c.ID).toBe('17');
    const single = await naive.call('crm.item.list', {entityTypeId: 1});
    expect([single.status, single.body.error]).toEqual([429, 'OPERATION_TIME_LIMIT']);
    clock.advance(601_000);
    expect((await naive.call('crm.item.list', {entityTypeId: 1})).status).toBe(200);
  });

  it('or the whole batch to the method batch', async () => {
    const naive = await openPortal({...slow, clock: manualClock(), operating: {seconds: 1, billing: 'batch'}});
    const first = (await naive.call('batch', {cmd: two})).body;
    expect(first.time.operating).toBeCloseTo(0.8);
    expect(first.result.result_time.b.operating).toBeCloseTo(0.8);
    await naive.call('batch', {cmd: two});
    expect((await naive.call('batch', {cmd: two})).status).toBe(429);
    expect((await naive.call('crm.item.list', {entityTypeId: 1})).status).toBe(200);
  });

  it('or with half its weight and a fixed block', async () => {
    const clock = manualClock();
    const operating = {seconds: 0.7, billing: 'batch', weight: 0.5, blockSeconds: 300} as const;
    const naive = await openPortal({...slow, clock, operating});
    await naive.call('batch', {cmd: two});
    await naive.call('batch', {cmd: two});
    expect((await naive.call('batch', {cmd: two})).status).toBe(429);
    clock.advance(299_000);
    expect((await naive.call('batch', {cmd: two})).status).toBe(429);
    clock.advance(2000);
    expect((await naive.call('batch', {cmd: two})).status).toBe(200);
  });

  it('or not at all, and then no answer speaks of it', async () => {
    const naive = await openPortal({...slow, clock: manualClock(), operating: {seconds: 0, billing: 'none'}});
    await naive.call('batch', {cmd: two});
    const {time} = (await naive.call('batch', {cmd: two})).body;
    expect(time).not.toHaveProperty('operating');
    expect(time).not.toHaveProperty('operating_reset_at');
  });

  it('leaves out what fails and what is under a tenth of a second in one request', async () => {
    const naive = await openPortal({...LEADS, clock: manualClock(), cost: {'*': 90, 'crm.item.get': 5000}});
    for (let index = 0; index < 5; index += 1) await naive.call('crm.lead.list');
    expect((await naive.call('crm.lead.list')).body.time.operating).toBe(0);
    await naive.call('crm.item.get', {entityTypeId: 1, id: 999});
    const found = await naive.call('crm.item.get', {entityTypeId: 1, id: 1});
    expect(found.body.time.operating).toBeCloseTo(5);
  });
});

describe('sixty seconds', () => {
  it('the front end gives up, the work done so far stays done', async () => {
    const naive = await openPortal({...LEADS, clock: manualClock(), cost: {'crm.lead.update': 40_000}});
    const update = (id: number) => `crm.lead.update?id=${id}&fields[ASSIGNED_BY_ID]=31`;
    const {status, body} = await naive.call('batch', {cmd: [update(1), update(2), update(3)]});
    expect([status, body]).toEqual([504, undefined]);
    expect(naive.portal.ledger.map(entry => entry.id)).toEqual([1, 2]);
  });
});
