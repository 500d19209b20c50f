import type {EntityType} from '../domain/entity-types.ts';
import type {Tally, TallyRow, Unreadable} from '../domain/tally.ts';
import type {Listener} from './contract.ts';
import {askCounts, type CountQuestion} from './count.ts';
import type {CallOptions, Client} from '../portal/client.ts';
import {familyOf} from '../portal/families/index.ts';
import {olderCount} from '../portal/families/older.ts';
import type {Parts} from './parts.ts';

const MOST_COMMANDS = 50;

/**
 * Counts what a person holds, all types, open and closed apart: both counts of a type in the same request, so that they
 * are of nearly the same moment, and for types with two lists the older one's count beside them, since a key that sees a
 * part counts less by one of them. One request for about 23 types, five for up to 100; rows are told as each comes.
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
        const row = rowOf(type, counts.splice(0, questions.length), questions);
        rows.set(type, row);
        listener({kind: 'tally-row', row: believed(row)});
      }
    }),
  );
  await checkOlder(client, leaverId, rows, listener, {signal});
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
    const questions = (['all', 'closed'] as const).flatMap((which): CountQuestion[] => {
      const command = count(type, leaverId, which);
      return command ? [{type, personId: leaverId, command}] : [];
    });
    const older = olderCount(type, leaverId);
    if (older) questions.push({type, personId: leaverId, command: older, older: true});
    if (questions.length > room) {
      groups.push([]);
      room = MOST_COMMANDS;
    }
    groups.at(-1)?.push({type, questions});
    room -= questions.length;
  }
  return groups;
}

function rowOf(
  type: EntityType,
  counts: readonly (number | Unreadable)[],
  questions: readonly CountQuestion[],
): TallyRow {
  const [total, closed = 0] = counts.filter((_, index) => !questions[index]?.older);
  const older = counts.find((_, index) => questions[index]?.older);
  if (typeof total !== 'number') return {type, state: 'unreadable', why: total ?? {code: 'NO_ANSWER', text: ''}};
  if (typeof closed !== 'number') return {type, state: 'unreadable', why: closed};
  // Both counts are moments apart: a record closed in between must not make a negative number.
  const within = Math.min(closed, total);
  const more = typeof older === 'number' && older > total ? {older} : {};
  return {type, state: 'counted', total, open: total - within, closed: within, ...more};
}

/** A row without the older list's count, which is told only once it was asked for again. */
function believed(row: TallyRow): TallyRow {
  if (row.state !== 'counted') return row;
  const {older: _older, ...rest} = row;
  return rest;
}

/** Both lists are counted once more where the older one counts more: a record may have come in between. */
async function checkOlder(
  client: Client,
  leaverId: number,
  rows: Map<EntityType, TallyRow>,
  listener: Listener,
  options: CallOptions,
): Promise<void> {
  const doubtful = [...rows].flatMap(([type, row]) => {
    if (row.state !== 'counted' || row.older === undefined) return [];
    const command = familyOf(type.entityTypeId).count(type, leaverId, 'all');
    const older = olderCount(type, leaverId);
    return command && older ? [{type, row, command, older}] : [];
  });
  if (doubtful.length === 0) return;
  const again = await askCounts(
    client,
    doubtful.flatMap(({type, command, older}) => [
      {type, personId: leaverId, command},
      {type, personId: leaverId, command: older, older: true},
    ]),
    options,
  );
  for (const {type, row} of doubtful) {
    const [total, older] = again.splice(0, 2);
    const differs = typeof total === 'number' && typeof older === 'number' && older > total;
    const told = differs ? {...row, older: row.total + older - total} : believed(row);
    rows.set(type, told);
    if (differs) listener({kind: 'tally-row', row: told});
  }
}
