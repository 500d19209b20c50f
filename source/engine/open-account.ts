import type {EntityType} from '../domain/entity-types.ts';
import type {NotMovedWhy, RunReport, WindowRefusal} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {Listener, RehireQuestion, RunOptions} from './contract.ts';
import type {FreshRecords} from './fresh.ts';
import {mayHide, recountInside} from './hidden.ts';
import {watchInside} from './inside.ts';
import {leaveRest} from './first-records.ts';
import {failed, moveAll, pendingOf} from './moving/move-type.ts';
import {move} from './moving/move.ts';
import {supplyOf} from './moving/supply.ts';
import {type BreakReason, LONGEST_INSIDE_MS, type RunState, WindowBreak} from './run-state.ts';
import type {RehireWindow} from './window.ts';
import type {Refusal} from './moving/request.ts';

/** A type whose records wait for the account to be opened. Those that were not tried have no outcome in the journal yet. */
export interface Waiting {
  readonly type: EntityType;
  /** Refused while the leaver is dismissed; no outcome yet. */
  readonly refused: readonly Refusal[];
}

const WINDOW_OVERHEAD_MS = 5000;
const WINDOW_LIMIT_MS = 30 * 60_000;

/**
 * Asks, opens the account for what waits for it, moves that, and shuts. Under the policy `always` it is counted again
 * first, while the account is open; that is all that happens where nothing waits.
 *
 * @param fresh takes what shows only then
 * @returns why it was not opened, or not to the end; undefined otherwise
 */
export async function openFor(
  state: RunState,
  leaver: Person,
  waiting: readonly Waiting[],
  window: RehireWindow,
  options: RunOptions,
  listener: Listener,
  fresh: FreshRecords,
): Promise<RunReport['windowRefused']> {
  let counted = options.rehire !== 'always' || state.plan.kind !== 'handover';
  const recount = async (): Promise<WindowRefusal | undefined> => {
    const cut = counted ? undefined : await recountInside(state, fresh);
    counted ||= cut === undefined;
    return cut;
  };
  const ended = new Set<Waiting>();
  const end = (one: Waiting): void => {
    if (!ended.has(one)) listener({kind: 'type-ended', type: one.type.key});
    ended.add(one);
  };
  const giveUp = (why: WindowRefusal, text = ''): RunReport['windowRefused'] => {
    for (const one of waiting) leaveAll(state, one, why === 'limit' ? 'window-limit' : 'needs-rehire');
    waiting.forEach(end);
    if (!counted) fresh.notCounted(mayHide(state));
    listener({kind: 'window-refused', why, text});
    return {why, ...(text === '' ? {} : {text})};
  };
  if (options.rehire === 'never') return giveUp('policy');
  // Nobody is asked, and nothing opened, while the run is paused.
  await state.whilePaused();
  if (!(await options.consent(questionOf(state, leaver, waiting)))) {
    return state.stopping() ? undefined : giveUp('declined');
  }
  // What the account is of no use for is tried without it, however the rest ends.
  const endBecause = async (why: WindowRefusal, text = ''): Promise<RunReport['windowRefused']> => {
    await afterwards(state, useless, end);
    return state.stopping() ? undefined : giveUp(why, text);
  };
  const limitMs = options.windowLimitMs ?? WINDOW_LIMIT_MS;
  const useless: Waiting[] = [];
  const tried = new Set<Waiting>();
  /** When the first was opened of the openings in which nothing came of anything. */
  let idleSince: number | undefined;
  while (!state.stopping()) {
    // A pause that was asked for meanwhile is waited for while the account is shut.
    await state.whilePaused();
    if (state.stopping()) return undefined;
    // Told to shut it, or out of open time, just when it was shut for a wait: then it stays so.
    const isOver = options.shutNow?.aborted === true || window.openFor() >= limitMs;
    if (window.openings.length > 0 && isOver) return endBecause('limit');
    const opened = await window.open();
    if (!opened.open && opened.why === 'not-dismissed' && opened.text === 'active') {
      // Somebody else has hired the person back: what waits can move now, and the account is theirs to shut.
      for (const one of waiting) {
        await moveAll(state, one.type, true);
        await moveAll(state, one.type);
        end(one);
      }
      return {why: 'opened-by-others'};
    }
    // Read as dismissed, and still not ours to hire: only invited, or asking to join.
    if (!opened.open && opened.why === 'not-dismissed' && opened.text === 'dismissed')
      return endBecause('never-employed');
    if (!opened.open) return endBecause(opened.why === 'no-guard' ? 'no-guard' : 'portal', opened.text);
    const before = settledOf(state);
    const openedAt = state.parts.clock.now();
    state.inside = watchInside(window, limitMs, options.shutNow);
    const inside = await workInside(state, {waiting, tried, useless, recount, end});
    state.inside = undefined;
    const isLooked = inside.kind === 'break' && inside.why !== 'unreachable' && !window.isLost();
    const isTakenAway = isLooked && (await isDismissedByNow(state));
    await window.shut();
    if (window.isOpen() || state.stopping()) return undefined;
    // Who was dismissed by somebody else is not hired back under a consent of before.
    if (isTakenAway) return endBecause('shut-by-others');
    if (inside.kind === 'over') return endBecause(inside.why);
    if (inside.kind === 'done') return afterwards(state, useless, end);
    // Opened again under the same consent once the wait, or the pause, is over.
    // A limit of which there is an account is no silence: it has room again at a moment that is known.
    const isSilent = inside.why === 'unreachable' || inside.why === 'portal-asks' || inside.why === 'portal-busy';
    idleSince = isSilent && settledOf(state) === before ? (idleSince ?? openedAt) : undefined;
    // Nobody is hired and dismissed again and again for a portal that answers none of it.
    if (idleSince !== undefined && state.parts.clock.now() + inside.ms - idleSince > state.patienceMs)
      throw new PortalTrouble(inside.why === 'unreachable' ? 'unreachable' : 'busy', inside.why);
    if (inside.ms > 0) {
      listener({kind: 'pause', ms: inside.ms, why: inside.why});
      await state.parts.clock.wait(inside.ms, state.signal);
      listener({kind: 'pause-over'});
    }
  }
  return undefined;
}

