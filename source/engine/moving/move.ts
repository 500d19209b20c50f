import type {EntityType} from '../../domain/entity-types.ts';
import {afterWrite, beforeWrite} from '../../domain/verdict.ts';
import type {Settled} from '../../journal/runs.ts';
import {PortalFault} from '../../portal/faults.ts';
import {ITEM_UPDATE, siblingOf} from '../../portal/families/siblings.ts';
import type {RunState} from '../run-state.ts';
import {createCare} from './care.ts';
import {createChecking} from './checking.ts';
import {compose, type Next} from './compose.ts';
import {foundIn, isUnseen, withStamp} from './found.ts';
import type {MoveOptions} from './move-options.ts';
import {createReady} from './ready.ts';
import {checkOf, type Part, readAnswers, readNow} from './reading.ts';
import {
  isUnsent,
  MOST_COMMANDS,
  writeBatch,
  judgeAlone,
  tells,
  writeAlone,
  type Checked,
  type Refusal,
  type RequestEnd,
  type Write,
} from './request.ts';
import {createSiblingRefusals} from './sibling-refusals.ts';
import type {Standings} from './standing.ts';
import type {Supply} from './supply.ts';
import {createUntold} from './untold.ts';

const TRIAL = 5;
const MOST_LOSSES = 3;

/**
 * Moves what is supplied to its successors, several requests at a time: as many as the portal's limits let through. In every request
 * ride the checks of what comes next, so that a record is looked at right before it is written, and never written blindly.
 *
 * @returns what was refused, and how many moved
 */
