import type {EntityType} from '../../domain/entity-types.ts';
import type {RecordResult} from '../../domain/outcomes.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {Found} from '../../domain/verdict.ts';
import type {Settled} from '../../journal/runs.ts';
import type {RunState} from '../run-state.ts';
import type {Standings} from './standing.ts';

/**
 * Not shown, by a portal that hides what a dismissed person holds: also while they are hired back somebody may have dismissed them
 * again, so it is not taken for gone.
 */
export function isUnseen({hides}: RunState, {mayNeedRehire}: EntityType, {responsibleId}: Found): boolean {
  return hides && mayNeedRehire && responsibleId === undefined;
}

export function foundIn(known: Standings, record: PlannedRecord): Found {
  const standing = known.records.get(record.id);
  const taskId = record.activity?.taskId;
  const task = taskId === undefined ? undefined : (known.tasks.get(taskId) ?? 'unreadable');
  return {
    responsibleId: standing?.responsibleId,
    stamp: standing?.stamp,
    ...(task === undefined ? {} : {task}),
  };
}

/** A result with the portal's own stamp of the record, to be compared before it is put back. */
export function withStamp(result: RecordResult, {stamp}: Pick<Found, 'stamp'>): Settled {
  return stamp === undefined ? result : {...result, stamp};
}
