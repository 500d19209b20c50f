import type {EntityType} from '../../domain/entity-types.ts';
import type {NotMovedWhy} from '../../domain/outcomes.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import {LATE_MS} from '../../domain/rehire.ts';
import {PortalTrouble} from '../../domain/trouble.ts';
import {afterWrite, type Found} from '../../domain/verdict.ts';
import type {Settled} from '../../journal/runs.ts';
import type {CommandResult} from '../../portal/batch.ts';
import type {Command} from '../../portal/encode.ts';
import {PortalFault, refusalText} from '../../portal/faults.ts';
import {ITEM_UPDATE} from '../../portal/families/siblings.ts';
import {updatedItem} from '../../portal/families/updated.ts';
import type {RunState} from '../run-state.ts';
import {foundIn, isUnseen, withStamp} from './found.ts';
import {type Part, readNow, readOr} from './reading.ts';
import {askStandings, type StandingQuestion, type Standings} from './standing.ts';
import {updateBy} from './ways.ts';

/** A record that the portal did not move: still the leaver's after the write. What it means is the caller's to say. */
export interface Refusal {
  readonly record: PlannedRecord;
  readonly reason?: string;
  readonly why?: NotMovedWhy;
}

/** A record that was just looked at and may be written. */
export interface Checked {
  readonly type: EntityType;
  readonly record: PlannedRecord;
  readonly known: Standings;
}

/** A write that goes into the next request, and the method it goes by. */
export interface Write extends Checked {
  readonly method: string;
}

/** A check older than this is made again before its write is sent. */
export const CHECK_LASTS_MS = 15_000;
/** A write that was intended, and whose answer nobody heard, has landed within this or never will. */
export const LANDS_WITHIN_MS = CHECK_LASTS_MS + LATE_MS;
export const MOST_COMMANDS = 50;

/** What one request came to. */
export interface RequestEnd {
  readonly settled: readonly (readonly [EntityType, Settled])[];
  /** With the method that was refused. */
  readonly refusals: readonly (Refusal & {readonly write: Write})[];
  /** The checks that rode along. */
  readonly checked: readonly (Part & {readonly known: Standings})[];
  /** Not carried out because a limit of the portal was reached: to be sent again after a pause. */
  readonly held: readonly Write[];
  /** Why, where it is not the execution time, of which there is an account. */
  readonly heldBy?: PortalFault;
  /** Missing from an answer that came, and still as they were. */
  readonly unanswered: readonly Write[];
}

/** What goes along with writes, and how many commands of a request it takes. */
export interface Riders {
  readonly checks: readonly (Part & {readonly question: StandingQuestion})[];
  readonly successors: ReturnType<RunState['askSuccessors']>;
  /** Writes are read back in the request itself, though the answers may tell already. */
  readonly readsBack: boolean;
}

/** Questions that read back what no answer tells by itself. */
function readBackOf(writes: readonly Write[], all: boolean): {type: EntityType; question: StandingQuestion}[] {
  const untold = writes.filter(({method}) => all || method !== ITEM_UPDATE);
  return [...Map.groupBy(untold, ({type}) => type)].map(([type, some]) => ({
    type,
    question: askStandings(
      type.entityTypeId,
      some.map(({record}) => record),
    ),
  }));
}

/** How many commands a request of these takes. */
export function sizeOf(writes: readonly Write[], {checks, successors, readsBack}: Riders): number {
  const count = (some: readonly {question: StandingQuestion}[]): number =>
    some.reduce((sum, {question}) => sum + question.commands.length, 0);
  return writes.length + count(readBackOf(writes, readsBack)) + count(checks) + successors.commands.length;
}

/**
 * One request: writes, the read-back of those whose answer does not tell, the checks of what comes next, and a look at the successors.
 *
 * @throws PortalFault `lost` where some of it may have been carried out; `too-late`, `too-many`, `execution-time` or `unreachable`
 * where nothing was; PortalTrouble where the key is refused
 */
export async function writeBatch(state: RunState, writes: readonly Write[], riders: Riders): Promise<RequestEnd> {
  const {client, clock} = state.parts;
  const {checks, successors, readsBack} = riders;
  const readBack = readBackOf(writes, readsBack);
  const at = clock.now();
  successors.sent();
  const answers = await client
    .writeBatch(
      [
        ...writes.map(commandOf),
        ...readBack.flatMap(({question}) => question.commands),
        ...checks.flatMap(({question}) => question.commands),
        ...successors.commands,
      ],
      sendOptions(state, writes),
    )
    .catch((error: unknown) => {
      successors.read([]);
      return notCarriedOut(state, writes, error);
    });
  const own = answers.splice(0, writes.length);
  const found = new Map<EntityType, Standings[]>();
  for (const {type, question} of readBack) {
    found.set(type, [await readOr(state, {type, question}, answers.splice(0, question.commands.length), at)]);
  }
  const checked: RequestEnd['checked'][number][] = [];
  for (const {type, records, question} of checks) {
    checked.push({
      type,
      records,
      known: await readOr(state, {type, question}, answers.splice(0, question.commands.length), at),
    });
  }
  successors.read(answers);
  return {...(await judge(state, writes, own, found)), checked};
}

