import type {EntityType} from '../domain/entity-types.ts';
import type {FirstRecords} from '../domain/first-records.ts';
import {linkTo} from '../domain/links.ts';
import type {NotMovedWhy, RecordResult} from '../domain/outcomes.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {RunState} from './run-state.ts';
import {failed, firstPart, nextPart} from './moving/move-type.ts';
import {move} from './moving/move.ts';
import type {Refusal} from './moving/request.ts';
import {supplyOfTypes} from './moving/supply.ts';

/** So many records of each type go first. */
export const FIRST = 5;
/** Where all of them are gone or somebody else's, the next ones tell; after so many times nothing does, and the type goes on. */
const ROUNDS = 3;

/**
 * Moves the first few records of each of these types, all types in the same requests, and reads them back. A type of
 * which every one is refused goes no further: the rest of it is not tried. One that moves says that the others may.
 *
 * @param viaTask the task activities of these types, or all their other records
 */
export async function moveFirst(
  state: RunState,
  types: readonly EntityType[],
  viaTask: boolean,
): Promise<FirstRecords[]> {
  const told = new Map<EntityType, FirstRecords>();
  let open = [...types];
  for (let round = 0; round < ROUNDS && open.length > 0 && !state.stopping(); round += 1) {
    const parts = open.flatMap(type => {
      const records = firstOf(state, type, viaTask);
      return records.length === 0 ? [] : [{type, records}];
    });
    const refusals = new Map<EntityType, Refusal[]>();
    await move(state, supplyOfTypes(parts, viaTask), {
      readsBack: true,
      onRefused: (type, refusal) => refusals.set(type, [...(refusals.get(type) ?? []), refusal]),
    });
    open = parts.flatMap(({type, records}) => {
      const first = firstRecords(state, type, records, refusals.get(type) ?? []);
      state.settle(type, (refusals.get(type) ?? []).map(failed));
      if (first.moved.length === 0 && first.refused === 0) return [type];
      told.set(type, first);
      if (first.moved.length === 0) leaveRest(state, type, viaTask, 'first-refused', first.text);
      return [];
    });
  }
  return [...told.values()];
}

/** What is told of the first records of a type, once it is known which of them moved. */
export function firstRecords(
  {writer, plan}: RunState,
  {key}: EntityType,
  records: readonly PlannedRecord[],
  refused: readonly Refusal[],
): FirstRecords {
  const moved = records.filter(record => writer.outcome(record) === 'moved').slice(0, FIRST);
  return {
    type: key,
    moved: moved.map(record => {
      const link = linkTo(plan.portalKey, record);
      return {id: record.id, title: record.title, ...(link === undefined ? {} : {link})};
    }),
    refused: refused.length,
    text: refused[0]?.reason ?? '',
  };
}

/** What goes by a task and what does not is one type to whoever looks. */
export function joinFirst(all: readonly FirstRecords[]): FirstRecords[] {
  return [...Map.groupBy(all, ({type}) => type)].map(([type, some]) => ({
    type,
    moved: some.flatMap(({moved}) => moved),
    refused: some.reduce((sum, {refused}) => sum + refused, 0),
    text: some.find(({text}) => text !== '')?.text ?? '',
  }));
}

/**
 * Who tries a run's failures again begins at the other end: the records that were refused first the last time are the
 * last to say how it stands with their type.
 */
function firstOf(state: RunState, type: EntityType, viaTask: boolean): PlannedRecord[] {
  const question = {type: type.key, viaTask, afterId: 0, limit: FIRST};
  return state.plan.kind === 'retry' ? state.writer.lastPending(question) : state.writer.pending(question);
}

/** Nothing more is done for a type: what is pending of it is not tried. */
export function leaveRest(
  state: RunState,
  type: EntityType,
  viaTask: boolean,
  why: NotMovedWhy,
  reason?: string,
): void {
  const left = (record: PlannedRecord): RecordResult =>
    // One that was sent and never answered was tried: the proof tells whether it moved.
    state.writer.wasIntended(record)
      ? {record, outcome: 'failed', why: 'no-answer'}
      : {record, outcome: 'not-tried', why, ...(reason === undefined || reason === '' ? {} : {reason})};
  for (
    let records = firstPart(state, type.key, viaTask);
    records.length > 0;
    records = nextPart(state, type.key, records, viaTask)
  )
    state.settle(type, records.map(left));
}
