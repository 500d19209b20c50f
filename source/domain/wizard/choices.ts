import type {TypeKey} from '../entity-types.ts';
import type {Person} from '../people.ts';
import {choiceOf} from './choice.ts';
import {scopeOf} from './filter.ts';
import {generalRule, peopleOf, rulesOf, typeRule} from './rules-of.ts';
import {takesSome} from './scope-counts.ts';
import type {Wanted} from './state.ts';
import type {CountedRow, ScopeDraft, ScopeScreen} from './state-scope.ts';

/** The one person who gets a type, where it is one. */
export function successorOf(state: ScopeDraft, key: TypeKey): Person | undefined {
  return choiceOf(state, key).to ?? state.general;
}

/** The rows of which something is taken. */
export function takenRows(state: ScopeScreen): readonly CountedRow[] {
  return state.rows.filter(row => takesSome(state, row));
}

/** Why the way on is barred, or undefined. */
export function scopeProblem(state: ScopeScreen): 'nothing-taken' | 'no-successor' | 'no-rest' | undefined {
  const taken = takenRows(state);
  if (taken.length === 0) return 'nothing-taken';
  const general = generalRule(state);
  const lacking = taken.filter(row => !(typeRule(state, row.type.key) ?? general));
  if (lacking.length === 0) return undefined;
  // A table says nothing of what stands elsewhere.
  return lacking.every(row => peopleOf(choiceOf(state, row.type.key).several).length > 0) ? 'no-rest' : 'no-successor';
}

/** What the engine is asked to pin. */
export function wantedOf(state: ScopeScreen): Wanted {
  const keys = takenRows(state).map(row => row.type.key);
  return {
    leaver: state.leaver,
    scope: new Map(keys.map(key => [key, scopeOf(choiceOf(state, key))])),
    ...rulesOf(state, keys),
    ownersKeep: !state.othersToChosen,
  };
}
