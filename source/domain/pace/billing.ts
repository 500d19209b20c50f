import type {Seen} from './seen.ts';

/**
 * Whom a portal charges the time of a batch to (fact sheet section 5): each command to its own `method`, as documented, or
 * all of it to the method `batch`; `none` where no counters are reported at all. `unknown` until the answers have shown it,
 * and then taken for `method`.
 */
export type Billing = 'unknown' | 'method' | 'batch' | 'none';

/** Learns from the answers which it is. */
export interface BillingLearner {
  billing(): Billing;
  /** @param commands those that were carried out @param outer the batch itself; absent for single calls @param seconds it ran for */
  learn(commands: readonly Seen[], outer: Seen | undefined, seconds: number): void;
}

/** Less is lost in roundings, or is not charged at all. */
const NOTICEABLE_S = 0.1;
/** A batch of so much that leaves the sum of `batch` where it was is not charged to it. */
const TELLING_S = 0.5;

export function createBillingLearner(): BillingLearner {
  let billing: Billing = 'unknown';
  /** What a batch said of itself last. Answers do not come in the order in which the portal gave them. */
  let before: {readonly sum: number; readonly at: number; readonly resetAt: number | undefined} | undefined;

  /** Whether this batch was charged as such; undefined where it does not tell. */
  function isCharged(commands: readonly Seen[], outer: Seen, seconds: number): boolean | undefined {
    const {operating: sum = 0, finish: at = 0, resetAt} = outer;
    const last = before;
    if (last && at < last.at) return undefined;
    before = {sum, at, resetAt};
    // Growth counts, not presence: a portal that charges the commands may report a batch's own sum as 0, or as what it was once.
    const grew = sum - (last?.sum ?? 0);
    if (last ? grew > NOTICEABLE_S : sum > NOTICEABLE_S && isEach(commands, sum)) return true;
    const fellOut = last !== undefined && last.resetAt !== resetAt;
    return seconds > TELLING_S && !(fellOut && sum > NOTICEABLE_S) ? false : undefined;
  }

  return {
    billing: () => billing,
    learn(commands, outer, seconds) {
      if (commands.length === 0) return;
      const isCounted = [...commands, ...(outer ? [outer] : [])].some(({operating}) => operating !== undefined);
      if (!isCounted) {
        if (billing === 'unknown') billing = 'none';
        return;
      }
      const charged = outer && isCharged(commands, outer, seconds);
      if (charged === true) billing = 'batch';
      else if (charged === false || billing !== 'batch') billing = 'method';
    },
  };
}

/** Where the batch pays, its commands are told the sum of the batch (fact sheet section 5). */
function isEach(commands: readonly Seen[], sum: number): boolean {
  const said = commands.findLast(({operating}) => operating !== undefined)?.operating;
  return said === undefined || said === 0 || Math.abs(said - sum) <= NOTICEABLE_S;
}
