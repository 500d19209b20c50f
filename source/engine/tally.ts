import type {EntityType} from '../domain/entity-types.ts';
import type {Tally, TallyRow, Unreadable} from '../domain/tally.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {Command} from '../portal/encode.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Listener} from './contract.ts';
import {isAbsent, type Parts} from './parts.ts';

const MOST = 50;

/**
 * Counts what a person holds, all types, open and closed apart: first every type's total, then the closed ones of
 * those that hold something. Two requests each way show rows early and stay within four for up to 100 types.
 */
export async function tally(
  {client, connection}: Parts,
  leaverId: number,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Tally> {
  const rows = new Map<EntityType, TallyRow>();
  function put(row: TallyRow): void {
    rows.set(row.type, row);
    listener({kind: 'tally-row', row});
  }

  async function countGroup(types: readonly EntityType[]): Promise<void> {
    const totals = await client.readMany(
      types.flatMap(type => familyOf(type.entityTypeId).count(type, leaverId, 'all') ?? []),
      {signal},
    );
    const staged: {type: EntityType; total: number; command: Command}[] = [];
    types.forEach((type, index) => {
      const total = countOf(type, leaverId, totals[index]);
      if (typeof total !== 'number') return put({type, state: 'unreadable', why: total});
      const command = total > 0 ? familyOf(type.entityTypeId).count(type, leaverId, 'closed') : undefined;
      if (!command) return put({type, state: 'counted', total, open: total, closed: 0});
      put({type, state: 'counting', total});
      staged.push({type, total, command});
    });
    const closed = await client.readMany(
      staged.map(({command}) => command),
      {signal},
    );
    staged.forEach(({type, total}, index) => {
      const count = countOf(type, leaverId, closed[index]);
      if (typeof count !== 'number') return put({type, state: 'unreadable', why: count});
      // Both counts are moments apart: a record closed in between must not make a negative number.
      const within = Math.min(count, total);
      put({type, state: 'counted', total, open: total - within, closed: within});
    });
  }

  const types = connection.types;
  for (const type of types) rows.set(type, {type, state: 'counting'});
  const half = Math.min(MOST, Math.ceil(types.length / 2));
  const groups: EntityType[][] = [];
  for (let from = 0; from < types.length; from += half) groups.push(types.slice(from, from + half));
  await Promise.all(groups.map(countGroup));
  return {leaverId, rows: [...rows.values()]};
}

/**
 * The number, or why there is none. `total` is read of a call with `start: 0` alone: with -1 it is missing or 0 (trap
 * 21). The rows that come along are held against the question.
 *
 * @throws PortalTrouble `deviates` when the portal counted somebody else's records too
 */
export function countOf(type: EntityType, personId: number, result: CommandResult | undefined): number | Unreadable {
  if (!result) return {code: 'NO_ANSWER', text: ''};
  if (!result.ok) return isAbsent(type, result.fault) ? 0 : {code: result.fault.code, text: result.fault.text};
  for (const [id, {responsibleId}] of familyOf(type.entityTypeId).standings(result.result)) {
    if (responsibleId !== personId) {
      throw new PortalTrouble(
        'deviates',
        `${type.key} #${id} of user ${responsibleId} was counted for user ${personId}`,
      );
    }
  }
  return result.total ?? {code: 'NO_TOTAL', text: ''};
}
