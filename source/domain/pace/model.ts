import type {PauseWhy} from '../pause.ts';
import {backOff, holdOff} from './back-off.ts';
import type {Billing} from './billing.ts';
import {createBucket, USUAL_LIMIT, type Drop, type RequestLimit} from './bucket.ts';
import type {BudgetOptions} from './budget.ts';
import {choose, type Chosen, type Offer} from './choose.ts';
import {batchMs, createCosts, mostWrites, type Costs} from './costs.ts';
import {createExecution, type Reserved} from './execution.ts';
import {createInFlight} from './in-flight.ts';
import {createReadSize} from './read-size.ts';
import {costsIn, runsOf, type Carrier, type Planned, type Seen} from './seen.ts';
import {createSteady} from './steady.ts';

/** Why the next request has to wait. */
export type WaitWhy = Exclude<PauseWhy, 'in-flight' | 'paused'>;

export interface PaceModelOptions {
  /** The portal's request limit as far as it is known; the usual one unless given. */
  readonly limit?: RequestLimit | undefined;
  /** What is known of the limit of execution time. */
  readonly execution?: Pick<BudgetOptions, 'limit' | 'isKnown'>;
  /** What commands cost in an earlier run on this portal, milliseconds by kind. */
  readonly costs?: ReadonlyMap<string, number>;
}

/** A request that is going to be sent, with what was set aside for it. */
export interface Job {
  readonly reserved: Reserved;
}

/** A request that was let through. */
export interface Sent {
  readonly drop: Drop;
  /** By the model's own time. */
  readonly at: number;
}

/** What came instead of an answer. */
export interface Trouble {
  /** Whether a limit of the portal, a portal that does not answer, or one that was not reached. */
  readonly why: Exclude<WaitWhy, 'own-pace' | 'request-limit'>;
  /** For execution time: what was refused. */
  readonly method: string;
  /** How many requests in a row came to this for who sends it. */
  readonly attempt: number;
  /** 0 to 1: how much of the spread of a pause is used, so that many programs part. */
  readonly chance: number;
}

/**
 * How to keep as near to a portal's limits as can be without stepping over them: when the next request may go, how many may be
 * unanswered, what goes into it, and what is to be waited for. All that is asked of the portal is told here, and all that comes back.
 * Nothing in here waits: time is handed in, as milliseconds since 1970, and may be set back.
 */
export interface PaceModel {
  /** What commands of a kind cost, in milliseconds. */
  readonly costs: Costs;
  /** Milliseconds until the next request may go, and why; at most 0: now. */
  wait(now: number): {readonly ms: number; readonly why: WaitWhy};
  /** How many requests may be unanswered at once, and how many are. */
  inFlight(): {readonly most: number; readonly now: number};
  /** How many requests of writes may be unanswered at once: few as long as nobody knows what a write costs here. */
  writesAtOnce(): number;
  /** Sets aside what these are expected to come to. To be ended by `told`, `lost` or `drop`. */
  plan(carrier: Carrier, commands: readonly Planned[]): Job;
  /** Nothing of it was carried out. */
  drop(job: Job): void;
  /** It was sent, and nobody knows what became of it. */
  lost(job: Job, now: number): void;
  /** What its answer tells. @param outer the batch itself; absent for single calls */
  told(job: Job, commands: readonly Seen[], outer: Seen | undefined, now: number): void;
  /** A command of a batch that was answered was refused for execution time. */
  held(method: string, sent: Sent | undefined, finish: number | undefined, now: number): void;
  /** The most reads in one request. */
  mostReads(): number;
  /** A request of so many reads was answered, or (`isSilent`) ended without an answer. */
  readsEnded(reads: number, sent: Sent | undefined, isSilent: boolean, now: number): void;
  /** One request goes now. */
  send(now: number): Sent;
  /** It did not go after all. */
  unsent(sent: Sent): void;
  /** Answered, in whatever way the portal likes. */
  answered(sent: Sent): void;
  /** Refused by a limit, or without an answer. Returns how long to wait before it is tried again, in milliseconds. */
  troubled(sent: Sent, trouble: Trouble, now: number): number;
  billing(): Billing;
  /** Seconds of execution time of a method that may still be begun now. */
  room(method: string, carrier: Carrier, now: number): number;
  /** When so many seconds of it have room, milliseconds since 1970. */
  freeAt(method: string, carrier: Carrier, seconds: number, now: number): number;
  /** Whether reads had better go one by one, since batches are charged as such and have used up their time. */
  isBatchUsedUp(now: number): boolean;
  /**
   * What goes into the next request, at most so many. The last crumbs of the account that pays for whole batches are not worth a
   * request, unless they are all that is asked for: they are left, and single calls have accounts of their own.
   */
  fill<T>(offers: Iterable<Offer<T>>, most: number, carrier: Carrier, now: number): Chosen<T>[];
  /** Never more requests a second than this, whatever the portal lets through; Infinity for no limit of our own. */
  setMaxRps(perSecond: number): void;
  maxRps(): number;
  /** The portal said what its request limit is, or its plan did. */
  setLimit(limit: RequestLimit): void;
  limit(): RequestLimit;
}

/** Seconds. Less is not worth a batch where batches pay for themselves. */
export const WORTH_A_BATCH_S = 2;
/** As long as no portal told what a write costs. */
const MOST_UNLEARNED = 2;

