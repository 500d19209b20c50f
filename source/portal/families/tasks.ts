import * as v from 'valibot';
import type {Command} from '../encode.ts';
import {id, listOf, read, responsible} from '../shapes.ts';

const tasks = v.object({tasks: listOf(v.object({id, responsibleId: responsible}))});

/**
 * The tasks behind task activities. Such an activity is moved through its task: moving the activity would overwrite the
 * task's title, dates and status (trap 29), while the activity follows its task by itself (fact sheet section 11).
 */
export const taskFamily = {
  byIds(ids: readonly number[]): Command {
    return {
      method: 'tasks.task.list',
      params: {filter: {ID: ids}, select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'asc'}, start: 0},
    };
  },

  /** Whose each task is. Tasks that this key may not see are missing. */
  responsibles(result: unknown): Map<number, number> {
    return new Map(read(tasks, 'tasks.task.list', result).tasks.map(task => [task.id, task.responsibleId]));
  },

  update(taskId: number, to: number): Command {
    return {method: 'tasks.task.update', params: {taskId, fields: {RESPONSIBLE_ID: to}}};
  },
};
