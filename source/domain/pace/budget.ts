import {createLedger, PERIOD_MS, type Told} from './ledger.ts';

/**
 * What of one method's execution time may still be begun: the portal sums it up in ten one-minute baskets and refuses with
 * 429 once the sum before a call is above the limit (fact sheet section 5). Seconds of execution time; times are
 * milliseconds since 1970 by our clock.
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
  /** So much is about to be sent; given back by `answered`, `lost` or `giveBack`. */
  reserve(seconds: number): void;
  giveBack(seconds: number): void;
  /** A request was answered. Returns what it was charged. */
  answered(reserved: number, work: Work): number;
  /** It may have been carried out: it counts as if it had been, until the portal says otherwise. */
  lost(reserved: number, now: number): void;
  /**
   * The portal refused a call that was sent at `sentAt`. Returns until when nothing of this method should be sent.
   *
   * @param at when it refused, by the portal's clock, where that is known
   */
  refused(sentAt: number, now: number, at?: number): number;
  /** The sum of the last ten minutes. */
  spent(now: number): number;
  limit(): number;
  /** What was entered belongs elsewhere. */
  forget(): void;
}

/** What a request came to on one account. */
export interface Work {
  /** As far as could be told; 0 where nothing was charged. */
  readonly seconds: number;
  /** It cannot have been more. */
  readonly atMost: number;
  /** When it ended and was charged, by the portal's clock. */
  readonly at: number;
  /** What the portal said the sum is, this request's share included. */
  readonly told?: Told | undefined;
}

export interface BudgetOptions {
  /** Seconds in ten minutes; the documentation's example is 480. */
  readonly limit?: number;
  /** The limit is known and not only assumed: it is used up to its end at full pace. */
  readonly isKnown?: boolean;
  /** The portal's time at a time of ours. */
  readonly there?: (now: number) => number;
}

export const ASSUMED_LIMIT = 480;
/** Below every limit that is known (420 in the source, 480 in the documentation): used at full pace without a proof. */
const TRUSTED = 400;
/** First pause after a refusal that our own account does not explain, doubled each time (fact sheet section 2). */
const SHORT_PAUSE_MS = 10_000;
/** Refused so often below half of the limit: it is lower than was thought. Others who use this key show in each answer. */
const BELIEVED_AFTER = 2;
/** No portal is believed to allow less in ten minutes: a method that is refused far below it is blocked for another reason. */
export const LEAST_LIMIT = 60;
/** A little more is tried after so long without a refusal, twice as long after each lesson. */
const FORGET_AFTER_MS = 6 * PERIOD_MS;

