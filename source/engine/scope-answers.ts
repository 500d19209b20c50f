// What a session answers about a scope before it is pinned.
import type {Unreadable} from '../domain/tally.ts';

/** How many records of a type a scope takes, by the portal's own count, or why nobody can say. */
export type ScopeCount = {readonly records: number} | {readonly unreadable: Unreadable};

/** Where records of a type can stand, in the portal's order. All names are hostile text. */
export interface TypeStages {
  /** Empty for types without pipelines. */
  readonly pipelines: readonly {readonly id: number; readonly name: string}[];
  readonly stages: readonly {
    readonly id: string;
    readonly name: string;
    /** Missing for types without pipelines. */
    readonly pipeline?: number;
    /** Won or lost: records in it are closed. */
    readonly closed: boolean;
  }[];
}

/** One record that a scope takes, for ticking it off. */
export interface ScopeRow {
  readonly id: number;
  /** Hostile text; empty where the record has none. */
  readonly title: string;
  readonly closed: boolean;
  readonly pipeline?: number;
  readonly stage?: string;
}

/** Up to 50 records, ids ascending. */
export interface RowsPage {
  readonly rows: readonly ScopeRow[];
  /** The id to ask on from; missing at the end. A page may be empty though more is behind it. */
  readonly next?: number;
}
