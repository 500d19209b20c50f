import * as v from 'valibot';
import type {StateChoice} from '../../domain/scope.ts';
import type {Command, Params} from '../encode.ts';
import {id, listOf, moment, read, responsible, text, toldText} from '../shapes.ts';
import type {Asked, Family, Row, Standing, Whose} from './family.ts';
import {fieldsFor, narrowing, told} from './narrow.ts';
import type {EntityType} from '../../domain/entity-types.ts';

const tasks = v.object({
  tasks: listOf(
    v.object({
      id,
      responsibleId: responsible,
      title: text,
      status: toldText,
      createdDate: moment,
      changedDate: moment,
    }),
  ),
});
const standing = v.object({id, responsibleId: responsible, changedDate: text, changedBy: text});
const standings = v.object({tasks: listOf(standing)});
const one = v.object({task: standing});

const OWNER = ['ID', 'RESPONSIBLE_ID'];
const SELECT = [...OWNER, 'TITLE', 'STATUS'];
const STANDING = [...OWNER, 'CHANGED_DATE', 'CHANGED_BY'];
/** Of the statuses, the one of a task that is done; one that waits for its approval (4) or was put off (6) is not. */
const COMPLETED = '5';

/**
 * Tasks (fact sheet section 11, Tasks): asked for by names in upper case, answered in camelCase as text. Pages are asked for with
 * `start: 0`, never -1, of which nothing is said for this list: each begins behind an id anyway.
 *
 * Also the tasks behind task activities. Such an activity is moved through its task: moving the activity would overwrite the
 * task's title, dates and status (trap 29), while the activity follows its task by itself.
 */
export const taskFamily = {
  count(type: EntityType, whose: Whose, which: StateChoice, asked?: Asked): Command {
    const filter = {RESPONSIBLE_ID: whose, ...inStatus(which), ...(asked ? narrowed(type, asked, true) : {})};
    return listed(filter, asked ? [...SELECT, ...fieldsFor(type.key, asked)] : OWNER);
  },

  sample: (_type: EntityType, which: StateChoice): Command => listed(inStatus(which), OWNER),

  page(type, responsibleId, asked, afterId) {
    const filter = {
      RESPONSIBLE_ID: responsibleId,
      ...inStatus(asked.scope.state),
      ...narrowed(type, asked, false),
      ...(asked.search === undefined || asked.search === '' ? {} : {'%TITLE': asked.search}),
      '>ID': afterId,
    };
    return listed(filter, [...SELECT, ...fieldsFor(type.key, asked)]);
  },

  listed: (_type: EntityType, state: StateChoice) => state,

  idPath: position => ['tasks', position, 'id'],

  rows(_type: EntityType, result: unknown): Row[] {
    return read(tasks, 'tasks.task.list', result).tasks.map(row => ({
      id: row.id,
      responsibleId: row.responsibleId,
      title: row.title,
      closed: row.status === COMPLETED,
      ...told({createdAt: row.createdDate, changedAt: row.changedDate}),
    }));
  },

  byIds: (_entityTypeId: number, ids: readonly number[]): Command => listed({ID: ids}, STANDING),

  one: (_entityTypeId, taskId) => ({method: 'tasks.task.get', params: {taskId}}),

  /** Tasks that this key may not see are missing. */
  standings: (result: unknown) => new Map(read(standings, 'tasks.task.list', result).tasks.map(standingOf)),

  standingsOfOne: result => new Map([standingOf(read(one, 'tasks.task.get', result).task)]),

  update: (_entityTypeId, {id: taskId, to}) => taskUpdate(taskId, to),
} satisfies Family;

/** The write that gives a task to somebody, and the activity of it, if it has one. */
export function taskUpdate(taskId: number, to: number): Command {
  return {method: 'tasks.task.update', params: {taskId, fields: {RESPONSIBLE_ID: to}}};
}

function listed(filter: Params, select: readonly string[]): Command {
  return {method: 'tasks.task.list', params: {filter, select: [...select], order: {ID: 'asc'}, start: 0}};
}

function inStatus(state: StateChoice): Params {
  return state === 'all' ? {} : {[state === 'closed' ? 'STATUS' : '!STATUS']: Number(COMPLETED)};
}

/** Several ids go without an operator, as in the documented lists of values. */
function narrowed(type: EntityType, {ids, ...asked}: Asked, exactly: boolean): Params {
  return {...narrowing(type.key, asked, 'ID', exactly), ...(ids ? {ID: ids} : {})};
}

function standingOf({
  id: taskId,
  responsibleId,
  changedDate,
  changedBy,
}: v.InferOutput<typeof standing>): [number, Standing] {
  return [taskId, {responsibleId, stamp: `${changedDate} ${changedBy}`}];
}
