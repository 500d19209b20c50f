import * as v from 'valibot';
import {TYPE_IDS, type EntityType} from '../domain/entity-types.ts';
import type {CommandResult} from './batch.ts';
import type {Command} from './encode.ts';
import {id, listOf, read, reference, text} from './shapes.ts';

/** So many are named. */
const MOST_NAMED = 5;

/** A question where else a person is named, and how its answer is read. */
export interface ElsewhereQuestion {
  readonly command: Command;
  /**
   * How many there are, and the names of the first. Undefined where a row names somebody else, so that the condition was
   * not heard (traps 2 and 3): then nothing is known.
   */
  count(answer: Extract<CommandResult, {ok: true}>): {count: number; names: string[]} | undefined;
}

const observed = v.object({items: listOf(v.object({id, observers: v.optional(listOf(id), [])}))});

/** Types whose records can have observers (fact sheet section 8); a smart process may have them switched off. */
export function mayHaveObservers({key, entityTypeId}: EntityType): boolean {
  return /^(lead|deal|contact|company|invoice)$/.test(key) || entityTypeId >= 128;
}

/** Records of a type with this observer. The filter's key has no prefix (fact sheet section 8). */
export function askObservers(type: EntityType, personId: number): ElsewhereQuestion {
  const kind = type.entityTypeId === TYPE_IDS.deal ? {isRecurring: 'N'} : {};
  return {
    command: {
      method: 'crm.item.list',
      params: {
        entityTypeId: type.entityTypeId,
        select: ['id', 'observers'],
        filter: {observers: personId, ...kind},
        order: {id: 'ASC'},
        start: 0,
      },
    },
    count({result, total}) {
      const {items} = read(observed, 'crm.item.list', result);
      if (!items.every(({observers}) => observers.includes(personId))) return undefined;
      return {count: total ?? items.length, names: []};
    },
  };
}

const tasks = listOf(v.object({ID: id, USER_ID: reference}));

/** Workflow tasks that wait for this person; an administrator may ask for anybody's (docs: bizproc-task-list.md). */
export function askWorkflowTasks(personId: number): ElsewhereQuestion {
  return {
    command: {
      method: 'bizproc.task.list',
      params: {select: ['ID', 'USER_ID'], filter: {USER_ID: personId, STATUS: 0}, order: {ID: 'ASC'}, start: 0},
    },
    count({result, total}) {
      const rows = read(tasks, 'bizproc.task.list', result);
      if (!rows.every(({USER_ID: userId}) => userId === personId)) return undefined;
      return {count: total ?? rows.length, names: []};
    },
  };
}

const departments = listOf(v.object({ID: id, NAME: text, UF_HEAD: reference}));

/** Departments that this person heads (fact sheet section 7). */
export function askDepartments(personId: number): ElsewhereQuestion {
  return {
    command: {method: 'department.get', params: {UF_HEAD: personId, sort: 'ID', order: 'ASC', start: 0}},
    count({result, total}) {
      const rows = read(departments, 'department.get', result);
      if (!rows.every(({UF_HEAD: head}) => head === personId)) return undefined;
      return {count: total ?? rows.length, names: rows.slice(0, MOST_NAMED).map(({NAME: name}) => name)};
    },
  };
}

const lines = listOf(v.object({ID: id, LINE_NAME: text, QUEUE: v.optional(listOf(v.unknown()), [])}));

/**
 * Open lines in whose queue this person is. All lines are answered at once, with their queues where `QUEUE` is asked for
 * (docs: imopenlines-config-list-get.md); whose queue it is cannot be filtered by.
 */
export function askOpenLines(personId: number): ElsewhereQuestion {
  return {
    command: {
      method: 'imopenlines.config.list.get',
      params: {PARAMS: {select: ['ID', 'LINE_NAME'], order: {ID: 'ASC'}}, OPTIONS: {QUEUE: 'Y'}},
    },
    count({result}) {
      const mine = read(lines, 'imopenlines.config.list.get', result).filter(({QUEUE: queue}) =>
        queue.some(one => String(one) === String(personId)),
      );
      return {count: mine.length, names: mine.slice(0, MOST_NAMED).map(({LINE_NAME: name}) => name)};
    },
  };
}

const orders = v.object({orders: listOf(v.object({id, responsibleId: reference}))});

/** Orders of the online shop (docs: sale-order-list.md). */
export function askOrders(personId: number): ElsewhereQuestion {
  return {
    command: {
      method: 'sale.order.list',
      params: {select: ['id', 'responsibleId'], filter: {responsibleId: personId}, order: {id: 'asc'}, start: 0},
    },
    count({result, total}) {
      const rows = read(orders, 'sale.order.list', result).orders;
      if (!rows.every(({responsibleId}) => responsibleId === personId)) return undefined;
      return {count: total ?? rows.length, names: []};
    },
  };
}
