import {describe, expect, it} from 'vitest';
import {manualClock} from '../../source/demo/clock.ts';
import {openPortal} from './naive.ts';

// Traps 4, 6, 7, 8 and 10 of the fact sheet, section 16, and the rules of batch in its section 4.

const ANNA = 42;
const IVAN = 12;
const DEALS = {
  records: [
    {table: 2, responsible: ANNA, count: 3},
    {table: 2, responsible: IVAN, count: 4},
  ],
} as const;

describe('trap 6: what is lost between an unencoded key and parse_str', () => {
  it.each([
    ['filter[=assignedById]=42', 7],
    ['filter[>=id]=6', 7],
    ['filter[!=id]=6', 7],
    ['filter%5B%3DassignedById%5D=42', 3],
    ['filter[assignedById]=42', 3],
    ['filter[>id]=5', 2],
    ['filter[!assignedById]=42', 4],
    ['filter[@id][]=1&filter[@id][]=2', 2],
    ['filter[0][logic]=OR&filter[0][0][id]=1&filter[0][1][assignedById]=12', 5],
  ])('%s finds %i', async (query, found) => {
    const naive = await openPortal(DEALS);
    const command = `crm.item.list?entityTypeId=2&${query}`;
    expect((await naive.batch({a: command})).result_total.a).toBe(found);
    // The same text in the address and in a form body is read by the same rules.
    expect((await naive.call(`crm.item.list?entityTypeId=2&${query}`)).body.total).toBe(found);
    const form = await naive.raw('crm.item.list', `entityTypeId=2&${query}`, 'application/x-www-form-urlencoded');
    expect(form.body.total).toBe(found);
  });

  it('a raw # swallows every later parameter of a command', async () => {
    const naive = await openPortal(DEALS);
    const {result_total: total} = await naive.batch({
      a: 'crm.item.list?entityTypeId=2&select[]=#&filter[assignedById]=42',
    });
    expect(total.a).toBe(7);
  });

  it.each([
    ['a+b', 'a b'],
    ['50%41 and 100%', '50A and 100%'],
    ['a&TITLE=cut', 'a'],
    ['a\u0001b', 'a_b'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('a title %j arrives as %j', async (raw, arrived) => {
    const naive = await openPortal(DEALS);
    await naive.batch({a: `crm.item.update?entityTypeId=2&id=1&fields[title]=${raw}`});
    expect((await naive.call('crm.item.get', {entityTypeId: 2, id: 1})).body.result.item.title).toBe(arrived);
  });

  it('everything is text there', async () => {
    const naive = await openPortal(DEALS);
    await naive.batch({
      a: 'user.get?FILTER[ACTIVE]=false',
      b: 'crm.item.update?entityTypeId=2&id=1&fields[assignedById]=12abc',
    });
    expect((await naive.call('crm.item.get', {entityTypeId: 2, id: 1})).body.result.item.assignedById).toBe(12);
  });

  it('only the first thousand variables of a command count', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 5}]});
    const many = Array.from({length: 999}, (_, index) => `x[${index}]=1`).join('&');
    const {result_total: total} = await naive.batch({a: `crm.item.list?entityTypeId=2&${many}&filter[id]=1`});
    expect(total.a).toBe(5);
  });
});

describe('trap 7: an empty list of ids in a command', () => {
  it('leaves no filter behind', async () => {
    const naive = await openPortal(DEALS);
    const {result_total: total} = await naive.batch({a: `crm.item.list?entityTypeId=2${[].join('&')}`});
    expect(total.a).toBe(7);
  });
});

