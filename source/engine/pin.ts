import {followRecord, type OwnerFacts} from '../domain/assignment.ts';
import {TYPE_IDS, compareTypes, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import {personName} from '../domain/people.ts';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import {isPlain, type CheckedRules} from '../domain/rules/check.ts';
import {Divider} from '../domain/rules/divider.ts';
import {countIn} from '../domain/scope.ts';
import {narrows, tidy, type TypeScope} from '../domain/scope/type-scope.ts';
import {rowOf, type Tally} from '../domain/tally.ts';
import {PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import type {PlanDraft, PlanNames} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Listener, PlanRequest} from './contract.ts';
import {addActivities, ruleRow, writeDivision} from './divide.ts';
import {neededBy} from './needed.ts';
import {plannedOwners, readOwners} from './owners.ts';
import {typeOf, type Parts} from './parts.ts';
import {checkPeople, checkRequest} from './request-check.ts';
import {noSuccessorText, unassignedText} from './request-problems.ts';
import {inSmallHeap} from './small-heap.ts';
import {staysBehind} from './stays-behind.ts';
import {tally} from './tally.ts';
import {UNKNOWN, toRecord} from './to-record.ts';
import {TaskCount} from './task-count.ts';
import {countLists, partlySeen, type WalkedSize} from './visibility.ts';
import {walk, type WalkTask} from './walk.ts';

/** Activities are given their successors this many at a time, once all other records are pinned: their owners are one request. */
const PART = 2500;

/**
 * Pins a plan into the journal: every record in scope by id, each with its successor. Reads only, and keeps nothing in
 * memory but the page at hand, and where records are divided a few numbers of each.
 *
 * @throws UsageTrouble when the leaver or a successor is not allowed, a successor is missing, or scope or rules cannot be meant
 * @throws PortalTrouble when a list is refused or does not answer what was asked
 * @throws FilesTrouble when the journal cannot be written
 */
export async function pin(parts: Parts, request: PlanRequest, listener: Listener, signal?: AbortSignal): Promise<Plan> {
  const {clock, connection} = parts;
  const {leaver, scope} = request;
  checkPeople(request, connection.me.id);
  const {plans} = await parts.journal();
  const held = request.tally ?? (await tally(parts, leaver.id, () => {}, signal));
  const unreadable = held.rows.flatMap(row =>
    row.state === 'unreadable' && scope.has(row.type.key) ? [[row.type.key, row.why] as const] : [],
  );
  const {rules, holds} = await checkRequest(parts, request, held, {signal});
  const uncounted: WalkTask[] = [...scope]
    .filter(([key]) => !unreadable.some(([closed]) => closed === key))
    .map(([key, one]) => ({...taskOf(typeOf(connection, key), tidy(one), held), ...neededBy(rules, key)}))
    .sort((a, b) => compareTypes(a.type, b.type));
  const tasks = await countLists(parts, leaver.id, uncounted, {signal});
  const draft = plans.draft({
    kind: 'handover',
    portalKey: connection.portalKey,
    portalName: connection.portalName,
    leaverId: leaver.id,
    leaverName: personName(leaver),
    startedAt: clock.now(),
  });
  try {
    return await inSmallHeap(async () => {
      const {
        pinned,
        lists,
        tasks: behindActivities,
      } = await fill(parts, draft, tasks, {...request, rules}, listener, {signal});
      const behind = await staysBehind(parts, leaver.id, {signal});
      const partly = await partlySeen(parts, leaver.id, lists, held, {signal});
      return draft.seal({
        pinnedAt: clock.now(),
        scope: tasks.map(task => [task.type.key, task.scope]),
        ...(unreadable.length === 0 ? {} : {unreadable}),
        ...(partly.length === 0 ? {} : {partlySeen: partly}),
        behind,
        names: namesOf(request, connection.types),
        rules: {...request.rules, ownersKeep: request.ownersKeep},
        ...(holds.size === 0 ? {} : {holds: [...holds]}),
        kept: held.rows.map(row => {
          const kept = keptOf(row, scope.get(row.type.key), pinned);
          return [row.type.key, row.type.key === 'task' ? behindActivities.keptOf(kept, draft) : kept];
        }),
      });
    });
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** A list to walk, with how many records it shows by the tally: open ones are in part told from closed ones on our side. */
function taskOf(type: EntityType, scope: TypeScope, held: Tally): WalkTask {
  const row = rowOf(held.rows, type.key);
  if (row?.state !== 'counted' || narrows(scope)) return {type, scope};
  return {type, scope, expected: countIn(row, familyOf(type.entityTypeId).listed(type, scope.state)).taken};
}

/** What a scope leaves with the leaver. Of a narrowed one that is known once its records are. */
function keptOf(
  row: Tally['rows'][number],
  scope: TypeScope | undefined,
  pinned: ReadonlyMap<TypeKey, number>,
): number {
  if (row.state !== 'counted' || !scope || !narrows(scope)) return countIn(row, scope?.state).kept;
  return Math.max(0, row.total - (pinned.get(row.type.key) ?? 0));
}

/** Whom and what a report names by more than an id, also when the portal is not at hand any more. */
function namesOf({leaver, people}: PlanRequest, types: readonly EntityType[]): PlanNames {
  const named = new Map([leaver, ...people].map(one => [one.id, one]));
  return {
    people: [...named].map(([id, person]) => [id, personName(person)]),
    types: types.flatMap(({key, portalTitle}) => (portalTitle === undefined ? [] : [[key, portalTitle]])),
  };
}

interface Division {
  readonly leaver: {readonly id: number};
  readonly rules: CheckedRules;
  readonly ownersKeep: boolean;
}

interface Filled {
  /** How many records of each type are pinned. */
  readonly pinned: ReadonlyMap<TypeKey, number>;
  /** How much each list showed. */
  readonly lists: readonly WalkedSize[];
  readonly tasks: TaskCount;
}

async function fill(
  parts: Parts,
  draft: PlanDraft,
  tasks: readonly WalkTask[],
  {leaver, rules, ownersKeep}: Division,
  listener: Listener,
  options: CallOptions,
): Promise<Filled> {
  const ranked = tasks.map(({type}, rank) => ({type, rank}));
  const ranks = new Map(ranked.map(({type, rank}) => [type.key, rank]));
  const pinned = new Map<TypeKey, number>();
  const divider = isPlain(rules) ? undefined : new Divider({...rules, types: tasks.map(({type}) => type)});
  const taskCount = new TaskCount(parts.connection.scopes);
  function onPage(type: EntityType, rows: readonly Row[]): void {
    const place = {rank: ranks.get(type.key) ?? 0, ownerType: type.entityTypeId};
    const isActivity = type.entityTypeId === TYPE_IDS.activity;
    const to = divider || isActivity || rows.length === 0 ? UNKNOWN : chosenFor(rules, type.key);
    draft.add(rows.map(row => ({...place, record: toRecord(type, row, to, parts.connection.scopes)})));
    taskCount.add(rows);
    if (!isActivity) divider?.add(type.key, rows.map(ruleRow));
    pinned.set(type.key, (pinned.get(type.key) ?? 0) + rows.length);
    listener({kind: 'pinning', type: type.key, pinned: pinned.get(type.key) ?? 0});
  }
  const lists: WalkedSize[] = [];
  const onEnd = ({type, scope, expected}: WalkTask, seen: number): void =>
    void lists.push({type, scope, expected, seen});
  const [refused] = await walk(parts.client, leaver.id, tasks, onPage, options, onEnd);
  if (refused) throw new PortalTrouble('refused', `${refused.type.key}: ${refused.reason}`);

  const activities = ranked.find(({type}) => type.entityTypeId === TYPE_IDS.activity);
  if (!divider) {
    if (activities) await giveActivities(parts, draft, activities, {leaver, rules, ownersKeep}, options);
    return {pinned, lists, tasks: taskCount};
  }
  const owners = {leaverId: leaver.id, ownersKeep};
  if (activities) await addActivities(parts, divider, draft, activities, owners, options);
  const division = divider.divide();
  const [without] = division.unassigned;
  if (without) throw new UsageTrouble(unassignedText(without));
  writeDivision(draft, division, ranked);
  return {pinned, lists, tasks: taskCount};
}

/** @throws UsageTrouble where nobody was chosen */
function chosenFor({general, perType}: CheckedRules, type: TypeKey): number {
  const rule = perType.get(type) ?? general;
  if (rule?.kind !== 'person') throw new UsageTrouble(noSuccessorText(type));
  return rule.to;
}

/** Gives activities to whom their records go, where each type goes to one person. */
async function giveActivities(
  parts: Parts,
  draft: PlanDraft,
  {type, rank}: {readonly type: EntityType; readonly rank: number},
  {leaver, rules, ownersKeep}: Division,
  options: CallOptions,
): Promise<void> {
  const rule = rules.perType.get(type.key) ?? rules.general;
  const chosen = rule?.kind === 'person' ? rule.to : undefined;
  const seen = new Map<number, boolean>();
  for (let part = draft.part(rank, 0, PART); part.length > 0; part = draft.part(rank, part.at(-1)?.id ?? 0, PART)) {
    const owners = ownersKeep ? await readOwners(parts, part, draft, options, seen) : plannedOwners(part, draft);
    const records = part.map(record => follow(record, leaver.id, owners, chosen));
    draft.assign(records.map(record => ({rank, ownerType: type.entityTypeId, record})));
  }
}

/** Gives an activity to whom its record goes. */
function follow(
  record: PlannedRecord,
  leaverId: number,
  owners: OwnerFacts,
  chosen: number | undefined,
): PlannedRecord {
  const {activity} = record;
  if (!activity) return record;
  const {follows, to} = followRecord(activity, leaverId, owners, chosen);
  if (to === undefined) throw new UsageTrouble(noSuccessorText(record.type));
  return {...record, to, activity: {...activity, follows}};
}