export async function move(
  state: RunState,
  supply: Supply,
  {mode = 'all', readsBack = false, onRefused = () => {}, onDone = () => {}}: MoveOptions = {},
): Promise<{refused: Refusal[]; moved: number}> {
  const {client, clock} = state.parts;
  const ready = createReady(clock);
  const flight = new Set<Promise<void>>();
  const refused: Refusal[] = [];
  const refusedBySibling = createSiblingRefusals();
  const doubtful = new Set<string>();
  const open = new Map(supply.types().map(type => [type.key, supply.left(type)]));
  let moved = 0;
  const checking = createChecking();
  const untold = createUntold(clock);
  let trouble: {error: unknown} | undefined;
  const care = createCare();

  function close(type: EntityType, records: number): void {
    const left = (open.get(type.key) ?? 0) - records;
    open.set(type.key, left);
    if (left === 0 && records > 0) onDone(type);
  }

  function settle(type: EntityType, results: readonly Settled[]): void {
    state.settle(type, results);
    for (const {record} of results) refusedBySibling.ended(record);
    close(type, results.length);
  }

  function refuse(type: EntityType, refusal: Refusal): void {
    refused.push(refusal);
    refusedBySibling.ended(refusal.record);
    onRefused(type, refusal);
    close(type, 1);
  }

  /** Splits what was checked into what may be written and what is settled by the check alone. */
  function take({type, records}: Part, known: Standings): void {
    const writes: Checked[] = [];
    const settled: Settled[] = [];
    for (const record of records) {
      const found = foundIn(known, record);
      const before = beforeWrite(record, found, state.fromOf(record), state.writer.wasIntended(record));
      if (isUnseen(state, type, found)) settled.push({record, outcome: 'not-tried', why: 'needs-rehire'});
      else if (before.write) writes.push({type, record, known});
      else settled.push(withStamp(before.result, found));
    }
    ready.add(writes);
    settle(type, settled);
  }

  function putBack(some: readonly Checked[]): void {
    for (const [type, checked] of Map.groupBy(some, one => one.type)) {
      supply.putBack(
        type,
        checked.map(({record}) => record),
      );
    }
  }

  /** Successors that were found dismissed get nothing more. */
  function dropLostSuccessors(): void {
    const lost = [...ready.all()].filter(({record}) => state.lostSuccessors.has(record.to));
    ready.remove(lost);
    for (const [type, some] of Map.groupBy(lost, one => one.type)) {
      settle(
        type,
        some.map(({record}) => ({record, outcome: 'not-tried', why: 'successor-dismissed'})),
      );
    }
  }

  function finish({settled, refusals, checked, held, heldBy, unanswered}: RequestEnd): void {
    care.answered(settled.length + refusals.length);
    // Only what a write has just moved says that the portal lets it: what a check finds moved may have been moved while it did.
    moved += settled.filter(([, {outcome}]) => outcome === 'moved').length;
    for (const [type, some] of Map.groupBy(settled, ([of]) => of)) {
      settle(
        type,
        some.map(([, result]) => result),
      );
    }
    // Answered, and read back as it was: who finds it with its successor later finds somebody else's work.
    const without = [...refusals.map(({record}) => record), ...held.map(({record}) => record)];
    if (without.length > 0) state.writer.withdraw(without);
    for (const {write, ...refusal} of refusals) {
      doubtful.add(write.type.key);
      if (write.method === siblingOf(write.type) && write.method !== ITEM_UPDATE) {
        refusedBySibling.add(write.record);
        putBack([write]);
      } else refuse(write.type, refusal);
    }
    putBack(held);
    for (const write of unanswered) {
      if (care.lost(write.record) >= MOST_LOSSES) refuse(write.type, {record: write.record, why: 'no-answer'});
      else putBack([write]);
    }
    for (const {type, records, known} of checked) take({type, records}, known);
    if (!heldBy) return;
    care.recoverFrom(heldBy);
    state.noProgress(heldBy);
  }

  /** A request that came to nothing that is known. */
  async function fail(error: unknown, writes: readonly Write[]): Promise<void> {
    if (!(error instanceof PortalFault)) throw error;
    if (isUnsent(error)) {
      // Also when told to stop while it waited for its turn: nobody has to look for what became of it.
      state.writer.withdraw(writes.map(({record}) => record));
      putBack(writes);
      state.noProgress(error);
      if (error.kind === 'unreachable' || error.kind === 'too-many') care.recoverFrom(error);
      return;
    }
    if (error.kind !== 'lost') throw error;
    // Some of it may have been done, or still be under way: read first, then send less at a time.
    care.recoverFrom(error);
    care.sendLessThan(writes.length);
    const counts = writes.map(({record}) => care.lost(record));
    const [last] = writes;
    if (writes.length > 1 || !last || (counts[0] ?? 0) < MOST_LOSSES) return putBack(writes);
    const standings = await readNow(state, {type: last.type, records: [last.record]});
    const found = foundIn(standings, last.record);
    const end = afterWrite(last.record, found, state.fromOf(last.record), undefined);
    if (end.settled && !isUnseen(state, last.type, found)) settle(last.type, [withStamp(end.result, found)]);
    else refuse(last.type, {record: last.record, why: 'no-answer', reason: error.code});
    care.found();
  }

  /** Begins a request. Everything that has to be on disk before it is sent is written here, at once. */
  function start(next: Exclude<Next, {do: 'wait' | 'nothing'}>): void {
    const writes = next.do === 'batch' ? next.writes : next.do === 'alone' ? [next.write] : [];
    const parts = next.do === 'check' ? next.parts : next.do === 'batch' ? next.riders.checks : [];
    ready.remove(writes);
    const checked = checking.begin(parts);
    state.intend(writes.map(({record}) => record));
    track(carry(next, writes).finally(checked));
  }

  function track(promise: Promise<void>): void {
    const work = promise.catch((error: unknown) => void (trouble ??= {error})).finally(() => void flight.delete(work));
    flight.add(work);
  }

  async function carry(next: Exclude<Next, {do: 'wait' | 'nothing'}>, writes: readonly Write[]): Promise<void> {
    if (next.do === 'check') return lookAt(next.parts);
    try {
      if (next.do === 'batch') return finish(await writeBatch(state, writes, next.riders));
      const sent = await writeAlone(state, next.write);
      if (tells(sent)) return finish(await judgeAlone(state, [sent]));
      untold.add(sent);
    } catch (error) {
      if (next.do === 'batch') for (const {type, records} of next.riders.checks) supply.putBack(type, records);
      await fail(error, writes);
    }
  }

  /** Reads back what went by itself and whose answers do not tell, many at a time. */
  function readBackUntold(): void {
    const some = untold.take();
    track(judgeAlone(state, some).then(finish));
  }

  async function lookAt(parts: readonly Part[]): Promise<void> {
    const checks = parts.map(checkOf);
    const at = clock.now();
    const answers = await client.readMany(
      checks.flatMap(({question}) => question.commands),
      state.patience(),
    );
    // Too old to be relied on as it comes: fewer are looked at next time, and a portal that is too slow for that is not asked for ever.
    if (checking.took(clock.now() - at, parts.length) === 'too-long')
      state.noProgress(new PortalFault('too-late', 'batch', 'TOO_LATE', '', 200));
    for (const {type, records, question} of checks) {
      const own = answers.splice(0, question.commands.length);
      take({type, records}, await readAnswers(state, {type, question}, own, at));
    }
    care.answered(0);
  }

  const isOver = (): boolean =>
    trouble !== undefined || state.stopping() || (mode === 'trial' && (moved > 0 || refused.length >= TRIAL));

  async function goOn(): Promise<void> {
    while (!isOver()) {
      // What was sent is known before the run stands still.
      const isPaused = state.isPaused();
      const isAlone = mode === 'trial' || care.isCareful();
      // As long as nobody knows what a write costs here, few are sent, and those tell.
      if (flight.size >= client.pace.writesAtOnce()) {
        await Promise.race(flight);
        continue;
      }
      if (flight.size > 0 && (isAlone || isPaused)) {
        await Promise.race(flight);
        continue;
      }
      const trial = care.takeRecovery();
      if (trial) {
        putBack(ready.takeAll());
        await state.waitAfter(trial.fault, trial.attempt);
        continue;
      }
      const isEmpty = ready.size === 0 && supply.types().length === 0;
      // Before it stands still for as long as somebody likes, what was written is read back: an edit in between is not ours.
      if (untold.isDue() || (untold.size > 0 && (isEmpty || isAlone || isPaused))) {
        readBackUntold();
        continue;
      }
      if (isEmpty) {
        if (flight.size === 0) return;
        await Promise.race(flight);
        continue;
      }
      await state.whilePaused();
      state.mayWait(client.pace.waitMs());
      await state.untilReady();
      if (isOver()) return;
      if (state.isPaused()) continue;
      putBack(ready.takeStale());
      dropLostSuccessors();
      const next = compose({
        state,
        supply,
        ready,
        most: mode === 'trial' ? TRIAL - refused.length : Math.min(care.most(), MOST_COMMANDS),
        alone: isAlone,
        checking,
        refusedBySibling,
        isDoubtful: type => readsBack || doubtful.has(type.key),
      });
      if (next.do === 'nothing' || next.do === 'wait') {
        if (flight.size > 0) await Promise.race(flight);
        else if (untold.size > 0) readBackUntold();
        else await state.waitForRoom(next.do === 'wait' ? next : undefined);
      } else start(next);
    }
  }

  try {
    await goOn();
  } catch (error) {
    trouble ??= {error};
  }
  if (untold.size > 0) readBackUntold();
  // Whatever is under way is heard to its end: what it did is known then, and an account is not shut beside it.
  while (flight.size > 0) await Promise.race(flight);
  if (trouble && !(state.signal.aborted && trouble.error === state.signal.reason)) throw trouble.error;
  return {refused, moved};
}
