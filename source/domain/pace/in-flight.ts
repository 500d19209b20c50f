/** How many requests may be unanswered at once. A portal that is new to us is not met by a crowd. */
export interface InFlight {
  most(): number;
  answered(): void;
  /** The portal was busy or did not answer: fewer at once until it does again. */
  troubled(): void;
}

const FIRST = 5;
export const MOST_IN_FLIGHT = 20;

export function createInFlight(): InFlight {
  let most = FIRST;
  return {
    most: () => most,
    answered() {
      most = Math.min(MOST_IN_FLIGHT, most + 1);
    },
    troubled() {
      most = Math.max(1, Math.floor(most / 2));
    },
  };
}
