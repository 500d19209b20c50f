import {expect, it} from 'vitest';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import {exitCodeOf, type RunReport} from '../../source/domain/outcomes.ts';
import type {PlannedRecord} from '../../source/domain/plan.ts';
import {
  carry,
  carryOn,
  connect,
  LEAVER,
  planFor,
  recordsOf,
  stage,
  writesOf,
  type OpenPlan,
  type Stage,
} from './harness.ts';

// Tasks of the leaver, six of which stand behind activities that are in the plan too.

const BOTH = new Map<TypeKey, 'all'>([
  ['task', 'all'],
  ['activity', 'all'],
]);

const behind = (plan: OpenPlan): PlannedRecord[] => plan.records.filter(({activity}) => activity?.withTask);
const ofType = (plan: OpenPlan, type: TypeKey): PlannedRecord[] => plan.records.filter(record => record.type === type);
const outcomes = (report: RunReport, records: readonly PlannedRecord[]): string[] => {
  const told = new Map(report.results.map(({record, outcome}) => [`${record.type} ${record.id}`, outcome]));
  return records.map(({type, id}) => told.get(`${type} ${id}`) ?? 'moved');
};
/** How often each task of a plan was written over REST. */
function taskWrites(on: Stage, plan: OpenPlan): Map<number, number> {
  const writes = writesOf(on.portal).filter(({table}) => table === 'task');
  return new Map(ofType(plan, 'task').map(({id}) => [id, writes.filter(write => write.id === id).length]));
}

it('are moved by themselves, each once, and their activities go with them', async () => {
  const on = await stage();
  const session = await connect(on);
  // The activities’ own records and rule would take them elsewhere: the task decides.
  const plan = await planFor(session, {scope: BOTH, to: 12, perType: {task: 31}});
  const tasks = ofType(plan, 'task');
  const followers = behind(plan);
  expect([tasks.length, followers.length]).toEqual([14, 6]);
  expect(plan.summary).toMatchObject({withTasks: 6});
  expect(followers.every(({to}) => to === 31)).toBe(true);
  const {report, events} = await carry(session, plan);
  expect(exitCodeOf(report)).toBe(1);
  // What REST cannot move, and the closed task activity whose task is somebody else’s.
  expect(report.counts).toMatchObject({failed: 0, gone: 0, 'already-there': 0});
  const after = recordsOf(on.portal);
  for (const {id} of tasks) expect(after.get(`task:${id}`)?.responsible).toBe(31);
  for (const {id} of followers) expect(after.get(`6:${id}`)?.responsible).toBe(31);
  expect(taskWrites(on, plan)).toEqual(new Map(tasks.map(({id}) => [id, 1])));
  expect(new Set(outcomes(report, [...tasks, ...followers]))).toEqual(new Set(['moved']));
  const ended = events.flatMap(event => (event.kind === 'type-ended' ? [event.type] : []));
  expect(ended.toSorted()).toEqual(['activity', 'task']);
});

it.each(['general', 'turns', 'file'] as const)('have one successor by any rule: %s', async kind => {
  const on = await stage();
  const session = await connect(on);
  const first = await planFor(session, {scope: BOTH});
  const successors = new Map(behind(first).map(({id}) => [id, 9]));
  const file = {kind: 'file', successors, otherwise: {kind: 'person', to: 12}} as const;
  const rules = {
    general: {general: {kind: 'person', to: 12}, perType: new Map()},
    turns: {general: {kind: 'turns', among: [12, 31]}, perType: new Map()},
    // A file that names somebody else for the activity than for its task.
    file: {general: {kind: 'turns', among: [12, 31]}, perType: new Map([['activity' as const, file]])},
  } as const;
  const plan = await planFor(session, {scope: BOTH, rules: rules[kind]});
  const owners = new Map(ofType(plan, 'task').map(({id, to}) => [id, to]));
  expect(behind(plan)).toHaveLength(6);
  for (const {to, activity} of behind(plan)) expect(to).toBe(owners.get(activity?.taskId ?? 0));
});

