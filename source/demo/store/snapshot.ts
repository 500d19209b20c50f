import {type Row, responsibleColumn, type TableName} from './row.ts';
import type {Store} from './store.ts';

/** One record as it is stored, for comparing before with after. */
export type SnapshotRecord = {
  readonly table: TableName;
  readonly id: number;
  readonly responsible: number | null;
  /** All columns by their stored names. */
  readonly columns: Readonly<Row>;
};

export type Snapshot = {
  /** All people, bots too. */
  readonly people: readonly {readonly id: number; readonly active: boolean}[];
  /** All records of the CRM and all tasks. */
  readonly records: readonly SnapshotRecord[];
};

/** The whole state of a portal, a copy. */
export function takeSnapshot(store: Store): Snapshot {
  const records: SnapshotRecord[] = [];
  for (const table of store.names()) {
    if (table === 'user') continue;
    const column = responsibleColumn(table);
    for (const row of store.table(table).rows) {
      const holder = row[column];
      records.push({table, id: row.id, responsible: typeof holder === 'number' ? holder : null, columns: {...row}});
    }
  }
  const people = store.table('user').rows.map(row => ({id: row.id, active: row['ACTIVE'] === true}));
  return {people, records};
}
