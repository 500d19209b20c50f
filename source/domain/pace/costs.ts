/** What an update may cost before anything is known, in milliseconds (fact sheet section 5: 0.05 to 0.5 s). */
export const ASSUMED_COST_MS = 500;

/** Nothing is believed to cost more: every account of execution time can bear it, so that it is sent at all. */
const MOST_COST_MS = 40_000;

/** No two writes take the same time; by so much the mean of a few may be too low. */
const SPREAD = 1.05;

/** How long the portal works on one command of each kind, learned while it works. Milliseconds. */
export interface Costs {
  /** What one command of a kind may cost: learned, or as dear as the dearest other, or assumed. */
  of(kind: string): number;
  /** The same, to be on the safe side: what has not been seen costs what is assumed at least. */
  atWorst(kind: string): number;
  /** It was seen to cost so much on average. @param count of how many: a few that were cheap tell little */
  learn(kind: string, ms: number, count?: number): void;
  /** What one of a kind was seen to cost, by this run or else by one before it; undefined where none was ever seen here. */
  seen(kind: string): {readonly ms: number; readonly now: boolean} | undefined;
  /** What has been learned, to be kept for another run. */
  known(): ReadonlyMap<string, number>;
}

/** @param before what an earlier run on this portal learned: a start, no more */
export function createCosts(before: ReadonlyMap<string, number> = new Map()): Costs {
  const learned = new Map<string, number>();

  function of(kind: string): number {
    const own = learned.get(kind);
    if (own !== undefined) return own;
    const dearest = Math.max(0, ...learned.values());
    // One that was dear yesterday is not believed to be cheap today before it has been seen.
    return Math.max(dearest, before.get(kind) ?? 0) || ASSUMED_COST_MS;
  }

  return {
    of,
    atWorst: kind => (learned.has(kind) ? of(kind) * SPREAD : Math.max(of(kind), ASSUMED_COST_MS)),
    learn(kind, told, count = MANY) {
      const known = learned.get(kind);
      const ms = Math.min(told, MOST_COST_MS);
      learned.set(kind, known === undefined ? ms : learnCost(known, ms, count));
    },
    seen(kind) {
      const own = learned.get(kind);
      const earlier = before.get(kind);
      if (own !== undefined) return {ms: own, now: true};
      return earlier === undefined ? undefined : {ms: earlier, now: false};
    },
    known: () => learned,
  };
}

/** So many of a kind have a mean that can be relied on. */
const MANY = 20;

/** Follows a rise at once and a fall slowly, the more so the fewer were seen: too large a batch is worse than too small a one. */
export function learnCost(known: number, seen: number, count = MANY): number {
  return seen >= known ? seen : known + (seen - known) * 0.5 * Math.min(1, count / MANY);
}

/** A batch of the first writes is meant to take so long at most, and one of writes whose cost is known: far below 60 s. */
export const FIRST_BATCH_MS = 10_000;
export const BATCH_MS = 20_000;

/** What the first few cost is little to go by: far below what a portal may work on one request, and several can be under way. */
const EARLY_BATCH_MS = 4000;
const EARLY = 40;

/** So many writes tell what one costs: at 12 s each two are 24 s. */
const FIRST_WRITES = 2;
/** Then so many for each that was carried out: the first one may have been a cheap one. */
const GROWTH = 8;
/** After so many carried out their number is no reason for care any more. */
const ENOUGH = 10;

/** The most writes in one request of a portal on which so many were carried out: few as long as nobody knows what one costs. */
export function mostWrites(carriedOut: number): number {
  return carriedOut >= ENOUGH ? Infinity : Math.max(FIRST_WRITES, carriedOut * GROWTH);
}

/** How long a batch of writes is meant to take at most, where so many were carried out and the cost of some is known or not. */
export function batchMs(carriedOut: number, isLearned: boolean): number {
  if (!isLearned) return FIRST_BATCH_MS;
  return carriedOut < EARLY ? EARLY_BATCH_MS : BATCH_MS;
}

/**
 * How many commands go into one batch.
 *
 * @param costMs of one command @param most that the batch has room for @param targetMs how long it may take
 */
export function writesPerBatch(costMs: number, most: number, targetMs: number): number {
  return Math.max(1, Math.min(most, Math.floor(targetMs / Math.max(costMs, 1))));
}
