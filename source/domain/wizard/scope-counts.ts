import type {TypeKey} from '../entity-types.ts';
import {countIn} from '../scope.ts';
import {narrows, type TypeScope} from '../scope/type-scope.ts';
import {choiceOf} from './choice.ts';
import {scopeOf, scopeSign} from './filter.ts';
import type {Common} from './state.ts';
import type {CountedRow, ScopeCountView, ScopeScreen} from './state-scope.ts';
import type {Failure} from './view.ts';

type State = ScopeScreen & Common;

/** How many records of a row are taken, and how many stay with the leaver by choice. */
export type RowCounts =
  | {readonly state: 'known'; readonly taken: number; readonly kept: number}
  | {readonly state: 'counting'}
  /** The portal does not say; the plan will. */
  | {readonly state: 'unknown'};

/** Counts of the scope that is shown, and of no other. Without a filter the tally knows them. */
export function countsOf(state: ScopeScreen, row: CountedRow): RowCounts {
  const choice = choiceOf(state, row.type.key);
  const scope = scopeOf(choice);
  if (!choice.take || !narrows(scope)) {
    return {state: 'known', ...countIn(row, choice.take ? choice.which : undefined)};
  }
  const known = state.counts.get(row.type.key);
  if (known?.of === scopeSign(scope)) {
    if ('unreadable' in known.count) return {state: 'unknown'};
    const taken = Math.min(row.total, known.count.records);
    return {state: 'known', taken, kept: row.total - taken};
  }
  return state.counting?.failure ? {state: 'unknown'} : {state: 'counting'};
}

/** Whether something of a row is taken, as far as is known: what is still being counted may be. */
export function takesSome(state: ScopeScreen, row: CountedRow): boolean {
  const counts = countsOf(state, row);
  return counts.state !== 'known' || counts.taken > 0;
}

/** Asks for the counts that are missing, as one question; a change calls the question before it off. */
export function countLive(state: State): State {
  const missing = new Map<TypeKey, TypeScope>();
  for (const {type} of state.rows) {
    const choice = choiceOf(state, type.key);
    const scope = scopeOf(choice);
    if (!choice.take || !narrows(scope) || state.counts.get(type.key)?.of === scopeSign(scope)) continue;
    missing.set(type.key, scope);
  }
  if (missing.size === 0) return state.counting ? {...state, counting: undefined} : state;
  if (state.counting && sameScope(state.counting.scope, missing)) return state;
  return askAgain({...state, counting: {token: 0, scope: missing, failure: undefined}});
}

/** Puts the question that stands once more, after it failed. */
export function askAgain(state: State): State {
  if (!state.counting) return state;
  const token = state.lastToken + 1;
  return {...state, lastToken: token, counting: {...state.counting, token, failure: undefined}};
}

/** Forgets what was counted, so that it is counted again. */
export function countAnew(state: State): State {
  return countLive({...state, counts: new Map(), counting: undefined});
}

function sameScope(one: ReadonlyMap<TypeKey, TypeScope>, other: ReadonlyMap<TypeKey, TypeScope>): boolean {
  if (one.size !== other.size) return false;
  return [...other].every(([key, scope]) => {
    const asked = one.get(key);
    return asked !== undefined && scopeSign(asked) === scopeSign(scope);
  });
}

/** Takes counts of the question that stands, each with the scope that it is of. */
export function scopeCounted(state: State, token: number, counts: ReadonlyMap<TypeKey, ScopeCountView>): State {
  const {counting} = state;
  if (counting?.token !== token || counting.failure) return state;
  const all = new Map(state.counts);
  for (const [key, scope] of counting.scope) {
    const count = counts.get(key) ?? {unreadable: {code: '', text: ''}};
    all.set(key, {of: scopeSign(scope), count});
  }
  return {...state, counts: all, counting: undefined};
}

export function countFailed(state: State, token: number, failure: Failure): State | undefined {
  const {counting} = state;
  return counting?.token === token ? {...state, counting: {...counting, failure}} : undefined;
}
