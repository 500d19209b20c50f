/**
 * The portal's request limit: a leaky bucket per portal and source address. Each HTTP request adds one, `leakPerSecond`
 * run out, and at `capacity` the portal answers 503 (fact sheet section 5: 50 and 2, Enterprise 250 and 5).
 */
export interface Bucket {
  readonly capacity: number;
  readonly leakPerSecond: number;
  /** Requests in the bucket at the time `at`. */
  readonly level: number;
  /** Milliseconds of whatever clock the caller uses. */
  readonly at: number;
}

export function newBucket(at: number, capacity = 50, leakPerSecond = 2): Bucket {
  return {capacity, leakPerSecond, level: 0, at};
}

/** A clock that was set back says that no time has passed: it must not fill the bucket. */
function levelAt(bucket: Bucket, now: number): number {
  return Math.max(0, bucket.level - (Math.max(0, now - bucket.at) / 1000) * bucket.leakPerSecond);
}

/** What has run out by now is out: from here on time is counted by the clock as it is set now. */
export function leak(bucket: Bucket, now: number): Bucket {
  return {...bucket, level: levelAt(bucket, now), at: now};
}

/** Milliseconds to wait before one more request fits. One place stays free, since our clock and the portal's differ. */
export function waitFor(bucket: Bucket, now: number): number {
  const over = levelAt(bucket, now) + 1 - Math.max(1, bucket.capacity - 1);
  return over <= 0 ? 0 : Math.ceil((over / bucket.leakPerSecond) * 1000);
}

/** One request goes now. */
export function add(bucket: Bucket, now: number): Bucket {
  return {...bucket, level: levelAt(bucket, now) + 1, at: now};
}

/** The portal said the bucket is full: somebody else behind our address uses it too. */
export function markFull(bucket: Bucket, now: number): Bucket {
  return {...bucket, level: bucket.capacity, at: now};
}

/** How many writes go into one batch, so that it stays far below the portal's 60 s per request. */
export const BATCH_TARGET_MS = 10_000;
/** What an update may cost before anything is known (fact sheet section 5: 0.05 to 0.5 s). */
export const ASSUMED_COST_MS = 500;

/** @param costMs learned cost of one write; @param most commands that the batch has room for */
export function writesPerBatch(costMs: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(BATCH_TARGET_MS / Math.max(costMs, 1))));
}

/** Follows a rise at once and a fall slowly: too large a batch is worse than too small a one. */
export function learnCost(known: number, seen: number): number {
  return seen >= known ? seen : known + (seen - known) * 0.5;
}

/** Growing waits after refusals: 1, 2, 4 … seconds, at most a minute, spread by `random` (0 to 1) so that many clients part. */
export function backOff(attempt: number, random: number): number {
  return Math.round(Math.min(60_000, 1000 * 2 ** attempt) * (0.75 + random * 0.5));
}
