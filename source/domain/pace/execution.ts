import {createBudget, type Budget, type BudgetOptions} from './budget.ts';

/**
 * Whom a portal charges the time of a batch to (fact sheet section 5): each command to its own `method`, as documented, or
 * all of it to the method `batch`; `none` where no counters are reported at all. `unknown` until the answers have shown it,
 * and then taken for `method`.
 */
export type Billing = 'unknown' | 'method' | 'batch' | 'none';

/** How a command reaches the portal. */
export type Carrier = 'batch' | 'single';

/** What one answered command tells of its time. All in seconds; `operating` and `resetAt` only where the portal counts. */
export interface CommandTime {
  readonly method: string;
  /** How long it ran, where that could be told. */
  readonly seconds?: number | undefined;
  /** The portal's sum of its method, this request's share included; that of `batch` where that is charged. */
  readonly operating?: number | undefined;
  /** Unix time at which the oldest basket falls out. */
  readonly resetAt?: number | undefined;
  /** Unix time at which it ended, by the portal's clock. */
  readonly finish?: number | undefined;
}

/** What was set aside for a request before it was sent: seconds by method. */
export interface Reserved {
  readonly carrier: Carrier;
  readonly byMethod: ReadonlyMap<string, number>;
  /** When it was sent, by our clock. */
  readonly at: number;
}

/** Our accounts of execution time on one portal, all methods. Times are milliseconds since 1970 by our clock. */
export interface Execution {
  billing(): Billing;
  /** Seconds of a method that may still be begun now. Infinity where nothing is counted. */
  room(method: string, carrier: Carrier, now: number): number;
  /** Whether the account of whole batches, where there is one, bears no more reads. */
  isBatchUsedUp(now: number): boolean;
  /** When so many seconds of it have room. */
  freeAt(method: string, carrier: Carrier, seconds: number, now: number): number;
  reserve(carrier: Carrier, byMethod: ReadonlyMap<string, number>, now: number): Reserved;
  giveBack(reserved: Reserved): void;
  /** A request was answered. @param outer the time of the batch itself, absent for single calls */
  answered(reserved: Reserved, commands: readonly CommandTime[], outer: CommandTime | undefined, now: number): void;
  /** A call was refused with 429. Returns until when nothing of what it is charged to should be sent. */
  refused(method: string, carrier: Carrier, sentAt: number, now: number): number;
}

/** Calls that come to less within one request are not charged (fact sheet section 5). */
const FREE_SECONDS = 0.1;
/** Kept free for the reads that a run cannot do without, where writes and reads are charged to one account. */
const FOR_READS = 10;

