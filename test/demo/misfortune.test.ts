import {describe, expect, it} from 'vitest';
import {manualClock} from '../../source/demo/clock.ts';
import {idsOf, openPortal} from './naive.ts';

// Each misfortune strikes when it should, does what it says, and nothing else.

const ANNA = 42;
const IVAN = 12;
const LEADS = {records: [{table: 1, responsible: ANNA, count: 120}]} as const;
const move = (id: number, to = IVAN) => ({entityTypeId: 1, id, fields: {assignedById: to}});
const moveCommand = (id: number) => `crm.item.update?entityTypeId=1&id=${id}&fields[assignedById]=${IVAN}`;

describe('what befalls a whole request', () => {
  it.each([
    [{kind: 'unavailable'} as const, 503, {error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests'}],
    [{kind: 'html'} as const, 502, undefined],
    [{kind: 'html', status: 200, text: ''} as const, 200, undefined],
    [{kind: 'answer', status: 200, body: [1]} as const, 200, [1]],
  ])('%j', async (misfortune, status, body) => {
    const naive = await openPortal({...LEADS, misfortunes: [{...misfortune, times: 1}]});
    const answer = await naive.call('crm.item.update', move(1));
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect(naive.portal.ledger).toEqual([]);
    expect((await naive.call('crm.item.update', move(1))).status).toBe(200);
  });

  it.each([
    ['before', []],
    ['after', [1]],
  ] as const)('a connection cut %s the work leaves %j moved', async (moment, moved) => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'reset', moment, times: 1}]});
    await expect(naive.call('crm.item.update', move(1))).rejects.toThrow('fetch failed');
    expect(naive.portal.ledger.map(entry => entry.id)).toEqual(moved);
    expect((await naive.call('profile')).status).toBe(200);
  });

  it('a hanging answer, with the work done', async () => {
    const naive = await openPortal({
      ...LEADS,
      misfortunes: [{kind: 'hang', moment: 'after', method: 'crm.item.update'}],
    });
    const impatient = AbortSignal.timeout(150);
    const request = fetch(`${naive.portal.webhook()}batch?cmd[a]=${encodeURIComponent(moveCommand(1))}`, {
      signal: impatient,
    });
    await expect(request).rejects.toThrow('timeout');
    expect(naive.portal.ledger.map(entry => entry.after)).toEqual([IVAN]);
  });

  it('an answer that breaks off in the middle', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'truncate', times: 1}]});
    await expect(naive.call('crm.item.update', move(1))).rejects.toThrow('terminated');
    expect(naive.portal.ledger).toHaveLength(1);
  });

  it('a delay is slept on the portal’s clock', async () => {
    const clock = manualClock();
    const naive = await openPortal({...LEADS, clock, misfortunes: [{kind: 'delay', milliseconds: 7000}]});
    const before = clock.now();
    await naive.call('server.time');
    expect(clock.now() - before).toBe(7000);
  });

  it('counts a method inside a batch, spares, and ends', async () => {
    const naive = await openPortal({
      ...LEADS,
      misfortunes: [{kind: 'unavailable', method: 'crm.item.update', spare: 1, times: 1}],
    });
    const statuses: number[] = [];
    for (const cmd of [[moveCommand(1)], ['profile'], [moveCommand(2)], [moveCommand(3)]]) {
      statuses.push((await naive.call('batch', {cmd})).status);
    }
    expect(statuses).toEqual([200, 200, 503, 200]);
  });

  it('can wait for a number of writes', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'unavailable', afterWrites: 2}]});
    const statuses: number[] = [];
    for (const id of [1, 2, 3]) statuses.push((await naive.call('crm.item.update', move(id))).status);
    expect(statuses).toEqual([200, 200, 503]);
  });
});

