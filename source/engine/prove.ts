import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {Outcome, Proof, RecordName} from '../domain/outcomes.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {Settled} from '../journal/runs.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import type {Listener} from './contract.ts';
import {sampleHidden} from './hidden.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import {askStandings, type Standings} from './moving/standing.ts';
import {walk, type WalkTask} from './walk.ts';
import {textOf} from './window.ts';

/** Fifty commands of fifty ids: as many records as one request can read back. */
const PART = 2500;

type Unproved = Proof['unproved'][number];

const nameKey = ({type, id}: RecordName): string => `${type} ${id}`;

/**
 * Proves what is left, from two sources: a read-back of every planned record by its id, and a recount by filter, walked
 * to its end. Outcomes are corrected by what the read-back says: automation may have moved a record on, or back.
 *
 * @param leaverIsDismissed then it is also looked whether lists hide what such a person holds
 * @param accepts unmovable records are kept by choice, and not left
 */
export async function prove(
  state: RunState,
  accepts: boolean,
  listener: Listener,
  leaverIsDismissed: boolean,
): Promise<Proof> {
  const {plan, writer} = state;
  const options = state.patience();
  const unproved = new Map<TypeKey, Unproved>();
  for (const [type, why] of plan.unreadable ?? []) unproved.set(type, {type, reason: why.text || why.code});
  const left = await readBackAll(state, accepts, unproved, listener, options);

  const recounted = new Map<string, RecordName>();
  const fresh: RecordName[] = [...state.freshInside];
  const known = new Set(fresh.map(nameKey));
  // On the way back each record is looked for with the leaver's successors, and only by its id.
  const tasks: WalkTask[] = [];
  for (const [key, choice] of plan.kind === 'handover' ? plan.scope : []) {
    const type = state.parts.connection.types.find(one => one.key === key);
    if (type) tasks.push({type, state: choice});
    // A smart process that was deleted since it was pinned, without a record in the plan.
    else unproved.set(key, {type: key, reason: 'not listed by the portal any more'});
  }
  function recount({key}: EntityType, rows: readonly Row[]): void {
    for (const {id} of rows) {
      const name: RecordName = {type: key, id};
      if (writer.isPlanned(key, id)) recounted.set(nameKey(name), name);
      else if (!known.has(nameKey(name))) {
        known.add(nameKey(name));
        fresh.push(name);
      }
    }
  }
  for (const {type, reason} of await walk(state.parts.client, plan.leaverId, tasks, recount, options)) {
    unproved.set(type.key, {type: type.key, reason});
  }
  // What the lists do show, made since the plan was pinned, is new and not hidden.
  const hidden = (leaverIsDismissed ? await sampleHidden(state) : []).filter(name => !known.has(nameKey(name)));
  return {
    left: [...left.values()],
    fresh,
    unproved: [...unproved.values()],
    contradictions: contradictionsOf(state, left, recounted, unproved),
    ...(hidden.length === 0 ? {} : {hidden}),
  };
}

/** Records on which the two sources disagree. A type that one of them could not read is unproved, not contradicted. */
function contradictionsOf(
  {plan}: RunState,
  left: ReadonlyMap<string, RecordName>,
  recounted: ReadonlyMap<string, RecordName>,
  unproved: ReadonlyMap<TypeKey, Unproved>,
): Proof['contradictions'] {
  if (plan.kind !== 'handover') return [];
  const choices = new Map(plan.scope);
  // A recount of one state only misses what was opened or closed since it was pinned: that is no contradiction.
  const missed = [...left].filter(([key, {type}]) => !recounted.has(key) && choices.get(type) === 'all');
  const extra = [...recounted].filter(([key]) => !left.has(key));
  return [
    ...missed.map(([, name]) => ({...name, recountSaysLeft: false})),
    ...extra.map(([, name]) => ({...name, recountSaysLeft: true})),
  ].filter(({type}) => !unproved.has(type));
}

/** Reads every planned record by its id. Returns those still with whom they were to be taken from. */
async function readBackAll(
  state: RunState,
  accepts: boolean,
  unproved: Map<TypeKey, Unproved>,
  listener: Listener,
  options: CallOptions,
): Promise<Map<string, RecordName>> {
  const {plan, parts} = state;
  const left = new Map<string, RecordName>();
  for (let from = 0; from < plan.records.length; from += PART) {
    const groups = [...Map.groupBy(plan.records.slice(from, from + PART), record => record.type)].map(
      ([key, records]) => {
        const type = typeOf(parts.connection, key);
        // Whose the tasks behind activities are says nothing about the activities themselves.
        return {type, records, question: askStandings(type.entityTypeId, records.map(withoutTask))};
      },
    );
    const answers = await parts.client.readMany(
      groups.flatMap(({question}) => question.commands),
      options,
    );
    let at = 0;
    for (const {type, records, question} of groups) {
      const own = answers.slice(at, at + question.commands.length);
      at += question.commands.length;
      try {
        const standings = question.read(own, parts.clock.now());
        correct(state, records, standings);
        for (const record of records) {
          const isLeft = standings.records.get(record.id)?.responsibleId === state.fromOf(record);
          if (isLeft && !(accepts && record.unmovable)) left.set(nameKey(record), {type: record.type, id: record.id});
        }
      } catch (error) {
        if (!(error instanceof PortalTrouble)) throw error;
        unproved.set(type.key, {type: type.key, reason: textOf(error)});
      }
    }
    listener({kind: 'proving', done: Math.min(from + PART, plan.records.length), of: plan.records.length});
  }
  return left;
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
