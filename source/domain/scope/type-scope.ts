import type {TypeKey} from '../entity-types.ts';
import type {Scope, StateChoice} from '../scope.ts';

/**
 * A span of time, in milliseconds since 1970: from `from` on, and up to but not including `before`. So every moment is on
 * exactly one side of a border, and two plans "before" and "after" one day take everything once.
 */
export interface Span {
  readonly from?: number;
  readonly before?: number;
}

/** What is taken of one type: the records that fit every condition that is there. Of a list any one has to fit. */
export interface TypeScope {
  readonly state: StateChoice;
  /** Category ids; 0 is the first pipeline of deals. */
  readonly pipelines?: readonly number[];
  /** Stage ids as the portal writes them: `NEW`, `C2:NEW`, `DT128_9:NEW`; for old invoices their status. */
  readonly stages?: readonly string[];
  readonly created?: Span;
  readonly changed?: Span;
  /** These records and no others, from a file. */
  readonly ids?: readonly number[];
  /** Records that were unticked by hand. */
  readonly without?: readonly number[];
}

/** What is taken of each type, all conditions with it. A type that is not in the map is not taken. */
export type FullScope = ReadonlyMap<TypeKey, TypeScope>;

/** The same scope in the one way it is kept, compared and written: lists ascending, each value once, nothing that says nothing. */
export function tidy(scope: TypeScope): TypeScope {
  const {state, pipelines, stages, created, changed, ids, without} = scope;
  return {
    state,
    ...(pipelines && {pipelines: ascending(pipelines)}),
    ...(stages && {stages: [...new Set(stages)].sort()}),
    ...(bounded(created) && {created}),
    ...(bounded(changed) && {changed}),
    ...(ids && {ids: ascending(ids)}),
    ...(without && without.length > 0 && {without: ascending(without)}),
  };
}

/** Whether anything but the state is asked for: such a scope cannot be counted from a tally. */
export function narrows(scope: TypeScope): boolean {
  return Object.keys(tidy(scope)).length > 1;
}

/** What was taken of a type, in a word; undefined: nothing of it. */
export function takenOf(scope: TypeScope | undefined): StateChoice | 'some' | undefined {
  return scope && (narrows(scope) ? 'some' : scope.state);
}

/** A scope of states alone, as a full one. */
export function fullScope(scope: Scope): Map<TypeKey, TypeScope> {
  return new Map([...scope].map(([type, state]) => [type, {state}]));
}

/** The states of a full scope, for whatever needs no more. */
export function statesOf(scope: FullScope): Map<TypeKey, StateChoice> {
  return new Map([...scope].map(([type, {state}]) => [type, state]));
}

function bounded(span: Span | undefined): span is Span {
  return span !== undefined && (span.from !== undefined || span.before !== undefined);
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}
