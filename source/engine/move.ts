import type {EntityType} from '../domain/entity-types.ts';
import {writesPerBatch} from '../domain/pace.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {afterWrite, beforeWrite} from '../domain/verdict.ts';
import type {Settled} from '../journal/runs.ts';
import {PortalFault} from '../portal/faults.ts';
import type {RunState} from './run-state.ts';
import {askStandings, type Standings} from './standing.ts';
import {CHECK_LASTS_MS, foundIn, methodOf, MOST_WRITES, type Refusal, stamped, writeOnce} from './write-once.ts';

/** How far to go: to the end, or until the rule of the rehire window can be told (one moved, or five refused). */
export type MoveMode = 'all' | 'trial';

const TRIAL = 5;
const MOST_LOSSES = 3;

/**
 * Moves records of one type to their successors. In every request: the writes of one chunk, their read-back, the check
 * of the next chunk, and whether its successors are still there, so that a record's check is one request old.
 *
 * @returns what was refused, and what was not reached (stopped, or the trial had its answer)
 */
export async function move(
  state: RunState,
  type: EntityType,
  records: readonly PlannedRecord[],
  mode: MoveMode,
  onRefused: (refusal: Refusal) => void = () => {},
): Promise<{refused: Refusal[]; rest: PlannedRecord[]; moved: number}> {
  const {client, clock} = state.parts;
  const refused: Refusal[] = [];
  const losses = new Map<number, number>();
  let queue = [...records];
  let moved = 0;
  let mostNow = MOST_WRITES;
  let known: Standings | undefined;

  /** A check from the future is one of before the clock was set back: nobody knows how old it is. */
  function isOld(at: number): boolean {
    return clock.now() - at > CHECK_LASTS_MS || clock.now() < at;
  }

  function refuse(refusal: Refusal): void {
    refused.push(refusal);
    onRefused(refusal);
  }

  function countLoss({id}: PlannedRecord): number {
    losses.set(id, (losses.get(id) ?? 0) + 1);
    return losses.get(id) ?? 0;
  }

  while (queue.length > 0 && !state.stopping()) {
    if (mode === 'trial' && (moved > 0 || refused.length >= TRIAL)) break;
    const most = mode === 'trial' ? TRIAL - refused.length : writesPerBatch(state.costOf(type), mostNow);
    const chunk = queue.slice(0, most);
    if (!known || isOld(known.at) || chunk.some(record => !known?.asked.has(record.id))) {
      known = await readNow(state, type, chunk);
    }
    const {writes, settled} = sort(state, chunk, known);
    state.settle(type, settled);
    if (writes.length === 0) {
      queue = queue.slice(chunk.length);
      continue;
    }
    const next = mode === 'trial' ? [] : queue.slice(chunk.length, chunk.length + most);
    try {
      state.intend(writes);
      const {after, refusals, checked, held, unanswered} = await writeOnce(state, type, writes, next, known);
      known = checked;
      state.settle(type, after);
      moved += after.filter(result => result.outcome === 'moved').length;
      // Answered, and read back as it was: who finds it with its successor later finds somebody else's work.
      const without = [...refusals.map(refusal => refusal.record), ...held];
      if (without.length > 0) state.writer.withdraw(without);
      refusals.forEach(refuse);
      const silent = unanswered.filter(record => countLoss(record) >= MOST_LOSSES);
      for (const record of silent) refuse({record, why: 'no-answer'});
      queue = [...held, ...unanswered.filter(record => !silent.includes(record)), ...queue.slice(chunk.length)];
      if (held.length > 0) await state.waitForLimit(methodOf(type, held));
    } catch (error) {
      if (error instanceof PortalFault && error.kind === 'too-late') {
        known = undefined;
        state.writer.withdraw(writes);
        state.tooLate();
        continue;
      }
      if (!(error instanceof PortalFault) || error.kind !== 'lost') throw error;
      // Some of it may have been done, or still be under way: read first, then send less at a time.
      mostNow = Math.max(1, Math.floor(writes.length / 2));
      known = undefined;
      const last = writes.length === 1 ? writes[0] : undefined;
      writes.forEach(countLoss);
      queue = [...writes, ...queue.slice(chunk.length)];
      await state.waitAfterLoss(error, losses.get(writes[0]?.id ?? 0) ?? 1);
      if (last && (losses.get(last.id) ?? 0) >= MOST_LOSSES) {
        const found = foundIn(await readNow(state, type, [last]), last);
        const end = afterWrite(last, found, state.fromOf(last), undefined);
        if (end.settled) state.settle(type, [end.result]);
        else refuse({record: last, why: 'no-answer', reason: error.code});
        queue = queue.slice(1);
        mostNow = MOST_WRITES;
      }
    }
  }
  return {refused, rest: queue, moved};

  async function readNow(about: RunState, of: EntityType, chunk: readonly PlannedRecord[]): Promise<Standings> {
    const question = askStandings(of.entityTypeId, chunk);
    const at = clock.now();
    return question.read(await client.readMany(question.commands, about.patience()), at);
  }
}

/** Splits a checked chunk into what is to be written and what is settled by the check alone. */
function sort(
  state: RunState,
  chunk: readonly PlannedRecord[],
  known: Standings,
): {writes: PlannedRecord[]; settled: Settled[]} {
  const writes: PlannedRecord[] = [];
  const settled: Settled[] = [];
  for (const record of chunk) {
    const before = beforeWrite(record, foundIn(known, record), state.fromOf(record), state.writer.wasIntended(record));
    if (!before.write) settled.push(stamped(before.result, known));
    else if (state.lostSuccessors.has(record.to))
      settled.push({record, outcome: 'not-tried', why: 'successor-dismissed'});
    else writes.push(record);
  }
  return {writes, settled};
}
