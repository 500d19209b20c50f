import type {Clock} from '../clock.ts';

/** Leaky bucket of the front end: one drop a request, `perSecond` leak, closed above `burst` (fact sheet 5). */
export type RequestLimit = {readonly burst: number; readonly perSecond: number};

export class LeakyBucket {
  readonly #clock: Clock;
  readonly #limit: RequestLimit;
  #level = 0;
  #seen: number;

  constructor(clock: Clock, limit: RequestLimit) {
    this.#clock = clock;
    this.#limit = limit;
    this.#seen = clock.now();
  }

  /** Takes a request in, or says that it is refused; refused ones do not fill the bucket. */
  admit(): boolean {
    const now = this.#clock.now();
    this.#level = Math.max(0, this.#level - ((now - this.#seen) / 1000) * this.#limit.perSecond);
    this.#seen = now;
    if (this.#level + 1 > this.#limit.burst) return false;
    this.#level += 1;
    return true;
  }
}
