import {ownerKey} from '../domain/assignment.ts';
import {TYPE_IDS, type EntityType} from '../domain/entity-types.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {followReason, type Division} from '../domain/rules/division.ts';
import type {Divider} from '../domain/rules/divider.ts';
import type {RuleRow} from '../domain/rules/rule.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import {plannedOwners, readOwners} from './owners.ts';
import type {Parts} from './parts.ts';

/** Activities are looked at so many at a time, once all other records are known: their owners are one request. */
const PART = 2500;
/** Records given in one transaction. */
const GIVEN = 5000;

/** A type of a draft, and its place in the run order. */
export interface Ranked {
  readonly type: EntityType;
  readonly rank: number;
}

/** What the rules look at of a record that is no activity. */
export function ruleRow({id, closed, pipeline, stage, links}: Row): RuleRow {
  return {
    id,
    closed,
    ...(pipeline === undefined ? {} : {pipeline}),
    ...(stage === undefined ? {} : {stage}),
    ...(links === undefined ? {} : {links}),
  };
}

/** Whom activities are left to, besides those whose record is in the plan. */
export interface OwnersRule {
  readonly leaverId: number;
  /** An activity of another active person's record is theirs. */
  readonly ownersKeep: boolean;
  /** Whom records of an earlier plan went to. */
  readonly heirs?: (ownerType: number, ids: readonly number[]) => ReadonlyMap<number, number>;
}

/** Hands the activities of a draft to the divider, each with the record it belongs to. All other records are in the draft. */
export async function addActivities(
  parts: Pick<Parts, 'client' | 'people'>,
  divider: Divider,
  draft: PlanDraft,
  {type, rank}: Ranked,
  {leaverId, ownersKeep, heirs}: OwnersRule,
  options: CallOptions,
): Promise<void> {
  const seen = new Map<number, boolean>();
  for (let part = draft.part(rank, 0, PART); part.length > 0; part = draft.part(rank, part.at(-1)?.id ?? 0, PART)) {
    const {inPlan, responsible, activePeople} = ownersKeep
      ? await readOwners(parts, part, draft, options, seen)
      : plannedOwners(part, draft);
    const before = heirsOf(part, heirs);
    divider.add(
      type.key,
      part.map(({id, closed, activity}): RuleRow => {
        const task = ownerKey(TYPE_IDS.task, activity?.taskId ?? 0);
        if (activity?.taskId !== undefined && inPlan.has(task))
          return {id, closed, follows: {entityTypeId: TYPE_IDS.task, id: activity.taskId}};
        const heir = before.get(task);
        if (heir !== undefined && heir !== leaverId) return {id, closed, toOther: heir};
        if (!activity || activity.ownerId === 0 || activity.ownerTypeId === TYPE_IDS.activity) return {id, closed};
        const {ownerTypeId: entityTypeId, ownerId} = activity;
        const key = ownerKey(entityTypeId, ownerId);
        const other = inPlan.has(key) ? undefined : (before.get(key) ?? responsible.get(key));
        const keeps = other !== undefined && other !== leaverId && (before.has(key) || activePeople.has(other));
        return {id, closed, follows: {entityTypeId, id: ownerId}, ...(keeps ? {toOther: other} : {})};
      }),
    );
  }
}

function heirsOf(activities: readonly PlannedRecord[], heirs: OwnersRule['heirs']): Map<string, number> {
  const found = new Map<string, number>();
  if (!heirs) return found;
  const byType = Map.groupBy(
    activities.flatMap(({activity}) => activity ?? []),
    ({ownerTypeId}) => ownerTypeId,
  );
  for (const [ownerType, owned] of byType)
    for (const [id, to] of heirs(ownerType, [...new Set(owned.map(({ownerId}) => ownerId))]))
      found.set(ownerKey(ownerType, id), to);
  const tasks = activities.flatMap(({activity}) => activity?.taskId ?? []);
  for (const [id, to] of heirs(TYPE_IDS.task, tasks)) found.set(ownerKey(TYPE_IDS.task, id), to);
  return found;
}

/**
 * Writes into a draft whom each record goes to. What has no successor, or one that `may` says no to, is taken out.
 *
 * @returns how many are left in the draft
 */
export function writeDivision(
  draft: PlanDraft,
  division: Division,
  types: readonly Ranked[],
  may: (to: number) => boolean = () => true,
): number {
  let given = 0;
  for (const {type, rank} of types) {
    let gives: {id: number; to: number}[] = [];
    let without: number[] = [];
    const writeOut = (): void => {
      if (without.length > 0) draft.remove(rank, without);
      if (gives.length > 0 && type.entityTypeId !== TYPE_IDS.activity) draft.give(rank, gives);
      given += gives.length;
      [gives, without] = [[], []];
    };
    for (const {id, assigned} of division.all(type.key)) {
      if ('to' in assigned && may(assigned.to)) gives.push({id, to: assigned.to});
      else without.push(id);
      if (gives.length + without.length >= GIVEN) writeOut();
    }
    writeOut();
    if (type.entityTypeId === TYPE_IDS.activity) assignActivities(draft, division, {type, rank});
  }
  return given;
}

/** Activities also say why they go to whom they go. */
function assignActivities(draft: PlanDraft, division: Division, {type, rank}: Ranked): void {
  for (let part = draft.part(rank, 0, PART); part.length > 0; part = draft.part(rank, part.at(-1)?.id ?? 0, PART)) {
    draft.assign(
      part.flatMap(record => {
        const assigned = division.of(type.key, record.id);
        if (!assigned || !('to' in assigned) || !record.activity) return [];
        const activity = {...record.activity, follows: followReason(assigned.reason)};
        return [{rank, ownerType: type.entityTypeId, record: {...record, to: assigned.to, activity}}];
      }),
    );
  }
}
