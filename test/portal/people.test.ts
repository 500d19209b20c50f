import {describe, expect, it} from 'vitest';
import {createAccount} from '../../source/portal/account.ts';
import {createPeople} from '../../source/portal/people.ts';
import {ENTERPRISE_LIMIT, NO_LIMIT, USUAL_LIMIT} from '../../source/domain/pace/bucket.ts';
import {enter} from '../../source/portal/enter.ts';
import {batch, scripted} from './script.ts';

const user = (ID: string, ACTIVE: unknown, more: object = {}) => ({ID, ACTIVE, NAME: 'A', ...more});
const REFUSED = {error: 'ACCESS_DENIED', error_description: 'Access denied'};

describe('people', () => {
  it('dismissed: ACTIVE is JSON false, those who asked to join are left out by "0"', async () => {
    const {client, asked} = scripted({result: [user('7', false), user('9', false)]});
    const rows = await createPeople(client).dismissed(5, '');
    expect(rows.map(row => row.id)).toEqual([7, 9]);
    expect(asked[0]).toEqual({
      method: 'user.search',
      body: {
        FILTER: {ACTIVE: false, CONFIRM_CODE: '0', '>ID': 5},
        sort: 'ID',
        order: 'ASC',
        ADMIN_MODE: true,
        start: 0,
      },
    });
  });

  it.each([
    ['an active one among the dismissed', [user('7', true)]],
    ['one from before the page', [user('5', false)]],
    ['out of order, so that some would be skipped', [user('9', false), user('7', false)]],
    ['twice', [user('7', false), user('7', false)]],
    ['ACTIVE as text', [user('7', 'N')]],
  ])('%s: deviates', async (_, result) => {
    const {client} = scripted({result});
    await expect(createPeople(client).dismissed(5, '')).rejects.toMatchObject({problem: 'deviates'});
  });

  it('by id: fifty at a time, nobody else taken', async () => {
    const {client, asked} = scripted({result: []});
    await createPeople(client).byIds(Array.from({length: 51}, (_, index) => index + 1));
    expect(asked.map(one => (one.body['FILTER'] as {ID: number[]}).ID.length)).toEqual([50, 1]);
    const other = scripted({result: [user('8', true)]});
    await expect(createPeople(other.client).byIds([7])).rejects.toMatchObject({problem: 'deviates'});
    const none = scripted({result: []});
    expect(await createPeople(none.client).byIds([])).toEqual([]);
    expect(none.asked).toEqual([]);
  });

  it.each([[[1, '2']], [{0: 1, 2: 2}]])('departments %j are numbers', async departments => {
    const {client} = scripted({result: [user('7', true, {UF_DEPARTMENT: departments, LAST_LOGIN: {}, EMAIL: null})]});
    expect(await createPeople(client).byIds([7])).toEqual([
      {id: 7, name: 'A', lastName: '', email: '', position: '', departmentIds: [1, 2], active: true},
    ]);
  });

  it.each([false, null, '', [], undefined])('departments %j are none', async departments => {
    const {client} = scripted({result: [user('7', true, {UF_DEPARTMENT: departments})]});
    expect((await createPeople(client).byIds([7]))[0]?.departmentIds).toEqual([]);
  });
});

describe('an account', () => {
  it.each([
    [true, 'Y'],
    [false, 'N'],
  ])('is set to %s by exactly %s, in a call of its own (traps 1, 9)', async (active, sent) => {
    const {client, asked} = scripted({result: true});
    await createAccount(client, createPeople(client)).set(7, active);
    expect(asked).toEqual([{method: 'user.update', body: {ID: 7, ACTIVE: sent}}]);
  });

  it.each([
    [[user('7', true)], 'active'],
    [[user('7', false)], 'dismissed'],
    [[], 'missing'],
  ])('is read, not believed: %j is %s', async (result, state) => {
    const {client} = scripted({result});
    expect(await createAccount(client, createPeople(client)).read(7)).toBe(state);
  });
});