export function createPaceModel({
  limit = USUAL_LIMIT,
  execution: known = {},
  costs: before,
}: PaceModelOptions = {}): PaceModel {
  const steady = createSteady();
  const bucket = createBucket(limit);
  const flight = createInFlight();
  const execution = createExecution(known);
  const costs = createCosts(before);
  const readSize = createReadSize();
  let open = 0;
  /** Writes that were carried out. Where an earlier run knew what they cost, it had seen enough of them. */
  let carriedOut = before && before.size > 0 ? Infinity : 0;
  let maxRps = Infinity;
  let lastSent = -Infinity;
  let quiet: {until: number; why: WaitWhy} = {until: -Infinity, why: 'portal-busy'};

  return {
    costs,
    wait(now) {
      const at = steady.at(now);
      const waits = [
        {ms: bucket.wait(at), why: 'request-limit'},
        {ms: quiet.until - at, why: quiet.why},
        {ms: Math.ceil(lastSent + 1000 / maxRps - at), why: 'own-pace'},
      ] as const;
      return waits.reduce<{readonly ms: number; readonly why: WaitWhy}>(
        (longest, one) => (one.ms > longest.ms ? one : longest),
        {ms: 0, why: 'request-limit'},
      );
    },
    inFlight: () => ({most: flight.most(), now: open}),
    writesAtOnce() {
      if (mostWrites(carriedOut) < Infinity) return 1;
      return costs.known().size > 0 ? Infinity : MOST_UNLEARNED;
    },
    plan: (carrier, commands) => ({
      reserved: execution.reserve(
        carrier,
        commands.map(({method, kind}) => ({method, costMs: kind === undefined ? 0 : costs.atWorst(kind)})),
      ),
    }),
    drop: ({reserved}) => execution.giveBack(reserved),
    lost: ({reserved}, now) => execution.lost(reserved, steady.at(now)),
    told({reserved}, commands, outer, now) {
      const runs = runsOf(commands);
      carriedOut += runs.filter(({kind}) => kind !== undefined).length;
      const charged = execution.answered(reserved, {runs, outer}, steady.at(now));
      const seen = costsIn(runs);
      for (const [kind, {ms, count}] of seen) costs.learn(kind, ms, count);
      // One that went by itself is told by what it was charged, as long as nothing else can have been charged beside it.
      const kind = runs[0]?.kind;
      if (kind !== undefined && !seen.has(kind) && charged !== undefined && charged > 0 && open === 0)
        costs.learn(kind, charged * 1000, 1);
    },
    held(method, sent, finish, now) {
      const at = steady.at(now);
      execution.refused(method, 'batch', sent?.at ?? at, at, finish);
    },
    mostReads: readSize.most,
    readsEnded(reads, sent, isSilent, now) {
      if (isSilent) readSize.silent(reads);
      else if (sent) readSize.answered(reads, steady.at(now) - sent.at);
    },
    send(now) {
      const at = steady.at(now);
      open += 1;
      lastSent = at;
      return {drop: bucket.add(at), at};
    },
    unsent({drop}) {
      open -= 1;
      bucket.takeBack(drop);
    },
    answered({drop}) {
      open -= 1;
      bucket.taken(drop);
      flight.answered();
    },
    troubled({drop, at: sentAt}, {why, method, attempt, chance}, now) {
      const at = steady.at(now);
      const ms = why === 'execution-time' ? holdOff(attempt) : backOff(attempt, chance);
      open -= 1;
      if (why === 'portal-asks') bucket.refused(drop, at);
      else bucket.taken(drop);
      // Limits have accounts of their own; how many are unanswered at once has to do with a portal that does not answer.
      if (why !== 'portal-asks' && why !== 'execution-time') flight.troubled();
      // A method's limit is no reason for others to wait; a portal that cannot be reached is.
      if (why === 'execution-time') execution.refused(method, 'single', sentAt, at);
      else if (at + ms > quiet.until) quiet = {until: at + ms, why};
      return ms;
    },
    billing: execution.billing,
    room: (method, carrier, now) => execution.room(method, carrier, steady.at(now)),
    freeAt(method, carrier, seconds, now) {
      const at = steady.at(now);
      return now + execution.freeAt(method, carrier, seconds, at) - at;
    },
    isBatchUsedUp: now => execution.isBatchUsedUp(steady.at(now)),
    fill(offers, wanted, carrier, now) {
      const at = steady.at(now);
      const most = Math.min(wanted, mostWrites(carriedOut));
      const targetMs = carrier === 'single' ? Infinity : batchMs(carriedOut, costs.known().size > 0);
      const all = [...offers];
      const chosen = choose(all, {most, targetMs, room: method => execution.room(method, carrier, at)});
      if (carrier === 'single' || execution.billing() !== 'batch') return chosen;
      const isAll = chosen.length === Math.min(most, all.length);
      return isAll || chosen.reduce((sum, {way}) => sum + way.costMs, 0) >= WORTH_A_BATCH_S * 1000 ? chosen : [];
    },
    setMaxRps(perSecond) {
      maxRps = perSecond;
    },
    maxRps: () => maxRps,
    setLimit: bucket.setLimit,
    limit: bucket.limit,
  };
}
