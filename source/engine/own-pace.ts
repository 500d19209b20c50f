import type {Pace} from '../portal/client.ts';
import type {Controls} from './controls.ts';

/** The account as it is told: `opening` and `open` until it is `shut`. */
type AccountState = 'opening' | 'open' | 'shutting' | 'shut';

/**
 * Keeps a run to the maximum that its administrator set, or set for the portal. It does not hold from before an account is opened
 * until it is shut: how long it stands open matters more, and the portal's own limits hold all the same.
 */
export interface OwnPace {
  account(state: AccountState): void;
  /** What the portal's maximum was before the run holds again. */
  end(): void;
}

export function keepOwnPace(pace: Pick<Pace, 'maxRps' | 'setMaxRps'>, controls: Controls | undefined): OwnPace {
  const before = pace.maxRps();
  let own = controls?.maxRps() ?? before;
  let isOpen = false;
  const apply = (): void => pace.setMaxRps(isOpen ? Infinity : own);
  const unhear = controls?.onPace(perSecond => {
    own = perSecond;
    apply();
  });
  apply();
  return {
    account(state) {
      isOpen = state !== 'shut';
      apply();
    },
    end() {
      unhear?.();
      pace.setMaxRps(before);
    },
  };
}
