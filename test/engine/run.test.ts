import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect, it, onTestFinished} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {defaultScope} from '../../source/domain/scope.ts';
import {carry, connect, LEAVER, planFor, recordsOf, stage, SUCCESSOR, writesOf} from './harness.ts';

it('moves each record of the plan once, to the person the plan names, and nobody else’s', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  const before = recordsOf(on.portal);
  const {report} = await carry(session, plan);
  const after = recordsOf(on.portal);

  expect(report.counts).toEqual({
    moved: plan.records.length,
    'already-there': 0,
    gone: 0,
    'changed-hands': 0,
    failed: 0,
    'not-tried': 0,
  });
  expect(report.proof).toEqual({left: [], fresh: [], unproved: [], contradictions: []});
  expect(exitCodeOf(report)).toBe(0);

  const planned = new Map(plan.records.map(record => [tableKey(session.connection.types, record), record]));
  const changed = [...after].filter(([key, record]) => record.responsible !== before.get(key)?.responsible);
  const tasks = plan.records.flatMap(record => record.activity?.taskId ?? []).map(id => `task:${id}`);
  expect(changed.map(([key]) => key).sort()).toEqual([...planned.keys(), ...tasks].sort());
  for (const [key, record] of planned) expect(after.get(key)?.responsible, key).toBe(record.to);
  expect(after.size).toBe(before.size);
});

it('changes nothing of a record, or of the task behind an activity, but its responsible person and what the portal stamps', async () => {
  const on = await stage();
  const session = await connect(on);
  const before = recordsOf(on.portal);
  const plan = await planFor(session);
  await carry(session, plan);
  const stamps = new Set([
    'updatedTime',
    'updatedBy',
    'lastActivityTime',
    'LAST_UPDATED',
    'EDITOR_ID',
    'DATE_UPDATE',
    'changedDate',
    'changedBy',
    'assignedById',
    'RESPONSIBLE_ID',
    'responsibleId',
  ]);
  // An activity of the kind task follows its task, title and all: that is the portal's own doing.
  const followers = new Set(plan.records.filter(record => record.activity?.taskId).map(record => `6:${record.id}`));
  const touched: string[] = [];
  for (const [key, record] of recordsOf(on.portal)) {
    if (followers.has(key)) continue;
    for (const [column, value] of Object.entries(record.columns)) {
      const was = before.get(key)?.columns[column];
      if (!stamps.has(column) && JSON.stringify(was) !== JSON.stringify(value)) touched.push(`${key} ${column}`);
    }
  }
  expect(followers.size).toBeGreaterThan(0);
  expect(touched).toEqual([]);
});

it('sends exactly one write per record and two for the account', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  await carry(session, plan);
  const granted = writesOf(on.portal).filter(write => write.error === null && write.method !== 'user.update');
  expect(granted.length).toBe(plan.records.length);
  expect(new Set(granted.map(write => `${write.table}:${write.id}`)).size).toBe(plan.records.length);
  expect(
    writesOf(on.portal)
      .filter(write => write.method === 'user.update')
      .map(write => write.params),
  ).toEqual([
    {ID: LEAVER, ACTIVE: 'Y'},
    {ID: LEAVER, ACTIVE: 'N'},
  ]);
});

it('leaves the leaver’s account as it was', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  const read = async (): Promise<unknown> => {
    const response = await fetch(`${on.portal.webhook()}user.get?FILTER[ID]=${LEAVER}`);
    const {result} = (await response.json()) as {result: Record<string, unknown>[]};
    const {TIMESTAMP_X: _stamp, LAST_ACTIVITY_DATE: _seen, ...rest} = result[0] ?? {};
    return rest;
  };
  const before = await read();
  const {report} = await carry(session, plan);
  expect(report.account.state).toBe('dismissed');
  expect(await read()).toEqual(before);
});

it('keeps the leaver’s account untouched when nothing needs it', async () => {
  const on = await stage({rehireRule: false});
  const session = await connect(on);
  const plan = await planFor(session);
  const {report, questions} = await carry(session, plan);
  expect(report.counts.moved).toBe(plan.records.length);
  expect(questions).toEqual([]);
  expect(report.openings).toEqual([]);
  expect(writesOf(on.portal).filter(write => write.method === 'user.update')).toEqual([]);
});

