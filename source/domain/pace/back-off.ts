/** Growing waits after refusals: 1, 2, 4 … seconds, at most a minute, spread by `random` (0 to 1) so that many clients part. */
export function backOff(attempt: number, random: number): number {
  return Math.round(Math.min(60_000, 1000 * 2 ** attempt) * (0.75 + random * 0.5));
}