describe('sign-in', () => {
  const LISTS = {c3: [], c4: [], c5: {categories: []}, c6: {categories: []}};
  const PLAN = {SCOPE: ['crm'], LICENSE: 'de_professional'};
  const me = {ID: '17', ADMIN: true, NAME: 'Olga', LAST_NAME: null};
  it('says who the key speaks for', async () => {
    const {client} = scripted(batch({...LISTS, c0: me, c1: ['crm', 'user', 'task'], c2: PLAN}));
    expect(await enter(client, {})).toMatchObject({
      me: {id: 17, name: 'Olga', admin: true, scopes: ['crm', 'user', 'task']},
    });
  });

  it.each([
    ['a missing scope', {c0: me, c1: ['crm', 'user_basic']}, {}, 'scope-missing'],
    ['no scope at all', {c0: me, c1: []}, {}, 'scope-missing'],
    ['an empty profile', {c0: [], c1: ['crm', 'user']}, {}, 'owner-inactive'],
    ['no profile', {c0: null, c1: ['crm', 'user']}, {}, 'owner-inactive'],
    ['a refused profile', {c1: ['crm', 'user']}, {c0: REFUSED}, 'refused'],
    ['a profile of another form', {c0: 'x', c1: ['crm', 'user']}, {}, 'deviates'],
  ])('explains %s', async (_, results, errors, problem) => {
    const {client} = scripted(batch({...LISTS, c2: PLAN, ...results}, errors));
    await expect(enter(client, {})).rejects.toMatchObject({name: 'PortalTrouble', problem});
  });

  it.each([
    ['de_ent10000', ENTERPRISE_LIMIT],
    ['ru_selfhosted', NO_LIMIT],
    ['de_professional', USUAL_LIMIT],
    ['xx_something_new', USUAL_LIMIT],
  ])('takes the request limit from the plan: %s', async (LICENSE, limit) => {
    const {client} = scripted(batch({...LISTS, c0: me, c1: ['crm', 'user'], c2: {SCOPE: [], LICENSE}}));
    await enter(client, {});
    expect(client.pace.limit()).toEqual(limit);
  });

  it.each([
    ['has no such method', {}, {c2: {error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!'}}],
    ['tells something else', {c2: []}, {}],
    ['tells nothing', {c2: null}, {}],
    ['tells a plan that is no text', {c2: {LICENSE: 7}}, {}],
  ])('goes on where the portal %s about its plan', async (_, results, errors) => {
    const {client, asked} = scripted(batch({...LISTS, c0: me, c1: ['crm', 'user'], ...results}, errors));
    expect(await enter(client, {})).toMatchObject({me: {id: 17}});
    expect(client.pace.limit()).toEqual(USUAL_LIMIT);
    expect(asked).toHaveLength(1);
  });
});

describe('directories', () => {
  const WHO = {c0: {ID: '17', ADMIN: true}, c1: ['crm', 'user'], c2: {LICENSE: 'de_professional'}};
  const owners = [1, 2, 3, 4, 31, 128, 1280, 14].map(ID => ({ID, NAME: `T${ID}`}));
  const stage = (ENTITY_ID: string, STATUS_ID: string, SEMANTICS: string | null) => ({ENTITY_ID, STATUS_ID, SEMANTICS});
  const stages = [
    stage('DYNAMIC_128_STAGE_1', 'DT128_1:NEW', null),
    stage('DYNAMIC_128_STAGE_1', 'DT128_1:SUCCESS', 'S'),
    stage('DYNAMIC_1280_STAGE_1', 'DT1280_1:FAIL', 'F'),
    stage('SMART_INVOICE_STAGE_11', 'DT31_11:P', 'S'),
  ];
  const vendors = {
    categories: [
      {id: 0, name: ''},
      {id: '5', name: 'Vendors'},
    ],
  };

  it('give the types of this portal, each with its own final stages', async () => {
    const {client} = scripted(batch({...WHO, c3: owners, c4: stages, c5: vendors, c6: {categories: []}}));
    const {types, complete} = (await enter(client, {})).directories;
    expect(complete).toBe(true);
    expect(types.map(type => type.key)).toEqual(
      'lead deal contact company spa:128 spa:1280 contact:5 deal-template task invoice activity'.split(' '),
    );
    const closed = Object.fromEntries(types.map(type => [type.key, 'closed' in type.closedBy && type.closedBy.closed]));
    expect(closed).toMatchObject({
      'spa:128': ['DT128_1:SUCCESS'],
      'spa:1280': ['DT1280_1:FAIL'],
      invoice: ['DT31_11:P'],
    });
    expect(types.filter(type => !type.takenByDefault).map(type => type.key)).toEqual([
      'contact:5',
      'deal-template',
      'task',
    ]);
  });

  it.each([
    ['types', {...WHO, c4: stages}, {c3: REFUSED, c5: REFUSED, c6: REFUSED}],
    ['stages', {...WHO, c3: owners, c5: vendors, c6: vendors}, {c4: REFUSED}],
  ])('that refuse their %s are not complete, and the usual types stand', async (_, results, errors) => {
    const {client} = scripted(batch(results, errors));
    const {types, complete} = (await enter(client, {})).directories;
    expect(complete).toBe(false);
    expect(types.map(type => type.key)).toEqual(expect.arrayContaining(['lead', 'deal', 'contact', 'activity']));
  });
});
