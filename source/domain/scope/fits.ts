import {inState} from '../scope.ts';
import type {Condition} from './conditions.ts';
import type {Span, TypeScope} from './type-scope.ts';

/** What of a record the conditions look at, as read from the portal. What could not be read is missing. */
export interface ScopedRow {
  readonly id: number;
  readonly closed: boolean;
  readonly pipeline?: number;
  readonly stage?: string;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
  readonly changedAt?: number;
}

/** A condition that a record does not meet. */
export interface Misfit {
  readonly condition: 'state' | Condition | 'ids' | 'without';
  /** False where the record does not say what the condition asks about: that is no fit either, but no other value. */
  readonly known: boolean;
}

/** Holds records of one type against their whole scope, a million as well as ten. */
export interface ScopeCheck {
  fits(row: ScopedRow): boolean;
  /** Every condition that does not hold, in a fixed order; empty where the record fits. */
  misfits(row: ScopedRow): Misfit[];
}

/**
 * Makes the check for a scope. Whatever was asked of the portal is looked at again here, each condition: a portal drops
 * filter keys that it does not know, and then lists everything (traps 2 and 3).
 */
export function checkOf(scope: TypeScope): ScopeCheck {
  const tests: ((row: ScopedRow) => Misfit | undefined)[] = [];
  const {state, created, changed} = scope;
  if (state !== 'all') tests.push(({closed}) => told('state', closed, it => inState(state, it)));
  if (scope.pipelines) {
    const meant = new Set(scope.pipelines);
    tests.push(({pipeline}) => told('pipeline', pipeline, it => meant.has(it)));
  }
  if (scope.stages) {
    const meant = new Set(scope.stages);
    tests.push(({stage}) => told('stage', stage, it => meant.has(it)));
  }
  if (created) tests.push(({createdAt}) => told('created', createdAt, it => within(created, it)));
  if (changed) tests.push(({changedAt}) => told('changed', changedAt, it => within(changed, it)));
  if (scope.ids) {
    const meant = new Set(scope.ids);
    tests.push(({id}) => told('ids', id, it => meant.has(it)));
  }
  if (scope.without) {
    const unticked = new Set(scope.without);
    tests.push(({id}) => told('without', id, it => !unticked.has(it)));
  }
  return {
    fits: row => tests.every(test => test(row) === undefined),
    misfits: row => tests.flatMap(test => test(row) ?? []),
  };
}

function told<T>(
  condition: Misfit['condition'],
  found: T | undefined,
  holds: (found: T) => boolean,
): Misfit | undefined {
  if (found === undefined) return {condition, known: false};
  return holds(found) ? undefined : {condition, known: true};
}

function within({from, before}: Span, at: number): boolean {
  // Written so that what is no number fits nothing.
  return (from === undefined || at >= from) && (before === undefined || at < before) && !Number.isNaN(at);
}
