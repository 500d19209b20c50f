import type {Person} from '../../domain/people.ts';
import type {Words} from '../../words/index.ts';

/** A person by id: by name where it is known. */
export function nameOf(id: number, names: ReadonlyMap<number, Person>, words: Words): string {
  const person = names.get(id);
  return person ? words.person(person) : words.personId(id);
}
