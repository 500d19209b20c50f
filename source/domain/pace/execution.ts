import {createBillingLearner, type Billing} from './billing.ts';
import {createBudget, type Budget, type BudgetOptions} from './budget.ts';
import {together, type Carrier, type Run, type Seen} from './seen.ts';

export type {Billing} from './billing.ts';
export type {Carrier} from './seen.ts';

/** What was set aside for a request before it was sent, in seconds. */
export interface Reserved {
  readonly carrier: Carrier;
  /** Of the account of each method, for so many commands. */
  readonly byMethod: ReadonlyMap<string, {readonly seconds: number; readonly count: number}>;
  /** Of the account of whole batches. */
  readonly asBatch: number;
}

/** What was told of a request whose answer came. */
export interface Told {
  /** The commands that were carried out. */
  readonly runs: readonly Run[];
  /** The batch itself; absent for single calls. */
  readonly outer?: Seen | undefined;
}

/** Our accounts of execution time on one portal, all methods. Times are milliseconds since 1970 by our clock, which never goes back. */
export interface Execution {
  billing(): Billing;
  /** Seconds of a method that may still be begun now. Infinity where nothing is counted. */
  room(method: string, carrier: Carrier, now: number): number;
  /** Whether the account of whole batches, where there is one, bears no more reads. */
  isBatchUsedUp(now: number): boolean;
  /** When so many seconds of it have room. */
  freeAt(method: string, carrier: Carrier, seconds: number, now: number): number;
  /** @param commands the method of each, and what it is expected to cost: milliseconds, 0 where nobody counts on it */
  reserve(carrier: Carrier, commands: readonly {readonly method: string; readonly costMs: number}[]): Reserved;
  /** Nothing of it was carried out. */
  giveBack(reserved: Reserved): void;
  /** Sent, and no answer: it may have been carried out. */
  lost(reserved: Reserved, now: number): void;
  /** Returns what a single call, or a batch of one command, was charged; undefined where that is not told. */
  answered(reserved: Reserved, told: Told, now: number): number | undefined;
  /**
   * A call was refused with 429. Returns until when nothing of what it is charged to should be sent.
   *
   * @param finish when the portal answered, Unix time by its own clock
   */
  refused(method: string, carrier: Carrier, sentAt: number, now: number, finish?: number): number;
}

/** Calls of one method that come to less within one request are not charged (fact sheet section 5). */
const FREE_SECONDS = 0.1;
/** Kept free for the reads that a run cannot do without, where writes and reads are charged to one account. */
const FOR_READS = 10;
/** A newer copy of the portal's source charges half of a batch's time (fact sheet section 5). */
const LEAST_SHARE = 0.25;
/** A request of less tells nothing of what share of it is charged. */
const TELLING_S = 1;

