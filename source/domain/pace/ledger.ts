const MINUTE = 60_000;
export const BASKETS = 10;
export const PERIOD_MS = BASKETS * MINUTE;

/**
 * One method's execution time as the portal keeps it: ten baskets of a minute, of which the oldest falls out whole (fact
 * sheet section 5). Seconds of execution time; times are milliseconds since 1970 by the portal's clock. What others spend
 * with the same key is kept apart: it is only known from what the portal says of the sum.
 */
export interface Ledger {
  /** The sum that counts at this time. */
  sum(at: number): number;
  /** The baskets that count at this time, the oldest first: the time at which each falls out, and what it holds. */
  baskets(at: number): {readonly fallsOutAt: number; readonly seconds: number}[];
  /** What was charged up to this time, of what counted then: what the portal saw when it looked then. */
  sumAsOf(at: number): number;
  charge(seconds: number, at: number): void;
  /**
   * The portal said what the sum was, a request's own share included. Whatever is more than our account and that share is
   * somebody else's; what is less has fallen out already, or was never charged.
   *
   * @param told the sum, when it was told, and when the oldest basket falls out
   * @param own what the request is thought to have come to, and what it came to at the very most
   * @returns what the request itself was charged; not entered yet
   */
  reconcile(told: Told, own: {readonly seconds: number; readonly atMost: number}): number;
  clear(): void;
}

export interface Told {
  readonly sum: number;
  readonly at: number;
  readonly resetAt?: number | undefined;
}

interface Charge {
  readonly at: number;
  seconds: number;
  readonly isOurs: boolean;
}

/** Requests that end within so much of each other are entered in any order, and may not be in each other's sums. */
const AT_ONCE_MS = 100;

const total = (charges: readonly Charge[]): number => charges.reduce((sum, {seconds}) => sum + seconds, 0);
const minuteOf = (at: number): number => Math.floor(at / MINUTE);

export function createLedger(): Ledger {
  /** In the order in which they were heard of. */
  let charges: Charge[] = [];
  const sums = new Map<number, number>();
  let toldAt: number | undefined;

  function enter(seconds: number, at: number, isOurs: boolean): void {
    if (seconds <= 0) return;
    charges.push({at, seconds, isOurs});
    sums.set(minuteOf(at), (sums.get(minuteOf(at)) ?? 0) + seconds);
    // Kept for longer than they count, in case that the clock by which they were forgotten was wrong.
    if (charges.length % 100 !== 0) return;
    charges = charges.filter(charge => charge.at > at - 2 * PERIOD_MS);
    for (const minute of sums.keys()) if (minute < minuteOf(at) - 2 * BASKETS) sums.delete(minute);
  }

  /** Takes off what turned out not to have been charged. Returns how much of it there was. */
  function takeOff(seconds: number, some: readonly Charge[]): number {
    let left = seconds;
    for (const charge of some) {
      const part = Math.min(charge.seconds, left);
      if (part <= 0) continue;
      charge.seconds -= part;
      const minute = minuteOf(charge.at);
      sums.set(minute, Math.max(0, (sums.get(minute) ?? 0) - part));
      left -= part;
    }
    return seconds - left;
  }

  const counted = (at: number): Charge[] =>
    charges.filter(charge => charge.at <= at && minuteOf(charge.at) > minuteOf(at) - BASKETS);

  /** It was charged at some time since the portal was heard last, nobody knows when: evenly, then. */
  function enterOthers(seconds: number, at: number, resetAt: number | undefined): void {
    const earliest = Math.max(at - (BASKETS - 1) * MINUTE, (resetAt ?? at) - PERIOD_MS);
    const from = Math.min(minuteOf(at), minuteOf(Math.max(earliest, toldAt ?? -Infinity)));
    const minutes = minuteOf(at) - from + 1;
    for (let minute = from; minute < from + minutes; minute += 1)
      enter(seconds / minutes, Math.min(at, minute * MINUTE), false);
  }

  return {
    sum(at) {
      let sum = 0;
      for (const [minute, seconds] of sums) if (minute > minuteOf(at) - BASKETS) sum += seconds;
      return sum;
    },
    baskets: at =>
      [...sums]
        .filter(([minute, seconds]) => minute > minuteOf(at) - BASKETS && seconds > 0)
        .sort(([a], [b]) => a - b)
        .map(([minute, seconds]) => ({fallsOutAt: (minute + BASKETS) * MINUTE, seconds})),
    sumAsOf: at => total(counted(at)),
    charge: (seconds, at) => enter(seconds, at, true),
    reconcile({sum, at, resetAt}, {seconds, atMost}) {
      const known = counted(at);
      const settled = known.filter(charge => charge.at < at - AT_ONCE_MS);
      // Of what ended at the same moment as this one the sum may hold some and lack some: what ran is believed in between.
      let growth = Math.min(sum - total(settled), Math.max(sum - total(known), seconds));
      const others = known.filter(({isOurs}) => !isOurs).sort((a, b) => a.at - b.at);
      if (growth < seconds) growth += takeOff(seconds - growth, others);
      // Lost answers are charged as what they should have come to; many came to nothing.
      if (growth < 0) takeOff(-growth, settled.filter(({isOurs}) => isOurs).toReversed());
      const own = Math.min(atMost, Math.max(0, growth));
      if (growth > own) enterOthers(growth - own, at, resetAt);
      toldAt = Math.max(at, toldAt ?? at);
      return own;
    },
    clear() {
      charges = [];
      sums.clear();
      toldAt = undefined;
    },
  };
}
