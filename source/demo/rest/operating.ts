import type {Clock} from '../clock.ts';

/**
 * The limit of run time (fact sheet 5): per key and method, summed over ten buckets of a minute, refused with 429 once the
 * sum before the call is above the limit.
 */
export type OperatingLimit = {
  /** Seconds of run time in ten minutes; 480 in the documentation's example. */
  readonly seconds: number;
  /**
   * `method`: each command of a batch is charged to its own method, as documented. `batch`: the whole batch is charged to the method
   * `batch`, as measured on a newer self-hosted portal. `none`: no counters at all, and none in the answers (self-hosted).
   */
  readonly billing: 'method' | 'batch' | 'none';
  /** How much of a batch's time is charged under `batch`; 1, or 0.5 in a newer copy of the source. */
  readonly weight?: number;
  /** A fixed block after an excess instead of waiting for the oldest bucket; 300 in that copy. */
  readonly blockSeconds?: number;
};

const BUCKETS = 10;
const BUCKET_SECONDS = 60;
/** Less than this in one HTTP request is not charged. */
export const FREE_SECONDS = 0.1;

export class Operating {
  readonly limit: OperatingLimit;
  readonly #clock: Clock;
  readonly #spent = new Map<string, Map<number, number>>();
  readonly #blockedUntil = new Map<string, number>();

  constructor(clock: Clock, limit: OperatingLimit) {
    this.#clock = clock;
    this.limit = limit;
  }

  isBlocked(key: string, method: string): boolean {
    if (this.limit.billing === 'none') return false;
    const name = `${key} ${method}`;
    const now = this.#clock.now() / 1000;
    if ((this.#blockedUntil.get(name) ?? 0) > now) return true;
    if (this.spent(key, method) <= this.limit.seconds) return false;
    if (this.limit.blockSeconds !== undefined) {
      this.#blockedUntil.set(name, now + this.limit.blockSeconds);
      this.#spent.delete(name);
    }
    return true;
  }

  /** Seconds of run time counted for a method of a key. */
  spent(key: string, method: string): number {
    let sum = 0;
    for (const seconds of this.#live(`${key} ${method}`).values()) sum += seconds;
    return sum;
  }

  charge(key: string, method: string, seconds: number): void {
    if (this.limit.billing === 'none' || seconds <= FREE_SECONDS) return;
    const buckets = this.#live(`${key} ${method}`);
    const bucket = this.#bucket();
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + seconds);
  }

  /** Unix time at which the oldest bucket falls out. */
  resetAt(key: string, method: string): number {
    const oldest = Math.min(this.#bucket(), ...this.#live(`${key} ${method}`).keys());
    return (oldest + BUCKETS) * BUCKET_SECONDS;
  }

  #bucket(): number {
    return Math.floor(this.#clock.now() / 1000 / BUCKET_SECONDS);
  }

  #live(name: string): Map<number, number> {
    let buckets = this.#spent.get(name);
    if (!buckets) {
      buckets = new Map();
      this.#spent.set(name, buckets);
    }
    const oldest = this.#bucket() - BUCKETS + 1;
    for (const bucket of buckets.keys()) {
      if (bucket < oldest) buckets.delete(bucket);
    }
    return buckets;
  }
}
