/** A time that never goes back, of a clock that may be set back: then no time has passed. */
export interface Steady {
  at(now: number): number;
}

export function createSteady(): Steady {
  let last = -Infinity;
  let lost = 0;
  return {
    at(now) {
      if (now < last) lost += last - now;
      last = now;
      return now + lost;
    },
  };
}
