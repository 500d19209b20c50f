import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {Listener, RehireQuestion, RunOptions} from './contract.ts';
import {move, type Refusal} from './move.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import type {RehireWindow} from './window.ts';

/** A type whose records wait for the account to be opened. Those that were not tried have no outcome in the journal yet. */
interface Waiting {
  readonly type: EntityType;
  /** Refused while the leaver is dismissed; no outcome yet. */
  readonly refused: readonly Refusal[];
}

/** Records are taken from the journal this many at a time. */
const PART = 1000;
const WINDOW_OVERHEAD_MS = 5000;

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
  for (const {type: key, records} of state.plan.summary.byType) {
    if (state.stopping()) return undefined;
    const type = typeOf(state.parts.connection, key);
    listener({kind: 'type-started', type: key, records});
    state.settle(type, (unmovable.get(key) ?? []).map(asUnmovable));
    // A task activity is moved through its task, which no rule about activities holds back: it says nothing about them.
    await moveAll(state, type, true);
    const waits =
      type.mayNeedRehire && !leaver.active ? await tryFirst(state, type, options.rehire === 'always') : undefined;
    if (waits) {
      waiting.push(waits);
      listener({kind: 'type-waits', type: key, refused: waits.refused.length, text: waits.refused[0]?.reason ?? ''});
      continue;
    }
    await moveAll(state, type);
    listener({kind: 'type-ended', type: key});
  }
  if (waiting.length === 0 || state.stopping()) return undefined;
  return openFor(state, leaver, waiting, window, options, listener);
}

/** Moves all that is pending of a type; what is refused is failed. */
async function moveAll(state: RunState, type: EntityType, viaTask = false): Promise<void> {
  for (let records = firstPart(state, type.key, viaTask); records.length > 0; ) {
    await move(state, type, records, 'all', refusal => state.settle(type, [failed(refusal)]));
    if (state.stopping()) return;
    records = state.writer.pending({type: type.key, viaTask, afterId: records.at(-1)?.id ?? 0, limit: PART});
  }
}

function firstPart(state: RunState, type: TypeKey, viaTask = false): PlannedRecord[] {
  return state.writer.pending({type, viaTask, afterId: 0, limit: PART});
}

/** Tries a type while the leaver is dismissed. Returns what waits for the window, or undefined when none of it has to. */
async function tryFirst(state: RunState, type: EntityType, always: boolean): Promise<Waiting | undefined> {
  for (
    let records = firstPart(state, type.key);
    records.length > 0 && !state.stopping();
    records = firstPart(state, type.key)
  ) {
    if (always) return {type, refused: []};
    const trial = await move(state, type, records, 'trial');
    if (trial.moved === 0 && trial.refused.length > 0) return {type, refused: trial.refused};
    // One moved, so it is not the dismissal: what was refused besides is those records' own.
    state.settle(type, trial.refused.map(failed));
    if (trial.moved > 0) return undefined;
    // All of these were gone or somebody else's: the next ones tell.
  }
  return undefined;
}

async function openFor(
  state: RunState,
  leaver: Person,
  waiting: readonly Waiting[],
  window: RehireWindow,
  options: RunOptions,
  listener: Listener,
): Promise<RunReport['windowRefused']> {
  const giveUp = (why: NonNullable<RunReport['windowRefused']>['why'], text = ''): RunReport['windowRefused'] => {
    for (const one of waiting) leaveAll(state, one);
    for (const {type} of waiting) listener({kind: 'type-ended', type: type.key});
    listener({kind: 'window-refused', why, text});
    return {why, ...(text === '' ? {} : {text})};
  };
  if (options.rehire === 'never') return giveUp('policy');
  if (!(await options.consent(questionOf(state, leaver, waiting)))) {
    return state.stopping() ? undefined : giveUp('declined');
  }
  if (state.stopping()) return undefined;

  const opened = await window.open();
  if (!opened.open) return giveUp('portal', opened.text);
  const useless = await tryRefusedInside(state, waiting);
  // Refused outside and inside alike: the account is not kept open for more of the same.
  for (const {type} of waiting.filter(one => !useless.includes(one))) {
    await moveAll(state, type);
    listener({kind: 'type-ended', type: type.key});
  }
  await window.shut();
  if (window.isOpen()) return undefined;
  for (const {type} of useless) {
    await moveAll(state, type);
    listener({kind: 'type-ended', type: type.key});
  }
  return useless.length > 0 ? {why: 'not-the-dismissal'} : undefined;
}

/**
 * Tries what was refused outside first, now that the account is open. Returns the types of which all is refused again:
 * there the dismissal was not the reason.
 */
async function tryRefusedInside(state: RunState, waiting: readonly Waiting[]): Promise<Waiting[]> {
  const useless: Waiting[] = [];
  for (const one of waiting) {
    if (one.refused.length === 0) continue;
    const records = one.refused.map(refusal => refusal.record);
    const again = await move(state, one.type, records, 'all');
    const same = again.moved === 0 && again.refused.length === one.refused.length;
    if (same) useless.push(one);
    const results = again.refused.map(failed);
    state.settle(one.type, same ? results.map(result => ({...result, why: 'not-the-dismissal' as const})) : results);
  }
  return useless;
}

/** Nothing more is done for a type: what was refused is failed, the rest was not tried. */
function leaveAll(state: RunState, {type, refused}: Waiting): void {
  state.settle(type, refused.map(failed));
  for (let records = firstPart(state, type.key); records.length > 0; records = firstPart(state, type.key)) {
    state.settle(
      type,
      records.map((record): RecordResult => ({record, outcome: 'not-tried', why: 'needs-rehire'})),
    );
  }
}

function questionOf(state: RunState, leaver: Person, waiting: readonly Waiting[]): RehireQuestion {
  const types = waiting.map(({type}) => ({type: type.key, records: state.writer.pendingCount(type.key)}));
  const first = waiting.find(({refused}) => refused.length > 0)?.refused[0];
  return {
    leaver,
    types,
    refused: waiting.reduce((sum, {refused}) => sum + refused.length, 0),
    text: first?.reason ?? '',
    expectedMs: waiting.reduce(
      (sum, {type}, index) => sum + (types[index]?.records ?? 0) * state.costOf(type),
      WINDOW_OVERHEAD_MS,
    ),
  };
}

function failed({record, reason, why}: Refusal): RecordResult {
  return {
    record,
    outcome: 'failed',
    ...(reason === undefined ? {} : {reason}),
    ...(why === undefined ? {} : {why}),
  };
}

function asUnmovable(record: PlannedRecord): RecordResult {
  return {record, outcome: 'not-tried', why: 'unmovable'};
}
