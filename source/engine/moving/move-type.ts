import type {EntityType, TypeKey} from '../../domain/entity-types.ts';
import type {RecordResult} from '../../domain/outcomes.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {RunState} from '../run-state.ts';
import {move} from './move.ts';
import type {Refusal} from './request.ts';
import {PART, supplyPending} from './supply.ts';

/** Moves all that is pending of these types, together; what is refused is failed. @param onDone told each type as it is done */
export async function moveTypes(
  state: RunState,
  types: readonly EntityType[],
  {viaTask = false, onDone}: {readonly viaTask?: boolean; readonly onDone?: (type: EntityType) => void} = {},
): Promise<void> {
  await move(state, supplyPending(state.writer, types, viaTask), {
    onRefused: (type, refusal) => state.settle(type, [failed(refusal)]),
    ...(onDone ? {onDone} : {}),
  });
}

/** Moves all that is pending of a type; what is refused is failed. */
export function moveAll(state: RunState, type: EntityType, viaTask = false): Promise<void> {
  return moveTypes(state, [type], {viaTask});
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

/** How many of a type wait, task activities and all others. */
export function pendingOf({writer}: RunState, {key}: EntityType): number {
  return writer.pendingCount(key) + writer.pendingCount(key, true);
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
