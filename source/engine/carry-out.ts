import type {EntityType} from '../domain/entity-types.ts';
import type {FirstRecords} from '../domain/first-records.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {Listener, RunOptions} from './contract.ts';
import {firstRecords, joinFirst, moveFirst} from './first-records.ts';
import type {FreshRecords} from './fresh.ts';
import {hidesById, mayHide, sampleHidden} from './hidden.ts';
import {besideTasks, settleBesideTasks} from './moving/beside-tasks.ts';
import {failed, firstPart, moveTypes, pendingOf} from './moving/move-type.ts';
import {move} from './moving/move.ts';
import {PART, supplyOf} from './moving/supply.ts';
import {openFor, type Waiting} from './open-account.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import type {RehireWindow} from './window.ts';

/** How the work ended where it did not throw. */
export type CarriedOut = Pick<RunReport, 'windowRefused' | 'stopped'>;

/**
 * Moves the first records of each type, then everything that needs no open account, then asks, then opens for what was
 * refused, and shuts at once. Outside, records of an invoice or activity type of a dismissed leaver are tried until one
 * moves or five are refused: texts are in any language, so it is never the words of a refusal that count, only that it
 * happens to all. The first records of every other type are refused for a reason that no account helps against.
 *
 * @returns why the window was not opened, or was of no use; and whether it was stopped after the first records
 */
export async function carryOut(
  state: RunState,
  leaver: Person,
  window: RehireWindow,
  options: RunOptions,
  listener: Listener,
  fresh: FreshRecords,
): Promise<CarriedOut> {
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
  const mayWait = (type: EntityType): boolean => type.mayNeedRehire && !leaver.active;
  const shown = types.map(({type}) => type).filter(isShown);
  const first: FirstRecords[] = [
    ...(await moveFirst(
      state,
      types.map(({type}) => type).filter(type => !mayWait(type)),
      false,
    )),
    // A task activity is moved through its task, which no rule about activities holds back: it says nothing about them.
    ...(await moveFirst(state, shown, true)),
  ];
  // Tried before the others are moved, so that what needs no open account goes with them.
  for (const {type} of types) {
    if (state.stopping()) return {};
    const isTried = options.rehire !== 'always' && isShown(type);
    const tried = mayWait(type) ? await tryFirst(state, type, isTried) : undefined;
    if (tried?.first) first.push(tried.first);
    if (tried?.waits) {
      waiting.push(tried.waits);
      listener({
        kind: 'type-waits',
        type: type.key,
        refused: tried.waits.refused.length,
        text: tried.waits.refused[0]?.reason ?? '',
      });
    } else together.push(type);
  }
  if (first.length > 0) listener({kind: 'first-records', types: joinFirst(first)});
  const isMore = waiting.length > 0 || together.some(type => pendingOf(state, type) > 0);
  if (options.lookAtFirst && isMore && !state.stopping()) {
    const goesOn = await state.whileAsked(options.lookAtFirst(joinFirst(first)));
    if (state.stopping()) return {};
    if (!goesOn) return {stopped: {why: 'first-records'}};
  }
  await moveTypes(state, shown, {viaTask: true});
  const followers = types.map(({type}) => type).filter(type => besideTasks(state, type) > 0);
  const onMoved = (type: EntityType): void => {
    if (!followers.includes(type)) onDone(type);
  };
  for (const type of together) if (pendingOf(state, type) === 0) onMoved(type);
  await moveTypes(
    state,
    together.filter(type => pendingOf(state, type) > 0),
    {onDone: onMoved},
  );
  for (const type of followers) {
    await settleBesideTasks(state, type);
    if (together.includes(type) && !state.stopping()) onDone(type);
  }
  if (state.stopping()) return {};
  const opens =
    waiting.length > 0 || (options.rehire === 'always' && !leaver.active && (await mayHideMore(state, fresh)));
  const refused = opens ? await openFor(state, leaver, waiting, window, options, listener, fresh) : undefined;
  return refused ? {windowRefused: refused} : {};
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

/** What came of trying a type while the leaver is dismissed. */
interface Tried {
  /** What waits for the account; missing where none of it has to. */
  readonly waits?: Waiting;
  readonly first?: FirstRecords;
}

/** Tries a type while the leaver is dismissed, to see whether it has to wait for the account. */
async function tryFirst(state: RunState, type: EntityType, isTried: boolean): Promise<Tried> {
  if (!isTried) return pendingOf(state, type) > 0 ? {waits: {type, refused: []}} : {};
  for (
    let records = firstPart(state, type.key);
    records.length > 0 && !state.stopping();
    records = firstPart(state, type.key)
  ) {
    const trial = await move(state, supplyOf(type, records), {mode: 'trial', readsBack: true});
    const first = firstRecords(state, type, records, trial.refused);
    if (trial.moved === 0 && trial.refused.length > 0) return {waits: {type, refused: trial.refused}, first};
    // One moved, so it is not the dismissal: what was refused besides is those records' own.
    state.settle(type, trial.refused.map(failed));
    if (trial.moved > 0) return {first};
    // All of these were gone or somebody else's: the next ones tell.
  }
  return {};
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
