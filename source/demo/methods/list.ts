import {intval, type PhpArray} from '../php/values.ts';
import {splitKey} from '../query/conditions.ts';
import {type Order, select} from '../query/select.ts';
import type {Where} from '../query/where.ts';
import {occasionOf} from '../rest/call.ts';
import type {Call} from '../rest/method.ts';
import type {Row} from '../store/row.ts';
import type {Table} from '../store/table.ts';

/** Every list gives fifty rows a page (fact sheet 6). */
export const PAGE = 50;

export type Page = {readonly rows: Row[]; readonly total?: number; readonly next?: number};

/**
 * One page in the manner of a family. Controllers and older lists round `start` down to fifty, user.get does not; older lists answer
 * a `start` past the end with page one, `start: -1` counts nowhere (fact sheet 6, traps 21 to 23).
 */
export function page(
  call: Call,
  table: Table,
  where: Where,
  order: readonly Order[],
  style: 'controller' | 'legacy' | 'users',
): Page {
  const {options, misfortunes} = call.portal;
  const start = intval(call.params.get('start'));
  const counted = start >= 0;
  const cap = style === 'legacy' ? (options.legacyCountCap ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  applyListMisfortunes(call, table, where);
  let offset = !counted ? 0 : style === 'users' ? start : Math.floor(start / PAGE) * PAGE;
  let found = select(table, where, order, {offset, limit: PAGE, count: counted});
  let total = Math.min(found.total, cap);
  if (style === 'legacy' && counted && offset >= total && offset > 0) {
    offset = 0;
    found = select(table, where, order, {offset, limit: PAGE, count: true});
  }
  const occasion = occasionOf(call);
  const capped = misfortunes.strike(['cap-total'], occasion);
  if (capped) total = Math.min(total, capped.max);
  if (misfortunes.strike(['empty'], occasion)) return {rows: [], total: 0};
  if (misfortunes.strike(['no-total'], occasion)) return {rows: found.rows};
  if (!counted)
    return style === 'controller' && options.uncounted !== 'zero' ? {rows: found.rows} : {rows: found.rows, total: 0};
  if (style === 'users' && found.rows.length === 0) return {rows: []};
  return offset + PAGE < total ? {rows: found.rows, total, next: offset + PAGE} : {rows: found.rows, total};
}

function applyListMisfortunes(call: Call, table: Table, where: Where): void {
  if (!call.portal.misfortunes.strike(['hide-dismissed'], occasionOf(call))) return;
  const {store} = call.portal;
  where.tests.push(row => store.table('user').get(Number(row[table.responsibleColumn]))?.['ACTIVE'] !== false);
}

/** The filter as it comes through the misfortunes that lose conditions. */
export function survivingFilter(call: Call, filter: PhpArray): PhpArray {
  const dropped = call.portal.misfortunes.strikeAll(['drop-condition', 'ignore-cursor'], occasionOf(call));
  if (dropped.length === 0) return filter;
  return new Map(
    [...filter].filter(([key]) => {
      const {operator, name} = splitKey(key);
      return !dropped.some(one =>
        one.kind === 'drop-condition'
          ? one.key === key
          : name.toLowerCase() === 'id' && (operator.includes('>') || operator.includes('<')),
      );
    }),
  );
}
