import {createHash} from 'node:crypto';
import type {TypeKey} from './entity-types.ts';
import type {PlanRules} from './rules/rule.ts';
import type {TypeScope} from './scope/type-scope.ts';
import type {StaysBehind} from './stays-behind.ts';
import type {Unreadable} from './tally.ts';

/**
 * Why an activity goes to whom it goes: its record is in this plan; its record is another active person's; or its
 * record is out of scope, unreadable, a dismissed person's or missing, so that the chosen successor takes it.
 */
export type FollowReason = 'record-in-plan' | 'record-of-another' | 'chosen';

/** Why REST refuses a record to this key whatever one does (fact sheet section 11). */
export type UnmovableReason = 'rest-app' | 'configurable-app' | 'task-scope-missing';

/** What of an activity has to be known to move it. */
export interface ActivityFacts {
  readonly ownerTypeId: number;
  readonly ownerId: number;
  readonly follows: FollowReason;
  /** The task behind an activity of the kind task: it is moved through its task, the other way overwrites the task. */
  readonly taskId?: number;
  /** That task is in the plan itself: the activity is not written, it goes with its task. */
  readonly withTask?: true;
  /** Meetings and calls: an update that does not send the place along empties that of the calendar event (trap 33). */
  readonly location?: string;
}

/** One line of the plan: exactly this record, from the leaver, to exactly this person. */
export interface PlannedRecord {
  readonly type: TypeKey;
  readonly id: number;
  /** Hostile text from the portal; empty where the record has none. */
  readonly title: string;
  readonly closed: boolean;
  /** Whose it is, where that is not the leaver: the way back (undo) takes each record from whom it was given to. */
  readonly from?: number;
  readonly to: number;
  /** On the way back: the portal's stamp of the record as our run left it. Another one means that it was edited since. */
  readonly stamp?: string;
  readonly activity?: ActivityFacts;
  readonly unmovable?: UnmovableReason;
}

/**
 * The records of a plan, read a part at a time: a plan may hold a million, and lies in the journal. An array is one too.
 */
export interface RecordSource extends Iterable<PlannedRecord> {
  readonly length: number;
  /** Records from position `from` up to, not including, `to`. */
  slice(from: number, to?: number): PlannedRecord[];
}

/** Who was chosen to receive, as it is kept with a plan: what shows later is given out by the same choice. */
export interface PinnedRules extends PlanRules {
  readonly ownersKeep: boolean;
}

/**
 * A type of which the key sees a part. `walk`: its list shows fewer records than the portal counts of it; `older-list`: the
 * older of its two lists counts more than the one that is used.
 */
export interface PartlySeen {
  readonly type: TypeKey;
  readonly by: 'walk' | 'older-list';
  readonly counted: number;
  readonly shown: number;
}

/** What a plan is for. */
export type PlanKind = 'handover' | 'retry' | 'undo';

/** The pinned list. Nothing is written before a plan is confirmed. */
export interface Plan {
  /** Eight hexadecimal digits or more that name exactly this content. */
  readonly digest: string;
  /** Its number in the journal. */
  readonly number: number;
  readonly kind: PlanKind;
  /** On the way back: put records back too that were edited since. */
  readonly edited?: boolean;
  /** The run that a retry or an undo goes back to, or after which the records of this plan were found to be new. */
  readonly sourceRun?: number;
  /** Missing where nobody was chosen: what a retry or an undo does follows from its run. */
  readonly rules?: PinnedRules;
  /** Open records of the types in scope that the successors held when it was pinned, as far as they were counted. */
  readonly holds?: readonly (readonly [number, number])[];
  /** Some of it showed only while the leaver's account was open: a list that lacks a record says nothing about it. */
  readonly hidden?: boolean;
  readonly portalKey: string;
  readonly leaverId: number;
  /** Milliseconds since 1970, when the last record was pinned. */
  readonly pinnedAt: number;
  readonly scope: readonly (readonly [TypeKey, TypeScope])[];
  /** Types that were asked for and that this key may not read: nothing of them is in the plan, and nothing is proved. */
  readonly unreadable?: readonly (readonly [TypeKey, Unreadable])[];
  /** Types that were asked for and of which this key sees a part: nothing is proved of them. */
  readonly partlySeen?: readonly PartlySeen[];
  /** Where else the portal names the leaver, as it was when the plan was pinned. Missing where nobody looked. */
  readonly behind?: StaysBehind;
  /** In the order in which they are run, each type together, ids ascending. */
  readonly records: RecordSource;
  readonly summary: PlanSummary;
  /** How many records of each type stay with the leaver by choice (out of scope). Types that were not taken included. */
  readonly kept: readonly (readonly [TypeKey, number])[];
}

