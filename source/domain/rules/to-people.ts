import type {TypeKey} from '../entity-types.ts';
import type {Person} from '../people.ts';
import type {PlanRules, ToPerson} from './rule.ts';

/** Everything to one person, or each type to one: who is named, and the rules of it. */
export function toPeople(
  general: Person | undefined,
  perType: ReadonlyMap<TypeKey, Person> = new Map(),
): {people: Person[]; rules: PlanRules} {
  const named = [...(general ? [general] : []), ...perType.values()];
  const to = (person: Person): ToPerson => ({kind: 'person', to: person.id});
  return {
    people: [...new Map(named.map(person => [person.id, person])).values()],
    rules: {
      ...(general && {general: to(general)}),
      perType: new Map([...perType].map(([type, person]) => [type, to(person)])),
    },
  };
}
