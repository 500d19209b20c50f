import type {Clock} from '../../domain/clock.ts';
import type {Sent} from './request.ts';

/** So many writes that went by themselves are read back together, and after so long in any case. */
const MOST_UNTOLD = 50;
const UNTOLD_MS = 25_000;

/** Writes that went by themselves and whose answers do not tell what became of them. */
export interface Untold {
  readonly size: number;
  add(sent: Sent): void;
  /** Enough of them wait, or one of them for long enough. */
  isDue(): boolean;
  take(): Sent[];
}

export function createUntold(clock: Clock): Untold {
  const waiting: Sent[] = [];
  let since: number | undefined;
  return {
    get size() {
      return waiting.length;
    },
    add(sent) {
      waiting.push(sent);
      since ??= clock.now();
    },
    isDue: () => waiting.length >= MOST_UNTOLD || (since !== undefined && clock.now() - since > UNTOLD_MS),
    take() {
      since = undefined;
      return waiting.splice(0);
    },
  };
}
