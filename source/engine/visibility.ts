import type {EntityType} from '../domain/entity-types.ts';
import type {PartlySeen} from '../domain/plan.ts';
import {rowOf, type Tally} from '../domain/tally.ts';
import {narrows, type TypeScope} from '../domain/scope/type-scope.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Command} from '../portal/encode.ts';
import {familyOf} from '../portal/families/index.ts';
import {askCounts} from './count.ts';
import type {Parts} from './parts.ts';
import type {WalkTask} from './walk.ts';

/** A list that was walked to its end. */
export interface WalkedSize {
  readonly type: EntityType;
  /** Which records were asked for. */
  readonly scope: TypeScope;
  /** What was counted of that list before. */
  readonly expected?: number | undefined;
  readonly seen: number;
}

/**
 * The same lists, each with how many records the portal counts of it. Those that are not narrowed have that from the
 * tally; a narrowed one is counted by its own conditions, so that a key that sees a part shows there too. Records that
 * are named by their ids are no list.
 */
export async function countLists(
  {client}: Pick<Parts, 'client'>,
  leaverId: number,
  lists: readonly WalkTask[],
  options: CallOptions,
): Promise<WalkTask[]> {
  const open = lists.flatMap(list => {
    const command = list.expected === undefined && !list.scope.ids ? countOfList(list, leaverId) : undefined;
    return command ? [{list, command}] : [];
  });
  if (open.length === 0) return [...lists];
  const counts = await askCounts(
    client,
    open.map(({list: {type}, command}) => ({type, personId: leaverId, command})),
    options,
  );
  const found = new Map(open.map(({list}, index) => [list, counts[index]]));
  return lists.map(list => {
    const expected = found.get(list);
    return typeof expected === 'number' ? {...list, expected} : list;
  });
}

/** Counts what a list shows when it is walked, or of narrow dates a little less: never more. */
function countOfList({type, scope}: Pick<WalkTask, 'type' | 'scope'>, leaverId: number): Command | undefined {
  const {count, listed} = familyOf(type.entityTypeId);
  return count(type, leaverId, listed(type, scope.state), narrows(scope) ? {scope} : undefined);
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
    const command = countOfList(list, leaverId);
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
