import type {TypeKey} from '../entity-types.ts';
import type {Person} from '../people.ts';
import {toPeople} from '../rules/to-people.ts';
import {countIn} from '../scope.ts';
import type {TypeScope} from '../scope/type-scope.ts';
import type {CountedRow, ScopeDraft, ScopeScreen, TypeChoice, Wanted} from './state.ts';

export function choiceOf(state: ScopeDraft, key: TypeKey): TypeChoice {
  return state.types.get(key) ?? {take: false, which: 'all', to: undefined};
}

/** How many records of a row are taken, and how many stay with the leaver by choice. */
export function countsOf(state: ScopeDraft, row: CountedRow): {taken: number; kept: number} {
  const {take, which} = choiceOf(state, row.type.key);
  return countIn(row, take ? which : undefined);
}

export function successorOf(state: ScopeDraft, key: TypeKey): Person | undefined {
  return choiceOf(state, key).to ?? state.general;
}

/** Why the way on is barred, or undefined. */
export function scopeProblem(state: ScopeScreen): 'nothing-taken' | 'no-successor' | undefined {
  const taken = state.rows.filter(row => countsOf(state, row).taken > 0);
  if (taken.length === 0) return 'nothing-taken';
  return taken.every(row => successorOf(state, row.type.key)) ? undefined : 'no-successor';
}

/** What the engine is asked to pin. */
export function wantedOf(state: ScopeScreen): Wanted {
  const scope = new Map<TypeKey, TypeScope>();
  const perType = new Map<TypeKey, Person>();
  for (const row of state.rows) {
    const choice = choiceOf(state, row.type.key);
    if (countsOf(state, row).taken === 0) continue;
    scope.set(row.type.key, {state: choice.which});
    if (choice.to) perType.set(row.type.key, choice.to);
  }
  return {leaver: state.leaver, scope, ...toPeople(state.general, perType), ownersKeep: true};
}
