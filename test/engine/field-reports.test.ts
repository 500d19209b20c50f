// What went wrong for people who did this before, as kinds of fault: lists, counting, redirects, odd titles. Those about
// batches stand in faults.test.ts, about undo in undo.test.ts, about the account in rehire.test.ts and window.test.ts.
import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {carry, connect, isActive, LEAVER, planFor, recordsOf, stage, SUCCESSOR, writesOf} from './harness.ts';

describe('walks that show their fault past fifty rows', () => {
  it('finds the sixtieth dismissed person', async () => {
    const on = await stage({
      company: 'empty',
      records: [
        {table: 'user', responsible: 0, count: 60, columns: {ACTIVE: false, NAME: 'Former', LAST_NAME: 'Colleague'}},
      ],
    });
    const session = await connect(on);
    const {people, more} = await session.people({group: 'dismissed', search: ''});
    const former = people.filter(person => person.name === 'Former');
    expect(more).toBe(false);
    expect(former).toHaveLength(60);
    expect(new Set(former.map(person => person.id)).size).toBe(60);
    const last = former.at(-1)?.id ?? 0;
    const found = await session.people({group: 'dismissed', search: `#${last}`});
    expect(found.people.map(person => person.id)).toEqual([last]);
    expect(await session.person(String(last))).toMatchObject({id: last, active: false});
  });

  it.each(['open', 'closed'] as const)('pins just the %s ones of every type', async state => {
    const on = await stage({
      company: 'empty',
      records: [
        {table: 6, responsible: LEAVER, count: 75, columns: {COMPLETED: 'N'}},
        {table: 6, responsible: LEAVER, count: 76, columns: {COMPLETED: 'Y'}},
      ],
    });
    const session = await connect(on);
    const plan = await planFor(session, {scope: new Map([['activity', state]])});
    expect(plan.records).toHaveLength(state === 'open' ? 75 : 76);
    const records = recordsOf(on.portal);
    const wanted = state === 'open' ? 'N' : 'Y';
    expect(plan.records.every(record => records.get(`6:${record.id}`)?.columns['COMPLETED'] === wanted)).toBe(true);
  });
});

describe('a count that says too little', () => {
  it('does not shorten the plan', async () => {
    const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 120}]});
    const session = await connect(on);
    on.portal.befall({kind: 'cap-total', max: 50});
    const plan = await planFor(session);
    expect(plan.records).toHaveLength(120);
    const {report} = await carry(session, plan);
    expect(report.counts.moved).toBe(120);
    expect(exitCodeOf(report)).toBe(0);
  });
});

describe('a redirect that is no move', () => {
  it.each([
    ['/bitrix/coupon_activation.php', 'redirected', '/bitrix/coupon_activation.php'],
    ['http://elsewhere.example/', 'redirected', 'http://elsewhere.example/'],
    ['https://elsewhere.example/rest/1/x/', 'moved', 'https://elsewhere.example'],
  ])('to %s ends after one request', async (location, problem, detail) => {
    const on = await stage();
    on.portal.befall({kind: 'redirect', location});
    await expect(connect(on)).rejects.toMatchObject({problem, detail: expect.stringMatching(new RegExp(`${detail}$`))});
    expect(on.portal.requests).toBe(1);
  });

  it('in the middle of a run ends it with what was done', async () => {
    const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 60}]});
    const session = await connect(on);
    const plan = await planFor(session);
    on.portal.befall({kind: 'redirect', location: '/bitrix/coupon_activation.php', afterWrites: 20});
    const {report} = await carry(session, plan);
    expect(report.stopped?.why).toBe('portal');
    expect(exitCodeOf(report)).toBe(4);
    expect(report.counts.moved).toBe(
      [...recordsOf(on.portal).values()].filter(record => record.responsible === SUCCESSOR).length,
    );
  });

  it('in the open window is tried with patience, and ends with the account said to be open', async () => {
    const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 60}]});
    const session = await connect(on);
    const plan = await planFor(session);
    const {report, events} = await carry(session, plan, {rehire: 'always'}, event => {
      if (event.kind === 'account' && event.state === 'open')
        on.portal.befall({kind: 'redirect', location: '/bitrix/'});
    });
    expect(exitCodeOf(report)).toBe(3);
    expect(isActive(on.portal, LEAVER)).toBe(true);
    expect(events.filter(event => event.kind === 'account-stuck').length).toBeGreaterThan(10);
  });
});

describe('titles that are no words', () => {
  const TITLES = [
    '',
    'a\nb',
    'a\tb',
    'x'.repeat(10_000),
    '$result[c0]',
    'A+B%26C&d=1#e',
    '👩‍👩‍👧 ё й',
    '&quot;',
    '=1',
    '\u0000NUL',
    'lone \ud800 half',
  ];

  it('come out of a run and its undo as they went in', async () => {
    const on = await stage({
      company: 'empty',
      records: TITLES.map(title => ({table: 1, responsible: LEAVER, columns: {title}})),
    });
    const titles = (): unknown[] =>
      [...recordsOf(on.portal).values()].filter(record => record.table === 1).map(record => record.columns['title']);
    const before = titles();
    expect(before).toHaveLength(TITLES.length);
    const session = await connect(on);
    const plan = await planFor(session);
    const {report} = await carry(session, plan);
    expect(report.counts.moved).toBe(TITLES.length);
    const {plan: back} = await session.planUndo(Number(report.run), {edited: false}, () => {});
    expect((await carry(session, back)).report.counts.moved).toBe(TITLES.length);
    expect(titles()).toEqual(before);
  });

  it('of nothing stay empty, and are never a word for nothing', async () => {
    const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, columns: {title: null}}]});
    const plan = await planFor(await connect(on));
    expect(plan.records.map(record => record.title)).toEqual(['']);
  });
});

it('keeps a plan of records that somebody else took meanwhile to itself', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 5}]});
  const session = await connect(on);
  const plan = await planFor(session);
  for (const {id} of plan.records) on.portal.hands.reassign(1, id, 31);
  const {report} = await carry(session, plan);
  expect(report.counts).toEqual({moved: 0, 'already-there': 0, gone: 0, 'changed-hands': 5, failed: 0, 'not-tried': 0});
  expect(exitCodeOf(report)).toBe(0);
  expect(writesOf(on.portal)).toEqual([]);
});
