import type {TypeKey} from '../domain/entity-types.ts';
import type {Opening, OutcomeCounts, RecordResult, StopWhy} from '../domain/outcomes.ts';
import type {PlanKind} from '../domain/plan.ts';
import type {TypeScope} from '../domain/scope/type-scope.ts';
import type {StaysBehind} from '../domain/stays-behind.ts';

/** A run as a report tells it; the engine's own summary of a run fits. All names and titles are hostile text. */
export interface ReportedRun {
  readonly run: number;
  readonly kind: PlanKind;
  /** The run that a retry or an undo goes back to. */
  readonly sourceRun?: number;
  readonly digest: string;
  /** The portal's origin, or `demo`. */
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
  readonly planned: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly stopped?: StopWhy;
  readonly counts: OutcomeCounts;
  readonly openings: readonly Opening[];
  readonly forgotten: boolean;
  readonly state: 'running' | 'unfinished' | 'ended';
  /** What was taken of each type, and how much of each stays by choice. */
  readonly scope?: readonly (readonly [TypeKey, TypeScope])[];
  readonly kept?: readonly (readonly [TypeKey, number])[];
  readonly names?: PlanNames;
  /** Where else the portal named the leaver when the plan was pinned. */
  readonly behind?: StaysBehind;
  /** The report without its records, as the run wrote it at its end. */
  readonly report?: unknown;
}

/** Names that were known when the plan was pinned. */
export interface PlanNames {
  readonly people: readonly (readonly [number, string])[];
  /** The portal's own titles of smart processes and categories. */
  readonly types: readonly (readonly [TypeKey, string])[];
}

/** What became of one planned record. */
export type ReportedRow = RecordResult & {readonly at?: number};

/** Where a report comes from: read a part at a time, a run may hold a million records. */
export interface ReportSource {
  readonly run: ReportedRun;
  /** In run order; may be asked for more than once. */
  rows(): Iterable<ReportedRow>;
}
