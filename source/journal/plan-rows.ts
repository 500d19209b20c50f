import type {SQLInputValue, StatementSync} from 'node:sqlite';
import * as v from 'valibot';
import {parseTypeKey, type TypeKey} from '../domain/entity-types.ts';
import type {ActivityFacts, PlannedRecord} from '../domain/plan.ts';

/** A planned record with its place in the run order and the kind of record activities know it by. */
export interface RankedRecord {
  /** Position of its type among the types of the plan, from 0. */
  readonly rank: number;
  /** entityTypeId, which activities name their owner with. */
  readonly ownerType: number;
  readonly record: PlannedRecord;
}

/** Behind INSERT or REPLACE; takes the values of `toColumns`. */
export const INTO_RECORDS = `INTO plan_records
  (plan, rank, id, type, owner_type, title, closed, from_id, to_id, via_task, stamp, activity, unmovable)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** What `fromColumns` reads, of a table named `p`. */
export const RECORD_COLUMNS =
  'p.id, p.type, p.title, p.closed, p.from_id, p.to_id, p.stamp, p.activity, p.unmovable, p.via_task';

/** How records are moved: by themselves, through the task behind them, or with that task, which is in the plan itself. */
export type ViaTask = boolean | 'planned';

/** Its value in the column. */
export function viaColumn(viaTask: ViaTask): number {
  return viaTask === 'planned' ? 2 : viaTask ? 1 : 0;
}

/**
 * Behind the last record of a plan: activities whose task is in it too are not moved by themselves. Takes the plan and the
 * number of the type of tasks.
 */
export const MARK_WITH_TASK = `UPDATE plan_records SET via_task = 2 WHERE plan = ?1 AND via_task = 1 AND unmovable IS NULL
  AND EXISTS (SELECT 1 FROM plan_records t INDEXED BY plan_owners
    WHERE t.plan = ?1 AND t.owner_type = ?2 AND t.id = json_extract(plan_records.activity, '$.taskId'))`;

export function toColumns(plan: number, leaverId: number, {rank, ownerType, record}: RankedRecord): SQLInputValue[] {
  return [
    plan,
    rank,
    record.id,
    record.type,
    ownerType,
    record.title,
    record.closed ? 1 : 0,
    record.from ?? leaverId,
    record.to,
    viaColumn(record.activity?.taskId !== undefined),
    record.stamp ?? null,
    record.activity ? JSON.stringify(record.activity) : null,
    record.unmovable ?? null,
  ];
}

const activityShape = v.object({
  ownerTypeId: v.number(),
  ownerId: v.number(),
  follows: v.picklist(['record-in-plan', 'record-of-another', 'chosen']),
  taskId: v.optional(v.number()),
  location: v.optional(v.string()),
});

const rowShape = v.object({
  id: v.number(),
  type: v.custom<TypeKey>(value => typeof value === 'string' && parseTypeKey(value) !== undefined),
  title: v.string(),
  closed: v.number(),
  from_id: v.number(),
  to_id: v.number(),
  stamp: v.nullable(v.string()),
  activity: v.nullable(v.pipe(v.string(), v.parseJson(), activityShape)),
  unmovable: v.nullable(v.picklist(['rest-app', 'configurable-app', 'task-scope-missing'])),
  via_task: v.number(),
});

/**
 * Makes a statement answer its rows as lists, for reading many: each row that is an object leaves a piece of memory
 * behind that only a full collection frees, and a million of them are more than all else together.
 */
export function asLists(statement: StatementSync): StatementSync {
  // Node 22.13 to 22.15 do not have it yet.
  if (typeof statement.setReturnArrays === 'function') statement.setReturnArrays(true);
  return statement;
}

/** The row of RECORD_COLUMNS by name. */
function byName(row: readonly unknown[]): object {
  const [id, type, title, closed, from_id, to_id, stamp, activity, unmovable, via_task] = row;
  return {id, type, title, closed, from_id, to_id, stamp, activity, unmovable, via_task};
}

/**
 * @param row an object, or what a statement of `asLists` answers that reads RECORD_COLUMNS alone
 * @throws ValiError for a row that was not written by `toColumns`: the journal is broken
 */
export function fromColumns(row: unknown, leaverId: number): PlannedRecord {
  const stored = v.parse(rowShape, Array.isArray(row) ? byName(row) : row);
  const {id, type, title, closed, from_id: from, to_id: to, stamp, activity, unmovable, via_task: via} = stored;
  return {
    type,
    id,
    title,
    closed: closed === 1,
    ...(from === leaverId ? {} : {from}),
    to,
    ...(stamp === null ? {} : {stamp}),
    ...(activity ? {activity: {...activity, ...(via === 2 ? {withTask: true} : {})} as ActivityFacts} : {}),
    ...(unmovable ? {unmovable} : {}),
  };
}
