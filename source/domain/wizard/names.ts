import type {Person} from '../people.ts';

export function withNames(names: ReadonlyMap<number, Person>, people: readonly Person[]): ReadonlyMap<number, Person> {
  return people.length === 0 ? names : new Map([...names, ...people.map(person => [person.id, person] as const)]);
}
