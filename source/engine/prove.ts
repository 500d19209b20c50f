import {TYPE_IDS} from '../domain/entity-types.ts';
import type {Proof, RecordName, RecordResult} from '../domain/outcomes.ts';
import {recordsByType, type PlannedRecord} from '../domain/plan.ts';
import {inState} from '../domain/scope.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Listener} from './contract.ts';
import {typeOf} from './parts.ts';
import {recordKey, type RunState} from './run-state.ts';
import {askStandings} from './standing.ts';
import {walk} from './walk.ts';
import {textOf} from './window.ts';

/** Records of one type with whom the read-back found each: undefined for one that is gone. */
type ReadBack = Map<string, number | undefined>;

/**
 * Proves what is left, from two sources: a recount by filter, walked to its end, and a read-back of every planned
 * record by its id. Outcomes are corrected by what the read-back says: automation may have moved a record on, or back.
 *
 * @param accepted unmovable records that the admin accepted to keep
 */
export async function prove(state: RunState, accepted: ReadonlySet<string>, listener: Listener): Promise<Proof> {
  const {parts, plan} = state;
  const options = state.patience();
  const groups = recordsByType(plan.records);
  const unproved: {type: RecordName['type']; reason: string}[] = [];
  const readBack: ReadBack = new Map();
  let done = 0;
  for (const [key, records] of groups) {
    try {
      await readBackType(state, records, readBack, options);
    } catch (error) {
      if (state.signal.aborted) throw error;
      unproved.push({type: key, reason: textOf(error)});
    }
    done += records.length;
    listener({kind: 'proving', done, of: plan.records.length});
  }
  correct(state, readBack);

  const tasks = plan.scope.map(([key, choice]) => ({type: typeOf(parts.connection, key), state: choice}));
  const walked = await walk(parts.client, plan.leaverId, tasks, () => {}, options);
  const planned = new Map(plan.records.map(record => [recordKey(record), record]));
  const recounted = new Set<string>();
  const fresh: RecordName[] = [];
  for (const {type, rows, refused} of walked) {
    if (refused !== undefined) unproved.push({type: type.key, reason: refused});
    for (const {id} of rows) {
      const name: RecordName = {type: type.key, id};
      if (planned.has(recordKey(name))) recounted.add(recordKey(name));
      else fresh.push(name);
    }
  }
  const scopeOf = new Map(plan.scope);
  const left: RecordName[] = [];
  const contradictions: (RecordName & {recountSaysLeft: boolean})[] = [];
  for (const [key, record] of planned) {
    if (accepted.has(key) || !readBack.has(key)) continue;
    const isLeft = readBack.get(key) === plan.leaverId;
    const name = {type: record.type, id: record.id};
    if (isLeft) left.push(name);
    // The recount asks for one state only; a record may have been opened or closed since it was pinned.
    const comparable =
      scopeOf.get(record.type) === 'all' ||
      recounted.has(key) ||
      inState(scopeOf.get(record.type) ?? 'all', record.closed);
    if (comparable && isLeft !== recounted.has(key))
      contradictions.push({...name, recountSaysLeft: recounted.has(key)});
  }
  return {left, fresh, unproved, contradictions};
}

async function readBackType(
  state: RunState,
  records: readonly PlannedRecord[],
  into: ReadBack,
  options: CallOptions,
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const {entityTypeId} = typeOf(state.parts.connection, first.type);
  const plain = entityTypeId === TYPE_IDS.activity ? records.map(({activity: _, ...record}) => record) : records;
  const question = askStandings(entityTypeId, plain);
  const standings = question.read(
    await state.parts.client.readMany(question.commands, options),
    state.parts.clock.now(),
  );
  for (const record of records) into.set(recordKey(record), standings.records.get(record.id)?.responsibleId);
}

/** The last word on each record is the portal's own at the end, not what was read right after its write. */
function correct(state: RunState, readBack: ReadBack): void {
  for (const [key, result] of state.results) {
    if (!readBack.has(key)) continue;
    const now = readBack.get(key);
    const {record, outcome} = result;
    const wasThere = outcome === 'moved' || outcome === 'already-there';
    let corrected: RecordResult | undefined;
    if (wasThere && now === state.plan.leaverId) corrected = {record, outcome: 'failed', why: 'moved-back'};
    else if (wasThere && now !== undefined && now !== record.to)
      corrected = {record, outcome: 'changed-hands', nowWith: now};
    else if (wasThere && now === undefined) corrected = {record, outcome: 'gone'};
    else if (outcome === 'failed' && now === record.to) corrected = {record, outcome: 'moved'};
    if (corrected) state.results.set(key, corrected);
  }
}
