import fc from 'fast-check';
import {beforeAll, describe, expect, it, afterAll} from 'vitest';
import type {SnapshotRecord} from '../../source/demo/store/snapshot.ts';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import type {PlannedRecord} from '../../source/domain/plan.ts';
import type {TypeScope} from '../../source/domain/scope/type-scope.ts';
import type {Session} from '../../source/engine/contract.ts';
import {checkOf} from '../../source/domain/scope/fits.ts';
import {fits} from '../../source/engine/page-check.ts';
import {
  carry,
  carryOn,
  connect,
  LEAVER,
  planFor,
  raise,
  recordsOf,
  stage,
  SUCCESSOR,
  writesOf,
  type Stage,
} from './harness.ts';

const TABLES: Readonly<Partial<Record<TypeKey, number>>> = {
  lead: 1,
  deal: 2,
  contact: 3,
  company: 4,
  activity: 6,
  estimate: 7,
  invoice: 31,
  'spa:1036': 1036,
};
const CREATED: Readonly<Record<number, [string, string]>> = {6: ['CREATED', 'LAST_UPDATED']};
const DAY = 86_400_000;

let on: Stage & {strike(): Promise<void>};
let session: Session;
/** Everything the leaver holds, closed and open as the portal tells it. */
let all: PlannedRecord[];
let stored: Map<string, SnapshotRecord>;

beforeAll(async () => {
  on = await raise();
  session = await connect(on);
  const scope = new Map(Object.keys(TABLES).map(key => [key as TypeKey, {state: 'all'}] as const));
  all = (await planFor(session, {scope})).records;
  stored = recordsOf(on.portal);
});
afterAll(() => on.strike());

function columnsOf({type, id}: PlannedRecord): Readonly<Record<string, unknown>> {
  return stored.get(`${TABLES[type]}:${id}`)?.columns ?? {};
}

/** The same conditions, by what the portal has stored. */
function belongs(record: PlannedRecord, scope: TypeScope): boolean {
  const columns = columnsOf(record);
  const [created, changed] = CREATED[TABLES[record.type] ?? 0] ?? ['createdTime', 'updatedTime'];
  const inSpan = (at: unknown, span: TypeScope['created']): boolean =>
    span === undefined ||
    (Math.floor(Number(at) / 1000) * 1000 >= (span.from ?? 0) &&
      Math.floor(Number(at) / 1000) * 1000 < (span.before ?? Number.POSITIVE_INFINITY));
  return (
    (scope.state === 'all' || record.closed === (scope.state === 'closed')) &&
    (scope.pipelines?.includes(Number(columns['categoryId'] ?? 0)) ?? true) &&
    (scope.stages?.includes(String(columns['stageId'])) ?? true) &&
    inSpan(columns[created], scope.created) &&
    inSpan(columns[changed], scope.changed) &&
    (scope.ids?.includes(record.id) ?? true) &&
    !scope.without?.includes(record.id)
  );
}

const state = fc.constantFrom('all', 'open', 'closed' as const);
const moment = fc.integer({min: -900, max: 0}).map(days => Date.now() + days * DAY);
const span = fc.option(
  fc.oneof(
    moment.map(from => ({from})),
    moment.map(before => ({before})),
  ),
  {nil: undefined},
);

function scopes(type: TypeKey): fc.Arbitrary<TypeScope> {
  const mine = fc.constantFrom(...all.filter(record => record.type === type).map(({id}) => id));
  const some = (most: number) => fc.option(fc.uniqueArray(mine, {minLength: 1, maxLength: most}), {nil: undefined});
  const pipelines =
    type === 'deal' ? fc.option(fc.subarray([0, 2, 5], {minLength: 1}), {nil: undefined}) : fc.constant(undefined);
  return fc
    .record({state, pipelines, created: span, changed: span, ids: some(120), without: some(30)})
    .map(
      one => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as unknown as TypeScope,
    );
}

describe('a narrowed scope', () => {
  it.each(['lead', 'deal', 'contact', 'activity', 'invoice', 'spa:1036'] as const)(
    'of %s takes exactly the records that fit, and counts and lists the same',
    async type => {
      await fc.assert(
        fc.asyncProperty(scopes(type), async scope => {
          const wanted = all.filter(record => record.type === type && belongs(record, scope)).map(({id}) => id);
          const plan = await planFor(session, {scope: new Map([[type, scope]])});
          expect(plan.records.map(({id}) => id)).toEqual(wanted);
          expect(new Map(plan.kept).get(type)).toBe(all.filter(record => record.type === type).length - wanted.length);
          const counted = await session.countScope(LEAVER, new Map([[type, scope]]));
          expect(counted.get(type)).toEqual({records: wanted.length});
          const {without = [], ...ticked} = scope;
          const shown: number[] = [];
          for (let next: number | undefined = 0; next !== undefined; ) {
            const page = await session.rows(LEAVER, type, scope, next);
            shown.push(...page.rows.map(({id}) => id));
            next = page.next;
          }
          expect(shown.filter(id => !without.includes(id))).toEqual(wanted);
          expect(shown).toEqual(all.filter(one => one.type === type && belongs(one, ticked)).map(({id}) => id));
        }),
        {numRuns: 8},
      );
    },
  );

  it('takes the stages that are named, of one pipeline and of several', async () => {
    for (const stages of [['C2:NEW'], ['NEW', 'C2:WON', 'C5:LOSE']]) {
      const plan = await planFor(session, {scope: new Map([['deal', {state: 'all', stages}]])});
      expect(plan.records.length).toBeGreaterThan(0);
      expect(plan.records).toEqual(all.filter(one => one.type === 'deal' && belongs(one, {state: 'all', stages})));
    }
  });
});

