import {type Cell, type Row, responsibleColumn, type TableName} from './row.ts';
import {Table} from './table.ts';

/** One thing that happened to a record; enough to do it again at the next start. */
export type Change =
  | {readonly table: TableName; readonly id: number; readonly set: Readonly<Record<string, Cell>>}
  | {readonly table: TableName; readonly id: number; readonly add: Row}
  | {readonly table: TableName; readonly id: number; readonly gone: true};

/** Everything the portal remembers. All writing goes through `apply`, so that nothing can change without being kept. */
export class Store {
  #tables = new Map<TableName, Table>();
  #frozen = false;
  readonly #listeners: ((change: Change) => void)[] = [];

  /** The table of a kind; undefined for a type this portal does not have. */
  find(name: TableName): Table | undefined {
    return this.#tables.get(name);
  }

  /** The table of a kind, made if there was none. */
  table(name: TableName): Table {
    let table = this.#tables.get(name);
    if (!table) {
      table = new Table(responsibleColumn(name));
      this.#tables.set(name, table);
    }
    return table;
  }

  names(): TableName[] {
    return [...this.#tables.keys()];
  }

  /** Whether an account may be used; an account that does not exist may not. */
  isActive(user: number): boolean {
    return this.table('user').get(user)?.['ACTIVE'] === true;
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  set(table: TableName, id: number, set: Readonly<Record<string, Cell>>): void {
    this.#tell({table, id, set});
  }

  add(table: TableName, add: Row): void {
    this.#tell({table, id: add.id, add});
  }

  remove(table: TableName, id: number): void {
    this.#tell({table, id, gone: true});
  }

  /** Takes over everything another store holds; nobody is told. */
  become(other: Store): void {
    this.#tables = other.#tables;
  }

  /** Does a change without telling anybody: for the start, when it comes from the file of changes itself. */
  replay(change: Change): void {
    const table = this.table(change.table);
    if ('set' in change) table.set(change.id, change.set);
    else if ('add' in change) table.add({...change.add});
    else table.remove(change.id);
  }

  /** Does something without any of its writes taking effect: for answers that claim what did not happen. */
  withoutEffect<T>(work: () => T): T {
    this.#frozen = true;
    try {
      return work();
    } finally {
      this.#frozen = false;
    }
  }

  #tell(change: Change): void {
    if (this.#frozen) return;
    this.replay(change);
    for (const listener of this.#listeners) listener(change);
  }
}
