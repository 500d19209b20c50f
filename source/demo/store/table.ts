import type {Cell, Row} from './row.ts';

/** Index of the first element that is not below `value` in an ascending list. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NONE: readonly number[] = [];

/**
 * Records of one kind, found by id, in the order of ids, and by responsible person. The last index is what makes the lists of one
 * person quick in a portal of a hundred thousand records.
 */
export class Table {
  readonly responsibleColumn: string;
  readonly #rows = new Map<number, Row>();
  readonly #ids: number[] = [];
  readonly #held = new Map<number, number[]>();

  constructor(responsible: string) {
    this.responsibleColumn = responsible;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** All ids, ascending. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Ids of what a person is responsible for, ascending. */
  heldBy(person: number): readonly number[] {
    return this.#held.get(person) ?? NONE;
  }

  /** The next free id. */
  nextId(): number {
    return (this.#ids.at(-1) ?? 0) + 1;
  }

  add(row: Row): void {
    if (this.#rows.has(row.id)) this.remove(row.id);
    this.#rows.set(row.id, row);
    insert(this.#ids, row.id);
    const holder = this.#holder(row);
    if (holder !== null) insert(this.#list(holder), row.id);
  }

  remove(id: number): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.delete(id);
    drop(this.#ids, id);
    const holder = this.#holder(row);
    if (holder !== null) drop(this.#list(holder), id);
  }

  /** Writes columns of a record and keeps the index right. */
  set(id: number, patch: Readonly<Record<string, Cell>>): void {
    const row = this.#rows.get(id);
    if (!row) return;
    const before = this.#holder(row);
    Object.assign(row, patch);
    const after = this.#holder(row);
    if (before === after) return;
    if (before !== null) drop(this.#list(before), id);
    if (after !== null) insert(this.#list(after), id);
  }

  #holder(row: Row): number | null {
    const value = row[this.responsibleColumn];
    return typeof value === 'number' ? value : null;
  }

  #list(person: number): number[] {
    let list = this.#held.get(person);
    if (!list) {
      list = [];
      this.#held.set(person, list);
    }
    return list;
  }
}

function insert(sorted: number[], value: number): void {
  const last = sorted.at(-1);
  if (last === undefined || last < value) sorted.push(value);
  else sorted.splice(lowerBound(sorted, value), 0, value);
}

function drop(sorted: number[], value: number): void {
  const at = lowerBound(sorted, value);
  if (sorted[at] === value) sorted.splice(at, 1);
}
