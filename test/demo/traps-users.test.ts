import {describe, expect, it} from 'vitest';
import {idsOf, openPortal} from './naive.ts';

// Traps of the fact sheet, section 16, that concern people. Each sends what a naive program would and expects the documented wrong answer.

const OLGA = 17;
const ANNA = 42;
const IVAN = 12;

async function isActive(portal: Awaited<ReturnType<typeof openPortal>>, id: number): Promise<boolean> {
  const {body} = await portal.call('user.get', {FILTER: {ID: id}, ADMIN_MODE: true});
  return body.result[0].ACTIVE;
}

describe('trap 1 and 9: what user.update makes of ACTIVE', () => {
  it.each([
    ['true', true, false],
    ['null', null, false],
    ['an empty text', '', false],
    ['an empty list', [], false],
    ['false', false, false],
    ['0', 0, false],
    ["'0'", '0', false],
    ["'N'", 'N', false],
    ["'Y'", 'Y', true],
    ["'n'", 'n', true],
    ["'no'", 'no', true],
    ["'false'", 'false', true],
    ['1', 1, true],
    ["'1'", '1', true],
  ])('%s', async (_name, value, active) => {
    const naive = await openPortal();
    for (const id of [ANNA, IVAN]) {
      const {status, body} = await naive.call('user.update', {ID: id, ACTIVE: value});
      expect([status, body.result]).toEqual([200, true]);
      expect(await isActive(naive, id)).toBe(active);
    }
  });

  it('an unknown id answers true', async () => {
    const naive = await openPortal();
    const {status, body} = await naive.call('user.update', {ID: 999_999, ACTIVE: 'N'});
    expect([status, body.result]).toEqual([200, true]);
    expect(naive.portal.ledger.at(-1)).toMatchObject({method: 'user.update', table: null, error: null});
  });

  it('no id at all is refused', async () => {
    const naive = await openPortal();
    const {status, body} = await naive.call('user.update', {ACTIVE: 'N'});
    expect([status, body]).toEqual([400, {error: 'ERROR_CORE', error_description: 'access_denied'}]);
  });

  it('there is no guard: the administrator can dismiss herself, and her key dies with her', async () => {
    const naive = await openPortal();
    expect((await naive.call('user.update', {ID: OLGA, ACTIVE: 'N'})).body.result).toBe(true);
    const {status, body} = await naive.call('profile');
    expect([status, body.error]).toEqual([401, 'authorization_error']);
  });
});

describe('trap 9: what user.get makes of ACTIVE', () => {
  it.each([
    ['false', false, false],
    ['0', 0, false],
    ["'0'", '0', false],
    ["'N'", 'N', false],
    ['null', null, false],
    ['an empty text', '', false],
    ['an empty list', [], false],
    ['true', true, true],
    ["'Y'", 'Y', true],
    ['1', 1, true],
    ["'false'", 'false', true],
    ["'no'", 'no', true],
    ["'n'", 'n', true],
  ])('%s', async (_name, value, active) => {
    const naive = await openPortal();
    const {body} = await naive.call('user.get', {FILTER: {ACTIVE: value}, ADMIN_MODE: true});
    expect(body.result.length).toBeGreaterThan(0);
    expect(new Set(body.result.map((row: {ACTIVE: boolean}) => row.ACTIVE))).toEqual(new Set([active]));
  });

  it('"false" in a batch gives the active', async () => {
    const naive = await openPortal();
    const {result} = await naive.batch({a: 'user.get?FILTER[ACTIVE]=false&ADMIN_MODE=1'});
    expect(result.a.every((row: {ACTIVE: boolean}) => row.ACTIVE)).toBe(true);
  });
});

describe('trap 2: keys of a filter that user.get does not know', () => {
  it.each([['active'], ['ACTIV'], ['LOGIN'], ['!=%NAME']])('%s is dropped and everybody comes', async key => {
    const naive = await openPortal();
    const all = await naive.call('user.get', {ADMIN_MODE: true});
    const filtered = await naive.call('user.get', {FILTER: {[key]: 'N'}, ADMIN_MODE: true});
    expect(filtered.body.total).toBe(all.body.total);
  });
});

