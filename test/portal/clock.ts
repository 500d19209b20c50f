import type {Clock} from '../../source/domain/clock.ts';

export interface VirtualClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
  /** Time passes without anybody waiting. */
  pass(ms: number): void;
}

/** Time that passes only when somebody waits, at once. */
export function virtualClock(start = 1_000_000): VirtualClock {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    pass(ms) {
      now += ms;
    },
    now: () => now,
    async wait(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
}
