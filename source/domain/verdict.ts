import type {NotMovedWhy, RecordResult} from './outcomes.ts';
import type {PlannedRecord} from './plan.ts';

/** Where a record was found: its responsible person, or undefined when it is not there any more. */
export interface Found {
  readonly responsibleId: number | undefined;
  /** The portal's stamp of its last change. */
  readonly stamp?: string | undefined;
  /** Responsible person of the task behind a task activity; `unreadable` where this key may not see it. */
  readonly task?: number | 'unreadable';
}

/** What to do with a record that was just read, before anything is written. */
export type BeforeWrite = {readonly write: true} | {readonly write: false; readonly result: RecordResult};

/**
 * A record is written only if it is still with whom it is to be taken from. One that is found with its successor is "moved" when we had
 * sent a write for it before (its answer was lost), else "already there".
 */
export function beforeWrite(record: PlannedRecord, found: Found, leaverId: number, intended: boolean): BeforeWrite {
  const {responsibleId, task, stamp} = found;
  if (responsibleId === undefined) return {write: false, result: {record, outcome: 'gone'}};
  if (responsibleId === record.to)
    return {write: false, result: {record, outcome: intended ? 'moved' : 'already-there'}};
  if (responsibleId !== leaverId)
    return {write: false, result: {record, outcome: 'changed-hands', nowWith: responsibleId}};
  if (task === 'unreadable') return {write: false, result: {record, outcome: 'failed', why: 'task-unreadable'}};
  // A record that carries a stamp may only be put back as our run left it.
  if (record.stamp !== undefined && stamp !== record.stamp) {
    return {write: false, result: {record, outcome: 'not-tried', why: 'edited-since'}};
  }
  // The task has a new responsible person already: moving the activity would take it away from them. With our own successor it is
  // only the activity that has not followed yet.
  if (task !== undefined && task !== leaverId && task !== record.to)
    return {write: false, result: {record, outcome: 'changed-hands', nowWith: task}};
  return {write: true};
}

/**
 * What became of an activity that goes with its task, which is in the plan itself: it is never written, so that the task is
 * written once and both say the same.
 *
 * @param taskMoved by this run
 */
export function besideTask(
  record: PlannedRecord,
  {responsibleId}: Found,
  leaverId: number,
  taskMoved: boolean,
): RecordResult {
  if (responsibleId === undefined) return {record, outcome: 'gone'};
  if (responsibleId === record.to) return {record, outcome: taskMoved ? 'moved' : 'already-there'};
  if (responsibleId !== leaverId) return {record, outcome: 'changed-hands', nowWith: responsibleId};
  return {record, outcome: 'not-tried', why: 'with-task'};
}

/** What a write came to, as the read-back after it says. `refused`: still the leaver's, the caller decides what that means. */
export type AfterWrite =
  | {readonly settled: true; readonly result: RecordResult}
  | {readonly settled: false; readonly record: PlannedRecord; readonly reason?: string; readonly why?: NotMovedWhy};

/**
 * "Moved" is what the portal's own record says, not what the answer to the write said: an error can come after the
 * record was saved (trap 11), and a success can be without effect (fact sheet section 9, 2).
 *
 * @param refusal the portal's words when the write was answered with an error
 */
export function afterWrite(
  record: PlannedRecord,
  found: Found,
  leaverId: number,
  refusal: string | undefined,
): AfterWrite {
  const {responsibleId} = found;
  if (responsibleId === undefined) return {settled: true, result: {record, outcome: 'gone'}};
  if (responsibleId === record.to) return {settled: true, result: {record, outcome: 'moved'}};
  if (responsibleId !== leaverId)
    return {settled: true, result: {record, outcome: 'changed-hands', nowWith: responsibleId}};
  return refusal === undefined ? {settled: false, record, why: 'no-effect'} : {settled: false, record, reason: refusal};
}