describe('trap 16: people without a department', () => {
  it('are hidden unless asked for in admin mode or by the plain ID', async () => {
    const naive = await openPortal();
    const ask = async (params: unknown) => idsOf(await naive.call('user.get', params)).includes(71);
    expect(await ask({FILTER: {ACTIVE: 'N'}})).toBe(false);
    expect(await ask({FILTER: {'>ID': 70, '<ID': 72}})).toBe(false);
    expect(await ask({FILTER: {'@ID': [71]}})).toBe(false);
    expect(await ask({FILTER: {'=ID': 71}})).toBe(false);
    expect(await ask({FILTER: {ID: 71}})).toBe(true);
    expect(await ask({FILTER: {ID: [71, 42]}})).toBe(true);
    expect(await ask({FILTER: {ACTIVE: 'N'}, ADMIN_MODE: true})).toBe(true);
  });

  it('admin mode means nothing to others', async () => {
    const naive = await openPortal();
    const {body} = await naive.call('user.get', {ACTIVE: 'N', ADMIN_MODE: true}, naive.portal.webhook(IVAN));
    expect(body.result.map((row: {ID: string}) => row.ID)).not.toContain('71');
  });
});

describe('trap 17: ACTIVE=N is not only the dismissed', () => {
  it('holds the request to join, which only CONFIRM_CODE of user.search tells apart', async () => {
    const naive = await openPortal();
    const inactive = idsOf(await naive.call('user.get', {FILTER: {ACTIVE: 'N'}, ADMIN_MODE: true}));
    expect(inactive.sort((a, b) => a - b)).toEqual([42, 57, 71, 84, 118, 126]);
    const search = async (code: unknown) =>
      idsOf(await naive.call('user.search', {FILTER: {ACTIVE: 'N', CONFIRM_CODE: code}, ADMIN_MODE: true})).sort(
        (a, b) => a - b,
      );
    for (const empty of ['0', '', false, null]) expect(await search(empty)).toEqual([42, 57, 71, 84, 118]);
    expect(await search(0)).toEqual([]);
  });

  it('CONFIRM_CODE is dropped by user.get and never shown', async () => {
    const naive = await openPortal();
    const {body} = await naive.call('user.get', {
      FILTER: {ACTIVE: 'N', CONFIRM_CODE: '0'},
      ADMIN_MODE: true,
      select: ['ID', 'CONFIRM_CODE'],
    });
    expect(body.total).toBe(6);
    expect(body.result.every((row: object) => !('CONFIRM_CODE' in row))).toBe(true);
  });

  it('dismissing somebody only invited makes a request to join of them', async () => {
    const naive = await openPortal();
    await naive.call('user.update', {ID: 127, ACTIVE: 'N'});
    const {body} = await naive.call('user.search', {FILTER: {ACTIVE: 'N', CONFIRM_CODE: '0'}, ADMIN_MODE: true});
    expect(body.result.map((row: {ID: string}) => row.ID)).not.toContain('127');
  });
});

describe('trap 18: who may only edit himself', () => {
  it('is told true, and nothing of the account changes', async () => {
    const naive = await openPortal();
    const his = naive.portal.webhook(IVAN);
    const {status, body} = await naive.call('user.update', {ID: IVAN, ACTIVE: 'N', UF_DEPARTMENT: [1]}, his);
    expect([status, body.result]).toEqual([200, true]);
    const [row] = (await naive.call('user.get', {FILTER: {ID: IVAN}})).body.result;
    expect(row).toMatchObject({ACTIVE: true, UF_DEPARTMENT: [4]});
    expect((await naive.call('user.update', {ID: ANNA, ACTIVE: 'Y'}, his)).body.error).toBe('ERROR_CORE');
  });

  it('but whoever may invite can dismiss anybody', async () => {
    const naive = await openPortal({inviters: [IVAN]});
    await naive.call('user.update', {ID: 31, ACTIVE: 'N'}, naive.portal.webhook(IVAN));
    expect(await isActive(naive, 31)).toBe(false);
  });
});

describe('trap 23: an empty user.get', () => {
  it('has no total', async () => {
    const naive = await openPortal();
    const {body} = await naive.call('user.get', {FILTER: {ID: 999_999}});
    expect(body.result).toEqual([]);
    expect(body).not.toHaveProperty('total');
    expect(body).not.toHaveProperty('next');
  });
});

describe('scopes of people', () => {
  it('user.update with too small a scope is an error inside HTTP 200', async () => {
    const naive = await openPortal({scopes: ['crm', 'user_basic']});
    const {status, body} = await naive.call('user.update', {ID: ANNA, ACTIVE: 'Y'});
    expect([status, body.error]).toEqual([200, 'insufficient_scope']);
    expect(await isActive(naive, ANNA)).toBe(false);
  });

  it('a small scope leaves fields out without a word', async () => {
    const naive = await openPortal({scopes: ['user_brief']});
    const [row] = (await naive.call('user.get', {FILTER: {ID: ANNA}})).body.result;
    expect(row).not.toHaveProperty('EMAIL');
    expect(row).not.toHaveProperty('LAST_LOGIN');
    expect(row.NAME).toBe('Anna');
  });
});
