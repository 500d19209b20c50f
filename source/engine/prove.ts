import type {EntityType} from '../domain/entity-types.ts';
import {MOST_NAMED, type Proof} from '../domain/outcomes.ts';
import {narrows, type TypeScope} from '../domain/scope/type-scope.ts';
import type {Row} from '../portal/families/family.ts';
import type {Listener} from './contract.ts';
import type {FreshRecords} from './fresh.ts';
import {sampleHidden} from './hidden.ts';
import {LeftRecords} from './left.ts';
import {readBackAll, type Unproved} from './read-back.ts';
import type {RunState} from './run-state.ts';
import {partlySeenReason} from './visibility.ts';
import {walk, type WalkTask} from './walk.ts';

/** What a proof is asked for besides the plan. */
export interface ProofAsked {
  /** Unmovable records are kept by choice, and not left. */
  readonly accepts: boolean;
  /** Then it is also looked whether lists hide what such a person holds. */
  readonly leaverIsDismissed: boolean;
  /** What showed while the account was open; takes what the recount finds besides. */
  readonly fresh: FreshRecords;
}

/**
 * Proves what is left, from two sources: a read-back of every planned record by its id, and a recount by filter, walked
 * to its end. Outcomes are corrected by what the read-back says: automation may have moved a record on, or back. What is
 * new is pinned, as a plan of its own.
 */
export async function prove(state: RunState, asked: ProofAsked, listener: Listener): Promise<Proof> {
  const {plan, writer} = state;
  const {fresh} = asked;
  const options = state.patience();
  const unproved: Unproved = new Map();
  for (const [type, why] of plan.unreadable ?? []) unproved.set(type, {type, reason: why.text || why.code});
  for (const one of plan.kind === 'handover' ? (plan.partlySeen ?? []) : [])
    unproved.set(one.type, {type: one.type, reason: partlySeenReason(one)});
  for (const {key} of fresh.uncounted)
    unproved.set(key, {type: key, reason: 'not counted again while the account is open'});
  const left = new LeftRecords();
  await readBackAll(state, asked.accepts, left, unproved, listener);

  // On the way back each record is looked for with the leaver's successors, and only by its id.
  const tasks: WalkTask[] = [];
  for (const [key, scope] of plan.kind === 'handover' ? plan.scope : []) {
    const type = state.parts.connection.types.find(one => one.key === key);
    if (type) tasks.push({type, scope, ...fresh.needs(key)});
    // A smart process that was deleted since it was pinned, without a record in the plan.
    else unproved.set(key, {type: key, reason: 'not listed by the portal any more'});
  }
  function recount(type: EntityType, rows: readonly Row[]): void {
    const {planned = [], others = []} = Object.groupBy(rows, ({id}) =>
      writer.isPlanned(type.key, id) ? 'planned' : 'others',
    );
    for (const {id} of planned) left.recounted({type: type.key, id});
    fresh.take(type, others, false);
  }
  for (const {type, reason} of await walk(state.parts.client, plan.leaverId, tasks, recount, options)) {
    unproved.set(type.key, {type: type.key, reason});
  }
  const sample = asked.leaverIsDismissed ? await sampleHidden(state, fresh) : {hidden: []};
  if (sample.unread !== undefined) unproved.set('activity', {type: 'activity', reason: sample.unread});
  const pinned = await fresh.pin(state.lostSuccessors, options);
  const {contradictions, count: disagreed} = contradictionsOf(state, left, unproved);
  const more = {
    ...(left.count > left.named.length ? {left: left.count - left.named.length} : {}),
    ...pinned.more,
    ...(disagreed > contradictions.length ? {contradictions: disagreed - contradictions.length} : {}),
  };
  const {more: _more, ...found} = pinned;
  return {
    left: left.named,
    ...found,
    unproved: [...unproved.values()],
    contradictions,
    ...(Object.keys(more).length === 0 ? {} : {more}),
    ...(sample.hidden.length === 0 ? {} : {hidden: sample.hidden}),
  };
}

/** Whether a recount is of all that there is of a type. */
function isWhole(scope: TypeScope | undefined): boolean {
  return scope?.state === 'all' && !narrows(scope);
}

/** Records on which the two sources disagree. A type that one of them could not read is unproved, not contradicted. */
function contradictionsOf(
  {plan, hides}: RunState,
  left: LeftRecords,
  unproved: Unproved,
): {contradictions: Proof['contradictions']; count: number} {
  const contradictions: Proof['contradictions'][number][] = [];
  let count = 0;
  // What lists do not show of a dismissed person is no contradiction to a read by its id.
  if (plan.kind !== 'handover' || hides) return {contradictions, count};
  const choices = new Map(plan.scope);
  for (const type of left.types()) {
    if (unproved.has(type)) continue;
    for (const one of left.contradictions(type, isWhole(choices.get(type)))) {
      count += 1;
      if (contradictions.length < MOST_NAMED) contradictions.push(one);
    }
  }
  return {contradictions, count};
}
