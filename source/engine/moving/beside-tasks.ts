import type {EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import {besideTask} from '../../domain/verdict.ts';
import type {Settled} from '../../journal/runs.ts';
import type {RunState} from '../run-state.ts';
import {foundIn, isUnseen, withStamp} from './found.ts';
import {readNow} from './reading.ts';
import {PART} from './supply.ts';

/**
 * Settles the activities of a type that go with tasks of the same plan, once those have had their turn. They are read and
 * never written: the activity follows its task by itself (fact sheet section 11).
 */
export async function settleBesideTasks(state: RunState, type: EntityType): Promise<void> {
  const {writer} = state;
  const next = (afterId: number): PlannedRecord[] =>
    writer.pending({type: type.key, viaTask: 'planned', afterId, limit: PART});
  for (let records = next(0); records.length > 0; records = next(records.at(-1)?.id ?? 0)) {
    if (state.stopping()) return;
    // Whose the tasks are says nothing more: what counts is what became of the activities.
    const known = await readNow(state, {type, records: records.map(withoutTask)});
    state.settle(
      type,
      records.map((record): Settled => {
        const found = foundIn(known, withoutTask(record));
        if (isUnseen(state, type, found)) return {record, outcome: 'not-tried', why: 'with-task'};
        return withStamp(besideTask(record, found, state.fromOf(record), isTaskMoved(record)), found);
      }),
    );
  }

  function isTaskMoved({activity}: PlannedRecord): boolean {
    return writer.outcome({type: 'task', id: activity?.taskId ?? 0}) === 'moved';
  }
}

/** How many of a type wait for their tasks. */
export function besideTasks({writer}: RunState, {key}: EntityType): number {
  return writer.pendingCount(key, 'planned');
}

function withoutTask({activity: _task, ...record}: PlannedRecord): PlannedRecord {
  return record;
}