describe('what befalls one call', () => {
  it('only the refused record of a batch fails', async () => {
    const naive = await openPortal({
      ...LEADS,
      misfortunes: [
        {kind: 'refuse', method: 'crm.item.update', where: ({params}) => Number((params as {id: string}).id) === 2},
      ],
    });
    const answer = await naive.batch([moveCommand(1), moveCommand(2), moveCommand(3)]);
    expect(answer.result_error).toEqual({1: {error: 'ACCESS_DENIED', error_description: 'Access denied.'}});
    expect(naive.portal.ledger.map(({id, error}) => [id, error])).toEqual([
      [1, null],
      [2, 'ACCESS_DENIED: Access denied.'],
      [3, null],
    ]);
  });

  it('429 in a batch and outside', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'blocked', method: 'crm.item.update'}]});
    expect((await naive.batch([moveCommand(1)])).result_error[0].error).toBe('OPERATION_TIME_LIMIT');
    expect((await naive.call('crm.item.update', move(1))).status).toBe(429);
  });

  it('a dismissal and a hiring that answer true without effect', async () => {
    const naive = await openPortal({misfortunes: [{kind: 'no-effect', method: 'user.update'}]});
    for (const [ID, ACTIVE] of [
      [ANNA, 'Y'],
      [IVAN, 'N'],
    ]) {
      expect((await naive.call('user.update', {ID, ACTIVE})).body.result).toBe(true);
    }
    const people = naive.portal.snapshot().people.filter(one => one.id === ANNA || one.id === IVAN);
    expect(people.map(one => [one.id, one.active])).toEqual([
      [IVAN, true],
      [ANNA, false],
    ]);
    expect(naive.portal.messages).toEqual([]);
  });

  it('an update without effect answers with the record as it is', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'no-effect', method: 'crm.item.update'}]});
    expect((await naive.call('crm.item.update', move(1))).body.result.item.assignedById).toBe(ANNA);
    expect(naive.portal.ledger).toMatchObject([{before: ANNA, after: ANNA}]);
  });
});

describe('what befalls lists', () => {
  const list = {
    entityTypeId: 1,
    filter: {'=assignedById': ANNA, '>id': 50},
    order: {id: 'ASC'},
    select: ['id', 'assignedById'],
  };

  it('hides what a dismissed person holds; reading by id too', async () => {
    const naive = await openPortal({...LEADS, misfortunes: [{kind: 'hide-dismissed'}]});
    const {body} = await naive.call('crm.item.list', list);
    expect([body.result.items, body.total]).toEqual([[], 0]);
    await naive.call('user.update', {ID: ANNA, ACTIVE: 'Y'});
    expect((await naive.call('crm.item.list', list)).body.total).toBe(70);
  });

  it('drops a condition without a word', async () => {
    const naive = await openPortal({
      records: [...LEADS.records, {table: 1, responsible: IVAN, count: 5}],
      misfortunes: [{kind: 'drop-condition', key: '=assignedById'}],
    });
    expect((await naive.call('crm.item.list', list)).body.total).toBe(75);
    expect((await naive.call('crm.lead.list', {filter: {'=ASSIGNED_BY_ID': IVAN}})).body.total).toBe(5);
  });

  it('ignores the cursor', async () => {
    const naive = await openPortal({
      ...LEADS,
      misfortunes: [{kind: 'ignore-cursor', method: ['crm.item.list', 'crm.lead.list']}],
    });
    expect(idsOf(await naive.call('crm.item.list', list))[0]).toBe(1);
    expect(idsOf(await naive.call('crm.lead.list', {filter: {'>ID': 50}, order: {ID: 'ASC'}}))[0]).toBe(1);
  });

  it.each([
    [{kind: 'cap-total', max: 50} as const, 50, 50],
    [{kind: 'no-total'} as const, undefined, 50],
    [{kind: 'empty'} as const, 0, 0],
  ])('%j', async (misfortune, total, rows) => {
    const naive = await openPortal({...LEADS, misfortunes: [misfortune]});
    const {body} = await naive.call('crm.item.list', {entityTypeId: 1, filter: {assignedById: ANNA}});
    expect([body.total, body.result.items.length]).toEqual([total, rows]);
  });
});

