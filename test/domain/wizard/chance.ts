/** Choices that follow from one number alone, so that a walk can be told, shrunk and repeated by its numbers. */
export interface Chance {
  /** 0 up to, not including, `below`. */
  nat(below: number): number;
  of<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[]): Item[];
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const nat = (below: number): number => next() % below;
  return {
    nat,
    of: items => items[nat(items.length)] as (typeof items)[number],
    some: items => items.filter(() => nat(3) > 0),
  };
}