it('without their activities go by themselves, with nothing kept', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session, {scope: new Map([['task', 'open']])});
  expect(plan.records.map(({closed}) => closed)).not.toContain(true);
  const {report} = await carry(session, plan);
  expect(exitCodeOf(report)).toBe(0);
  expect(report.proof).toMatchObject({left: [], unproved: [], contradictions: []});
  const {kept} = await planFor(session, {scope: new Map([['task', 'all']])});
  expect(new Map(kept).get('task')).toBe(0);
});

it('that cannot be written leave their activities as they are, which says why', async () => {
  const broken = {refuse: true};
  const on = await stage({
    misfortunes: [{kind: 'refuse', method: 'tasks.task.update', where: () => broken.refuse}],
  });
  const session = await connect(on);
  const plan = await planFor(session, {
    scope: new Map([
      ['task', 'all'],
      ['activity', 'open'],
    ]),
  });
  const {report} = await carry(session, plan);
  const followers = new Set(behind(plan).map(({id}) => id));
  const theirs = report.results.filter(({record}) => record.type === 'activity' && followers.has(record.id));
  expect(theirs).toHaveLength(6);
  for (const one of theirs) expect(one).toMatchObject({outcome: 'not-tried', why: 'with-task'});
  // Tried again, once the portal lets them: the task once more decides.
  broken.refuse = false;
  const before = taskWrites(on, plan);
  const again = await carry(session, await session.planRetry(Number(report.run)));
  expect(again.report.counts).toMatchObject({failed: 0, 'not-tried': 0});
  expect([...taskWrites(on, plan)].every(([id, times]) => times === (before.get(id) ?? 0) + 1)).toBe(true);
});

it('are put back with their activities, each written once more', async () => {
  const on = await stage();
  const session = await connect(on);
  const before = recordsOf(on.portal);
  const plan = await planFor(session, {scope: BOTH});
  const {report} = await carry(session, plan);
  const {plan: back, counts} = await session.planUndo(Number(report.run), {edited: false}, () => {});
  expect(counts).toMatchObject({changedHands: 0, gone: 0, edited: 0});
  const undone = await carry(session, back, {rehire: 'always'});
  expect(undone.report.counts).toMatchObject({failed: 0, 'not-tried': 0, moved: report.counts.moved});
  for (const {type, id} of plan.records) {
    const key = `${type === 'task' ? 'task' : 6}:${id}`;
    expect(recordsOf(on.portal).get(key)?.responsible).toBe(before.get(key)?.responsible);
  }
  expect(new Set(taskWrites(on, plan).values())).toEqual(new Set([2]));
});

it('stopped in the middle are gone on with, and no task is written twice', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session, {scope: BOTH});
  const first = await carry(session, plan, {lookAtFirst: async () => false});
  expect(first.report.stopped).toBeDefined();
  const {report} = await carryOn(session, Number(first.report.run));
  expect(new Set(outcomes(report, [...ofType(plan, 'task'), ...behind(plan)]))).toEqual(new Set(['moved']));
  expect(new Set(taskWrites(on, plan).values())).toEqual(new Set([1]));
});

it('are not there without the scope for them', async () => {
  const on = await stage({scopes: ['crm', 'user', 'department']});
  const session = await connect(on);
  expect(session.connection.types.map(({key}) => key)).not.toContain('task');
  expect(session.connection.limits).toContain('no-task-scope');
});

it('move while the leaver is dismissed: no account is opened for them', async () => {
  const on = await stage();
  const session = await connect(on);
  const {report, questions} = await carry(
    session,
    await planFor(session, {leaver: LEAVER, scope: new Map([['task', 'all']])}),
  );
  expect([report.counts.moved, questions, report.openings]).toEqual([14, [], []]);
});
