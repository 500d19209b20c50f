import type {EntityType} from '../domain/entity-types.ts';
import type {PartlySeen} from '../domain/plan.ts';
import {rowOf, type Tally} from '../domain/tally.ts';
import type {StateChoice} from '../domain/scope.ts';
import type {CallOptions} from '../portal/client.ts';
import {familyOf} from '../portal/families/index.ts';
import {askCounts} from './count.ts';
import type {Parts} from './parts.ts';

/** A list that was walked to its end. */
export interface WalkedSize {
  readonly type: EntityType;
  /** Which records were asked for. */
  readonly state: StateChoice;
  /** What the tally counted of that list. */
  readonly expected?: number | undefined;
  readonly seen: number;
}

/**
 * Types of which this key sees a part: their list shows fewer records than the portal counts of it, or the older of their
 * two lists counts more. A list that shows fewer than it counted may have lost some to others in between: it is counted
 * once more, and believed only if it still counts more than it showed. A list that shows more than was counted is no sign
 * of anything: records come, and the counts of older lists may stop at a threshold (fact sheet section 6).
 */
export async function partlySeen(
  {client}: Pick<Parts, 'client'>,
  leaverId: number,
  lists: readonly WalkedSize[],
  held: Tally,
  options: CallOptions,
): Promise<PartlySeen[]> {
  const older = lists.flatMap(({type}): PartlySeen[] => {
    const row = rowOf(held.rows, type.key);
    if (row?.state !== 'counted' || row.older === undefined) return [];
    return [{type: type.key, by: 'older-list', counted: row.older, shown: row.total}];
  });
  const short = lists.flatMap(list => {
    if (list.expected === undefined || list.seen >= list.expected) return [];
    const {count, listed} = familyOf(list.type.entityTypeId);
    const command = count(list.type, leaverId, listed(list.type, list.state));
    return command ? [{...list, command}] : [];
  });
  if (short.length === 0) return older;
  const again = await askCounts(
    client,
    short.map(({type, command}) => ({type, personId: leaverId, command})),
    options,
  );
  const walked = short.flatMap(({type, seen}, index): PartlySeen[] => {
    const counted = again[index];
    return typeof counted === 'number' && counted > seen ? [{type: type.key, by: 'walk', counted, shown: seen}] : [];
  });
  return [...walked, ...older.filter(({type}) => !walked.some(one => one.type === type))];
}

/** Why nothing is proved of such a type. */
export function partlySeenReason({by, counted, shown}: PartlySeen): string {
  return by === 'walk'
    ? `this key does not see everything: the portal counts ${counted}, its list shows ${shown}`
    : `this key does not see everything: the older list counts ${counted}, the one that is used ${shown}`;
}
