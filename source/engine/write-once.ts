import type {EntityType} from '../domain/entity-types.ts';
import type {NotMovedWhy, RecordResult} from '../domain/outcomes.ts';
import {learnCost} from '../domain/pace.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {LATE_MS} from '../domain/rehire.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {afterWrite, type Found} from '../domain/verdict.ts';
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

/** A check older than this is made again before its write is sent. */
export const CHECK_LASTS_MS = 15_000;
/** A write that was intended, and whose answer nobody heard, has landed within this or never will. */
export const LANDS_WITHIN_MS = CHECK_LASTS_MS + LATE_MS;
/** Of a batch's 50 commands five stay free: read-back and next check (records and tasks each), and the successors. */
export const MOST_WRITES = 45;

/** What one request came to. */
export interface WriteEnd {
  readonly after: Settled[];
  readonly refusals: Refusal[];
  /** The check of the next chunk, which rode along. */
  readonly checked: Standings | undefined;
  /** Not carried out because a limit of the portal was reached: to be sent again after a pause. */
  readonly held: PlannedRecord[];
  /** Missing from an answer that came, and still as they were. */
  readonly unanswered: PlannedRecord[];
}

/** One request: the writes of a chunk, their read-back, the check of the next chunk, and a look at the successors. */
export async function writeOnce(
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
  const batched = await client
    .writeBatch(
      commands.filter((_, index) => !alone.has(index)),
      options,
    )
    .catch((error: unknown) => {
      throw alone.size === 0 ? unsent(state, writes, error) : partlySent(error);
    });
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

/** Told to stop while it waited for its turn: nothing was sent, so nobody has to look for what became of it. */
function unsent(state: RunState, writes: readonly PlannedRecord[], error: unknown): unknown {
  if (
    state.signal.aborted &&
    error instanceof Error &&
    !(error instanceof PortalFault || error instanceof PortalTrouble)
  )
    state.writer.withdraw(writes);
  return error;
}

/** The batch became too old, but some of its writes had gone by themselves: they are looked for before anything is sent again. */
function partlySent(error: unknown): unknown {
  if (!(error instanceof PortalFault) || error.kind !== 'too-late') return error;
  return new PortalFault('lost', error.method, error.code, error.text, error.status);
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

/** The method that these records are written by. */
export function methodOf(type: EntityType, records: readonly PlannedRecord[]): string {
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

/** Keeps what the portal says of the record's last change beside what became of it. */
export function stamped(result: RecordResult, standings: Standings): Settled {
  const stamp = standings.records.get(result.record.id)?.stamp;
  return stamp === undefined ? result : {...result, stamp};
}

/** Where a record was found, as the rules about it ask. */
export function foundIn(standings: Standings, record: PlannedRecord): Found {
  const standing = standings.records.get(record.id);
  const taskId = record.activity?.taskId;
  const found = {responsibleId: standing?.responsibleId, stamp: standing?.stamp};
  return taskId === undefined ? found : {...found, task: standings.tasks.get(taskId) ?? 'unreadable'};
}
