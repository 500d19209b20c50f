import {unmovableReason} from '../domain/assignment.ts';
import type {EntityType} from '../domain/entity-types.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import type {Row} from '../portal/families/family.ts';

/** Holds the place of a successor until it is known. */
export const UNKNOWN = 0;

/** A row of a list as a record of a plan. @param to its successor; an activity gets its own later */
export function toRecord(type: EntityType, row: Row, to: number, scopes: readonly string[]): PlannedRecord {
  const common = {type: type.key, id: row.id, title: row.title, closed: row.closed};
  const {activity} = row;
  if (!activity) return {...common, to};
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
