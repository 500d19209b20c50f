import type {Portal} from '../portal.ts';
import {FREE_SECONDS} from './operating.ts';
import type {Hook} from './hooks.ts';
import type {Counted} from './time.ts';

/**
 * The run time of one HTTP request, summed by method while it works and charged at its end (loadlimiter.php finalize).
 * Calls that end in an error are not charged.
 */
export class Meter {
  readonly #portal: Portal;
  readonly #key: string;
  readonly #sums = new Map<string, number>();

  constructor(portal: Portal, hook: Hook) {
    this.#portal = portal;
    this.#key = hook.code;
  }

  isBlocked(method: string): boolean {
    return this.#portal.operating.isBlocked(this.#key, method);
  }

  /** Adds a finished call; seconds. */
  add(method: string, seconds: number): void {
    this.#sums.set(method, (this.#sums.get(method) ?? 0) + seconds);
  }

  /** What an answer shows: the stored sum, and this request's own once it is above the free tenth of a second. */
  shown(method: string): Counted | null {
    const {operating} = this.#portal;
    if (operating.limit.billing === 'none') return null;
    const own = this.#sums.get(method) ?? 0;
    return {
      operating: operating.spent(this.#key, method) + (own > FREE_SECONDS ? own : 0),
      resetAt: operating.resetAt(this.#key, method),
    };
  }

  charge(): void {
    for (const [method, seconds] of this.#sums) this.#portal.operating.charge(this.#key, method, seconds);
  }
}