/** A write that went by itself, and its answer. */
export interface Sent {
  readonly write: Write;
  readonly answer: CommandResult;
}

/**
 * One write by itself: for values that a batch would take for references (fact sheet section 4), and where the time of batches is used up
 * while that of the methods is not (section 5). Faults as for `writeBatch`.
 */
export async function writeAlone(state: RunState, write: Write): Promise<Sent> {
  const answer = await state.parts.client
    .writeAlone(commandOf(write), sendOptions(state, [write]))
    .catch((error: unknown) => notCarriedOut(state, [write], error));
  return {write, answer};
}

/**
 * Where the key, the portal or the request as a whole is refused, nothing of it was carried out: nobody has to look for what became of
 * its records, and none of them is failed by it.
 */
function notCarriedOut({writer}: RunState, writes: readonly Write[], error: unknown): never {
  const isWhole =
    error instanceof PortalTrouble
      ? error.problem !== 'deviates'
      : error instanceof PortalFault && error.kind === 'refused';
  if (isWhole) writer.withdraw(writes.map(({record}) => record));
  throw error;
}

/** Whether the answer itself tells what became of the record. */
export function tells({write, answer}: Sent): boolean {
  return toldBy(write, answer) !== undefined;
}

/** What became of writes that went by themselves, read back together. */
export async function judgeAlone(state: RunState, sent: readonly Sent[]): Promise<RequestEnd> {
  const writes = sent.map(({write}) => write);
  const answers = sent.map(({answer}) => answer);
  return {...(await judge(state, writes, answers, new Map())), checked: []};
}

/** However long a request has to wait for its turn: a record's check is at most this old when its write is sent. */
function sendOptions(state: RunState, writes: readonly Write[]) {
  const oldest = Math.min(...writes.map(({known}) => known.at));
  return {...state.patience(), sendBefore: oldest + CHECK_LASTS_MS, once: true};
}

export function commandOf({type, record, known, method}: Write): Command {
  return updateBy(method, type, record, known.records.get(record.id));
}

/** What each write came to: told by its own answer, by the read-back that rode along, or by one that is made now. */
async function judge(
  state: RunState,
  writes: readonly Write[],
  answers: readonly (CommandResult | undefined)[],
  found: Map<EntityType, Standings[]>,
): Promise<Omit<RequestEnd, 'checked'>> {
  const readBack = ({type, record}: Write): Standings | undefined =>
    found.get(type)?.find(standings => standings.asked.has(record.id));
  const untold = writes.filter((write, index) => {
    const answer = answers[index];
    const wasSent = !answer || answer.ok || !isUnsent(answer.fault);
    return wasSent && !readBack(write) && !toldBy(write, answer);
  });
  for (const [type, some] of Map.groupBy(untold, write => write.type)) {
    const records = some.map(({record}) => record);
    found.set(type, [...(found.get(type) ?? []), await readNow(state, {type, records})]);
  }
  const settled: [EntityType, Settled][] = [];
  const refusals: (Refusal & {write: Write})[] = [];
  const held: Write[] = [];
  const unanswered: Write[] = [];
  let heldBy: PortalFault | undefined;
  const hold = (write: Write, fault: PortalFault | undefined): void => {
    held.push(write);
    if (fault && fault.kind !== 'execution-time') heldBy ??= fault;
  };
  writes.forEach((write, index) => {
    const {type, record} = write;
    const answer = answers[index];
    const fault = answer && !answer.ok ? answer.fault : undefined;
    const standings = readBack(write);
    const now = standings ? foundIn(standings, record) : toldBy(write, answer);
    if (!now) return hold(write, fault);
    const verdict = afterWrite(record, now, state.fromOf(record), fault && refusalText(fault));
    if (isUnseen(state, type, now)) unanswered.push(write);
    else if (verdict.settled) settled.push([type, withStamp(verdict.result, now)]);
    else if (!answer || fault?.kind === 'lost') unanswered.push(write);
    else if (fault && fault.kind !== 'refused') hold(write, fault);
    else refusals.push({...verdict, write});
  });
  return {settled, refusals, held, unanswered, ...(heldBy ? {heldBy} : {})};
}

function toldBy({method, record}: Write, answer: CommandResult | undefined): Found | undefined {
  if (method !== ITEM_UPDATE || !answer?.ok) return undefined;
  const standing = updatedItem(record.id, answer.result);
  return standing && {responsibleId: standing.responsibleId, stamp: standing.stamp};
}

/** Nothing of it can have been carried out. */
export function isUnsent({kind}: PortalFault): boolean {
  return kind === 'too-late' || kind === 'too-many' || kind === 'execution-time' || kind === 'unreachable';
}
