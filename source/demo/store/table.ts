import type {Cell, Row} from './row.ts';

/** Index of the first record whose id is not below `id`, in a list that ascends by id. */
export function lowerBound(sorted: readonly Row[], id: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NONE: readonly Row[] = [];

/**
 * Records of one kind, found by id, in the order of ids, and by responsible person. The last index is what makes the lists of one
 * person quick in a portal of a hundred thousand records.
 */
export class Table {
  readonly responsibleColumn: string;
  readonly #byId = new Map<number, Row>();
  readonly #all: Row[] = [];
  readonly #held = new Map<number, Row[]>();

  constructor(responsible: string) {
    this.responsibleColumn = responsible;
  }

  get size(): number {
    return this.#all.length;
  }

  /** All records, ascending by id. */
  get rows(): readonly Row[] {
    return this.#all;
  }

  get(id: number): Row | undefined {
    return this.#byId.get(id);
  }

  /** What a person is responsible for, ascending by id. */
  heldBy(person: number): readonly Row[] {
    return this.#held.get(person) ?? NONE;
  }

  /** The next free id. */
  nextId(): number {
    return (this.#all.at(-1)?.id ?? 0) + 1;
  }

  add(row: Row): void {
    if (this.#byId.has(row.id)) this.remove(row.id);
    this.#byId.set(row.id, row);
    insert(this.#all, row);
    const holder = this.#holder(row);
    if (holder !== null) insert(this.#list(holder), row);
  }

  remove(id: number): void {
    const row = this.#byId.get(id);
    if (!row) return;
    this.#byId.delete(id);
    drop(this.#all, id);
    const holder = this.#holder(row);
    if (holder !== null) drop(this.#list(holder), id);
  }

  /** Writes columns of a record and keeps the index right. */
  set(id: number, patch: Readonly<Record<string, Cell>>): void {
    const row = this.#byId.get(id);
    if (!row) return;
    const before = this.#holder(row);
    Object.assign(row, patch);
    const after = this.#holder(row);
    if (before === after) return;
    if (before !== null) drop(this.#list(before), id);
    if (after !== null) insert(this.#list(after), row);
  }

  #holder(row: Row): number | null {
    const value = row[this.responsibleColumn];
    return typeof value === 'number' ? value : null;
  }

  #list(person: number): Row[] {
    let list = this.#held.get(person);
    if (!list) {
      list = [];
      this.#held.set(person, list);
    }
    return list;
  }
}

function insert(sorted: Row[], row: Row): void {
  const last = sorted.at(-1);
  if (last === undefined || last.id < row.id) sorted.push(row);
  else sorted.splice(lowerBound(sorted, row.id), 0, row);
}

function drop(sorted: Row[], id: number): void {
  const at = lowerBound(sorted, id);
  if (sorted[at]?.id === id) sorted.splice(at, 1);
}
