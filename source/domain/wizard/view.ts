// What the wizard knows of the outside, as plain data. The engine's own types fit these shapes, so its answers are
// handed in as they are, while the wizard's rules stay free of everything that does something.
import type {EntityType, TypeKey} from '../entity-types.ts';
import type {FirstRecords} from '../first-records.ts';
import type {Forecast} from '../forecast/forecast.ts';
import type {OutcomeCounts, RecordResult, RunReport} from '../outcomes.ts';
import type {PauseWhy} from '../pause.ts';
import type {Person} from '../people.ts';
import type {Plan, PlanKind} from '../plan.ts';
import type {RehirePolicy} from '../profile.ts';
import type {PeopleSight} from '../successors/warnings.ts';
import type {Unreadable} from '../tally.ts';
import {BusyTrouble, type ConnectionLimit, FilesTrouble, PortalTrouble, UsageTrouble} from '../trouble.ts';

/** The portal that is signed in to. */
export interface PortalView {
  readonly portalKey: string;
  readonly portalName: string;
  readonly demo: boolean;
  readonly me: {readonly id: number; readonly name: string; readonly admin: boolean};
  readonly limits: readonly ConnectionLimit[];
  /** What was ticked for its key. */
  readonly scopes?: readonly string[];
  readonly types: readonly EntityType[];
  /** When an account may be opened on it, as its profile says; when refused where it says nothing. */
  readonly rehire?: RehirePolicy;
  /** Most requests a second on it, as its profile says. */
  readonly maxRps?: number;
  /** IANA name of the zone in which a day of a filter begins: that of the acting person, else of this machine. */
  readonly zone?: string;
  /** What this key can read of people. */
  readonly sight?: PeopleSight;
}

/** A portal that was connected before. */
export interface SavedView {
  readonly name: string;
  readonly host: string;
  readonly userId: number;
  readonly lastUsed: number;
}

/** An account that an earlier start may have left open. */
export interface WindowView {
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
  readonly since: number;
}

/** A run that did not come to its end. All names are hostile text. */
export interface UnfinishedView {
  readonly run: number;
  readonly kind: PlanKind;
  readonly digest: string;
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
  readonly planned: number;
  readonly counts: OutcomeCounts;
  readonly startedAt: number;
  /** When it was stopped; none for one that died. */
  readonly endedAt?: number;
}

/** What an undo would do, in numbers that add up to what the run moved. */
export interface UndoView {
  readonly plan: Plan;
  readonly counts: {
    readonly putBack: number;
    readonly changedHands: number;
    readonly edited: number;
    readonly gone: number;
  };
}

/** The report files of a run. */
export interface WrittenView {
  readonly files: readonly string[];
  /** How many records an undo left because they were edited since, counted in the journal. */
  readonly edited?: number;
  /** Why there are none. */
  readonly trouble?: string;
}

export type HoldingView =
  | {readonly personId: number; readonly holds: number}
  | {readonly personId: number; readonly unreadable: Unreadable};

export type PeopleGroup = 'dismissed' | 'active';

/** What is asked before an account is opened. */
export interface RehireAsked {
  readonly leaver: Person;
  readonly types: readonly {readonly type: TypeKey; readonly records: number}[];
  readonly refused: number;
  readonly text: string;
  readonly expectedMs: number;
  readonly countOnly?: boolean;
}

/** What the engine tells in a run. */
export type RunEvent =
  | {readonly kind: 'type-started'; readonly type: TypeKey; readonly records: number}
  | {readonly kind: 'results'; readonly type: TypeKey; readonly results: readonly RecordResult[]}
  | {readonly kind: 'type-waits'; readonly type: TypeKey; readonly refused: number; readonly text: string}
  | {readonly kind: 'type-ended'; readonly type: TypeKey}
  | {readonly kind: 'first-records'; readonly types: readonly FirstRecords[]}
  | {readonly kind: 'pause'; readonly ms: number; readonly why: PauseView['why']; readonly method?: string}
  | {readonly kind: 'pause-over'}
  | {readonly kind: 'account'; readonly state: 'opening' | 'open' | 'shutting' | 'shut'; readonly at: number}
  | {readonly kind: 'account-stuck'; readonly at: number; readonly attempt: number; readonly text: string}
  | {
      readonly kind: 'window-refused';
      readonly why: NonNullable<RunReport['windowRefused']>['why'];
      readonly text: string;
    }
  | {readonly kind: 'proving'; readonly done: number; readonly of: number}
  | ({readonly kind: 'outlook'} & Forecast);

export interface PauseView {
  readonly why: PauseWhy;
  readonly method?: string;
  /** When it is over, milliseconds since 1970. */
  readonly until: number;
}

/** Why something could not be had, as data. */
export type Failure =
  | {readonly of: 'portal'; readonly problem: PortalTrouble['problem']; readonly detail: string}
  | {readonly of: 'files'; readonly problem: FilesTrouble['problem']; readonly file: string}
  | {readonly of: 'busy'}
  | {readonly of: 'usage'; readonly text: string}
  | {readonly of: 'bug'; readonly text: string};

/** Explained failures keep their explanation; anything else is a fault of this program. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PortalTrouble) return {of: 'portal', problem: error.problem, detail: error.detail};
  if (error instanceof FilesTrouble) return {of: 'files', problem: error.problem, file: error.file};
  if (error instanceof BusyTrouble) return {of: 'busy'};
  if (error instanceof UsageTrouble) return {of: 'usage', text: error.message};
  return {of: 'bug', text: error instanceof Error ? error.message : String(error)};
}