describe('trap 4: references in the id of a write', () => {
  it('a path that ends early is a list, which older methods and user.update read as 1', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: IVAN, count: 3}]});
    const answer = await naive.batch({
      list: 'crm.lead.list?filter[ID]=3',
      write: 'crm.lead.update?id=$result[list][7]&fields[ASSIGNED_BY_ID]=31',
    });
    expect(answer.result.write).toBe(true);
    // Lead 3 was meant; lead 1, which nobody named, is Maria's now.
    const write = naive.portal.ledger.find(entry => entry.method === 'crm.lead.update');
    expect(write).toMatchObject({table: 1, id: 1, before: IVAN, after: 31});
    const dismissed = await naive.batch({
      list: 'crm.lead.list?filter[ID]=3',
      write: 'user.update?ID=$result[list]&ACTIVE=N',
    });
    expect(dismissed.result.write).toBe(true);
    const [director] = (await naive.call('user.get', {FILTER: {ID: 1}})).body.result;
    expect(director.ACTIVE).toBe(false);
  });

  it('an empty list is 0', async () => {
    const naive = await openPortal({records: [{table: 1, responsible: IVAN}]});
    const answer = await naive.batch({
      list: 'crm.lead.list?filter[ID]=99',
      write: 'crm.lead.update?id=$result[list]&fields[ASSIGNED_BY_ID]=31',
    });
    expect(answer.result_error.write).toEqual({error: '', error_description: 'ID is not defined or invalid.'});
  });

  it('crm.item.update refuses a list', async () => {
    const naive = await openPortal(DEALS);
    const answer = await naive.batch({
      list: 'crm.item.list?entityTypeId=2&select[]=id',
      write: 'crm.item.update?entityTypeId=2&id=$result[list][items][99]&fields[assignedById]=31',
    });
    expect(answer.result_error.write.error).toBe('100');
    expect(naive.portal.ledger.filter(entry => entry.error === null)).toEqual([]);
  });

  it('a reference inside data is rewritten', async () => {
    const naive = await openPortal(DEALS);
    await naive.batch({me: 'profile', write: 'crm.item.update?entityTypeId=2&id=1&fields[title]=$result[me][NAME]'});
    expect((await naive.call('crm.item.get', {entityTypeId: 2, id: 1})).body.result.item.title).toBe('Olga');
  });

  it.each([
    ['$result[me][ID]', '17'],
    ['id $result[me][ID] of $result[me][NAME]', 'id 17 of Olga'],
    ['$result[me][ID],$result[me][NAME]', '17'],
    ['id $result[me][ID],$result[me][NAME]', 'id 17'],
    ['no $result[me] here', 'no $result[me] here'],
    ['no $result[none][ID] here', 'no $result[none][ID] here'],
    ['$RESULT[me][ID]', null],
    ['$total[deals]', '7'],
    ['$error[bad][error]', 'ERROR_METHOD_NOT_FOUND'],
  ])('%s becomes %j', async (text, becomes) => {
    const naive = await openPortal(DEALS);
    await naive.batch({
      me: 'profile',
      deals: 'crm.item.list?entityTypeId=2&select[]=id',
      bad: 'no.such',
      write: `crm.item.update?entityTypeId=2&id=1&fields[title]=${encodeURIComponent(text)}`,
    });
    expect((await naive.call('crm.item.get', {entityTypeId: 2, id: 1})).body.result.item.title).toBe(becomes);
  });
});