export function createExecution(options: Omit<BudgetOptions, 'there'> = {}): Execution {
  const budgets = new Map<string, Budget>();
  const learner = createBillingLearner();
  const {billing} = learner;
  /** How far the portal's clock is ahead of ours. */
  let ahead = 0;
  /** How much of a batch's time its account is charged. */
  let share = 1;
  const there = (now: number): number => now + ahead;

  function budget(account: string): Budget {
    const found = budgets.get(account) ?? createBudget({...options, there});
    budgets.set(account, found);
    return found;
  }

  /** The account a command is charged to. */
  function payer(method: string, carrier: Carrier): string {
    return carrier === 'batch' && billing() === 'batch' ? 'batch' : method;
  }

  /** Enters what a request came to. Returns what it was charged, where the portal said so. */
  function charge(
    account: string,
    reserved: number,
    {seconds, atMost}: {readonly seconds: number; readonly atMost: number},
    said: Seen | undefined,
    finish: number | undefined,
    now: number,
  ): number | undefined {
    // The portal charges a request when it ends.
    const at = finish === undefined ? there(now) : finish * 1000;
    const own = seconds > FREE_SECONDS ? seconds : 0;
    if (said?.operating === undefined) {
      budget(account).answered(reserved, {seconds: own, atMost, at});
      return undefined;
    }
    const resetAt = said.resetAt === undefined ? undefined : said.resetAt * 1000;
    const told = {sum: said.operating, at: said.finish === undefined ? at : said.finish * 1000, resetAt};
    return budget(account).answered(reserved, {seconds: own, atMost, at, told});
  }

  function learn(runs: readonly Run[], outer: Seen | undefined): void {
    const before = billing();
    learner.learn(runs, outer, together(runs, 0).seconds);
    if (billing() !== 'batch' || before === 'batch') return;
    // What was entered while the methods were thought to pay was read from figures that meant something else.
    for (const [account, {forget}] of budgets) if (account !== 'batch') forget();
  }

  /** Follows a rise at once and a fall slowly, as costs do. */
  function learnShare(seen: number): void {
    const bounded = Math.min(1, Math.max(LEAST_SHARE, seen));
    share = bounded >= share ? bounded : share + (bounded - share) * 0.5;
  }

  return {
    billing,
    room(method, carrier, now) {
      if (billing() === 'none') return Infinity;
      const account = payer(method, carrier);
      const room = budget(account).room(now);
      return account === 'batch' && method !== 'batch' ? Math.max(0, room - FOR_READS) / share : room;
    },
    isBatchUsedUp: now => billing() === 'batch' && budget('batch').left(now) <= 0,
    freeAt(method, carrier, seconds, now) {
      if (billing() === 'none') return now;
      const account = payer(method, carrier);
      return budget(account).freeAt(account === 'batch' ? seconds * share + FOR_READS : seconds, now);
    },
    reserve(carrier, commands) {
      const byMethod = new Map<string, {seconds: number; count: number}>();
      for (const {method, costMs} of commands) {
        if (costMs <= 0) continue;
        const {seconds, count} = byMethod.get(method) ?? {seconds: 0, count: 0};
        byMethod.set(method, {seconds: seconds + costMs / 1000, count: count + 1});
      }
      for (const [method, {seconds}] of byMethod) budget(method).reserve(seconds);
      // Until it is known who pays, both accounts know of it.
      const all = [...byMethod.values()].reduce((sum, {seconds}) => sum + seconds, 0);
      const asBatch = carrier === 'batch' ? share * all : 0;
      budget('batch').reserve(asBatch);
      return {carrier, byMethod, asBatch};
    },
    giveBack({byMethod, asBatch}) {
      for (const [method, {seconds}] of byMethod) budget(method).giveBack(seconds);
      budget('batch').giveBack(asBatch);
    },
    lost({carrier, byMethod, asBatch}, now) {
      const isOne = payer('', carrier) === 'batch';
      for (const [method, {seconds}] of byMethod) {
        if (isOne) budget(method).giveBack(seconds);
        else budget(method).lost(seconds, now);
      }
      if (isOne) budget('batch').lost(asBatch, now);
      else budget('batch').giveBack(asBatch);
    },
    answered({carrier, byMethod, asBatch}, {runs, outer}, now) {
      const {finish} = outer ?? runs.at(-1) ?? {};
      if (finish !== undefined) ahead = finish * 1000 - now;
      learn(runs, outer);
      const isOne = payer('', carrier) === 'batch';
      const ranOf = Map.groupBy(runs, ({method}) => method);
      let charged: number | undefined;
      for (const method of new Set([...ranOf.keys(), ...byMethod.keys()])) {
        const ran = ranOf.get(method);
        const {seconds, count} = byMethod.get(method) ?? {seconds: 0, count: 1};
        // A batch's commands are not charged to their methods where the batch itself is.
        if (!ran || isOne) budget(method).giveBack(seconds);
        else {
          const said = ran.findLast(({operating}) => operating !== undefined);
          charged = charge(method, seconds, together(ran, seconds / count), said, finish, now);
        }
      }
      if (!isOne || !outer) budget('batch').giveBack(asBatch);
      else {
        const {seconds, atMost} = together(runs, 0);
        const part = charge('batch', asBatch, {seconds: seconds * share, atMost}, outer, finish, now);
        if (part !== undefined && seconds > TELLING_S) learnShare(part / seconds);
      }
      return runs.length === 1 ? charged : undefined;
    },
    refused(method, carrier, sentAt, now, finish) {
      return budget(payer(method, carrier)).refused(sentAt, now, finish === undefined ? undefined : finish * 1000);
    },
  };
}
