/** A record an activity hangs on. Type and id as in OWNER_TYPE_ID and OWNER_ID. */
export type Binding = {readonly type: number; readonly id: number};

/** One stored value. Dates are milliseconds since 1970, yes/no of the CRM is 'Y' or 'N', as in the portal's own tables. */
export type Cell = string | number | boolean | null | readonly number[] | readonly Binding[];

/**
 * One stored record. Columns bear the REST name of their family (`assignedById` for items, `RESPONSIBLE_ID` for activities and old
 * invoices, `responsibleId` for tasks); a column that is missing has the default of its field.
 */
export type Row = {readonly id: number; [column: string]: Cell | undefined};

/** A CRM type by its entityTypeId (5 old invoices, 6 activities), tasks, or people. */
export type TableName = number | 'task' | 'user';

/** The column that holds the responsible person of a table; people have none. */
export function responsibleColumn(table: TableName): string {
  if (table === 'task') return 'responsibleId';
  if (table === 'user') return '';
  return table === 5 || table === 6 ? 'RESPONSIBLE_ID' : 'assignedById';
}

/** A stored value as a text; '' for nothing and for lists. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