describe('trap 10: the shape of a batch answer', () => {
  it('HTTP 200 with errors inside; failed commands are in result_error only', async () => {
    const naive = await openPortal(DEALS);
    const {status, body} = await naive.call('batch', {
      cmd: {a: 'profile', b: 'crm.item.get?entityTypeId=2&id=999', c: 'crm.item.list?entityTypeId=2'},
    });
    expect(status).toBe(200);
    const {result, result_error: error, result_total: total, result_next: next, result_time: time} = body.result;
    expect(Object.keys(result)).toEqual(['a', 'c']);
    expect(error).toEqual({b: {error: 'NOT_FOUND', error_description: 'Element not found'}});
    expect(total).toEqual({c: 7});
    expect(next).toEqual([]);
    expect(Object.keys(time)).toEqual(['a', 'c']);
  });

  it('keys 0..n come as a list, with a gap as an object, an empty map as []', async () => {
    const naive = await openPortal(DEALS);
    const whole = await naive.batch(['profile', 'profile']);
    expect([Array.isArray(whole.result), whole.result_error]).toEqual([true, []]);
    const gap = await naive.batch(['profile', 'no.such', 'profile']);
    expect(Object.keys(gap.result)).toEqual(['0', '2']);
    expect(gap.result_error).toEqual({1: {error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!'}});
    const first = await naive.batch(['no.such', 'profile']);
    expect([Array.isArray(first.result), Array.isArray(first.result_error)]).toEqual([false, true]);
    const order = await naive.raw('batch', '{"cmd":{"1":"profile","0":"profile"}}');
    expect(order.text).toContain('"result":{"1":');
  });

  it('a command that is no text vanishes without a trace, and counts', async () => {
    const naive = await openPortal(DEALS);
    const answer = await naive.batch({a: 'profile', b: {method: 'profile'}, c: 7, d: null});
    expect([Object.keys(answer.result), answer.result_error]).toEqual([['a'], []]);
    const many: unknown[] = Array.from({length: 50}, () => 1);
    const late = await naive.batch([...many, 'profile']);
    expect(late.result_error[50].error).toBe('ERROR_BATCH_LENGTH_EXCEEDED');
  });

  it('more than fifty commands, and a batch in a batch, are refused one by one', async () => {
    const naive = await openPortal(DEALS);
    const cmd = Object.fromEntries(Array.from({length: 52}, (_, index) => [`c${index}`, 'server.time']));
    const answer = await naive.batch(cmd);
    expect(Object.keys(answer.result)).toHaveLength(50);
    expect(Object.keys(answer.result_error)).toEqual(['c50', 'c51']);
    expect((await naive.batch({a: 'batch?cmd[x]=profile'})).result_error.a.error).toBe(
      'ERROR_BATCH_METHOD_NOT_ALLOWED',
    );
  });

  it.each([['/profile'], ['profile.json']])('%s is no method there', async command => {
    const naive = await openPortal(DEALS);
    expect((await naive.batch({a: command})).result_error.a.error).toBe('ERROR_METHOD_NOT_FOUND');
  });

  it.each([
    [1, ['a']],
    ['false', ['a']],
    [0, ['a', 'c']],
    ['', ['a', 'c']],
  ])('halt %j leaves %j', async (halt, done) => {
    const naive = await openPortal(DEALS);
    const answer = await naive.batch({a: 'profile', b: 'crm.lead.get?id=999', c: 'profile'}, {halt});
    expect(Object.keys(answer.result)).toEqual(done);
    expect(answer.result_error.b.error).toBe('');
  });

  it('a missing scope is told without a text', async () => {
    const naive = await openPortal({...DEALS, scopes: ['user']});
    expect((await naive.batch({a: 'crm.lead.list'})).result_error.a).toEqual({
      error: 'insufficient_scope',
      error_description: '',
    });
  });

  it('an older method that dies takes the whole batch with it', async () => {
    const naive = await openPortal({
      records: [{table: 1, responsible: IVAN, count: 3}],
      misfortunes: [{kind: 'fatal', method: 'crm.lead.update', spare: 1}],
    });
    const answer = await naive.call('batch', {
      cmd: {a: 'crm.lead.update?id=1&fields[ASSIGNED_BY_ID]=31', b: 'crm.lead.update?id=2&fields[ASSIGNED_BY_ID]=31'},
    });
    expect([answer.status, answer.body]).toEqual([500, undefined]);
    expect(naive.portal.ledger.map(entry => [entry.id, entry.after])).toEqual([
      [1, 31],
      [2, null],
    ]);
  });
});

describe('trap 34: times', () => {
  it('start is a whole second, so duration is too long; finish is not', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1) + 400);
    const naive = await openPortal({...DEALS, clock, cost: {'crm.item.list': 250}});
    const {result_time: time} = await naive.batch({
      a: 'crm.item.list?entityTypeId=2',
      b: 'crm.item.list?entityTypeId=2',
    });
    expect(time.a).toMatchObject({start: Date.UTC(2026, 0, 1) / 1000, duration: 0.65, processing: 0});
    expect(time.b.finish - time.a.finish).toBeCloseTo(0.25, 5);
  });

  it('older builds send fractions', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1) + 400);
    const naive = await openPortal({...DEALS, clock, floatTimes: true, cost: {profile: 250}});
    expect((await naive.call('profile')).body.time).toMatchObject({
      start: Date.UTC(2026, 0, 1) / 1000 + 0.4,
      duration: 0.25,
    });
  });
});
