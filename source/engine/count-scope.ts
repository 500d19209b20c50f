import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import {checkOf} from '../domain/scope/fits.ts';
import {narrows, tidy, type FullScope, type TypeScope} from '../domain/scope/type-scope.ts';
import {takesNothing} from '../domain/scope/validate.ts';
import type {Unreadable} from '../domain/tally.ts';
import type {CommandResult} from '../portal/batch.ts';
import {familyOf} from '../portal/families/index.ts';
import type {ScopeCount} from './contract.ts';
import {askCounts, type CountQuestion} from './count.ts';
import {typeOf, type Parts} from './parts.ts';

/** So many ids go into one count: a batch command keeps a thousand parameters (fact sheet section 4). */
const MOST_IDS = 500;

interface Part {
  /** 1 or -1. */
  readonly sign: number;
  readonly question: CountQuestion;
}

/**
 * Counts what a scope takes, by the portal's own counts: all that fit, less the closed ones where only open ones are
 * meant and the portal cannot count those, less what is unticked. The records that come along with a count are held
 * against the scope, so that a portal that drops a condition is told and not believed.
 *
 * @throws PortalTrouble `deviates` when the portal counts somebody else's records
 */
export async function countScope(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  leaverId: number,
  scope: FullScope,
  signal?: AbortSignal,
): Promise<ReadonlyMap<TypeKey, ScopeCount>> {
  const asked = [...scope].map(([key, one]) => {
    const type = typeOf(connection, key);
    return {key, parts: takesNothing(type, one) ? [] : partsOf(type, leaverId, tidy(one))};
  });
  const counts = await askCounts(
    client,
    asked.flatMap(({parts}) => parts.map(({question}) => question)),
    {signal},
  );
  return new Map(asked.map(({key, parts}) => [key, sum(parts, counts.splice(0, parts.length))]));
}

function sum(parts: readonly Part[], counts: readonly (number | Unreadable)[]): ScopeCount {
  let records = 0;
  for (const [index, count] of counts.entries()) {
    if (typeof count !== 'number') return {unreadable: count};
    records += (parts[index]?.sign ?? 1) * count;
  }
  // The counts are moments apart.
  return {records: Math.max(0, records)};
}

function partsOf(type: EntityType, leaverId: number, scope: TypeScope): Part[] {
  const without = new Set(scope.without);
  if (scope.ids) {
    const ids = scope.ids.filter(id => !without.has(id));
    return chunks(ids).flatMap(some => ofState(type, leaverId, scope, 1, some));
  }
  return [
    ...ofState(type, leaverId, scope, 1),
    ...chunks([...without]).flatMap(some => ofState(type, leaverId, scope, -1, some)),
  ];
}

function ofState(type: EntityType, personId: number, scope: TypeScope, sign: number, ids?: readonly number[]): Part[] {
  const {count} = familyOf(type.entityTypeId);
  const asked = ids || narrows({...scope, without: []}) ? {scope, ...(ids && {ids})} : undefined;
  const one = (which: TypeScope['state'], factor: number): Part[] => {
    const command = count(type, personId, which, asked);
    const check = asked && ((result: CommandResult) => misfit(type, scope, ids, result));
    return command ? [{sign: factor, question: {type, personId, command, ...(check && {check})}}] : [];
  };
  if (scope.state !== 'open') return one(scope.state, sign);
  const open = one('open', sign);
  return open.length > 0 ? open : [...one('all', sign), ...one('closed', -sign)];
}

/** A record that came along and does not fit, in words. Of states the counts themselves are made. */
function misfit(
  type: EntityType,
  scope: TypeScope,
  ids: readonly number[] | undefined,
  result: CommandResult,
): string | undefined {
  if (!result.ok) return undefined;
  const check = checkOf({...scope, state: 'all', without: [], ...(ids && {ids})});
  const family = familyOf(type.entityTypeId);
  const row = family.rows(type, result.result).find(one => !check.fits(one));
  return row && `#${row.id} does not fit what was counted`;
}

function chunks(ids: readonly number[]): number[][] {
  return Array.from({length: Math.ceil(ids.length / MOST_IDS)}, (_, at) =>
    ids.slice(at * MOST_IDS, (at + 1) * MOST_IDS),
  );
}
