import type {EntityType} from '../domain/entity-types.ts';
import type {CallOptions} from '../portal/client.ts';
import {familyOf} from '../portal/families/index.ts';
import {askCounts, type CountQuestion} from './count.ts';
import type {Parts} from './parts.ts';

/**
 * How many open records of these types each of some people holds now: what is balanced by, and shown beside what they
 * would get. Somebody of whom a type could not be counted is missing.
 */
export async function holdings(
  {client}: Pick<Parts, 'client'>,
  types: readonly EntityType[],
  people: readonly number[],
  options: CallOptions,
): Promise<Map<number, number>> {
  const asked = people.flatMap(personId => types.map(type => ({personId, questions: openQuestions(type, personId)})));
  const counts = await askCounts(
    client,
    asked.flatMap(({questions}) => questions),
    options,
  );
  const holds = new Map<number, number>(people.map(personId => [personId, 0]));
  for (const {personId, questions} of asked) {
    const [all, closed = 0] = counts.splice(0, questions.length);
    const known = holds.get(personId);
    if (typeof all !== 'number' || typeof closed !== 'number') holds.delete(personId);
    else if (known !== undefined) holds.set(personId, known + Math.max(0, all - closed));
  }
  return holds;
}

/** The open ones where the portal counts them, else all and the closed ones. */
function openQuestions(type: EntityType, personId: number): CountQuestion[] {
  const {count} = familyOf(type.entityTypeId);
  const open = count(type, personId, 'open');
  const commands = open ? [open] : [count(type, personId, 'all'), count(type, personId, 'closed')];
  return commands.flatMap(command => (command ? [{type, personId, command}] : []));
}
