import {followRecord, plannedOwners, successorOf, unmovableReason, type Assignment} from '../domain/assignment.ts';
import {TYPE_IDS, compareTypes, type EntityType} from '../domain/entity-types.ts';
import {refuseLeaver, refuseSuccessor} from '../domain/people.ts';
import {digestOf, type Plan, type PlannedRecord} from '../domain/plan.ts';
import {countIn} from '../domain/scope.ts';
import {PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import type {Listener, PlanRequest} from './contract.ts';
import {readOwners} from './owners.ts';
import {typeOf, type Parts} from './parts.ts';
import {tally} from './tally.ts';
import {walk, type WalkTask} from './walk.ts';

/**
 * Pins a plan: every record in scope by id, each with its successor. Reads only.
 *
 * @throws UsageTrouble when the leaver or a successor is not allowed, or a successor is missing
 * @throws PortalTrouble when a list is refused or does not answer what was asked
 */
export async function pin(parts: Parts, request: PlanRequest, listener: Listener, signal?: AbortSignal): Promise<Plan> {
  const {client, clock, connection} = parts;
  checkPeople(request, connection.me.id);
  const assignment: Assignment = {
    ...(request.general ? {general: request.general.id} : {}),
    perType: new Map([...request.perType].map(([type, person]) => [type, person.id])),
  };
  const options: CallOptions = {signal};
  const held = await tally(parts, request.leaver.id, () => {}, signal);
  const unreadable = held.rows.flatMap(row =>
    row.state === 'unreadable' && request.scope.has(row.type.key) ? [[row.type.key, row.why] as const] : [],
  );
  const tasks: WalkTask[] = [...request.scope]
    .filter(([key]) => !unreadable.some(([closed]) => closed === key))
    .map(([key, state]) => ({type: typeOf(connection, key), state}))
    .sort((a, b) => compareTypes(a.type, b.type));
  const walked = await walk(
    client,
    request.leaver.id,
    tasks,
    (type, pinned) => listener({kind: 'pinning', type: type.key, pinned}),
    options,
  );

  const records: PlannedRecord[] = [];
  for (const {type, rows, refused} of walked) {
    if (refused !== undefined) throw new PortalTrouble('refused', `${type.key}: ${refused}`);
    if (type.entityTypeId !== TYPE_IDS.activity) records.push(...rows.map(row => toRecord(type, row, assignment)));
  }
  const activities = walked.find(({type}) => type.entityTypeId === TYPE_IDS.activity);
  if (activities)
    records.push(
      ...(await followAll(parts, activities.type, activities.rows, records, request.leaver.id, assignment, options)),
    );

  return {
    digest: digestOf(connection.portalKey, request.leaver.id, records),
    portalKey: connection.portalKey,
    leaverId: request.leaver.id,
    pinnedAt: clock.now(),
    scope: tasks.map(({type, state}) => [type.key, state]),
    ...(unreadable.length === 0 ? {} : {unreadable}),
    records,
    kept: held.rows.map(row => [row.type.key, countIn(row, request.scope.get(row.type.key)).kept]),
  };
}

function checkPeople(request: PlanRequest, keyOwnerId: number): void {
  const leaverProblem = refuseLeaver(request.leaver, keyOwnerId);
  if (leaverProblem) throw new UsageTrouble(`leaver #${request.leaver.id}: ${leaverProblem}`);
  for (const person of [request.general, ...request.perType.values()]) {
    const problem = person && refuseSuccessor(person, request.leaver.id);
    if (problem) throw new UsageTrouble(`successor #${person.id}: ${problem}`);
  }
}

function toRecord(type: EntityType, row: Row, assignment: Assignment): PlannedRecord {
  const to = successorOf(assignment, type.key);
  if (to === undefined) throw new UsageTrouble(`no successor for ${type.key}`);
  return {type: type.key, id: row.id, title: row.title, closed: row.closed, to};
}

async function followAll(
  parts: Parts,
  type: EntityType,
  rows: readonly Row[],
  records: readonly PlannedRecord[],
  leaverId: number,
  assignment: Assignment,
  options: CallOptions,
): Promise<PlannedRecord[]> {
  const inPlan = plannedOwners(records, key => typeOf(parts.connection, key).entityTypeId);
  const owners = await readOwners(parts, rows, inPlan, options);
  const chosen = successorOf(assignment, type.key);
  return rows.map((row): PlannedRecord => {
    const activity = row.activity ?? {ownerTypeId: 0, ownerId: 0, provider: '', taskId: 0, location: ''};
    const {follows, to} = followRecord(activity, leaverId, owners, chosen);
    if (to === undefined) throw new UsageTrouble(`no successor for ${type.key}`);
    const unmovable = unmovableReason(activity.provider, activity.taskId, parts.connection.scopes);
    return {
      type: type.key,
      id: row.id,
      title: row.title,
      closed: row.closed,
      to,
      activity: {
        ownerTypeId: activity.ownerTypeId,
        ownerId: activity.ownerId,
        follows,
        ...(activity.taskId === 0 ? {} : {taskId: activity.taskId}),
        ...(activity.location === '' ? {} : {location: activity.location}),
      },
      ...(unmovable ? {unmovable} : {}),
    };
  });
}