describe('the side doors', () => {
  it('say what each request was', async () => {
    const naive = await openPortal(LEADS);
    await naive.call('profile');
    await naive.batch({a: 'server.time', b: moveCommand(1), c: 7});
    expect(naive.portal.log.map(({request, method, commands}) => [request, method, commands])).toEqual([
      [1, 'profile', []],
      [2, 'batch', ['server.time', 'crm.item.update']],
    ]);
    expect(naive.portal.ledger).toMatchObject([
      {request: 2, command: 'b', by: 17, method: 'crm.item.update', id: 1, before: ANNA, after: IVAN},
    ]);
  });

  it('make more people, dismissed ones too', async () => {
    const naive = await openPortal({records: [{table: 'user', count: 60, columns: {ACTIVE: false}}]});
    expect(
      (await naive.call('user.get', {FILTER: {ACTIVE: 'N'}, ADMIN_MODE: true, sort: 'ID', order: 'ASC'})).body,
    ).toMatchObject({total: 66, next: 50});
  });

  it('give other people keys of their own', async () => {
    const naive = await openPortal(LEADS);
    const {portal} = naive;
    expect(portal.webhook(IVAN)).toBe(portal.webhook(IVAN));
    expect(portal.webhook(IVAN, ['user'])).not.toBe(portal.webhook(IVAN));
    expect((await naive.call('scope', {}, portal.webhook(IVAN, ['user']))).body.result).toEqual(['user']);
  });
});

describe('what others do meanwhile', () => {
  it('right behind the n-th write, once', async () => {
    const naive = await openPortal({
      ...LEADS,
      misfortunes: [
        {kind: 'meddle', afterWrites: 2, act: hands => hands.remove(1, 3)},
        {kind: 'meddle', afterWrites: 3, act: hands => hands.reassign(1, 5, 31)},
      ],
    });
    const answer = await naive.batch([1, 2, 3, 4, 5].map(moveCommand));
    expect(answer.result_error).toEqual({2: {error: 'NOT_FOUND', error_description: 'Element not found'}});
    expect(naive.portal.ledger.at(-1)).toMatchObject({id: 5, before: 31, after: IVAN});
  });

  it('behind a certain call: somebody opens the account again right after it was shut', async () => {
    const naive = await openPortal({
      misfortunes: [{kind: 'meddle', method: 'user.update', act: hands => hands.setActive(ANNA, true)}],
    });
    const active = async () => (await naive.call('user.get', {FILTER: {ID: ANNA}})).body.result[0].ACTIVE;
    await naive.call('profile');
    expect(await active()).toBe(false);
    await naive.call('user.update', {ID: ANNA, ACTIVE: 'N'});
    expect(await active()).toBe(true);
    await naive.call('user.update', {ID: ANNA, ACTIVE: 'N'});
    expect(await active()).toBe(false);
  });

  it('new records appear', async () => {
    const naive = await openPortal(LEADS);
    expect(naive.portal.hands.create({table: 1, responsible: ANNA, count: 2})).toEqual([121, 122]);
    expect((await naive.call('crm.item.list', {entityTypeId: 1, filter: {assignedById: ANNA}})).body.total).toBe(122);
    expect(naive.portal.ledger).toEqual([]);
  });

  it('the key is revoked, its scopes change, its owner loses rights or job', async () => {
    const naive = await openPortal(LEADS);
    const {hands} = naive.portal;
    const address = naive.portal.webhook();
    hands.setAdmin(17, false);
    expect((await naive.call('user.admin', {}, address)).body.result).toBe(false);
    hands.setScopes(['user']);
    expect((await naive.call('crm.lead.list', {}, address)).body.error).toBe('insufficient_scope');
    hands.setActive(17, false);
    expect((await naive.call('profile', {}, address)).body.error).toBe('authorization_error');
    hands.revokeKey();
    expect((await naive.call('profile', {}, address)).body.error).toBe('INVALID_CREDENTIALS');
  });

  it('can be added and taken away while it runs', async () => {
    const naive = await openPortal(LEADS);
    const takeAway = naive.portal.befall({kind: 'unavailable'});
    expect((await naive.call('profile')).status).toBe(503);
    takeAway();
    expect((await naive.call('profile')).status).toBe(200);
  });
});