/**
 * A digest over what a plan does: portal, leaver and each record with whom it is taken from and given to. Titles do not
 * count, nor does the order in which the records happen to be run.
 *
 * @param records by type name, then id, ascending: `byTypeAndId` sorts what is in memory
 */
export function digestOf(portalKey: string, leaverId: number, records: Iterable<PlannedRecord>): string {
  const hash = createHash('sha256');
  hash.update(`${portalKey}\n${leaverId}\n`);
  for (const {type, id, from = leaverId, to} of records) hash.update(`${type} ${id} ${from} ${to}\n`);
  return hash.digest('hex').slice(0, 12);
}

/** The order in which a digest is taken. */
export function byTypeAndId(a: PlannedRecord, b: PlannedRecord): number {
  return a.type === b.type ? a.id - b.id : a.type < b.type ? -1 : 1;
}

/** What a plan comes to, counted once when it is pinned. */
export interface PlanSummary {
  /** In run order. */
  readonly byType: readonly {readonly type: TypeKey; readonly records: number; readonly unmovable: number}[];
  /** How many records of each type each successor gets, successors in order of their first record. */
  readonly shares: readonly {
    readonly to: number;
    readonly records: number;
    readonly byType: ReadonlyMap<TypeKey, number>;
    /** How many of them are activities that are moved through their tasks; missing for none. */
    readonly tasks?: number;
  }[];
  /** How many activities fall under each reason of their successor. */
  readonly follows: Readonly<Record<FollowReason, number>>;
  readonly unmovable: readonly {readonly reason: UnmovableReason; readonly type: TypeKey; readonly records: number}[];
  /** How many activities are moved through their tasks. */
  readonly tasks: number;
  /** How many go with tasks of this plan, without a write of their own; missing for none. */
  readonly withTasks?: number;
}

/** Counts a plan's records in one pass, a million as well as ten. */
export function summarise(records: Iterable<PlannedRecord>): PlanSummary {
  const byType = new Map<TypeKey, {records: number; unmovable: number}>();
  const shares = new Map<number, {records: number; byType: Map<TypeKey, number>; tasks?: number}>();
  const follows: Record<FollowReason, number> = {'record-in-plan': 0, 'record-of-another': 0, chosen: 0};
  const unmovable = new Map<string, {reason: UnmovableReason; type: TypeKey; records: number}>();
  let [tasks, withTasks] = [0, 0];
  for (const {type, to, activity, unmovable: reason} of records) {
    const own = byType.get(type) ?? {records: 0, unmovable: 0};
    byType.set(type, {records: own.records + 1, unmovable: own.unmovable + (reason ? 1 : 0)});
    const share = shares.get(to) ?? {records: 0, byType: new Map<TypeKey, number>()};
    share.records += 1;
    share.byType.set(type, (share.byType.get(type) ?? 0) + 1);
    shares.set(to, share);
    if (activity) follows[activity.follows] += 1;
    if (activity?.withTask) withTasks += 1;
    else if (activity?.taskId !== undefined && !reason) {
      tasks += 1;
      share.tasks = (share.tasks ?? 0) + 1;
    }
    if (!reason) continue;
    const key = `${reason} ${type}`;
    unmovable.set(key, {reason, type, records: (unmovable.get(key)?.records ?? 0) + 1});
  }
  return {
    byType: [...byType].map(([type, counts]) => ({type, ...counts})),
    shares: [...shares].map(([to, share]) => ({to, ...share})),
    follows,
    unmovable: [...unmovable.values()],
    tasks,
    ...(withTasks === 0 ? {} : {withTasks}),
  };
}
