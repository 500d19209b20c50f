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
  const list = candidates(table, where);
  const byId = order.length === 0 || order[0]!.field.name === 'id';
  if (!byId) return sorted(list, where, order, window);
  // Without an order MySQL owes nobody one. Newest first is what punishes a walk that forgot to ask for it.
  const descending = order[0]?.descending ?? true;
  return where.tests.length === 0 ? slice(list, descending, window) : search(list, where, descending, window);
}

/** A page of a list that needs no looking at. */
function slice(list: readonly Row[], descending: boolean, {offset, limit, count}: Window) {
  const from = descending ? Math.max(0, list.length - offset - limit) : offset;
  const to = descending ? list.length - offset : offset + limit;
  const rows = list.slice(from, Math.max(from, to));
  if (descending) rows.reverse();
  return {rows, total: count ? list.length : -1};
}

/** A page of what passes the tests; looks at everything only if it must be counted. */
function search(list: readonly Row[], {tests}: Where, descending: boolean, {offset, limit, count}: Window) {
  const rows: Row[] = [];
  const {length} = list;
  let found = 0;
  for (let index = 0; index < length; index += 1) {
    const row = list[descending ? length - 1 - index : index]!;
    if (!passes(row, tests)) continue;
    found += 1;
    if (found > offset && rows.length < limit) rows.push(row);
    if (!count && rows.length === limit) break;
  }
  return {rows, total: count ? found : -1};
}

function passes(row: Row, tests: Where['tests']): boolean {
  for (const test of tests) {
    if (!test(row)) return false;
  }
  return true;
}

/** What the indexes leave over, ascending by id. */
function candidates(table: Table, {ids, people, above, below}: Where): readonly Row[] {
  let list: readonly Row[];
  if (ids) {
    const known = [...ids].map(id => table.get(id)).filter(row => row !== undefined);
    list = known.filter(row => !people || people.has(Number(row[table.responsibleColumn]))).sort((a, b) => a.id - b.id);
  } else if (people) {
    const lists = [...people].map(person => table.heldBy(person));
    list = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a.id - b.id);
  } else {
    list = table.rows;
  }
  const from = above === Number.NEGATIVE_INFINITY ? 0 : lowerBound(list, above + 1);
  const to = below === Number.POSITIVE_INFINITY ? list.length : lowerBound(list, below);
  return from === 0 && to === list.length ? list : list.slice(from, Math.max(from, to));
}

function sorted(list: readonly Row[], {tests}: Where, order: readonly Order[], {offset, limit, count}: Window) {
  const rows = list.filter(row => passes(row, tests));
  rows.sort((a, b) => {
    for (const {field, descending} of order) {
      const difference = compareCells(cell(a, field), cell(b, field));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return a.id - b.id;
  });
  return {rows: rows.slice(offset, offset + limit), total: count ? rows.length : -1};
}

function compareCells(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return textOf(a) < textOf(b) ? -1 : 1;
}