/** How many records have an outcome by now. */
function settledOf({writer}: RunState): number {
  const {'not-tried': _without, ...counts} = writer.counts();
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** How an opening ended: all done, a wait that is too long for an open account, or nothing more may be sent inside. */
type InsideEnd =
  | {readonly kind: 'done'}
  | {readonly kind: 'break'; readonly ms: number; readonly why: BreakReason}
  | {readonly kind: 'over'; readonly why: WindowRefusal};

/** What is to be done in one opening. */
interface InsideWork {
  readonly waiting: readonly Waiting[];
  /** Those whose refused records have been tried first; found here. An opening may end in the middle of that. */
  readonly tried: Set<Waiting>;
  /** Types of which all is refused inside too; found here, left alone in every opening after it. */
  readonly useless: Waiting[];
  /** Counts again first, once: this portal may hide what a dismissed person holds. Returns why that was broken off. */
  readonly recount: () => Promise<WindowRefusal | undefined>;
  /** Tells that a type is done. */
  readonly end: (one: Waiting) => void;
}

async function workInside(state: RunState, {waiting, tried, useless, recount, end}: InsideWork): Promise<InsideEnd> {
  try {
    const cut = await recount();
    if (cut) return {kind: 'over', why: cut};
    for (const one of waiting.filter(each => !tried.has(each))) {
      const came = await tryRefusedInside(state, one);
      if (came === 'useless') useless.push(one);
      else if (came) return {kind: 'over', why: came};
      tried.add(one);
    }
    // Refused outside and inside alike: the account is not kept open for more of the same.
    for (const one of waiting.filter(each => !useless.includes(each))) {
      const over = await moveInside(state, one.type);
      if (over) return {kind: 'over', why: over};
      if (!state.stopping()) end(one);
    }
    return {kind: 'done'};
  } catch (error) {
    if (error instanceof WindowBreak) return {kind: 'break', ms: error.ms, why: error.why};
    // The portal has not answered for as long as an open account may wait: shut, and try again from outside.
    const silent = error instanceof PortalTrouble && (error.problem === 'unreachable' || error.problem === 'busy');
    if (silent && !state.signal.aborted) return {kind: 'break', ms: LONGEST_INSIDE_MS, why: 'unreachable'};
    throw error;
  }
}

/** Moves what is pending of a type. Where one refusal follows another, it is looked first whether the account is open still. */
async function moveInside(state: RunState, type: EntityType): Promise<WindowRefusal | undefined> {
  for (;;) {
    // Task activities wait only where they showed inside alone: there is nothing of them elsewhere.
    await moveAll(state, type, true);
    await moveAll(state, type);
    const {inside} = state;
    if (!inside || state.signal.aborted) return undefined;
    const over = inside.why();
    if (over) return over;
    const isDone = !inside.mustStop();
    // Also when the last ones of a type are refused, and there are few of them.
    if (isDone && !inside.wasRefused()) return undefined;
    const said = await state.parts.account.read(state.plan.leaverId, state.patience());
    if (said !== 'active') return 'shut-by-others';
    inside.reassured();
    if (isDone) return undefined;
  }
}

/** Read before we dismiss: somebody else has, in mid-run. One look, and none where the portal does not answer: shutting does not wait. */
async function isDismissedByNow({parts, plan}: RunState): Promise<boolean> {
  try {
    return (await parts.account.read(plan.leaverId, {patienceMs: 0})) === 'dismissed';
  } catch {
    return false;
  }
}

/** The account is shut: what it was of no use for is tried without it. */
async function afterwards(
  state: RunState,
  useless: readonly Waiting[],
  end: (one: Waiting) => void,
): Promise<RunReport['windowRefused']> {
  for (const one of useless) {
    await moveAll(state, one.type);
    end(one);
  }
  return useless.length > 0 ? {why: 'not-the-dismissal'} : undefined;
}

/**
 * Tries what was refused outside first, now that the account is open. `useless`: all of it is refused again, so the dismissal was not
 * the reason; unless somebody else has dismissed the person meanwhile.
 */
async function tryRefusedInside(
  state: RunState,
  {type, refused}: Waiting,
): Promise<'useless' | 'guard' | 'shut-by-others' | undefined> {
  const isOpen = ({record}: Refusal): boolean => state.writer.outcome(record) === undefined;
  const records = refused.filter(isOpen).map(({record}) => record);
  // An opening before this one told already.
  const isHelped = refused.some(({record}) => state.writer.outcome(record) === 'moved');
  if (isHelped || records.length === 0) return undefined;
  const again = await move(state, supplyOf(type, records));
  // What is gone or somebody else's by now says nothing, and what was not tried has no outcome yet.
  const isSame =
    again.moved === 0 && again.refused.length > 0 && refused.filter(isOpen).length === again.refused.length;
  if (isSame && state.inside?.why() === 'guard') return 'guard';
  if (isSame && (await state.parts.account.read(state.plan.leaverId, state.patience())) !== 'active')
    return 'shut-by-others';
  const results = again.refused.map(failed);
  state.settle(type, isSame ? results.map(result => ({...result, why: 'not-the-dismissal' as const})) : results);
  state.inside?.reassured();
  return isSame ? 'useless' : undefined;
}

/** Nothing more is done for a type: what was refused and has no outcome yet is failed, the rest was not tried. */
function leaveAll(state: RunState, {type, refused}: Waiting, why: NotMovedWhy): void {
  state.settle(type, refused.filter(({record}) => state.writer.outcome(record) === undefined).map(failed));
  for (const viaTask of [true, false]) leaveRest(state, type, viaTask, why);
}

function questionOf(state: RunState, leaver: Person, waiting: readonly Waiting[]): RehireQuestion {
  const types = waiting.map(({type}) => ({type: type.key, records: pendingOf(state, type)}));
  const first = waiting.find(({refused}) => refused.length > 0)?.refused[0];
  return {
    leaver,
    types,
    ...(waiting.length === 0 ? {countOnly: true} : {}),
    refused: waiting.reduce((sum, {refused}) => sum + refused.length, 0),
    text: first?.reason ?? '',
    expectedMs: waiting.reduce(
      (sum, {type}, index) => sum + (types[index]?.records ?? 0) * state.costOf(type),
      WINDOW_OVERHEAD_MS,
    ),
  };
}
