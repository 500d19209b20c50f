import {createHash} from 'node:crypto';
import type {TypeKey} from './entity-types.ts';
import type {StateChoice} from './scope.ts';
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
  readonly to: number;
  readonly activity?: ActivityFacts;
  readonly unmovable?: UnmovableReason;
}

/** The pinned list. Nothing is written before a plan is confirmed. */
export interface Plan {
  /** Eight hexadecimal digits or more that name exactly this content. */
  readonly digest: string;
  readonly portalKey: string;
  readonly leaverId: number;
  /** Milliseconds since 1970, when the last record was pinned. */
  readonly pinnedAt: number;
  readonly scope: readonly (readonly [TypeKey, StateChoice])[];
  /** Types that were asked for and that this key may not read: nothing of them is in the plan, and nothing is proved. */
  readonly unreadable?: readonly (readonly [TypeKey, Unreadable])[];
  /** In the order in which they are run, each type together, ids ascending. */
  readonly records: readonly PlannedRecord[];
  /** How many records of each type stay with the leaver by choice (out of scope). Types that were not taken included. */
  readonly kept: readonly (readonly [TypeKey, number])[];
}

/**
 * A digest over what a plan does: portal, leaver and each record with its successor. Titles do not count, nor does the
 * order in which the records happen to be run.
 */
export function digestOf(portalKey: string, leaverId: number, records: readonly PlannedRecord[]): string {
  const hash = createHash('sha256');
  hash.update(`${portalKey}\n${leaverId}\n`);
  const lines = records.map(({type, id, to}) => `${type} ${id} ${to}\n`).sort();
  for (const line of lines) hash.update(line);
  return hash.digest('hex').slice(0, 12);
}

/** Records of a plan by type, in run order. */
export function recordsByType(records: readonly PlannedRecord[]): Map<TypeKey, PlannedRecord[]> {
  const groups = new Map<TypeKey, PlannedRecord[]>();
  for (const record of records) {
    const group = groups.get(record.type);
    if (group) group.push(record);
    else groups.set(record.type, [record]);
  }
  return groups;
}

/** How many records of each type each successor gets, successors in order of their first record. */
export function sharesOf(records: readonly PlannedRecord[]): Map<number, Map<TypeKey, number>> {
  const shares = new Map<number, Map<TypeKey, number>>();
  for (const {to, type} of records) {
    const share = shares.get(to) ?? new Map<TypeKey, number>();
    share.set(type, (share.get(type) ?? 0) + 1);
    shares.set(to, share);
  }
  return shares;
}

/** How many activities fall under each reason of their successor. */
export function followCounts(records: readonly PlannedRecord[]): Record<FollowReason, number> {
  const counts: Record<FollowReason, number> = {'record-in-plan': 0, 'record-of-another': 0, chosen: 0};
  for (const record of records) if (record.activity) counts[record.activity.follows] += 1;
  return counts;
}
