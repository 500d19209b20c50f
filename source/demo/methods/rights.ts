import type {Call} from '../rest/method.ts';
import type {Test} from '../query/conditions.ts';
import type {Row, TableName} from '../store/row.ts';
import {responsibleColumn} from '../store/row.ts';

const ACTIVITY = 6;

/**
 * What a key may see: everything for an administrator; for others their own records and those of their departments, without a word
 * about the rest (trap 15). Activities: their own, and those of records they may read (fact sheet 11). Undefined means no restriction.
 */
export function readTest(call: Call, table: TableName): Test | undefined {
  if (call.admin) return undefined;
  const column = responsibleColumn(table);
  const colleagues = colleaguesOf(call);
  if (table !== ACTIVITY) return row => colleagues.has(Number(row[column]));
  const {store} = call.portal;
  return row => {
    if (row[column] === call.user.id) return true;
    const type = Number(row['OWNER_TYPE_ID'] ?? 0);
    const owner = store.find(type)?.get(Number(row['OWNER_ID'] ?? 0));
    return owner !== undefined && colleagues.has(Number(owner[responsibleColumn(type)]));
  };
}

/** Whether a key may change a record: administrators all, others their own. */
export function mayUpdate(call: Call, table: TableName, row: Row): boolean {
  return call.admin || row[responsibleColumn(table)] === call.user.id;
}

function colleaguesOf(call: Call): Set<number> {
  const mine = call.user['UF_DEPARTMENT'];
  const departments = new Set(Array.isArray(mine) ? (mine as number[]) : []);
  const people = new Set([call.user.id]);
  for (const row of call.portal.store.table('user').rows) {
    const theirs = row['UF_DEPARTMENT'];
    if (Array.isArray(theirs) && (theirs as number[]).some(department => departments.has(department)))
      people.add(row.id);
  }
  return people;
}

/** The help article's rule: a dismissed person's invoices and activities stay where they are until the person is hired back. */
export function heldByRule(call: Call, responsible: unknown): boolean {
  if (call.portal.options.rehireRule === false || typeof responsible !== 'number') return false;
  return call.portal.store.table('user').get(responsible)?.['ACTIVE'] === false;
}
