import {TYPE_IDS} from './entity-types.ts';
import type {FollowReason, UnmovableReason} from './plan.ts';

/** Names a record across all types, templates and vendors included, the way an activity names its owner. */
export function ownerKey(entityTypeId: number, id: number): string {
  return `${entityTypeId}:${id}`;
}

/** Who is responsible for the record an activity belongs to, as far as it could be read. */
export interface OwnerFacts {
  /** Successors of the records in this plan, by `ownerKey`. */
  readonly inPlan: ReadonlyMap<string, number>;
  /** Responsible persons of other owner records, by `ownerKey`. Unreadable and deleted ones are missing. */
  readonly responsible: ReadonlyMap<string, number>;
  /** Who of those is an active person that may receive records. */
  readonly activePeople: ReadonlySet<number>;
}

/**
 * Whom an activity goes to. That of a task in this plan goes with its task, which can have one responsible person only, and is
 * written once. Else it follows its record: to that record's successor if it is in this plan, to its own
 * responsible person if that is another active person; else to the successor chosen for activities.
 *
 * @returns `to` undefined where the chosen successor is needed and nobody was chosen
 */
export function followRecord(
  owner: {readonly ownerTypeId: number; readonly ownerId: number; readonly taskId?: number},
  leaverId: number,
  facts: OwnerFacts,
  chosen: number | undefined,
): {readonly follows: FollowReason; readonly to: number | undefined} {
  const task = facts.inPlan.get(ownerKey(TYPE_IDS.task, owner.taskId ?? 0));
  if (task !== undefined) return {follows: 'record-in-plan', to: task};
  const key = ownerKey(owner.ownerTypeId, owner.ownerId);
  const planned = facts.inPlan.get(key);
  if (planned !== undefined) return {follows: 'record-in-plan', to: planned};
  const other = facts.responsible.get(key);
  if (other !== undefined && other !== leaverId && facts.activePeople.has(other))
    return {follows: 'record-of-another', to: other};
  return {follows: 'chosen', to: chosen};
}

/** Providers whose activities REST refuses to a webhook (fact sheet section 11), and tasks without the scope for them. */
export function unmovableReason(
  provider: string,
  taskId: number,
  scopes: readonly string[],
): UnmovableReason | undefined {
  if (provider === 'REST_APP') return 'rest-app';
  if (provider === 'CONFIGURABLE_REST_APP') return 'configurable-app';
  if (taskId !== 0 && !scopes.includes('task')) return 'task-scope-missing';
  return undefined;
}
