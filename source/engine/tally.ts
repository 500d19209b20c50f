import type {EntityType} from '../domain/entity-types.ts';
import type {Tally, TallyRow, Unreadable} from '../domain/tally.ts';
import type {Listener} from './contract.ts';
import {askCounts, type CountQuestion} from './count.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Parts} from './parts.ts';

const MOST_COMMANDS = 50;

/**
 * Counts what a person holds, all types, open and closed apart: both counts of a type in the same request, so that they
 * are of nearly the same moment. One request for up to 25 types, four for up to 100; rows are told as each comes.
 *
 * @throws PortalTrouble `deviates` when the portal counts somebody else's records
 */
export async function tally(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  leaverId: number,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Tally> {
  const rows = new Map<EntityType, TallyRow>(connection.types.map(type => [type, {type, state: 'counting'}]));
  await Promise.all(
    requestsOf(connection.types, leaverId).map(async group => {
      const counts = await askCounts(
        client,
        group.flatMap(({questions}) => questions),
        {signal},
      );
      for (const {type, questions} of group) {
        const row = rowOf(type, counts.splice(0, questions.length));
        rows.set(type, row);
        listener({kind: 'tally-row', row});
      }
    }),
  );
  return {leaverId, rows: [...rows.values()]};
}

interface Asked {
  readonly type: EntityType;
  /** All of them, and the closed ones where there can be any. */
  readonly questions: readonly CountQuestion[];
}

/** The types with their counts, in groups of which each fits into one request. */
function requestsOf(types: readonly EntityType[], leaverId: number): Asked[][] {
  const groups: Asked[][] = [];
  let room = 0;
  for (const type of types) {
    const {count} = familyOf(type.entityTypeId);
    const questions = (['all', 'closed'] as const).flatMap(which => {
      const command = count(type, leaverId, which);
      return command ? [{type, personId: leaverId, command}] : [];
    });
    if (questions.length > room) {
      groups.push([]);
      room = MOST_COMMANDS;
    }
    groups.at(-1)?.push({type, questions});
    room -= questions.length;
  }
  return groups;
}

function rowOf(type: EntityType, [total, closed = 0]: readonly (number | Unreadable)[]): TallyRow {
  if (typeof total !== 'number') return {type, state: 'unreadable', why: total ?? {code: 'NO_ANSWER', text: ''}};
  if (typeof closed !== 'number') return {type, state: 'unreadable', why: closed};
  // Both counts are moments apart: a record closed in between must not make a negative number.
  const within = Math.min(closed, total);
  return {type, state: 'counted', total, open: total - within, closed: within};
}
