import type {Person} from '../domain/people.ts';
import {defaultState} from '../domain/scope.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Holding} from './contract.ts';
import type {Parts} from './parts.ts';
import {countOf} from './tally.ts';

/**
 * Counts how many records of the default scope each person holds: what a handover would take, so closed activities,
 * templates and vendors do not count. One command per person and type, fifty in a request, told person by person.
 */
export async function backlog(
  {client, connection}: Parts,
  people: readonly Person[],
  onHolding: (holding: Holding) => void,
  signal?: AbortSignal,
): Promise<void> {
  const types = connection.types.filter(type => type.takenByDefault);
  const group = Math.max(1, Math.floor(50 / types.length));
  for (let from = 0; from < people.length; from += group) {
    const some = people.slice(from, from + group);
    const commands = some.flatMap(person =>
      types.flatMap(type => {
        const family = familyOf(type.entityTypeId);
        const open = defaultState(type) === 'open' ? family.count(type, person.id, 'open') : undefined;
        return open ?? family.count(type, person.id, 'all') ?? [];
      }),
    );
    const results = await client.readMany(commands, {signal});
    some.forEach((person, index) => {
      const counts = types.map((type, position) => countOf(type, person.id, results[index * types.length + position]));
      const numbers = counts.filter(count => typeof count === 'number');
      const why = counts.find(count => typeof count !== 'number');
      if (numbers.length === 0 && why) onHolding({personId: person.id, unreadable: why});
      else onHolding({personId: person.id, holds: numbers.reduce((sum, count) => sum + count, 0)});
    });
  }
}
