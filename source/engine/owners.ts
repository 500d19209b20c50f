import {ownerKey, type OwnerFacts} from '../domain/assignment.ts';
import {TYPE_IDS} from '../domain/entity-types.ts';
import type {CallOptions} from '../portal/client.ts';
import {PAGE, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Parts} from './parts.ts';

/** Types that have lists to read an owner from; activities of anything else (orders, say) have an owner nobody can read. */
function isReadable(entityTypeId: number): boolean {
  return Object.values<number>(TYPE_IDS).includes(entityTypeId) || entityTypeId >= 36;
}

/** Reads who is responsible for the records that activities belong to, those of this plan left out. */
export async function readOwners(
  {client, people}: Pick<Parts, 'client' | 'people'>,
  activities: readonly Row[],
  inPlan: ReadonlyMap<string, number>,
  options: CallOptions,
): Promise<OwnerFacts> {
  const wanted = new Map<number, Set<number>>();
  for (const {activity} of activities) {
    if (!activity || activity.ownerId === 0 || !isReadable(activity.ownerTypeId)) continue;
    if (activity.ownerTypeId === TYPE_IDS.activity || inPlan.has(ownerKey(activity.ownerTypeId, activity.ownerId)))
      continue;
    const ids = wanted.get(activity.ownerTypeId) ?? new Set();
    wanted.set(activity.ownerTypeId, ids.add(activity.ownerId));
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
  const persons = await people.byIds(
    [...new Set(responsible.values())].filter(id => id > 0),
    options,
  );
  return {inPlan, responsible, activePeople: new Set(persons.filter(person => person.active).map(person => person.id))};
}
