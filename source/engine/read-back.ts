import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {Outcome, Proof} from '../domain/outcomes.ts';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {Settled} from '../journal/runs.ts';
import {PAGE} from '../portal/families/family.ts';
import type {Listener} from './contract.ts';
import type {LeftRecords} from './left.ts';
import {readAnswers} from './moving/reading.ts';
import {askStandings, type Standings} from './moving/standing.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import {textOf} from './window.ts';

/** Fifty commands of fifty ids: as many records as one request can read back. */
const COMMANDS = 50;
/** So many of these requests are under way at once. */
const AT_ONCE = 4;

/** Types of which nothing is proved, with the reason. */
export type Unproved = Map<TypeKey, Proof['unproved'][number]>;

/**
 * Reads every planned record by its id, and corrects outcomes by what is found.
 *
 * @param accepts unmovable records are kept by choice, and not left
 * @param left takes those still with whom they were to be taken from
 */
export async function readBackAll(
  state: RunState,
  accepts: boolean,
  left: LeftRecords,
  unproved: Unproved,
  listener: Listener,
): Promise<void> {
  const {plan, parts} = state;
  let done = 0;

  async function readBack([from, to]: readonly [number, number]): Promise<void> {
    const groups = [...Map.groupBy(plan.records.slice(from, to), record => record.type)].map(([key, records]) => {
      const type = typeOf(parts.connection, key);
      // Whose the tasks behind activities are says nothing about the activities themselves.
      return {type, records, question: askStandings(type.entityTypeId, records.map(withoutTask))};
    });
    const answers = await parts.client.readMany(
      groups.flatMap(({question}) => question.commands),
      state.patience(),
    );
    for (const {type, records, question} of groups) {
      const own = answers.splice(0, question.commands.length);
      try {
        const standings = await readAnswers(state, {type, question}, own, parts.clock.now());
        correct(state, records, standings);
        for (const record of records) {
          if (!isLeft(state, type, record, standings)) continue;
          const name = {type: record.type, id: record.id};
          if (accepts && record.unmovable) left.keep(name);
          else left.add(name);
        }
      } catch (error) {
        if (!(error instanceof PortalTrouble)) throw error;
        unproved.set(type.key, {type: type.key, reason: textOf(error)});
      }
    }
    done += to - from;
    listener({kind: 'proving', done, of: plan.records.length});
  }

  const parted = partsOf(plan).values();
  async function work(): Promise<void> {
    for (const part of parted) await readBack(part);
  }
  await Promise.all(Array.from({length: AT_ONCE}, work));
}

/** Positions of records that one request can read back: each page of ids is of one type. */
function partsOf({summary}: Plan): [number, number][] {
  const parted: [number, number][] = [];
  let [from, to, commands] = [0, 0, 0];
  for (const {records} of summary.byType) {
    for (let left = records; left > 0; ) {
      const some = Math.min(left, (COMMANDS - commands) * PAGE);
      to += some;
      left -= some;
      commands += Math.ceil(some / PAGE);
      if (commands < COMMANDS) continue;
      parted.push([from, to]);
      [from, commands] = [to, 0];
    }
  }
  if (to > from) parted.push([from, to]);
  return parted;
}

/** Still with whom it was to be taken from; or not shown at all by a portal that hides what a dismissed person holds. */
function isLeft(
  {hides, writer, fromOf}: RunState,
  type: EntityType,
  record: PlannedRecord,
  standings: Standings,
): boolean {
  const standing = standings.records.get(record.id);
  if (standing) return standing.responsibleId === fromOf(record);
  const outcome = writer.outcome(record);
  return hides && type.mayNeedRehire && (outcome === undefined || outcome === 'failed' || outcome === 'not-tried');
}

function withoutTask({type, id, title, closed, to}: PlannedRecord): PlannedRecord {
  return {type, id, title, closed, to};
}

/** The last word on each record is the portal's own at the end, not what was read right after its write. */
function correct(state: RunState, records: readonly PlannedRecord[], standings: Standings): void {
  const corrected: Settled[] = [];
  for (const record of records) {
    const outcome = state.writer.outcome(record);
    const standing = standings.records.get(record.id);
    const result = outcome && correction(record, outcome, standing?.responsibleId, state.fromOf(record));
    // Moved in an earlier life of this run: an edit since then must not pass for our own, or undo would overwrite it.
    if (result?.outcome === outcome && (state.writer.settledAt(record) ?? 0) < state.since) continue;
    // The same in a long life: what somebody else changed last keeps the stamp it had right after our write.
    if (result?.outcome === outcome && !isOurs(standing?.stamp, state.parts.connection.me.id)) continue;
    if (result) corrected.push({...result, ...(standing?.stamp === undefined ? {} : {stamp: standing.stamp})});
  }
  if (corrected.length > 0) state.writer.settle(corrected, state.parts.clock.now());
}

/** Whether the key's owner, as whom we write, made the last change of a record. */
function isOurs(stamp: string | undefined, ownerId: number): boolean {
  return stamp?.endsWith(` ${ownerId}`) ?? false;
}

function correction(
  record: PlannedRecord,
  outcome: Outcome,
  now: number | undefined,
  from: number,
): Settled | undefined {
  const there = outcome === 'moved' || outcome === 'already-there';
  // Kept as it is, with the stamp of now: what happens to the record from here on is somebody's edit.
  if (there && now === record.to) return {record, outcome};
  if (there && now === undefined) return {record, outcome: 'gone'};
  if (there && now === from) return {record, outcome: 'failed', why: 'moved-back'};
  if (there && now !== undefined) return {record, outcome: 'changed-hands', nowWith: now};
  return outcome === 'failed' && now === record.to ? {record, outcome: 'moved'} : undefined;
}
