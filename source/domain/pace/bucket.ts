/**
 * The portal's request limit: a leaky bucket per portal and source address. Each HTTP request adds one, `leakPerSecond`
 * run out, and what would rise above `capacity` is refused with 503 (fact sheet section 5). Infinity means that there is
 * no limit (self-hosted).
 */
export interface RequestLimit {
  /** How many requests may come at once. */
  readonly capacity: number;
  /** How many a second may follow. */
  readonly leakPerSecond: number;
}

/** Most portals (fact sheet section 5). */
export const USUAL_LIMIT: RequestLimit = {capacity: 50, leakPerSecond: 2};
export const ENTERPRISE_LIMIT: RequestLimit = {capacity: 250, leakPerSecond: 5};
export const NO_LIMIT: RequestLimit = {capacity: Infinity, leakPerSecond: Infinity};

/** A little of what was learned is taken back after so long without a refusal; where that proves wrong, it is kept twice as long. */
const FORGET_AFTER_MS = 10 * 60_000;
/** Requests a second. No portal is believed to be slower: what is refused then has another reason. */
const LEAST_LEAK = 0.25;
/** How much of what could be borne is used after a refusal, and after some of them. */
const CAREFUL = 0.8;
const MORE_CAREFUL = 0.65;
/** Refused again and again, it is asked at least once a minute. */
const MOST_QUIET_MS = 60_000;

/** A request that was sent: when, and how full the bucket was before it. */
export interface Drop {
  readonly at: number;
  readonly level: number;
}

/** Our picture of the portal's bucket. All times are milliseconds of one clock, which never goes back. */
export interface Bucket {
  /** Milliseconds to wait before one more request fits. One place stays free, since our clock and the portal's differ. */
  wait(now: number): number;
  /** One request goes now. */
  add(now: number): Drop;
  /** It was not sent after all. */
  takeBack(drop: Drop): void;
  /** The portal took this request. */
  taken(drop: Drop): void;
  /**
   * The portal refused this request: its limit is lower than was thought, or somebody else behind our address uses it too. Refusals of
   * requests that were under way already when something was learned teach nothing new.
   */
  refused(drop: Drop, now: number): void;
  /** What was assumed is known better: never gone above from now on. What refusals have taught stays. */
  setLimit(limit: RequestLimit): void;
  /** The limit as it is believed now. */
  limit(): RequestLimit;
}

/** @param first the limit as it is known or assumed: never gone above */
export function createBucket(first: RequestLimit, now = 0): Bucket {
  let given = first;
  let {capacity, leakPerSecond} = given;
  let level = 0;
  let at = now;
  let lessons = 0;
  let learnedAt = -Infinity;
  let forgetAfter = FORGET_AFTER_MS;
  /** Refusals in a row, and until when they keep it quiet. */
  let inRow = 0;
  let quietUntil = -Infinity;
  /** Since its bucket was last known to be full: what it can bear. Those that are unanswered have been taken, or it is not known yet. */
  let since = {at: now, taken: 0, isFull: false, open: new Set<Drop>()};

  function drain(time: number): void {
    const seconds = Math.max(0, time - at) / 1000;
    // Where no limit is known it is kept all the same, in case that there is one.
    const leak = Number.isFinite(leakPerSecond) ? leakPerSecond : USUAL_LIMIT.leakPerSecond;
    level = Math.max(0, level - seconds * leak);
    at = time;
    if (lessons > 0 && time - learnedAt > forgetAfter) {
      capacity = Math.min(given.capacity, capacity + 1);
      leakPerSecond = Math.min(given.leakPerSecond, leakPerSecond * 1.25);
      learnedAt = time;
    }
  }

  /**
   * Since it was full the portal took `taken` requests and refused one more: no more than `taken + 1` can have leaked. Where that is less
   * than we thought, the leak was too high; else the bucket holds less than we thought. A refusal comes at once, a long request's answer
   * late: those that were sent before this one and are still unanswered have been taken.
   */
  function learn(drop: Drop): void {
    const taken = since.taken + [...since.open].filter(({at: sent}) => sent <= drop.at).length;
    const careful = lessons > 2 ? MORE_CAREFUL : CAREFUL;
    const bound = (taken + 1) / Math.max(0.001, (drop.at - since.at) / 1000);
    if (since.isFull && leakPerSecond > bound) {
      // Refused again before anything was taken, the portal may be busy with others, or with itself.
      const least = taken > 0 ? LEAST_LEAK : leakPerSecond / 2;
      leakPerSecond = Math.max(LEAST_LEAK, least, bound * careful);
    } else if (drop.level + 2 < capacity) capacity = Math.max(1, Math.floor(drop.level));
    else leakPerSecond = Math.max(LEAST_LEAK, leakPerSecond * careful);
  }

  return {
    wait(time) {
      drain(time);
      const over = level + 1 - Math.max(1, capacity - 1);
      return Math.max(quietUntil - time, over <= 0 ? 0 : Math.ceil((over / leakPerSecond) * 1000), 0);
    },
    add(time) {
      drain(time);
      const drop = {at: time, level};
      level += 1;
      since.open.add(drop);
      return drop;
    },
    takeBack(drop) {
      since.open.delete(drop);
      level = Math.max(0, level - 1);
    },
    taken(drop) {
      if (!since.open.delete(drop)) return;
      since.taken += 1;
      inRow = 0;
    },
    refused(drop, time) {
      drain(time);
      since.open.delete(drop);
      if (drop.at >= learnedAt) {
        lessons += 1;
        if (lessons > 5) forgetAfter *= 2;
        if (!Number.isFinite(leakPerSecond)) leakPerSecond = USUAL_LIMIT.leakPerSecond;
        learn(drop);
        learnedAt = time;
      }
      // Those that were under way together count as one.
      if (drop.at >= since.at) {
        quietUntil = time + Math.min(MOST_QUIET_MS, 1000 * 2 ** inRow);
        inRow += 1;
      }
      level = capacity;
      since = {at: time, taken: 0, isFull: true, open: new Set()};
    },
    setLimit(limit) {
      given = limit;
      const isLearned = lessons > 0;
      capacity = isLearned ? Math.min(capacity, limit.capacity) : limit.capacity;
      leakPerSecond = isLearned ? Math.min(leakPerSecond, limit.leakPerSecond) : limit.leakPerSecond;
    },
    limit: () => ({capacity, leakPerSecond}),
  };
}
