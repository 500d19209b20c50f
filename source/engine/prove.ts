import type {Proof, RecordName, RecordResult} from '../domain/outcomes.ts';
import {recordsByType} from '../domain/plan.ts';
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
  const {readBack, refused: unread} = await readBackAll(state, listener, options);
  const unproved = [...(plan.unreadable ?? []).map(([type, why]) => ({type, reason: why.text || why.code})), ...unread];
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
    // A recount of one state only misses what was opened or closed since it was pinned: that is no contradiction.
    const comparable = scopeOf.get(record.type) === 'all' || recounted.has(key);
    if (comparable && isLeft !== recounted.has(key))
      contradictions.push({...name, recountSaysLeft: recounted.has(key)});
  }
  return {left, fresh, unproved, contradictions};
}

/** Reads every planned record by its id, all types together: fifty commands of fifty ids in each request. */
async function readBackAll(
  {parts, plan}: RunState,
  listener: Listener,
  options: CallOptions,
): Promise<{readBack: ReadBack; refused: {type: RecordName['type']; reason: string}[]}> {
  const questions = [...recordsByType(plan.records)].map(([type, records]) => ({
    type,
    records,
    question: askStandings(
      typeOf(parts.connection, type).entityTypeId,
      // Whose the tasks behind activities are says nothing about the activities themselves.
      records.map(({type: kind, id, title, closed, to}) => ({type: kind, id, title, closed, to})),
    ),
  }));
  const answers = await parts.client.readMany(
    questions.flatMap(({question}) => question.commands),
    options,
  );
  const readBack: ReadBack = new Map();
  const refused: {type: RecordName['type']; reason: string}[] = [];
  let at = 0;
  let done = 0;
  for (const {type, records, question} of questions) {
    const own = answers.slice(at, at + question.commands.length);
    at += question.commands.length;
    try {
      const standings = question.read(own, parts.clock.now());
      for (const record of records) readBack.set(recordKey(record), standings.records.get(record.id)?.responsibleId);
    } catch (error) {
      refused.push({type, reason: textOf(error)});
    }
    done += records.length;
    listener({kind: 'proving', done, of: plan.records.length});
  }
  return {readBack, refused};
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
