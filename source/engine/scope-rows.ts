import type {TypeKey} from '../domain/entity-types.ts';
import {checkOf} from '../domain/scope/fits.ts';
import {tidy, type TypeScope} from '../domain/scope/type-scope.ts';
import {takesNothing} from '../domain/scope/validate.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CallOptions} from '../portal/client.ts';
import {refusalText} from '../portal/faults.ts';
import {PAGE, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {RowsPage, ScopeRow} from './contract.ts';
import {fits, readPage} from './page-check.ts';
import {typeOf, type Parts} from './parts.ts';

/** Which page of which records. */
export interface RowsQuestion {
  readonly leaverId: number;
  readonly type: TypeKey;
  readonly scope: TypeScope;
  readonly afterId: number;
  readonly search?: string | undefined;
}

/**
 * One page of what a scope takes, unticked records among them. Records of somebody else, that a portal may show at the
 * moment they change hands, are left out.
 *
 * @throws PortalTrouble when the list is refused, or does not say what the scope asks about
 */
export async function scopeRows(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  {leaverId, type: key, scope, afterId, search}: RowsQuestion,
  options: CallOptions,
): Promise<RowsPage> {
  const type = typeOf(connection, key);
  const {without: _unticked, ...asked} = tidy(scope);
  const ids = asked.ids?.filter(id => id > afterId).slice(0, PAGE);
  if (ids?.length === 0 || takesNothing(type, asked)) return {rows: []};
  const query = {scope: asked, places: true, ...(ids && {ids}), ...(search !== undefined && {search: search.trim()})};
  const [page] = await client.readMany([familyOf(type.entityTypeId).page(type, leaverId, query, afterId)], options);
  if (!page?.ok) throw new PortalTrouble('refused', page ? refusalText(page.fault) : 'no answer');
  const rows = readPage(type, page.result, afterId);
  const check = checkOf(asked);
  const shown = rows.filter(row => row.responsibleId === leaverId && fits(check, type, row)).map(toScopeRow);
  // Of named records a page is at its end where the last id of it is; of all others where it is not full.
  const next = ids ? ids.at(-1) : rows.length < PAGE ? undefined : rows.at(-1)?.id;
  const isLast = ids !== undefined && (asked.ids?.at(-1) ?? 0) <= (next ?? 0);
  return next === undefined || isLast ? {rows: shown} : {rows: shown, next};
}

function toScopeRow({id, title, closed, pipeline, stage}: Row): ScopeRow {
  return {
    id,
    title,
    closed,
    ...(pipeline === undefined ? {} : {pipeline}),
    ...(stage === undefined || stage === '' ? {} : {stage}),
  };
}
