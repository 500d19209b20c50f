import {expect, it} from 'vitest';
import type {TableName} from '../../source/demo/store/row.ts';
import {countFresh, countLeft, exitCodeOf, type RunReport} from '../../source/domain/outcomes.ts';
import type {Plan} from '../../source/domain/plan.ts';
import type {Session} from '../../source/engine/contract.ts';
import {
  carry,
  carryOn,
  connect,
  isActive,
  LEAVER,
  planFor,
  recordsOf,
  stage,
  SUCCESSOR,
  writesOf,
  type Stage,
} from './harness.ts';
import {fullScope} from '../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';

const MARIA = 31;

/** One lead and two invoices of the leaver's, and an activity that belongs to the lead. */
async function tied(more: readonly {table: TableName; count: number}[] = []): Promise<{on: Stage; activity: number}> {
  const records = [{table: 1, count: 1}, {table: 31, count: 2}, ...more] as const;
  const on = await stage({company: 'empty', records: records.map(order => ({...order, responsible: LEAVER}))});
  return {on, activity: giveActivity(on)};
}

function giveActivity(on: Stage): number {
  const lead = on.portal.snapshot().records.find(record => record.table === 1)?.id ?? 0;
  const columns = {OWNER_TYPE_ID: 1, OWNER_ID: lead, COMPLETED: 'N'};
  const [activity = 0] = on.portal.give({table: 6, responsible: LEAVER, columns});
  return activity;
}

/** Lists of invoices and activities by person do not show what a dismissed person holds; those by id do. */
function hideByPerson(on: Stage): void {
  on.portal.befall({
    kind: 'hide-dismissed',
    method: ['crm.activity.list', 'crm.item.list'],
    where: ({params}) => /"RESPONSIBLE_ID":"42"|"entityTypeId":"31".*"assignedById":"42"/.test(JSON.stringify(params)),
  });
}

/** Nor do those by id, or by anything else. */
function hideAll(on: Stage): void {
  on.portal.befall({
    kind: 'hide-dismissed',
    method: ['crm.activity.list', 'crm.item.list'],
    where: ({method, params}) => method === 'crm.activity.list' || /"entityTypeId":"31"/.test(JSON.stringify(params)),
  });
}

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal).flatMap(({method, params}) =>
    method === 'user.update' ? [(params as {ACTIVE: unknown}).ACTIVE] : [],
  );

async function newPlan(session: Session, {proof}: RunReport): Promise<Plan> {
  const plan = await session.planByDigest(proof?.newPlan?.digest ?? 'none');
  if (!plan) throw new Error('nothing new is pinned');
  return plan;
}

const named = (plan: Plan): string[] => [...plan.records].map(({type, id, to}) => `${type} ${id} to ${to}`).sort();

it('pins what shows only while the account is open, by the same choice, and moves none of it unconfirmed', async () => {
  const {on, activity} = await tied();
  const invoices = [...recordsOf(on.portal).values()].filter(({table}) => table === 31).map(({id}) => id);
  hideByPerson(on);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session, {perType: {invoice: MARIA}}), {rehire: 'always'});
  expect(report.counts.moved).toBe(1);
  const plan = await newPlan(session, report);
  // The activity follows its lead, to whom that went.
  expect(named(plan)).toEqual(
    [`activity ${activity} to ${SUCCESSOR}`, ...invoices.map(id => `invoice ${id} to ${MARIA}`)].sort(),
  );
  expect([...plan.records].every(({title}) => title !== '')).toBe(true);
  expect(report.proof?.newPlan).toEqual({digest: plan.digest, records: 3, hidden: true});
  expect([...recordsOf(on.portal).values()].filter(({responsible}) => responsible === LEAVER)).toHaveLength(3);
  expect(exitCodeOf(report)).toBe(0);
});

