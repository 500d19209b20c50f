import type {RequestLimit} from '../pace/bucket.ts';
import type {Billing} from '../pace/execution.ts';

/** From the least that something may take to the most, both included. */
export type Range = readonly [least: number, most: number];

/** A method by which records of one kind may be written, and what one such write costs on this portal. */
export interface Route {
  readonly method: string;
  /** Milliseconds of the portal's work. */
  readonly cost: Range;
}

/** Records that are written alike. */
export interface Work {
  /** How many are still to be written: those that REST cannot move are left out. */
  readonly records: number;
  /** The method they go by. */
  readonly route: Route;
  /** The older method that does the same at the same cost, where there is one (fact sheet section 9). */
  readonly other?: string;
  /**
   * Written before all others, and not beside them (tasks behind activities); beside all others; or tried first, and where the portal
   * refuses it written while the leaver's account is open.
   */
  readonly when: 'before' | 'together' | 'tried';
}

/** What a run will have to do on a portal, as far as it can be known before. */
export interface Prospect {
  readonly work: readonly Work[];
  /** Records that are read back by their ids at the end: also those that are not written. */
  readonly readBack: number;
  /** Lists that are counted again at the end. */
  readonly lists: number;
  readonly successors: number;
  /** The portal's request limit, or a slower pace that is wished for. */
  readonly limit: RequestLimit;
  /** How many requests the portal would take at once now; all of its capacity unless given. */
  readonly burst?: number;
  /** Whom the portal charges a batch's time to; `unknown` is taken for `method`. */
  readonly billing: Billing;
  /** What is free of each method's execution time, and when; a full account where a method has none here. */
  readonly accounts?: Accounts;
  /** Milliseconds from a request to its answer, the portal's work left out. */
  readonly latency: Range;
}

/** What keeps a run from being faster. */
export type Binding =
  | {readonly by: 'request-limit' | 'latency'}
  /** The execution time of a method; `batch` where whole batches are charged to it. */
  | {readonly by: 'execution-time'; readonly method: string};

/** What a run is expected to come to. */
export interface Forecast {
  /** At most. */
  readonly requests: number;
  /** From the first write to the end of the proof. Questions to a person are not counted. */
  readonly seconds: Range;
  /** What binds where it takes longest. */
  readonly binds: Binding;
}

/** Execution time of a method that becomes free: so many seconds of it, in so many seconds from now, and again each ten minutes later. */
export interface Free {
  readonly at: number;
  readonly seconds: number;
}

export type Accounts = ReadonlyMap<string, readonly Free[]>;

/** A number that counts: finite, and never below nothing. */
export function sound(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
