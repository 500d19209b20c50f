import type {EntityType} from '../domain/entity-types.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {Listener, RunOptions} from './contract.ts';
import {failed, firstPart, moveTypes} from './moving/move-type.ts';
import {move} from './moving/move.ts';
import {supplyOf} from './moving/supply.ts';
import {openFor, type Waiting} from './open-account.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import type {RehireWindow} from './window.ts';

/**
 * Moves everything that needs no open account first, then asks, then opens for what was refused, and shuts at once.
 * Outside, records of an invoice or activity type are tried until one moves or five are refused: texts are in any
 * language, so it is never the words of a refusal that count, only that it happens to all.
 *
 * @returns why the window was not opened, or was of no use; undefined otherwise
 */
export async function carryOut(
  state: RunState,
  leaver: Person,
  window: RehireWindow,
  options: RunOptions,
  listener: Listener,
): Promise<RunReport['windowRefused']> {
  const unmovable = Map.groupBy(state.writer.unmovable(), record => record.type);
  const waiting: Waiting[] = [];
  const together: EntityType[] = [];
  const onDone = (type: EntityType): void => listener({kind: 'type-ended', type: type.key});
  const types = state.plan.summary.byType.map(({type, records}) => ({
    type: typeOf(state.parts.connection, type),
    records,
  }));
  for (const {type, records} of types) {
    listener({kind: 'type-started', type: type.key, records});
    state.settle(type, (unmovable.get(type.key) ?? []).map(asUnmovable));
  }
  // A task activity is moved through its task, which no rule about activities holds back: it says nothing about them.
  await moveTypes(
    state,
    types.map(({type}) => type),
    {viaTask: true},
  );
  // Tried before the others are moved, so that what needs no open account goes with them.
  for (const {type} of types) {
    if (state.stopping()) return undefined;
    const waits =
      type.mayNeedRehire && !leaver.active ? await tryFirst(state, type, options.rehire === 'always') : undefined;
    if (waits) {
      waiting.push(waits);
      listener({
        kind: 'type-waits',
        type: type.key,
        refused: waits.refused.length,
        text: waits.refused[0]?.reason ?? '',
      });
    } else if (state.writer.pendingCount(type.key) === 0) onDone(type);
    else together.push(type);
  }
  await moveTypes(state, together, {onDone});
  if (waiting.length === 0 || state.stopping()) return undefined;
  return openFor(state, leaver, waiting, window, options, listener);
}

/** Tries a type while the leaver is dismissed. Returns what waits for the window, or undefined when none of it has to. */
async function tryFirst(state: RunState, type: EntityType, always: boolean): Promise<Waiting | undefined> {
  for (
    let records = firstPart(state, type.key);
    records.length > 0 && !state.stopping();
    records = firstPart(state, type.key)
  ) {
    if (always) return {type, refused: []};
    const trial = await move(state, supplyOf(type, records), {mode: 'trial'});
    if (trial.moved === 0 && trial.refused.length > 0) return {type, refused: trial.refused};
    // One moved, so it is not the dismissal: what was refused besides is those records' own.
    state.settle(type, trial.refused.map(failed));
    if (trial.moved > 0) return undefined;
    // All of these were gone or somebody else's: the next ones tell.
  }
  return undefined;
}

function asUnmovable(record: PlannedRecord): RecordResult {
  return {record, outcome: 'not-tried', why: 'unmovable'};
}
