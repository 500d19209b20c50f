import type {EntityType, TypeKey} from './entity-types.ts';
import type {TallyRow} from './tally.ts';

/** Which records of a type are meant. Types without a stage count as open. */
export type StateChoice = 'all' | 'open' | 'closed';

/** What is taken of one type. A type that is not in the map is not taken. */
export type Scope = ReadonlyMap<TypeKey, StateChoice>;

/**
 * The default of design.md: everything, closed too, because a client who comes back must reach a living person; of
 * activities the open ones only, since calls and mails of the past are history; templates and vendors not at all.
 */
export function defaultScope(types: readonly EntityType[]): Map<TypeKey, StateChoice> {
  const scope = new Map<TypeKey, StateChoice>();
  for (const type of types) if (type.takenByDefault) scope.set(type.key, defaultState(type));
  return scope;
}

export function defaultState(type: EntityType): StateChoice {
  return type.key === 'activity' ? 'open' : 'all';
}

/** Whether a record in this state is meant by the choice. */
export function inState(choice: StateChoice, closed: boolean): boolean {
  return choice === 'all' || (choice === 'closed') === closed;
}

/** How many records of a counted row a choice takes, and how many it leaves with the leaver by choice. */
export function countIn(row: TallyRow, choice: StateChoice | undefined): {taken: number; kept: number} {
  if (row.state !== 'counted') return {taken: 0, kept: 0};
  const taken = choice === undefined ? 0 : choice === 'all' ? row.total : choice === 'open' ? row.open : row.closed;
  return {taken, kept: row.total - taken};
}
