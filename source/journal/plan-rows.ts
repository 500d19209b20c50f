import type {SQLInputValue} from 'node:sqlite';
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
export const RECORD_COLUMNS = 'p.id, p.type, p.title, p.closed, p.from_id, p.to_id, p.stamp, p.activity, p.unmovable';

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
    record.activity?.taskId === undefined ? 0 : 1,
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
});

/** @throws ValiError for a row that was not written by `toColumns`: the journal is broken */
export function fromColumns(row: unknown, leaverId: number): PlannedRecord {
  const {id, type, title, closed, from_id: from, to_id: to, stamp, activity, unmovable} = v.parse(rowShape, row);
  return {
    type,
    id,
    title,
    closed: closed === 1,
    ...(from === leaverId ? {} : {from}),
    to,
    ...(stamp === null ? {} : {stamp}),
    ...(activity ? {activity: activity as ActivityFacts} : {}),
    ...(unmovable ? {unmovable} : {}),
  };
}
