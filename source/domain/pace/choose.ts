/** A method a write can go by. */
export interface Way {
  readonly method: string;
  /** What one such write is expected to cost, in milliseconds. */
  readonly costMs: number;
  /** Seconds of the method's room that are left to writes that know no other way. */
  readonly leave: number;
}

/** A write that is ready, with the ways it may go, the best first. */
export interface Offer<T> {
  readonly write: T;
  readonly ways: readonly Way[];
}

export interface ChooseOptions {
  /** How many the request has room for. */
  readonly most: number;
  /** How long they may take together, in milliseconds; a single one may take longer. */
  readonly targetMs: number;
  /** Seconds of execution time of a method that may still be begun. */
  readonly room: (method: string) => number;
}

/** What goes, and by which way. */
export interface Chosen<T> {
  readonly write: T;
  readonly way: Way;
}

/** What goes into the next request, in the order of the offers: each by the first of its ways that has room. */
export function choose<T>(offers: Iterable<Offer<T>>, {most, targetMs, room}: ChooseOptions): Chosen<T>[] {
  const chosen: Chosen<T>[] = [];
  /** What is left of each method's room, looked up once. */
  const rooms = new Map<string, number>();
  const left = (method: string): number => {
    const seconds = rooms.get(method) ?? room(method);
    rooms.set(method, seconds);
    return seconds;
  };
  let ms = 0;
  for (const {write, ways} of offers) {
    if (chosen.length >= most) break;
    const way = ways.find(({method, costMs, leave}) => left(method) - leave >= costMs / 1000);
    if (!way) continue;
    if (chosen.length > 0 && ms + way.costMs > targetMs) break;
    ms += way.costMs;
    rooms.set(way.method, left(way.method) - way.costMs / 1000);
    chosen.push({write, way});
  }
  return chosen;
}