describe('a portal that drops a condition', () => {
  it.each([
    ['@categoryId', {state: 'all', pipelines: [2]}],
    ['@stageId', {state: 'all', stages: ['C2:NEW']}],
    ['>=createdTime', {state: 'all', created: {from: Date.now() - 200 * DAY}}],
    ['>=updatedTime', {state: 'all', changed: {from: Date.now() - 150 * DAY}}],
  ] as const)('%s: nothing that does not fit is pinned, and its count is not believed', async (key, scope) => {
    const own = await stage();
    own.portal.befall({kind: 'drop-condition', key});
    const there = await connect(own);
    const plan = await planFor(there, {scope: new Map([['deal', scope]])});
    const wanted = await planFor(session, {scope: new Map([['deal', scope]])});
    expect(plan.records.map(({id}) => id)).toEqual(wanted.records.map(({id}) => id));
    expect(plan.records.length).toBeGreaterThan(0);
    const counted = await there.countScope(LEAVER, new Map([['deal', scope]]));
    expect(counted.get('deal')).toMatchObject({unreadable: {code: 'DEVIATES'}});
  });

  it('on ids: others might be missing, so nothing is pinned', async () => {
    const own = await stage();
    own.portal.befall({kind: 'drop-condition', key: '@id'});
    const there = await connect(own);
    const ids = all
      .filter(({type}) => type === 'deal')
      .map(({id}) => id)
      .slice(100, 160);
    await expect(planFor(there, {scope: new Map([['deal', {state: 'all', ids}]])})).rejects.toMatchObject({
      problem: 'deviates',
    });
  });

  it('on the responsible person, within a narrowed scope too', async () => {
    const own = await stage();
    own.portal.befall({kind: 'drop-condition', key: 'assignedById'});
    const scope = new Map([['deal', {state: 'all', pipelines: [2]}]] as const);
    const there = await connect(own);
    await expect(planFor(there, {scope})).rejects.toMatchObject({problem: 'deviates'});
  });
});

it.each([
  [{state: 'all', pipelines: [3]}, 'deal has no pipeline 3; it has 0 (General), 2 (Wholesale), 5 (Service contracts)'],
  [{state: 'all', stages: ['C9:NEW']}, 'deal has no stage C9:NEW; it has NEW (New), PREPARATION (Proposal)'],
  [{state: 'open', pipelines: [0], stages: ['C2:NEW']}, 'the stage C2:NEW is in pipeline 2, which is not taken'],
] as const)('refuses what the portal does not have, with what it has', async (scope, text) => {
  await expect(planFor(session, {scope: new Map([['deal', scope]])})).rejects.toMatchObject({
    name: 'UsageTrouble',
    message: expect.stringContaining(text) as string,
  });
});

it('asks for named records by their ids, and walks nothing', async () => {
  const own = await stage();
  const there = await connect(own);
  const ids = [...recordsOf(own.portal).values()]
    .filter(({table, responsible}) => table === 1 && responsible === LEAVER)
    .map(({id}) => id)
    .slice(0, 120);
  const others = [...recordsOf(own.portal).values()]
    .filter(({table, responsible}) => table === 1 && responsible !== LEAVER)
    .map(({id}) => id)
    .slice(0, 10);
  const plan = await planFor(there, {scope: new Map([['lead', {state: 'all', ids: [...ids, ...others, 999_999]}]])});
  expect(plan.records.map(({id}) => id)).toEqual(ids);
});

it('lists pipelines and stages by the portal’s own names', async () => {
  const found = await session.stages(['lead', 'deal', 'contact', 'invoice', 'spa:1036', 'activity']);
  expect([...found.keys()]).toEqual(['lead', 'deal', 'spa:1036', 'invoice']);
  expect(found.get('deal')?.pipelines).toEqual([
    {id: 0, name: 'General'},
    {id: 2, name: 'Wholesale'},
    {id: 5, name: 'Service contracts'},
  ]);
  expect(found.get('deal')?.stages).toContainEqual({id: 'C2:WON', name: 'Delivered', pipeline: 2, closed: true});
  expect(found.get('lead')?.stages[0]).toEqual({id: 'NEW', name: 'New', closed: false});
});

