import type {EntityType} from '../domain/entity-types.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import {recordsByType, type PlannedRecord} from '../domain/plan.ts';
import type {Listener, RehireQuestion, RunOptions} from './contract.ts';
import {move, type Refusal} from './move.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import type {RehireWindow} from './window.ts';

/** A type whose records wait for the account to be opened. */
interface Waiting {
  readonly type: EntityType;
  /** Refused while the leaver is dismissed; no outcome yet. */
  readonly refused: readonly Refusal[];
  /** Not tried yet. */
  readonly rest: readonly PlannedRecord[];
}

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
  const waiting: Waiting[] = [];
  const groups = [...recordsByType(state.plan.records)].map(([key, records]) => ({
    type: typeOf(state.parts.connection, key),
    records,
  }));
  for (const {type, records} of groups) {
    if (state.stopping()) return undefined;
    listener({kind: 'type-started', type: type.key, records: records.length});
    const movable = records.filter(record => !record.unmovable);
    state.settle(
      type,
      records
        .filter(record => record.unmovable)
        .map((record): RecordResult => ({record, outcome: 'not-tried', why: 'unmovable'})),
    );
    // A task activity is moved through its task, which no rule about activities holds back: it says nothing about them.
    const [viaTask, plain] = partition(movable, record => record.activity?.taskId !== undefined);
    await moveAll(state, type, viaTask);
    const waits =
      type.mayNeedRehire && !leaver.active
        ? await tryFirst(state, type, plain, options.rehire === 'always')
        : undefined;
    if (waits) {
      waiting.push(waits);
      listener({
        kind: 'type-waits',
        type: type.key,
        refused: waits.refused.length,
        text: waits.refused[0]?.reason ?? '',
      });
      continue;
    }
    if (!type.mayNeedRehire || leaver.active) await moveAll(state, type, plain);
    listener({kind: 'type-ended', type: type.key});
  }
  if (waiting.length === 0 || state.stopping()) return undefined;
  return openFor(state, leaver, waiting, window, options, listener);
}

/** Moves to the end; what is refused is failed. */
async function moveAll(state: RunState, type: EntityType, records: readonly PlannedRecord[]): Promise<void> {
  await move(state, type, records, 'all', refusal => state.settle(type, [failed(refusal)]));
}

/** Tries a type while the leaver is dismissed. Returns what waits for the window, or undefined when all of it is settled. */
async function tryFirst(
  state: RunState,
  type: EntityType,
  records: readonly PlannedRecord[],
  always: boolean,
): Promise<Waiting | undefined> {
  if (records.length === 0) return undefined;
  if (always) return {type, refused: [], rest: records};
  const trial = await move(state, type, records, 'trial');
  if (trial.moved === 0 && trial.refused.length > 0) return {type, refused: trial.refused, rest: trial.rest};
  // One moved, so it is not the dismissal: what was refused besides is those records' own.
  state.settle(type, trial.refused.map(failed));
  await moveAll(state, type, trial.rest);
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
    for (const {type, refused, rest} of waiting) {
      state.settle(type, [...refused.map(failed), ...rest.map(notTried)]);
      listener({kind: 'type-ended', type: type.key});
    }
    listener({kind: 'window-refused', why, text});
    return {why, ...(text === '' ? {} : {text})};
  };
  if (options.rehire === 'never') return giveUp('policy');
  if (!(await options.consent(questionOf(state, leaver, waiting))))
    return state.stopping() ? undefined : giveUp('declined');
  if (state.stopping()) return undefined;

  const opened = await window.open();
  if (!opened.open) return giveUp('portal', opened.text);
  const useless = await tryRefusedInside(state, waiting);
  // Refused outside and inside alike: the account is not kept open for more of the same.
  const inside = waiting.filter(one => !useless.includes(one));
  for (const {type, rest} of inside) {
    await moveAll(state, type, rest);
    listener({kind: 'type-ended', type: type.key});
  }
  await window.shut();
  if (window.isOpen()) return undefined;
  for (const {type, rest} of useless) {
    await moveAll(state, type, rest);
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
    const again = await move(
      state,
      one.type,
      one.refused.map(refusal => refusal.record),
      'all',
    );
    const same = again.moved === 0 && again.refused.length === one.refused.length;
    if (same) useless.push(one);
    state.settle(
      one.type,
      again.refused.map(refusal => (same ? {...failed(refusal), why: 'not-the-dismissal'} : failed(refusal))),
    );
  }
  return useless;
}

function questionOf(state: RunState, leaver: Person, waiting: readonly Waiting[]): RehireQuestion {
  const types = waiting.map(({type, refused, rest}) => ({type: type.key, records: refused.length + rest.length}));
  const expected = waiting.reduce((sum, {type, refused, rest}) => {
    return sum + (refused.length + rest.length) * state.costOf(type);
  }, WINDOW_OVERHEAD_MS);
  const first = waiting.find(({refused}) => refused.length > 0)?.refused[0];
  return {
    leaver,
    types,
    refused: waiting.reduce((sum, {refused}) => sum + refused.length, 0),
    text: first?.reason ?? '',
    expectedMs: expected,
  };
}

function failed({record, reason, why}: Refusal): RecordResult {
  return {record, outcome: 'failed', ...(reason === undefined ? {} : {reason}), ...(why === undefined ? {} : {why})};
}

function notTried(record: PlannedRecord): RecordResult {
  return {record, outcome: 'not-tried', why: 'needs-rehire'};
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter(one => !test(one))];
}
