import {followRecord} from '../domain/assignment.ts';
import {TYPE_IDS, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import {readOwners} from './owners.ts';
import type {Parts} from './parts.ts';

const PART = 1000;

/** By which rule the records of a draft are given out. */
export interface GiveOutRule {
  readonly leaverId: number;
  /** The types of the draft with their ranks. */
  readonly types: readonly {readonly type: EntityType; readonly rank: number}[];
  /** Who was chosen for a type; undefined where nobody was. */
  readonly chosen: (type: TypeKey) => number | undefined;
  /** Whom records that activities belong to were planned for before. */
  readonly heirs: (ownerType: number, ids: readonly number[]) => ReadonlyMap<number, number>;
  /** Known to be dismissed or gone. */
  readonly lost: ReadonlySet<number>;
}

/**
 * Gives each record of a draft its successor, by the rule that plans are pinned by: whom was chosen for its type, and for
 * an activity whom its record goes to. Those that nobody was chosen for, or somebody who is dismissed by now, are taken
 * out.
 *
 * @returns how many are left in the draft
 */
export async function giveOut(
  parts: Pick<Parts, 'client' | 'people'>,
  draft: PlanDraft,
  {leaverId, types, chosen, heirs, lost}: GiveOutRule,
  options: CallOptions,
): Promise<number> {
  const chosenIds = types.flatMap(({type}) => chosen(type.key) ?? []);
  const people = await parts.people.byIds([...new Set(chosenIds)], options);
  const active = new Set(people.filter(person => person.active && !lost.has(person.id)).map(person => person.id));
  const chosenNow = (type: TypeKey): number | undefined => {
    const id = chosen(type);
    return id !== undefined && active.has(id) ? id : undefined;
  };
  let given = 0;
  const seen = new Map<number, boolean>();

  /** What a part of a draft comes to: each record with its successor, undefined where it has none. */
  async function successors(type: EntityType, part: readonly PlannedRecord[]): Promise<(PlannedRecord | undefined)[]> {
    const own = chosenNow(type.key);
    if (type.entityTypeId !== TYPE_IDS.activity)
      return part.map(record => (own === undefined ? undefined : {...record, to: own}));
    const planned = (ownerType: number, ids: number[]): Map<number, number> => {
      const found = new Map([...heirs(ownerType, ids), ...draft.successors(ownerType, ids)]);
      return new Map([...found].filter(([, to]) => !lost.has(to)));
    };
    const owners = await readOwners(parts, part, {successors: planned}, options, seen);
    return part.map(record => {
      const {activity} = record;
      if (!activity) return undefined;
      const {follows, to} = followRecord(activity, leaverId, owners, own);
      return to === undefined ? undefined : {...record, to, activity: {...activity, follows}};
    });
  }

  // Activities last: they follow what was given out before them.
  const order = types.toSorted((a, b) => a.rank - b.rank);
  for (const {type, rank} of order) {
    for (let part = draft.part(rank, 0, PART); part.length > 0; part = draft.part(rank, part.at(-1)?.id ?? 0, PART)) {
      const settled = await successors(type, part);
      const withOne = settled.filter(record => record !== undefined);
      draft.assign(withOne.map(record => ({rank, ownerType: type.entityTypeId, record})));
      const without = part.filter((_, index) => settled[index] === undefined);
      if (without.length > 0)
        draft.remove(
          rank,
          without.map(({id}) => id),
        );
      given += withOne.length;
    }
  }
  return given;
}
