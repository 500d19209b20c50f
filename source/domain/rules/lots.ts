import {counts} from './column.ts';

/** How far records stay together. */
export interface ClientCounts {
  /** Lots of records that stay together; a record without a client is one by itself. */
  readonly clients: number;
  /** Records of the largest. A contact that is put into everything shows here. */
  readonly largest: number;
}

/** What each client has. Lots are numbered in the order of their first records. */
export class Lots {
  readonly open = counts();
  readonly closed = counts();
  /** Person number of whom a lot goes to. */
  readonly to = counts();
  #length = 0;
  /** Lot of each client, from 1. */
  readonly #lots: Uint32Array;

  /** @param clients numbers of clients are below this */
  constructor(clients: number) {
    this.#lots = new Uint32Array(clients);
  }

  /** The lot of a client, -1 before anything was added to it. */
  of(client: number): number {
    return (this.#lots[client] ?? 0) - 1;
  }

  add(client: number, open: number, closed: number): void {
    if (this.of(client) === -1) {
      this.#length += 1;
      this.#lots[client] = this.#length;
    }
    const lot = this.of(client);
    this.open.add(lot, open);
    this.closed.add(lot, closed);
  }

  /** The order in which lots are given. What comes last can level what was uneven before, the better the smaller it is. */
  inOrder(largestFirst: boolean): Uint32Array {
    const order = Uint32Array.from({length: this.#length}, (_, lot) => lot);
    if (!largestFirst) return order;
    return order.sort(
      (a, b) => this.open.get(b) - this.open.get(a) || this.closed.get(b) - this.closed.get(a) || a - b,
    );
  }

  counts(): ClientCounts {
    let largest = 0;
    for (let lot = 0; lot < this.#length; lot += 1)
      largest = Math.max(largest, this.open.get(lot) + this.closed.get(lot));
    return {clients: this.#length, largest};
  }
}
