import {followRecord, successorOf, unmovableReason, type Assignment, type OwnerFacts} from '../domain/assignment.ts';
import {TYPE_IDS, compareTypes, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import {personName, refuseLeaver, refuseSuccessor} from '../domain/people.ts';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import {countIn, type StateChoice} from '../domain/scope.ts';
import {rowOf, type Tally} from '../domain/tally.ts';
import {PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import type {PlanDraft, PlanNames} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Listener, PlanRequest} from './contract.ts';
import {readOwners} from './owners.ts';
import {typeOf, type Parts} from './parts.ts';
import {inSmallHeap} from './small-heap.ts';
import {tally} from './tally.ts';
import {walk, type WalkTask} from './walk.ts';

/** Activities are given their successors this many at a time, once all other records are pinned: their owners are one request. */
const PART = 2500;
/** Holds the place of an activity's successor until its record's is known. */
const UNKNOWN = 0;

/**
 * Pins a plan into the journal: every record in scope by id, each with its successor. Reads only, and keeps nothing in
 * memory but the page at hand.
 *
 * @throws UsageTrouble when the leaver or a successor is not allowed, or a successor is missing
 * @throws PortalTrouble when a list is refused or does not answer what was asked
 * @throws FilesTrouble when the journal cannot be written
 */
export async function pin(parts: Parts, request: PlanRequest, listener: Listener, signal?: AbortSignal): Promise<Plan> {
  const {clock, connection} = parts;
  const {leaver, scope} = request;
  const chosen = chosenOf(request);
  checkPeople(request, connection.me.id);
  const {plans} = await parts.journal();
  const held = request.tally ?? (await tally(parts, leaver.id, () => {}, signal));
  const unreadable = held.rows.flatMap(row =>
    row.state === 'unreadable' && scope.has(row.type.key) ? [[row.type.key, row.why] as const] : [],
  );
  const tasks: WalkTask[] = [...scope]
    .filter(([key]) => !unreadable.some(([closed]) => closed === key))
    .map(([key, state]) => taskOf(typeOf(connection, key), state, held))
    .sort((a, b) => compareTypes(a.type, b.type));
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
      await fill(parts, draft, tasks, request, listener, {signal});
      return draft.seal({
        pinnedAt: clock.now(),
        scope: tasks.map(({type, state}) => [type.key, state]),
        ...(unreadable.length === 0 ? {} : {unreadable}),
        names: namesOf(request, connection.types),
        assignment: {...chosen, perType: [...chosen.perType]},
        kept: held.rows.map(row => [row.type.key, countIn(row, scope.get(row.type.key)).kept]),
      });
    });
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** A list to walk, with how many records it shows by the tally: open ones are in part told from closed ones on our side. */
function taskOf(type: EntityType, state: StateChoice, held: Tally): WalkTask {
  const row = rowOf(held.rows, type.key);
  if (row?.state !== 'counted') return {type, state};
  return {type, state, expected: countIn(row, familyOf(type.entityTypeId).listed(type, state)).taken};
}

/** Whom and what a report names by more than an id, also when the portal is not at hand any more. */
function namesOf({leaver, general, perType}: PlanRequest, types: readonly EntityType[]): PlanNames {
  const people = new Map([leaver, ...(general ? [general] : []), ...perType.values()].map(one => [one.id, one]));
  return {
    people: [...people].map(([id, person]) => [id, personName(person)]),
    types: types.flatMap(({key, portalTitle}) => (portalTitle === undefined ? [] : [[key, portalTitle]])),
  };
}

function chosenOf({general, perType}: PlanRequest): Assignment {
  return {
    ...(general ? {general: general.id} : {}),
    perType: new Map([...perType].map(([type, person]) => [type, person.id])),
  };
}

async function fill(
  parts: Parts,
  draft: PlanDraft,
  tasks: readonly WalkTask[],
  request: PlanRequest,
  listener: Listener,
  options: CallOptions,
): Promise<void> {
  const assignment = chosenOf(request);
  const ranks = new Map(tasks.map(({type}, rank) => [type.key, rank]));
  const pinned = new Map<TypeKey, number>();
  function onPage(type: EntityType, rows: readonly Row[]): void {
    const ranked = {rank: ranks.get(type.key) ?? 0, ownerType: type.entityTypeId};
    draft.add(rows.map(row => ({...ranked, record: toRecord(type, row, assignment, parts.connection.scopes)})));
    pinned.set(type.key, (pinned.get(type.key) ?? 0) + rows.length);
    listener({kind: 'pinning', type: type.key, pinned: pinned.get(type.key) ?? 0});
  }
  const [refused] = await walk(parts.client, request.leaver.id, tasks, onPage, options);
  if (refused) throw new PortalTrouble('refused', `${refused.type.key}: ${refused.reason}`);

  const activities = tasks.find(({type}) => type.entityTypeId === TYPE_IDS.activity)?.type;
  if (!activities) return;
  const ranked = {rank: ranks.get(activities.key) ?? 0, ownerType: activities.entityTypeId};
  const chosen = successorOf(assignment, activities.key);
  const seen = new Map<number, boolean>();
  for (
    let part = draft.part(ranked.rank, 0, PART);
    part.length > 0;
    part = draft.part(ranked.rank, part.at(-1)?.id ?? 0, PART)
  ) {
    const owners = await readOwners(parts, part, draft, options, seen);
    draft.assign(part.map(record => ({...ranked, record: follow(record, request.leaver.id, owners, chosen)})));
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
  if (to === undefined) throw noSuccessor(record.type);
  return {...record, to, activity: {...activity, follows}};
}

function checkPeople(request: PlanRequest, keyOwnerId: number): void {
  const leaverProblem = refuseLeaver(request.leaver, keyOwnerId);
  if (leaverProblem) throw new UsageTrouble(`leaver #${request.leaver.id}: ${leaverProblem}`);
  for (const person of [request.general, ...request.perType.values()]) {
    const problem = person && refuseSuccessor(person, request.leaver.id);
    if (problem) throw new UsageTrouble(`successor #${person.id}: ${problem}`);
  }
}

/** @throws UsageTrouble where nobody was chosen for a type; activities get their successor later */
export function toRecord(type: EntityType, row: Row, assignment: Assignment, scopes: readonly string[]): PlannedRecord {
  const common = {type: type.key, id: row.id, title: row.title, closed: row.closed};
  const {activity} = row;
  if (!activity) {
    const to = successorOf(assignment, type.key);
    if (to === undefined) throw noSuccessor(type.key);
    return {...common, to};
  }
  const unmovable = unmovableReason(activity.provider, activity.taskId, scopes);
  return {
    ...common,
    to: UNKNOWN,
    activity: {
      ownerTypeId: activity.ownerTypeId,
      ownerId: activity.ownerId,
      follows: 'chosen',
      ...(activity.taskId === 0 ? {} : {taskId: activity.taskId}),
      ...(activity.location === '' ? {} : {location: activity.location}),
    },
    ...(unmovable ? {unmovable} : {}),
  };
}

function noSuccessor(type: TypeKey): UsageTrouble {
  return new UsageTrouble(
    `no successor for ${type}: name one with --to ${type}=ID, or one for everything with --to ID`,
  );
}
