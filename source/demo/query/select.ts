import {cell, type Field} from '../fields/field.ts';
import {type Row, textOf} from '../store/row.ts';
import {lowerBound, type Table} from '../store/table.ts';
import type {Where} from './where.ts';

export type Order = {readonly field: Field; readonly descending: boolean};

export type Window = {
  readonly offset: number;
  readonly limit: number;
  /** Whether the total is wanted; without it the search ends with the page. */
  readonly count: boolean;
};

/** Runs a filter over a table. `total` is the number of all matches, or -1 where it was not wanted. */
export function select(
  table: Table,
  where: Where,
  order: readonly Order[],
  window: Window,
): {rows: Row[]; total: number} {
  const ids = candidates(table, where);
  const byId = order.length === 0 || order[0]!.field.name === 'id';
  if (!byId) return sorted(table, where, order, window, ids);
  // Without an order MySQL owes nobody one. Newest first is what punishes a walk that forgot to ask for it.
  const descending = order[0]?.descending ?? true;
  if (where.tests.length === 0) {
    const from = descending ? Math.max(0, ids.length - window.offset - window.limit) : window.offset;
    const to = descending ? ids.length - window.offset : window.offset + window.limit;
    const page = ids.slice(from, Math.max(from, to));
    if (descending) page.reverse();
    return {rows: page.map(id => table.get(id)!), total: window.count ? ids.length : -1};
  }
  const rows: Row[] = [];
  let found = 0;
  for (let index = 0; index < ids.length; index += 1) {
    const row = table.get(ids[descending ? ids.length - 1 - index : index]!)!;
    if (!where.tests.every(test => test(row))) continue;
    found += 1;
    if (found > window.offset && rows.length < window.limit) rows.push(row);
    if (!window.count && rows.length === window.limit) break;
  }
  return {rows, total: window.count ? found : -1};
}

/** Ids that the indexes leave over, ascending. */
function candidates(table: Table, where: Where): readonly number[] {
  let ids: readonly number[];
  if (where.ids) {
    const {people} = where;
    ids = [...where.ids]
      .filter(id => {
        const row = table.get(id);
        return row && (!people || people.has(Number(row[table.responsibleColumn])));
      })
      .sort((a, b) => a - b);
  } else if (where.people) {
    const lists = [...where.people].map(person => table.heldBy(person));
    ids = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a - b);
  } else {
    ids = table.ids;
  }
  const from = where.above === Number.NEGATIVE_INFINITY ? 0 : lowerBound(ids, where.above + 1);
  const to = where.below === Number.POSITIVE_INFINITY ? ids.length : lowerBound(ids, where.below);
  return from === 0 && to === ids.length ? ids : ids.slice(from, Math.max(from, to));
}

function sorted(table: Table, where: Where, order: readonly Order[], window: Window, ids: readonly number[]) {
  const rows = ids.map(id => table.get(id)!).filter(row => where.tests.every(test => test(row)));
  rows.sort((a, b) => {
    for (const {field, descending} of order) {
      const difference = compareCells(cell(a, field), cell(b, field));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return a.id - b.id;
  });
  return {rows: rows.slice(window.offset, window.offset + window.limit), total: window.count ? rows.length : -1};
}

function compareCells(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return textOf(a) < textOf(b) ? -1 : 1;
}