it.each([
  ['lists by person hide them', hideByPerson],
  ['even lists by id hide them', hideAll],
] as const)('carries the plan of what is new out under always, where %s', async (_, hide) => {
  const {on} = await tied();
  hide(on);
  const session = await connect(on);
  const {report: first} = await carry(session, await planFor(session), {rehire: 'always'});
  const {report} = await carry(session, await newPlan(session, first), {rehire: 'always'});
  expect(report.counts).toMatchObject({moved: 3, gone: 0, failed: 0});
  expect(report.proof).toMatchObject({left: [], fresh: [], unproved: []});
  expect(exitCodeOf(report)).toBe(0);
  expect([...recordsOf(on.portal).values()].filter(({responsible}) => responsible === LEAVER)).toEqual([]);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it.each(['never', 'when-refused'] as const)(
  'takes what no list shows for anything but gone, under the policy %s and a no',
  async rehire => {
    const {on} = await tied();
    hideAll(on);
    const session = await connect(on);
    const {report: first} = await carry(session, await planFor(session), {rehire: 'always'});
    const opened = hires(on).length;
    const {report} = await carry(session, await newPlan(session, first), {rehire, consent: async () => false});
    expect(report.counts).toMatchObject({gone: 0, moved: 0});
    expect(report.counts.failed + report.counts['not-tried']).toBe(3);
    expect(report.proof && countLeft(report.proof)).toBe(3);
    expect(exitCodeOf(report)).toBe(1);
    expect(hires(on)).toHaveLength(opened);
  },
);

it.each([
  ['when-refused', true, 4],
  ['always', true, 4],
  ['when-refused', false, 1],
] as const)('does not take a plan of when the leaver was active for gone (%s, %s)', async (rehire, yes, moved) => {
  const {on} = await tied();
  on.portal.hands.setActive(LEAVER, true);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.hands.setActive(LEAVER, false);
  hideAll(on);
  const {report} = await carry(session, plan, {rehire, consent: async () => yes});
  expect(report.counts).toMatchObject({moved, gone: 0});
  expect(report.proof && countLeft(report.proof)).toBe(4 - moved);
  expect(exitCodeOf(report)).toBe(yes ? 0 : 1);
});

it('takes nothing for gone that was under way when the run was stopped and the account shut', async () => {
  const on = await stage({company: 'empty', records: [{table: 6, responsible: LEAVER, count: 120}]});
  on.portal.hands.setActive(LEAVER, true);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.hands.setActive(LEAVER, false);
  hideAll(on);
  const stop = new AbortController();
  const isOver = on.portal.befall({
    kind: 'reset',
    moment: 'before',
    method: 'crm.activity.update',
    where: () => {
      stop.abort();
      return true;
    },
  });
  const {report} = await carry(session, plan, {signal: stop.signal});
  expect(report.stopped).toEqual({why: 'user'});
  expect(report.counts).toMatchObject({moved: 0, gone: 0});
  isOver();
  const {report: second} = await carryOn(session, Number(report.run));
  expect(second.counts).toMatchObject({moved: 120, gone: 0});
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('believes that a record is gone where the portal has none of its id', async () => {
  const {on, activity} = await tied();
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.hands.remove(6, activity);
  const {report} = await carry(session, plan);
  expect(report.counts).toMatchObject({moved: 3, gone: 1});
  expect(exitCodeOf(report)).toBe(0);
});

it('opens the account to count again under always where nothing of such types shows', async () => {
  const {on} = await tied();
  hideAll(on);
  const session = await connect(on);
  const {report, questions} = await carry(session, await planFor(session), {rehire: 'always'});
  expect(questions).toMatchObject([{countOnly: true, refused: 0, types: []}]);
  expect(hires(on)).toEqual(['Y', 'N']);
  expect(report.proof?.newPlan?.records).toBe(3);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('does so for a plan of nothing, too', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 2}]});
  hideAll(on);
  const session = await connect(on);
  const plan = await planFor(session);
  expect(plan.records).toEqual([]);
  const {report} = await carry(session, plan, {rehire: 'always'});
  expect(report.proof?.newPlan?.records).toBe(2);
  expect(exitCodeOf(report)).toBe(0);
});

it('ends well where nothing shows inside either', async () => {
  const on = await stage({company: 'empty'});
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'});
  expect(report.proof).toMatchObject({left: [], fresh: [], unproved: []});
  expect(report.openings).toHaveLength(1);
  expect(exitCodeOf(report)).toBe(0);
});

it('asks once for what waits and the count together, and not at all where nobody asked for always', async () => {
  const {on} = await tied();
  const session = await connect(on);
  const {questions} = await carry(session, await planFor(session), {rehire: 'always'});
  // Once, for the invoices and the activity that wait.
  expect(questions).toMatchObject([{types: [{type: 'invoice'}, {type: 'activity'}]}]);
  const empty = await stage({company: 'empty'});
  const other = await connect(empty);
  expect((await carry(other, await planFor(other))).questions).toEqual([]);
});

it('proves nothing of types that it was to count again and did not', async () => {
  const {on} = await tied();
  hideAll(on);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {rehire: 'always', consent: async () => false});
  expect(report.windowRefused).toEqual({why: 'declined'});
  expect(report.proof?.unproved.map(({type}) => type)).toEqual(expect.arrayContaining(['invoice', 'activity']));
  expect(exitCodeOf(report)).toBe(1);
});

