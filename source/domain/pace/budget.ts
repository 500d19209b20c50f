/**
 * Our account of one method's execution time: what the portal sums up in ten one-minute baskets and refuses with 429 once
 * the sum before a call is above the limit (fact sheet section 5). Seconds of execution time; times are milliseconds since
 * 1970 by the portal's clock.
 */
export interface Budget {
  /** Seconds that may still be begun now, what is under way taken off. Not above what the last refusal taught. */
  room(now: number): number;
  /** What of the limit is neither spent nor set aside, however far that has been tried; 0 while the portal refuses. */
  left(now: number): number;
  /**
   * When so many seconds will have room: `now` where they have, else the time at which enough of the baskets have fallen out.
   * What is under way counts as spent. More than the limit is asked for as the limit.
   */
  freeAt(seconds: number, now: number): number;
  /** So much is about to be sent; given back by `spend` or `giveBack`. */
  reserve(seconds: number): void;
  giveBack(seconds: number): void;
  /** It was carried out and came to so much, in the minute of `at`. */
  spend(reserved: number, seconds: number, at: number): void;
  /**
   * What the portal itself says the sum is, its own last call included, and when the oldest basket falls out. More than
   * our account means that somebody else uses this key too.
   *
   * @param isAlone nothing else of this account was answered since the call was sent: less than our account is believed too
   */
  report(sum: number, resetAt: number | undefined, at: number, isAlone: boolean): void;
  /** When something of this account was answered last. */
  answeredAt(): number;
  /** A call was carried out though the sum before it was this high: the limit is not below it. */
  proved(sum: number): void;
  /** The portal refused a call that was sent at `sentAt`. Returns until when nothing of this method should be sent. */
  refused(sentAt: number, now: number): number;
  /** The sum of the last ten minutes. */
  spent(now: number): number;
  limit(): number;
}

export interface BudgetOptions {
  /** Seconds in ten minutes; the documentation's example is 480. */
  readonly limit?: number;
  /** The limit is known and not only assumed: it is used up to its end at full pace. */
  readonly isKnown?: boolean;
}

const MINUTE = 60_000;
const BASKETS = 10;
export const ASSUMED_LIMIT = 480;
/** Below every limit that is known (420 in the source, 480 in the documentation): used at full pace without a proof. */
const TRUSTED = 400;
/** First pause after a refusal that our own account does not explain, doubled each time (fact sheet section 2). */
const SHORT_PAUSE_MS = 10_000;
/** Refused so often below half of the limit: it is lower than was thought. Others who use this key show in each answer. */
const BELIEVED_AFTER = 2;
/** No portal is believed to allow less in ten minutes: a method that is refused far below it is blocked for another reason. */
const LEAST_LIMIT = 60;
const LONGEST_PAUSE_MS = BASKETS * MINUTE;

export function createBudget({limit: assumed = ASSUMED_LIMIT, isKnown = false}: BudgetOptions = {}): Budget {
  const baskets = new Map<number, number>();
  let limit = assumed;
  let trusted = isKnown ? assumed : Math.min(TRUSTED, assumed);
  let underWay = 0;
  let requests = 0;
  let blockedUntil = -Infinity;
  let learnedAt = -Infinity;
  let unexplained = 0;
  let resetsAt: number | undefined;
  let isProbing = false;
  let answered = -Infinity;

  function live(now: number): [number, number][] {
    const oldest = Math.floor(now / MINUTE) - BASKETS + 1;
    for (const minute of baskets.keys()) if (minute < oldest) baskets.delete(minute);
    return [...baskets].sort(([a], [b]) => a - b);
  }

  function spent(now: number): number {
    return live(now).reduce((sum, [, seconds]) => sum + seconds, 0);
  }

  function put(seconds: number, at: number): void {
    const minute = Math.floor(at / MINUTE);
    baskets.set(minute, (baskets.get(minute) ?? 0) + seconds);
  }

  function giveBack(seconds: number): void {
    if (seconds <= 0) return;
    requests = Math.max(0, requests - 1);
    // Not by subtraction alone: what rounding leaves over would look like a request that never ends.
    underWay = requests === 0 ? 0 : Math.max(0, underWay - seconds);
  }

  /** The portal has charged less than was thought: calls under a tenth of a second are free, some bill a part only. */
  function take(seconds: number, at: number): void {
    let surplus = seconds;
    for (const [minute, some] of live(at).toReversed()) {
      const part = Math.min(some, surplus);
      baskets.set(minute, some - part);
      surplus -= part;
    }
  }

  return {
    room(now) {
      // After a refusal one request finds out whether it is over.
      if (now < blockedUntil || (isProbing && requests > 0)) return 0;
      const used = spent(now) + underWay;
      // Beyond what has been seen to work it feels its way: one request at a time.
      const ceiling = used < trusted || requests === 0 ? limit : trusted;
      return Math.max(0, ceiling - used);
    },
    left: now => (now < blockedUntil ? 0 : Math.max(0, limit - spent(now) - underWay)),
    freeAt(seconds, now) {
      const wanted = Math.min(seconds, limit);
      let used = spent(now) + underWay;
      const blocked = Math.max(now, blockedUntil);
      if (used + wanted <= limit) return blocked;
      for (const [minute, some] of live(now)) {
        used -= some;
        if (used + wanted <= limit) return Math.max(blocked, (minute + BASKETS) * MINUTE);
      }
      return blocked;
    },
    reserve(seconds) {
      if (seconds <= 0) return;
      underWay += seconds;
      requests += 1;
    },
    giveBack,
    spend(reserved, seconds, at) {
      giveBack(reserved);
      answered = at;
      // What was sent before the refusal says nothing about now: that is told by its answer, which comes before.
      if (at > blockedUntil) {
        isProbing = false;
        unexplained = 0;
      }
      if (seconds > 0) put(seconds, at);
    },
    report(sum, resetAt, at, isAlone) {
      resetsAt = resetAt;
      const missing = sum - spent(at);
      // What is under way may be in the portal's sum already, or not in it yet; besides, clocks and roundings differ.
      const tolerance = Math.max(0.5, underWay);
      if (missing < -tolerance && isAlone) take(-missing, at);
      if (missing <= tolerance) return;
      // In the oldest basket it can be: it falls out when the portal says that something does.
      const oldest = resetAt === undefined ? at : resetAt - BASKETS * MINUTE;
      put(missing, Math.min(at, Math.max(oldest, at - (BASKETS - 1) * MINUTE)));
    },
    proved(sum) {
      trusted = Math.min(limit, Math.max(trusted, sum));
    },
    refused(sentAt, now) {
      // One that was under way already when the last lesson was learned teaches nothing.
      if (sentAt < learnedAt) return blockedUntil;
      learnedAt = now;
      isProbing = true;
      const used = spent(now);
      if (used < LEAST_LIMIT || (used < limit / 2 && unexplained < BELIEVED_AFTER)) {
        blockedUntil = now + Math.min(LONGEST_PAUSE_MS, SHORT_PAUSE_MS * 2 ** unexplained);
        unexplained += 1;
        return blockedUntil;
      }
      limit = Math.min(limit, Math.max(LEAST_LIMIT, used * 0.95));
      trusted = Math.min(trusted, limit);
      const oldest = live(now)[0]?.[0];
      const reset = resetsAt ?? (oldest === undefined ? now : (oldest + BASKETS) * MINUTE);
      blockedUntil = Math.max(now + SHORT_PAUSE_MS, Math.min(reset, now + LONGEST_PAUSE_MS));
      return blockedUntil;
    },
    spent,
    answeredAt: () => answered,
    limit: () => limit,
  };
}
