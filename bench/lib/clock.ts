import type {Clock} from '../../source/domain/clock.ts';
import {systemClock} from '../../source/engine/clock.ts';

/** Time that passes at once: without it the request limit of the client would be most of the minutes a benchmark takes. */
export function skippingClock(): Clock {
  let skipped = 0;
  return {
    ...systemClock,
    now: () => Date.now() + skipped,
    wait: async (ms: number) => {
      skipped += ms;
    },
  };
}
