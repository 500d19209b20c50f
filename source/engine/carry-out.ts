import type {EntityType} from '../domain/entity-types.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {Listener, RunOptions} from './contract.ts';
import type {FreshRecords} from './fresh.ts';
import {hidesById, mayHide, sampleHidden} from './hidden.ts';
import {failed, firstPart, moveTypes, pendingOf} from './moving/move-type.ts';
import {move} from './moving/move.ts';
import {PART, supplyOf} from './moving/supply.ts';
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
  fresh: FreshRecords,
): Promise<RunReport['windowRefused']> {
  const waiting: Waiting[] = [];
  const together: EntityType[] = [];
  const onDone = (type: EntityType): void => listener({kind: 'type-ended', type: type.key});
  const types = state.plan.summary.byType.map(({type, records}) => ({
    type: typeOf(state.parts.connection, type),
    records,
  }));
  for (const {type, records} of types) {
    listener({kind: 'type-started', type: type.key, records});
    settleUnmovable(state, type);
  }
  // What shows only while the account is open cannot even be looked at while it is shut.
  if (!leaver.active) state.hides ||= await hidesById(state);
  const isShown = (type: EntityType): boolean => leaver.active || !state.hides || !type.mayNeedRehire;
  // A task activity is moved through its task, which no rule about activities holds back: it says nothing about them.
  await moveTypes(state, types.map(({type}) => type).filter(isShown), {viaTask: true});
  // Tried before the others are moved, so that what needs no open account goes with them.
  for (const {type} of types) {
    if (state.stopping()) return undefined;
    const isTried = options.rehire !== 'always' && isShown(type);
    const waits = type.mayNeedRehire && !leaver.active ? await tryFirst(state, type, isTried) : undefined;
    if (waits) {
      waiting.push(waits);
      listener({
        kind: 'type-waits',
        type: type.key,
        refused: waits.refused.length,
        text: waits.refused[0]?.reason ?? '',
      });
    } else if (pendingOf(state, type) === 0) onDone(type);
    else together.push(type);
  }
  await moveTypes(state, together, {onDone});
  if (state.stopping()) return undefined;
  const opens =
    waiting.length > 0 || (options.rehire === 'always' && !leaver.active && (await mayHideMore(state, fresh)));
  return opens ? openFor(state, leaver, waiting, window, options, listener, fresh) : undefined;
}

/**
 * Whether this portal may hide what the leaver holds of the types that can need a rehire: nothing of them showed when the
 * plan was pinned, a sample finds some, or they were counted inside before this run was gone on with, and not told.
 */
async function mayHideMore(state: RunState, fresh: FreshRecords): Promise<boolean> {
  const {plan, writer} = state;
  const types = mayHide(state);
  if (plan.kind !== 'handover' || types.length === 0) return false;
  const planned = new Set(plan.summary.byType.map(({type}) => type));
  if (!types.some(({key}) => planned.has(key)) || writer.openings().length > 0) return true;
  return (await sampleHidden(state, fresh)).hidden.length > 0;
}

/** Tries a type while the leaver is dismissed. Returns what waits for the window, or undefined when none of it has to. */
async function tryFirst(state: RunState, type: EntityType, isTried: boolean): Promise<Waiting | undefined> {
  if (!isTried) return pendingOf(state, type) > 0 ? {type, refused: []} : undefined;
  for (
    let records = firstPart(state, type.key);
    records.length > 0 && !state.stopping();
    records = firstPart(state, type.key)
  ) {
    const trial = await move(state, supplyOf(type, records), {mode: 'trial'});
    if (trial.moved === 0 && trial.refused.length > 0) return {type, refused: trial.refused};
    // One moved, so it is not the dismissal: what was refused besides is those records' own.
    state.settle(type, trial.refused.map(failed));
    if (trial.moved > 0) return undefined;
    // All of these were gone or somebody else's: the next ones tell.
  }
  return undefined;
}

/** However many there are, only a part of them is in memory at a time. */
function settleUnmovable(state: RunState, type: EntityType): void {
  const next = (afterId: number): PlannedRecord[] => state.writer.unmovable({type: type.key, afterId, limit: PART});
  for (let records = next(0); records.length > 0; records = next(records.at(-1)?.id ?? 0))
    state.settle(
      type,
      records.map((record): RecordResult => ({record, outcome: 'not-tried', why: 'unmovable'})),
    );
}
