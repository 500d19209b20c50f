import {ownerKey, type OwnerFacts} from '../domain/assignment.ts';
import {TYPE_IDS} from '../domain/entity-types.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import {PAGE} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Parts} from './parts.ts';

/** Types that have lists to read an owner from; activities of anything else (orders, say) have an owner nobody can read. */
function isReadable(entityTypeId: number): boolean {
  return Object.values<number>(TYPE_IDS).includes(entityTypeId) || entityTypeId >= 36;
}

/** Owner facts of the plan alone, for activities that are not left to the owners of other records. */
export function plannedOwners(activities: readonly PlannedRecord[], draft: Pick<PlanDraft, 'successors'>): OwnerFacts {
  const inPlan = plannedTasks(activities, draft);
  for (const [ownerType, ids] of ownersOf(activities))
    for (const [id, to] of draft.successors(ownerType, [...ids])) inPlan.set(ownerKey(ownerType, id), to);
  return {inPlan, responsible: new Map(), activePeople: new Set()};
}

/**
 * Reads whom the records that activities belong to are with: those of this plan from the plan, others from the portal.
 *
 * @param draft the plan, with every record but the activities in it
 * @param seen people who were read for other activities of the same plan, and whether they are active; more are added
 */
export async function readOwners(
  {client, people}: Pick<Parts, 'client' | 'people'>,
  activities: readonly PlannedRecord[],
  draft: Pick<PlanDraft, 'successors'>,
  options: CallOptions,
  seen = new Map<number, boolean>(),
): Promise<OwnerFacts> {
  const inPlan = plannedTasks(activities, draft);
  const wanted = new Map<number, Set<number>>();
  for (const [ownerType, ids] of ownersOf(activities)) {
    const planned = draft.successors(ownerType, [...ids]);
    for (const [id, to] of planned) inPlan.set(ownerKey(ownerType, id), to);
    if (isReadable(ownerType)) wanted.set(ownerType, new Set([...ids].filter(id => !planned.has(id))));
  }
  const asked = [...wanted].flatMap(([entityTypeId, set]) => {
    const ids = [...set].sort((a, b) => a - b);
    return Array.from({length: Math.ceil(ids.length / PAGE)}, (_, page) => ({
      entityTypeId,
      ids: ids.slice(page * PAGE, (page + 1) * PAGE),
    }));
  });
  const answers = await client.readMany(
    asked.map(({entityTypeId, ids}) => familyOf(entityTypeId).byIds(entityTypeId, ids)),
    options,
  );
  const responsible = new Map<string, number>();
  asked.forEach(({entityTypeId, ids}, index) => {
    const answer = answers[index];
    if (!answer?.ok) return;
    for (const [id, standing] of familyOf(entityTypeId).standings(answer.result)) {
      if (ids.includes(id)) responsible.set(ownerKey(entityTypeId, id), standing.responsibleId);
    }
  });
  const unseen = [...new Set(responsible.values())].filter(id => id > 0 && !seen.has(id));
  for (const id of unseen) seen.set(id, false);
  for (const {id, active} of await people.byIds(unseen, options)) seen.set(id, active);
  const activePeople = new Set([...responsible.values()].filter(id => seen.get(id)));
  return {inPlan, responsible, activePeople};
}

/** Successors of the tasks behind activities, as far as the tasks are in the plan themselves. */
function plannedTasks(activities: readonly PlannedRecord[], draft: Pick<PlanDraft, 'successors'>): Map<string, number> {
  const ids = new Set(activities.flatMap(({activity}) => activity?.taskId ?? []));
  const found = draft.successors(TYPE_IDS.task, [...ids]);
  return new Map([...found].map(([id, to]) => [ownerKey(TYPE_IDS.task, id), to]));
}

/** The records that activities belong to, by their type. An activity of an activity has none that it could follow. */
function ownersOf(activities: readonly PlannedRecord[]): Map<number, Set<number>> {
  const owners = new Map<number, Set<number>>();
  for (const {activity} of activities) {
    if (!activity || activity.ownerId === 0 || activity.ownerTypeId === TYPE_IDS.activity) continue;
    owners.set(activity.ownerTypeId, (owners.get(activity.ownerTypeId) ?? new Set()).add(activity.ownerId));
  }
  return owners;
}
