/** Growing waits after refusals: 1, 2, 4 … seconds, at most a minute, spread by `random` (0 to 1) so that many clients part. */
export function backOff(attempt: number, random: number): number {
  return Math.round(Math.min(60_000, 1000 * 2 ** attempt) * (0.75 + random * 0.5));
}

/**
 * How long a wait may be where so much patience is left; undefined where it is not worth waiting any more. A method that was held for
 * its execution time gets what is left: its last try is made at the end of patience, not long before.
 */
export function lastWait(ms: number, leftMs: number, isHeld: boolean): number | undefined {
  if (ms <= leftMs) return ms;
  return isHeld && leftMs > 0 ? leftMs : undefined;
}

const FIRST_HELD_MS = 10_000;
const MOST_HELD_MS = 600_000;

/** Growing waits after a method was refused for its execution time: 10, 20, 40 … seconds, at most the ten minutes the portal looks back. */
export function holdOff(attempt: number): number {
  return Math.min(FIRST_HELD_MS * 2 ** attempt, MOST_HELD_MS);
}
