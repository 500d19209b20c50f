import type {EntityType} from '../domain/entity-types.ts';
import type {NotMovedWhy, RecordResult} from '../domain/outcomes.ts';
import {learnCost, writesPerBatch} from '../domain/pace.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {afterWrite, beforeWrite, type Found} from '../domain/verdict.ts';
import type {Settled} from '../journal/runs.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions} from '../portal/client.ts';
import {looksLikeReference, type Command} from '../portal/encode.ts';
import {PortalFault, refusalText} from '../portal/faults.ts';
import {familyOf} from '../portal/families/index.ts';
import {taskFamily} from '../portal/families/tasks.ts';
import type {RunState} from './run-state.ts';
import {askStandings, type Standings} from './standing.ts';

/** A record that the portal did not move: still the leaver's after the write. What it means is the caller's to say. */
export interface Refusal {
  readonly record: PlannedRecord;
  readonly reason?: string;
  readonly why?: NotMovedWhy;
}

/** How far to go: to the end, or until the rule of the rehire window can be told (one moved, or five refused). */
export type MoveMode = 'all' | 'trial';

const TRIAL = 5;
/** A check older than this is made again before its write is sent. */
const CHECK_LASTS_MS = 15_000;
/** Of a batch's 50 commands these stay free for read-back, the next check (records and tasks each) and the successors. */
const READS_IN_BATCH = 5;
const MOST_WRITES = 50 - READS_IN_BATCH;
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
    if (!known || clock.now() - known.at > CHECK_LASTS_MS || chunk.some(record => !known?.asked.has(record.id))) {
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

/** Keeps what the portal says of the record's last change beside what became of it. */
function stamped(result: RecordResult, standings: Standings): Settled {
  const stamp = standings.records.get(result.record.id)?.stamp;
  return stamp === undefined ? result : {...result, stamp};
}

export function foundIn(standings: Standings, record: PlannedRecord): Found {
  const standing = standings.records.get(record.id);
  const taskId = record.activity?.taskId;
  const found = {responsibleId: standing?.responsibleId, stamp: standing?.stamp};
  return taskId === undefined ? found : {...found, task: standings.tasks.get(taskId) ?? 'unreadable'};
}

interface WriteEnd {
  readonly after: Settled[];
  readonly refusals: Refusal[];
  /** The check of the next chunk, which rode along. */
  readonly checked: Standings | undefined;
  /** Not carried out because a limit of the portal was reached: to be sent again after a pause. */
  readonly held: PlannedRecord[];
  /** Missing from an answer that came, and still as they were. */
  readonly unanswered: PlannedRecord[];
}

async function writeOnce(
  state: RunState,
  type: EntityType,
  writes: readonly PlannedRecord[],
  next: readonly PlannedRecord[],
  known: Standings,
): Promise<WriteEnd> {
  const {client, clock} = state.parts;
  const updates = writes.map(record => updateOf(type, record, known));
  const readBack = askStandings(type.entityTypeId, writes);
  const check = askStandings(type.entityTypeId, next);
  const successors = state.askSuccessors([...writes, ...next]);
  const commands = [...updates, ...readBack.commands, ...check.commands, ...successors.commands];
  const at = clock.now();
  // However long the request has to wait for its turn: a record's check is at most this old when its write is sent.
  const options = {...state.patience(), sendBefore: known.at + CHECK_LASTS_MS};
  const alone = await writeAlone(state, updates, options);
  const batched = await client.writeBatch(
    commands.filter((_, index) => !alone.has(index)),
    options,
  );
  const answers = commands.map((_, index) => alone.get(index) ?? batched.shift());

  const cost = costOf(answers.slice(0, updates.length));
  if (cost !== undefined) state.costMs.set(type.key, learnCost(state.costMs.get(type.key) ?? 0, cost));
  const readBackAt = updates.length;
  const checkAt = readBackAt + readBack.commands.length;
  const successorsAt = checkAt + check.commands.length;
  successors.read(answers.slice(successorsAt));
  const now = await readOr(state, readBack, answers.slice(readBackAt, checkAt), at);
  const checked = next.length === 0 ? undefined : await readOr(state, check, answers.slice(checkAt, successorsAt), at);

  const end: WriteEnd = {after: [], refusals: [], checked, held: [], unanswered: []};
  writes.forEach((record, index) => {
    const answer = answers[index];
    const fault = answer && !answer.ok ? answer.fault : undefined;
    const verdict = afterWrite(record, foundIn(now, record), state.fromOf(record), fault && refusalText(fault));
    if (verdict.settled) end.after.push(stamped(verdict.result, now));
    else if (fault?.kind === 'lost') end.unanswered.push(record);
    else if (fault && fault.kind !== 'refused') end.held.push(record);
    else end.refusals.push(verdict);
  });
  return end;
}

/** Values that a batch would take for references to other results go by themselves, as JSON (fact sheet section 4). */
async function writeAlone(
  state: RunState,
  updates: readonly Command[],
  options: CallOptions,
): Promise<Map<number, CommandResult>> {
  const answers = new Map<number, CommandResult>();
  for (const [index, {method, params}] of updates.entries()) {
    if (!looksLikeReference(JSON.stringify(params))) continue;
    try {
      const {result} = await state.parts.client.write(method, params, options);
      answers.set(index, {ok: true, result});
    } catch (error) {
      if (!(error instanceof PortalFault) || error.kind !== 'refused') throw error;
      answers.set(index, {ok: false, fault: error});
    }
  }
  return answers;
}

function methodOf(type: EntityType, records: readonly PlannedRecord[]): string {
  const [record] = records;
  return record ? updateOf(type, record, undefined).method : '';
}

/** A read that rode along and was held back by a limit is made again by itself: what was written must be known. */
async function readOr(
  state: RunState,
  question: ReturnType<typeof askStandings>,
  answers: readonly (CommandResult | undefined)[],
  at: number,
): Promise<Standings> {
  const held = answers.some(answer => !answer || (!answer.ok && answer.fault.kind !== 'refused'));
  if (!held) return question.read(answers, at);
  const again = state.parts.clock.now();
  return question.read(await state.parts.client.readMany(question.commands, state.patience()), again);
}

function updateOf(type: EntityType, record: PlannedRecord, known: Standings | undefined): Command {
  const taskId = record.activity?.taskId;
  if (taskId !== undefined) return taskFamily.update(taskId, record.to);
  return familyOf(type.entityTypeId).update(type.entityTypeId, record, known?.records.get(record.id));
}

/** Milliseconds an update costs, from differences of `finish` inside the batch (trap 34); undefined where too few tell. */
function costOf(answers: readonly (CommandResult | undefined)[]): number | undefined {
  const finishes = answers.flatMap(answer => (answer?.ok && answer.finish !== undefined ? [answer.finish] : []));
  const first = finishes[0];
  const last = finishes.at(-1);
  if (first === undefined || last === undefined || finishes.length < 2) return undefined;
  return ((last - first) / (finishes.length - 1)) * 1000;
}