export function createExecution(options: BudgetOptions = {}): Execution {
  const budgets = new Map<string, Budget>();
  let billing: Billing = 'unknown';
  /** The last sum that a batch said of itself. */
  let outerBefore = 0;
  /** How far the portal's clock is ahead of ours, from the first answer on. */
  let ahead: number | undefined;
  let seen = -Infinity;

  /** The portal's time. A clock of ours that was set back says that no time has passed. */
  function there(now: number): number {
    if (now < seen && ahead !== undefined) ahead += seen - now;
    seen = now;
    return now + (ahead ?? 0);
  }

  function budget(method: string): Budget {
    const found = budgets.get(method) ?? createBudget(options);
    budgets.set(method, found);
    return found;
  }

  /** The account a command is charged to. */
  function payer(method: string, carrier: Carrier): string {
    return carrier === 'batch' && billing === 'batch' ? 'batch' : method;
  }

  function learnBilling(commands: readonly CommandTime[], outer: CommandTime | undefined): void {
    const counted = commands.some(command => command.operating !== undefined);
    if (outer && (outer.operating ?? 0) > outerBefore) {
      // Growth counts, not presence: a portal that charges the commands may report a batch's own sum as 0 or not at all.
      billing = 'batch';
      outerBefore = outer.operating ?? 0;
    } else if (outer && billing === 'batch') {
      outerBefore = outer.operating ?? outerBefore;
    } else if (billing !== 'batch' && commands.length > 0) {
      billing = counted || outer?.operating !== undefined ? 'method' : 'none';
    }
  }

  function charge(
    account: string,
    reserved: number,
    own: number,
    times: readonly CommandTime[],
    {sent, now}: {sent: number; now: number},
  ): void {
    // The portal charges a request when it ends.
    const at = there(now);
    const {spend, report, proved, answeredAt} = budget(account);
    const isAlone = answeredAt() <= sent + (ahead ?? 0);
    spend(reserved, own > FREE_SECONDS ? own : 0, at);
    const said = times.findLast(time => time.operating !== undefined);
    if (said?.operating === undefined) return;
    report(said.operating, said.resetAt === undefined ? undefined : said.resetAt * 1000, at, isAlone);
    proved(said.operating - own);
  }

  function giveBack({carrier, byMethod}: Reserved): void {
    let sum = 0;
    for (const [method, seconds] of byMethod) {
      budget(method).giveBack(seconds);
      sum += seconds;
    }
    if (carrier === 'batch') budget('batch').giveBack(sum);
  }

  return {
    billing: () => billing,
    room(method, carrier, now) {
      if (billing === 'none') return Infinity;
      const account = payer(method, carrier);
      const room = budget(account).room(there(now));
      return account === 'batch' && method !== 'batch' ? Math.max(0, room - FOR_READS) : room;
    },
    isBatchUsedUp: now => billing === 'batch' && budget('batch').left(there(now)) <= 0,
    freeAt(method, carrier, seconds, now) {
      if (billing === 'none') return now;
      const account = payer(method, carrier);
      const at = there(now);
      return now + budget(account).freeAt(account === 'batch' ? seconds + FOR_READS : seconds, at) - at;
    },
    reserve(carrier, byMethod, now) {
      let sum = 0;
      for (const [method, seconds] of byMethod) {
        budget(method).reserve(seconds);
        sum += seconds;
      }
      // Until it is known who pays, both accounts know of it.
      if (carrier === 'batch') budget('batch').reserve(sum);
      return {carrier, byMethod, at: now};
    },
    giveBack,
    answered(reserved, commands, outer, now) {
      learnBilling(commands, outer);
      const finish = (outer ?? commands.at(-1))?.finish;
      if (finish !== undefined) ahead ??= finish * 1000 - now;
      const known = commands.flatMap(({seconds}) => seconds ?? []);
      const average = known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
      let sum = 0;
      for (const [method, times] of Map.groupBy(commands, command => command.method)) {
        const own = ownSeconds(times, average);
        sum += own;
        // A batch's commands are not charged to their methods where the batch itself is.
        const charged = payer(method, reserved.carrier) === method;
        if (charged) charge(method, reserved.byMethod.get(method) ?? 0, own, times, {sent: reserved.at, now});
        else budget(method).giveBack(reserved.byMethod.get(method) ?? 0);
      }
      for (const [method, seconds] of reserved.byMethod) {
        if (!commands.some(command => command.method === method)) budget(method).giveBack(seconds);
      }
      if (reserved.carrier === 'single') return;
      const together = [...reserved.byMethod.values()].reduce((total, one) => total + one, 0);
      if (billing === 'batch') charge('batch', together, sum, outer ? [outer] : [], {sent: reserved.at, now});
      else budget('batch').spend(together, billing === 'unknown' ? sum : 0, there(now));
    },
    refused(method, carrier, sentAt, now) {
      const at = there(now);
      return now + budget(payer(method, carrier)).refused(at - (now - sentAt), at) - at;
    },
  };
}

/** What commands of one method came to; one whose time could not be told is taken for an average one. */
function ownSeconds(times: readonly CommandTime[], average: number): number {
  const known = times.flatMap(({seconds}) => seconds ?? []);
  const own = known.reduce((sum, one) => sum + one, 0);
  const mean = known.length === 0 ? average : own / known.length;
  return own + mean * (times.length - known.length);
}