export function createBudget({
  limit: assumed = ASSUMED_LIMIT,
  isKnown = false,
  there = now => now,
}: BudgetOptions = {}): Budget {
  const ledger = createLedger();
  let limit = assumed;
  let trusted = isKnown ? assumed : Math.min(TRUSTED, assumed);
  /** The highest sum at which a call was carried out. */
  let proved = 0;
  let underWay = 0;
  let requests = 0;
  let blockedUntil = -Infinity;
  let learnedAt = -Infinity;
  /** When the limit was last lowered or tried a little higher again. */
  let settledAt = -Infinity;
  let forgetAfter = FORGET_AFTER_MS;
  let unexplained = 0;
  /** The least sum at which a call was refused, of refusals that were not believed at once. */
  let lowest = Infinity;
  let isProbing = false;

  const spent = (now: number): number => ledger.sum(there(now));

  function giveBack(seconds: number): void {
    if (seconds <= 0) return;
    requests = Math.max(0, requests - 1);
    // Not by subtraction alone: what rounding leaves over would look like a request that never ends.
    underWay = requests === 0 ? 0 : Math.max(0, underWay - seconds);
  }

  /** When no more than so much of what is spent counts any longer. */
  function fallenTo(most: number, now: number): number {
    const at = there(now);
    let sum = ledger.sum(at);
    if (sum <= most) return now;
    for (const {fallsOutAt, seconds} of ledger.baskets(at)) {
      sum -= seconds;
      if (sum <= most + 1e-9) return now + fallsOutAt - at;
    }
    return now;
  }

  /** What was learned from a refusal long ago may have been somebody else's doing. */
  function forget(now: number): void {
    if (limit >= assumed || now - settledAt < forgetAfter) return;
    limit = Math.min(assumed, limit * 1.1);
    settledAt = now;
  }

  return {
    room(now) {
      // After a refusal one request finds out whether it is over.
      if (now < blockedUntil || (isProbing && requests > 0)) return 0;
      forget(now);
      const used = spent(now) + underWay;
      // Beyond what has been seen to work it feels its way: one request at a time.
      const ceiling = used < trusted || requests === 0 ? limit : trusted;
      return Math.max(0, ceiling - used);
    },
    left: now => (now < blockedUntil ? 0 : Math.max(0, limit - spent(now) - underWay)),
    freeAt(seconds, now) {
      const wanted = Math.min(seconds, limit);
      return Math.max(blockedUntil, fallenTo(limit - wanted - underWay, now));
    },
    reserve(seconds) {
      if (seconds <= 0) return;
      underWay += seconds;
      requests += 1;
    },
    giveBack,
    answered(reserved, {seconds, atMost, at, told}) {
      giveBack(reserved);
      const own = told ? ledger.reconcile(told, {seconds, atMost}) : seconds;
      ledger.charge(own, at);
      // Something was carried out: whatever the refusals were about is over.
      if (at > there(blockedUntil)) {
        isProbing = false;
        unexplained = 0;
        lowest = Infinity;
      }
      if (told) {
        proved = Math.max(proved, told.sum - own);
        trusted = Math.min(limit, Math.max(trusted, proved));
      }
      return own;
    },
    lost(reserved, now) {
      giveBack(reserved);
      ledger.charge(reserved, there(now));
    },
    refused(sentAt, now, at = there(now)) {
      // One that was under way already when the last lesson was learned teaches nothing.
      if (sentAt <= learnedAt) return blockedUntil;
      learnedAt = now;
      isProbing = true;
      const used = ledger.sumAsOf(at);
      if (used < LEAST_LIMIT || (used < limit / 2 && unexplained < BELIEVED_AFTER)) {
        blockedUntil = now + Math.min(PERIOD_MS, SHORT_PAUSE_MS * 2 ** unexplained);
        unexplained += 1;
        lowest = Math.min(lowest, used);
        return blockedUntil;
      }
      const isFirst = settledAt === -Infinity;
      if (!isFirst) forgetAfter *= 2;
      settledAt = now;
      limit = Math.max(LEAST_LIMIT, Math.min(limit, between(proved, Math.min(used, lowest), isFirst)));
      lowest = Infinity;
      proved = Math.min(proved, limit);
      trusted = Math.min(limit, Math.max(LEAST_LIMIT, proved));
      blockedUntil = Math.min(now + PERIOD_MS, Math.max(now + SHORT_PAUSE_MS, fallenTo(limit * 0.95, now)));
      return blockedUntil;
    },
    spent,
    limit: () => limit,
    forget: ledger.clear,
  };
}

/**
 * The limit is not below what was let through, and below what was refused. The first time these may be far apart, since many requests
 * were under way; from then on it was felt for with one at a time, and what was let through is near enough.
 */
function between(letThrough: number, refused: number, isFirst: boolean): number {
  // What was under way together was let through before it was summed up: a refusal says more than it.
  if (letThrough >= refused) return refused * (isFirst ? 0.97 : 0.9);
  if (letThrough < refused / 2) return isFirst ? (letThrough + refused) / 2 : refused * 0.9;
  return isFirst && refused - letThrough > refused * 0.05 ? (letThrough + refused) / 2 : letThrough;
}