it('takes records from somebody who is still active without touching their account', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session, {leaver: 31, to: SUCCESSOR});
  expect(plan.records.length).toBeGreaterThan(0);
  const {report} = await carry(session, plan);
  expect(report.counts.moved).toBe(plan.records.length);
  expect(report.account).toEqual({state: 'active'});
  expect(writesOf(on.portal).filter(write => write.method === 'user.update')).toEqual([]);
});

it('has nothing to do for a leaver who holds nothing', async () => {
  const on = await stage({company: 'empty'});
  const session = await connect(on);
  const plan = await planFor(session);
  expect(plan.records).toEqual([]);
  const {report} = await carry(session, plan);
  expect(exitCodeOf(report)).toBe(0);
  expect(writesOf(on.portal)).toEqual([]);
});

it('keeps the plan, each outcome and each opening in a journal of its own, and no secret', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 3}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan);
  const journal = new DatabaseSync(join(on.folder, 'journal.sqlite'), {readOnly: true});
  onTestFinished(() => journal.close());
  expect(journal.prepare('SELECT digest, total, leaver_name FROM plans').all()).toMatchObject([
    {digest: plan.digest, total: 3, leaver_name: 'Anna Petrova'},
  ]);
  expect(journal.prepare('SELECT run, ended_at FROM runs').all()).toMatchObject([
    {run: Number(report.run), ended_at: report.endedAt},
  ]);
  expect(journal.prepare('SELECT outcome, COUNT(*) AS size FROM outcomes GROUP BY outcome').all()).toMatchObject([
    {outcome: 'moved', size: 3},
  ]);
  expect(journal.prepare('SELECT opened_at, shut_at FROM openings').all()).toMatchObject([
    {opened_at: report.openings[0]?.from, shut_at: report.openings[0]?.to},
  ]);
  const token = on.portal.webhook().split('/').at(-2) ?? '';
  expect(token.length).toBeGreaterThan(5);
  for (const file of readdirSync(on.folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    expect(readFileSync(path, 'latin1'), file.name).not.toContain(token);
    expect(statSync(path).mode & 0o777, file.name).toBe(0o600);
  }
});

it('refuses to write with a key that is no administrator’s', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.hands.setAdmin(17, false);
  const weak = await connect(on);
  expect(weak.connection.limits).toContain('not-admin');
  await expect(carry(weak, plan)).rejects.toMatchObject({problem: 'not-admin'});
  expect(writesOf(on.portal)).toEqual([]);
});

it('lets a second run on the same portal know that it is busy', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 3}]});
  const session = await connect(on);
  const plan = await planFor(session);
  let second: Promise<unknown> | undefined;
  await carry(session, plan, {}, event => {
    if (event.kind === 'type-started') second = carry(session, plan).catch((error: unknown) => error);
  });
  expect(await second).toMatchObject({name: 'BusyTrouble', holder: {pid: process.pid}});
});

it('does not take deal templates, vendors, tasks and closed activities unless they are named', async () => {
  const on = await stage();
  const session = await connect(on);
  const {types} = session.connection;
  expect(
    [...defaultScope(types).keys()].filter(
      key => key === 'deal-template' || key === 'task' || key.includes('contact:'),
    ),
  ).toEqual([]);
  const plan = await planFor(session);
  expect(Object.fromEntries(plan.kept.filter(([, count]) => count > 0))).toEqual({
    'contact:7': 4,
    'company:8': 2,
    'deal-template': 3,
    activity: 235,
    // Without the six that stand behind activities of the plan.
    task: 8,
  });
  const everything = new Map(types.map(type => [type.key, 'all' as const]));
  const all = await planFor(session, {scope: everything});
  expect(all.records.length).toBe(plan.records.length + 4 + 2 + 3 + 235 + 14);
  expect(all.kept.every(([, count]) => count === 0)).toBe(true);
});

function tableKey(types: readonly {key: string; entityTypeId: number}[], record: {type: string; id: number}): string {
  const type = types.find(candidate => candidate.key === record.type);
  return `${type?.entityTypeId}:${record.id}`;
}
