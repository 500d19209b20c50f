import {describe, expect, it} from 'vitest';
import {defaultScope} from '../../source/domain/scope.ts';
import {carry, connect, LEAVER, planFor, recordsOf, stage, SUCCESSOR, writesOf} from './harness.ts';
import {fullScope} from '../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';

describe('pins exactly what the leaver holds', () => {
  it.each([49, 50, 51, 99, 100, 101])('%i of each type', async count => {
    const on = await stage({
      company: 'empty',
      records: [1, 2, 3, 4, 7, 31, 6].map(table => ({table, responsible: LEAVER, count})),
    });
    const session = await connect(on);
    const plan = await planFor(session);
    const mine = [...recordsOf(on.portal).values()].filter(record => record.responsible === LEAVER);
    expect(mine.length).toBe(7 * count);
    expect(plan.records.length).toBe(7 * count);
    expect(new Set(plan.records.map(record => `${record.type} ${record.id}`)).size).toBe(7 * count);
    await carry(session, plan);
    const granted = writesOf(on.portal).filter(write => write.error === null && write.method !== 'user.update');
    expect(granted.length).toBe(7 * count);
    expect([...recordsOf(on.portal).values()].filter(record => record.responsible === LEAVER)).toEqual([]);
  });

  it('2,501 activities', async () => {
    const on = await stage({company: 'empty', records: [{table: 6, responsible: LEAVER, count: 2501}]});
    const session = await connect(on);
    expect((await planFor(session)).records.length).toBe(2501);
  });

  it.each(['open', 'closed'] as const)('only the %s ones when asked', async state => {
    const on = await stage();
    const session = await connect(on);
    const scope = new Map(session.connection.types.filter(type => type.takenByDefault).map(type => [type.key, state]));
    const plan = await planFor(session, {scope});
    expect(plan.records.every(record => record.closed === (state === 'closed'))).toBe(true);
    const byType = (key: string): number => plan.records.filter(record => record.type === key).length;
    expect([byType('lead'), byType('deal'), byType('estimate'), byType('invoice'), byType('activity')]).toEqual(
      state === 'open' ? [96, 128, 12, 18, 141] : [214, 302, 31, 42, 235],
    );
  });
});

it('writes nothing to the portal', async () => {
  const on = await stage();
  await planFor(await connect(on));
  expect(writesOf(on.portal)).toEqual([]);
});

it('lets activities follow the record they belong to', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session, {to: SUCCESSOR, perType: {deal: 31}});
  const records = recordsOf(on.portal);
  const active = new Set(
    on.portal
      .snapshot()
      .people.filter(person => person.active)
      .map(person => person.id),
  );
  const reasons = new Set<string>();
  for (const {id, to, activity} of plan.records.filter(record => record.type === 'activity')) {
    const owner = records.get(`${activity?.ownerTypeId}:${activity?.ownerId}`);
    const planned = plan.records.find(
      record =>
        record.type !== 'activity' &&
        `${record.type === 'deal' ? 2 : 0}:${record.id}` === `${activity?.ownerTypeId}:${activity?.ownerId}`,
    );
    reasons.add(activity?.follows ?? '');
    if (activity?.follows === 'record-of-another') {
      expect(to, `activity ${id}`).toBe(owner?.responsible);
      expect(active.has(to)).toBe(true);
      expect(to).not.toBe(LEAVER);
    } else if (activity?.follows === 'record-in-plan') {
      expect(owner?.responsible, `activity ${id}`).toBe(LEAVER);
      expect(to).toBe(activity.ownerTypeId === 2 ? 31 : SUCCESSOR);
    } else {
      expect(planned, `activity ${id}`).toBeUndefined();
      expect(to).toBe(SUCCESSOR);
    }
  }
  expect([...reasons].sort()).toEqual(['chosen', 'record-in-plan', 'record-of-another']);
});

it('asks for a successor of activities that have no record to follow', async () => {
  const on = await stage();
  const session = await connect(on);
  const leaver = await session.person(String(LEAVER));
  const deals = await session.person('31');
  if (!leaver || !deals) throw new Error('people are missing');
  const scope = new Map([
    ['deal', 'all'],
    ['activity', 'open'],
  ] as const);
  await expect(
    session.plan(
      {leaver, scope: fullScope(scope), ...toPeople(undefined, new Map([['deal', deals]])), ownersKeep: true},
      () => {},
    ),
  ).rejects.toMatchObject({
    name: 'UsageTrouble',
  });
});

it('names what REST cannot move before anything is confirmed, and never sends it', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session, {leaver: 57});
  const unmovable = plan.records.filter(record => record.unmovable);
  expect(unmovable.map(record => record.unmovable)).toContain('rest-app');
  const {report} = await carry(session, plan);
  const sent = new Set(writesOf(on.portal).map(write => `${write.table}:${write.id}`));
  for (const record of unmovable) {
    expect(sent.has(`6:${record.id}`)).toBe(false);
    expect(
      report.results.find(result => result.record.type === 'activity' && result.record.id === record.id),
    ).toMatchObject({outcome: 'not-tried', why: 'unmovable'});
  }
});

it('cannot move task activities without the scope for tasks', async () => {
  const on = await stage({scopes: ['crm', 'user', 'department']});
  const plan = await planFor(await connect(on));
  const tasks = plan.records.filter(record => record.activity?.taskId);
  expect(tasks.length).toBeGreaterThan(0);
  expect(tasks.every(record => record.unmovable === 'task-scope-missing')).toBe(true);
});

it('leaves a task alone that has been given to somebody else', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  const [first] = plan.records.filter(record => record.activity?.taskId);
  if (!first?.activity?.taskId) throw new Error('no task activity');
  on.portal.hands.reassign('task', first.activity.taskId, 31);
  // The activity follows its task on a portal; here only the task is changed, the case the rule is for.
  on.portal.hands.edit(6, first.id, {RESPONSIBLE_ID: LEAVER});
  const {report} = await carry(session, plan);
  expect(
    report.results.find(result => result.record.type === 'activity' && result.record.id === first.id),
  ).toMatchObject({outcome: 'changed-hands', nowWith: 31});
  expect(recordsOf(on.portal).get(`task:${first.activity.taskId}`)?.responsible).toBe(31);
});

describe('refuses to build on an answer that is not what was asked for', () => {
  it.each(['assignedById', 'RESPONSIBLE_ID', 'isRecurring', 'categoryId'])('when the portal drops %s', async key => {
    const on = await stage();
    const session = await connect(on);
    const leaver = await session.person(String(LEAVER));
    const general = await session.person(String(SUCCESSOR));
    if (!leaver || !general) throw new Error('people are missing');
    on.portal.befall({kind: 'drop-condition', key});
    const request = {
      leaver,
      ...toPeople(general),
      scope: fullScope(defaultScope(session.connection.types)),
      ownersKeep: true,
    };
    await expect(session.plan(request, () => {})).rejects.toMatchObject({problem: 'deviates'});
    expect(writesOf(on.portal)).toEqual([]);
  });

  it('when the portal ignores the cursor', async () => {
    const on = await stage();
    const session = await connect(on);
    on.portal.befall({kind: 'ignore-cursor'});
    await expect(planFor(session)).rejects.toMatchObject({problem: 'deviates'});
  });
});
