type Cells = Float64Array | Uint32Array | Int32Array | Uint8Array;

/**
 * Numbers by position that grow as they are set: a million records are a few dozen megabytes, where objects would be
 * hundreds. What was never set is 0, and a column that was never set takes no room.
 */
export class Column {
  readonly #make: (length: number) => Cells;
  #cells: Cells;

  constructor(make: (length: number) => Cells) {
    this.#make = make;
    this.#cells = make(0);
  }

  get(at: number): number {
    return this.#cells[at] ?? 0;
  }

  set(at: number, value: number): void {
    if (at >= this.#cells.length) {
      if (value === 0) return;
      const longer = this.#make(Math.max(64, at + 1, Math.ceil(this.#cells.length * 1.5)));
      longer.set(this.#cells);
      this.#cells = longer;
    }
    this.#cells[at] = value;
  }

  add(at: number, more: number): void {
    this.set(at, this.get(at) + more);
  }

  /** Puts at each position what stood where `order` says. */
  reorder(order: Uint32Array): void {
    if (this.#cells.length === 0) return;
    const sorted = this.#make(order.length);
    for (const [to, from] of order.entries()) sorted[to] = this.get(from);
    this.#cells = sorted;
  }
}

/** Ids are exact up to 2^53. */
export const ids = (): Column => new Column(length => new Float64Array(length));
export const counts = (): Column => new Column(length => new Uint32Array(length));
export const signed = (): Column => new Column(length => new Int32Array(length));
export const small = (): Column => new Column(length => new Uint8Array(length));

/** The position of a number in ascending ones, or -1. */
export function search(numbers: {get(at: number): number}, length: number, wanted: number): number {
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = numbers.get(middle);
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