it('pins what was made meanwhile as well, and leaves out what nobody was chosen for', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 2}]});
  const session = await connect(on);
  const leaver = await session.person(String(LEAVER));
  const ivan = await session.person(String(SUCCESSOR));
  if (!leaver || !ivan) throw new Error('nobody');
  const scope = new Map([
    ['lead', 'all'],
    ['deal', 'all'],
  ] as const);
  const plan = await session.plan(
    {leaver, scope: fullScope(scope), ...toPeople(undefined, new Map([['lead', ivan]])), ownersKeep: true},
    () => {},
  );
  const [lead] = on.portal.give({table: 1, responsible: LEAVER});
  on.portal.give({table: 2, responsible: LEAVER, count: 2});
  const {report} = await carry(session, plan);
  expect(report.proof && countFresh(report.proof)).toBe(3);
  expect(report.proof).toMatchObject({newPlan: {records: 1, hidden: false}, heirless: 2});
  expect(named(await newPlan(session, report))).toEqual([`lead ${lead} to ${SUCCESSOR}`]);
});

it('does not call new what an earlier run of the same handover had and could not move', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 2}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const [stuck] = plan.records;
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.item.update',
    where: ({params}) => Number((params as {id?: unknown}).id) === stuck?.id,
  });
  on.portal.give({table: 1, responsible: LEAVER});
  const {report: first} = await carry(session, plan);
  expect(first.counts).toMatchObject({moved: 1, failed: 1});
  const {report} = await carry(session, await newPlan(session, first));
  expect(report.counts.moved).toBe(1);
  expect(report.proof?.fresh).toEqual([]);
});

it('counts unmovable records that are kept by choice neither left nor contradicted', async () => {
  const on = await stage({company: 'empty'});
  on.portal.give({table: 6, responsible: LEAVER, columns: {PROVIDER_ID: 'REST_APP', COMPLETED: 'N'}});
  const session = await connect(on);
  const scope = new Map([['activity', 'all']] as const);
  const {report} = await carry(session, await planFor(session, {scope}), {acceptUnmovable: true});
  expect(report.proof).toMatchObject({left: [], contradictions: []});
  expect(exitCodeOf(report)).toBe(0);
});

it('settles every unmovable record, also more than are read at a time', async () => {
  const on = await stage({company: 'empty'});
  on.portal.give({table: 6, responsible: LEAVER, count: 1003, columns: {PROVIDER_ID: 'REST_APP', COMPLETED: 'N'}});
  const session = await connect(on);
  const scope = new Map([['activity', 'all']] as const);
  const {report, events} = await carry(session, await planFor(session, {scope}));
  const told = events.flatMap(event => (event.kind === 'results' ? event.results : []));
  expect(told).toHaveLength(1003);
  expect(told.every(({why}) => why === 'unmovable')).toBe(true);
  expect(report.counts['not-tried']).toBe(1003);
  // A thousand are named, and all are counted.
  expect(report.proof?.left).toHaveLength(1000);
  expect(report.proof && countLeft(report.proof)).toBe(1003);
  expect(exitCodeOf(report)).toBe(1);
});

it('a sample that answers with other records than were asked for proves nothing, and ends nothing', async () => {
  const {on} = await tied();
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.give({table: 6, responsible: MARIA, columns: {OWNER_TYPE_ID: 2, OWNER_ID: 1, COMPLETED: 'N'}});
  on.portal.befall({kind: 'drop-condition', method: 'crm.activity.list', key: 'OWNER_ID'});
  on.portal.befall({kind: 'drop-condition', method: 'crm.activity.list', key: 'OWNER_TYPE_ID'});
  const {report} = await carry(session, plan);
  expect(report.stopped).toBeUndefined();
  expect(report.proof?.unproved).toMatchObject([{type: 'activity'}]);
  expect(exitCodeOf(report)).toBe(1);
});

it('offers no retry of an undo: that is undone once more', async () => {
  const {on} = await tied();
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  const {plan} = await session.planUndo(Number(report.run), {edited: false}, () => {});
  const {report: back} = await carry(session, plan);
  await expect(session.planRetry(Number(back.run))).rejects.toThrow(/undo run \d+ once more/);
});

it('moves a task activity that showed only inside through its task', async () => {
  const on = await stage({});
  const tasks = [...recordsOf(on.portal).values()].filter(({table}) => table === 'task').length;
  expect(tasks).toBeGreaterThan(0);
  hideAll(on);
  const session = await connect(on);
  const scope = new Map([['activity', 'open']] as const);
  const {report: first} = await carry(session, await planFor(session, {scope}), {rehire: 'always'});
  const plan = await newPlan(session, first);
  const viaTask = [...plan.records].filter(({activity}) => activity?.taskId !== undefined);
  expect(viaTask.length).toBeGreaterThan(0);
  const {report} = await carry(session, plan, {rehire: 'always'});
  const moved = recordsOf(on.portal);
  for (const {id, to} of viaTask) expect(moved.get(`6:${id}`)?.responsible).toBe(to);
  expect(report.counts.failed).toBe(0);
});
