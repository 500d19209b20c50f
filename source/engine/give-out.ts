import {followRecord} from '../domain/assignment.ts';
import {TYPE_IDS, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import type {PinnedRules, PlannedRecord} from '../domain/plan.ts';
import {balancedAmong, checkedBefore, isPlain, namedBy} from '../domain/rules/check.ts';
import {Divider} from '../domain/rules/divider.ts';
import {withoutPeople} from '../domain/rules/without.ts';
import type {RuleRow} from '../domain/rules/rule.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import {addActivities, writeDivision, type Ranked} from './divide.ts';
import {holdings} from './holdings.ts';
import {plannedOwners, readOwners} from './owners.ts';
import type {Parts} from './parts.ts';

const PART = 1000;

/** By which rule the records of a draft are given out. */
export interface GiveOutRule {
  readonly leaverId: number;
  /** The types of the draft with their ranks. */
  readonly types: readonly Ranked[];
  /** Who was chosen; undefined where nobody was. */
  readonly rules: PinnedRules | undefined;
  /** What rules that divide look at, of all records but activities. */
  readonly rows: ReadonlyMap<TypeKey, readonly RuleRow[]>;
  /** Whom records that activities belong to were planned for before. */
  readonly heirs: (ownerType: number, ids: readonly number[]) => ReadonlyMap<number, number>;
  /** Known to be dismissed or gone. */
  readonly lost: ReadonlySet<number>;
}

/**
 * Gives each record of a draft its successor, by the rules that plans are pinned by. Those that nobody was chosen for, or
 * somebody who is dismissed by now, are taken out; among several the others share.
 *
 * @returns how many are left in the draft
 */
export async function giveOut(
  parts: Pick<Parts, 'client' | 'people'>,
  draft: PlanDraft,
  rule: GiveOutRule,
  options: CallOptions,
): Promise<number> {
  const {rules, lost} = rule;
  const named = rules ? [...new Set(namedBy(rules))] : [];
  const people = await parts.people.byIds(named, options);
  const active = new Set(people.filter(person => person.active && !lost.has(person.id)).map(person => person.id));
  // Somebody may have been dismissed since the run looked last.
  const lostNow = new Set([...lost, ...named.filter(id => !active.has(id))]);
  if (rules && !isPlain(rules)) return divideOut(parts, draft, {...rule, lost: lostNow}, rules, options);
  return giveEach(parts, draft, {...rule, lost: lostNow}, options);
}

async function divideOut(
  parts: Pick<Parts, 'client' | 'people'>,
  draft: PlanDraft,
  {leaverId, types, rows, heirs, lost}: GiveOutRule,
  rules: PinnedRules,
  options: CallOptions,
): Promise<number> {
  const left = withoutPeople(rules, id => !lost.has(id));
  const all = types.map(({type}) => type);
  const balanced = balancedAmong(left);
  // By what they hold now, when what was planned before is with them. Who cannot be counted is taken to hold nothing.
  const counted = balanced.length === 0 ? new Map<number, number>() : await holdings(parts, all, balanced, options);
  const holds = new Map(balanced.map(id => [id, counted.get(id) ?? 0]));
  const divider = new Divider(checkedBefore({leaverId, types: all, ...left, holds}));
  for (const [type, own] of rows) divider.add(type, own);
  const living = (ownerType: number, ids: readonly number[]): Map<number, number> =>
    new Map([...heirs(ownerType, ids)].filter(([, to]) => !lost.has(to)));
  const owners = {leaverId, ownersKeep: rules.ownersKeep, heirs: living};
  const activities = types.find(({type}) => type.entityTypeId === TYPE_IDS.activity);
  if (activities) await addActivities(parts, divider, draft, activities, owners, options);
  return writeDivision(draft, divider.divide(), types, to => !lost.has(to));
}

/** Where each type goes to one person. */
async function giveEach(
  parts: Pick<Parts, 'client' | 'people'>,
  draft: PlanDraft,
  {leaverId, types, rules, heirs, lost}: GiveOutRule,
  options: CallOptions,
): Promise<number> {
  const chosenNow = (type: TypeKey): number | undefined => {
    const rule = rules?.perType.get(type) ?? rules?.general;
    return rule?.kind === 'person' && !lost.has(rule.to) ? rule.to : undefined;
  };
  let given = 0;
  const seen = new Map<number, boolean>();

  /** What a part of a draft comes to: each record with its successor, undefined where it has none. */
  async function successors(type: EntityType, part: readonly PlannedRecord[]): Promise<(PlannedRecord | undefined)[]> {
    const own = chosenNow(type.key);
    if (type.entityTypeId !== TYPE_IDS.activity)
      return part.map(record => (own === undefined ? undefined : {...record, to: own}));
    const planned = (ownerType: number, ids: readonly number[]): Map<number, number> => {
      const found = new Map([...heirs(ownerType, ids), ...draft.successors(ownerType, ids)]);
      return new Map([...found].filter(([, to]) => !lost.has(to)));
    };
    const owners =
      rules?.ownersKeep === false
        ? plannedOwners(part, {successors: planned})
        : await readOwners(parts, part, {successors: planned}, options, seen);
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