it('finds rows by a part of their title', async () => {
  const {rows} = await session.rows(LEAVER, 'deal', {state: 'all'}, 0);
  const [first] = rows;
  const found = await session.rows(LEAVER, 'deal', {state: 'all'}, 0, first?.title.slice(0, 6) ?? '');
  expect(found.rows.length).toBeGreaterThan(0);
  expect(
    found.rows.every(({title}) => title.toLowerCase().includes((first?.title ?? '').slice(0, 6).toLowerCase())),
  ).toBe(true);
  const byId = await session.rows(LEAVER, 'deal', {state: 'all'}, 0, String(first?.id));
  expect(byId.rows).toContainEqual(first);
});

it('names the heads of the leaver’s departments who may receive', async () => {
  const leaver = await session.person(String(LEAVER));
  if (!leaver) throw new Error('nobody');
  const heads = await session.heads(leaver);
  expect(heads.length).toBeGreaterThan(0);
  expect(heads.every(({id, active}) => active && id !== LEAVER)).toBe(true);
});

it('proves a narrowed scope: 0 left in it, what it leaves is kept, and what is outside is not new', async () => {
  const own = await stage({rehireRule: false});
  const there = await connect(own);
  const scope = new Map([['deal', {state: 'all', pipelines: [2]}]] as const);
  const plan = await planFor(there, {scope});
  const {report} = await carry(there, plan, {rehire: 'never'});
  expect(report.counts.moved).toBe(plan.records.length);
  expect(report.proof).toMatchObject({left: [], fresh: [], unproved: [], contradictions: []});
  const deals = [...recordsOf(own.portal).values()].filter(({table}) => table === 2);
  const moved = deals.filter(
    ({responsible, id}) => responsible === SUCCESSOR && plan.records.some(one => one.id === id),
  );
  expect(moved.length).toBe(plan.records.length);
  expect(report.kept).toBe(plan.kept.reduce((sum, [, count]) => sum + count, 0));
  // What comes into the scope meanwhile is new; what comes to the leaver outside of it is not.
  const again = await planFor(there, {scope: new Map([['deal', {state: 'all', pipelines: [5]}]] as const)});
  const [inside] = own.portal.give({table: 2, responsible: LEAVER, columns: {categoryId: 5, stageId: 'C5:NEW'}});
  own.portal.give({table: 2, responsible: LEAVER, columns: {categoryId: 0, stageId: 'NEW'}});
  const second = await carry(there, again, {rehire: 'never'});
  expect(second.report.proof?.fresh).toEqual([{type: 'deal', id: inside}]);
  expect(writesOf(own.portal).every(({method}) => method !== 'user.update')).toBe(true);
});

it('goes on after a stop within the same scope and to the same people, and proves it', async () => {
  const own = await stage({rehireRule: false});
  const there = await connect(own);
  const plan = await planFor(there, {
    scope: new Map([['deal', {state: 'all', stages: ['C2:NEW', 'C2:WON', 'NEW']}]] as const),
    rules: {general: {kind: 'turns', among: [SUCCESSOR, 31]}, perType: new Map()},
  });
  const stop = new AbortController();
  const first = await carry(there, plan, {rehire: 'never', signal: stop.signal}, ({kind}) => {
    if (kind === 'results') stop.abort();
  });
  expect(first.report.stopped).toEqual({why: 'user'});
  expect(first.report.counts.moved).toBeLessThan(plan.records.length);
  const {report} = await carryOn(there, Number(first.report.run), {rehire: 'never'});
  expect(report.counts.moved).toBe(plan.records.length);
  expect(report.proof).toMatchObject({left: [], fresh: [], unproved: [], contradictions: []});
  const after = recordsOf(own.portal);
  for (const {id, to} of plan.records) expect(after.get(`2:${id}`)?.responsible).toBe(to);
});

it('a row that does not say what is asked about is no fit and no misfit: the portal deviates', () => {
  const check = checkOf({state: 'all', stages: ['NEW']});
  const deal = session.connection.types.find(({key}) => key === 'deal');
  if (!deal) throw new Error('no deals');
  const row = {id: 7, responsibleId: LEAVER, title: '', closed: false};
  expect(fits(check, deal, {...row, stage: 'NEW'})).toBe(true);
  expect(fits(check, deal, {...row, stage: 'WON'})).toBe(false);
  expect(() => fits(check, deal, row)).toThrow('deal #7 does not say its stage');
});

it.each([
  ['deal', {state: 'all', pipelines: []}],
  ['deal', {state: 'all', ids: []}],
  ['invoice', {state: 'closed', stages: ['DT31_11:N']}],
  ['invoice', {state: 'open', stages: ['DT31_11:P']}],
  ['lead', {state: 'all', ids: [1, 2], without: [1, 2]}],
] as const)('of %s a scope that nothing can fit, %j, is 0 and empty without asking', async (type, scope) => {
  expect((await session.countScope(LEAVER, new Map([[type, scope]]))).get(type)).toEqual({records: 0});
  const {without: _unticked, ...ticked}: TypeScope = scope;
  if (type !== 'lead') expect(await session.rows(LEAVER, type, ticked, 0)).toEqual({rows: []});
});
