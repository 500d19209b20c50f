import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {RecordResult} from '../domain/outcomes.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {move} from './move.ts';
import type {RunState} from './run-state.ts';
import type {Refusal} from './write-once.ts';

/** Records are taken from the journal this many at a time. */
const PART = 1000;

/** Moves all that is pending of a type; what is refused is failed. */
export async function moveAll(state: RunState, type: EntityType, viaTask = false): Promise<void> {
  for (let records = firstPart(state, type.key, viaTask); records.length > 0; ) {
    await move(state, type, records, 'all', refusal => state.settle(type, [failed(refusal)]));
    if (state.stopping()) return;
    records = nextPart(state, type.key, records, viaTask);
  }
}

/** The first of what is pending of a type. */
export function firstPart(state: RunState, type: TypeKey, viaTask = false): PlannedRecord[] {
  return state.writer.pending({type, viaTask, afterId: 0, limit: PART});
}

/** What is pending behind these. */
export function nextPart(
  state: RunState,
  type: TypeKey,
  records: readonly PlannedRecord[],
  viaTask = false,
): PlannedRecord[] {
  return state.writer.pending({type, viaTask, afterId: records.at(-1)?.id ?? 0, limit: PART});
}

/** What a refusal comes to where nothing else can be done about it. */
export function failed({record, reason, why}: Refusal): RecordResult {
  return {
    record,
    outcome: 'failed',
    ...(reason === undefined ? {} : {reason}),
    ...(why === undefined ? {} : {why}),
  };
}
