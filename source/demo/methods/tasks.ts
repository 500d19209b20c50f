import {parseTime} from '../clock.ts';
import {type Field, stringly} from '../fields/field.ts';
import {TASK_FIELDS} from '../fields/tasks.ts';
import {intval, listOf, type Out, type PhpArray, strval} from '../php/values.ts';
import type {Order} from '../query/select.ts';
import {controllerError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundArray, boundInt, requiredArray} from '../rest/parameters.ts';
import {type Cell, type Row, textOf} from '../store/row.ts';
import {legacyWhere} from './legacy-filter.ts';
import {page, survivingFilter} from './list.ts';
import {readTest} from './rights.ts';
import {PLAIN} from './task-plain.ts';
import {syncActivityFromTask} from './task-sync.ts';

function list(call: Call): Answer {
  const filter = survivingFilter(call, boundArray(call.params, 'filter') ?? new Map());
  const where = legacyWhere(TASK_FIELDS, 'responsibleId', filter);
  const mine = readTest(call, 'task');
  if (mine) where.tests.push(mine);
  const order = taskOrder(boundArray(call.params, 'order') ?? new Map());
  const {rows, ...counts} = page(call, call.portal.store.table('task'), where, order, 'controller');
  const select = listOf(boundArray(call.params, 'select') ?? null).map(item => strval(item).toUpperCase());
  const names = select.length === 0 || select.includes('*') || select.includes('') ? null : new Set(['ID', ...select]);
  return {result: {tasks: rows.map(row => taskRow(call, row, names))}, ...counts};
}

/** An unknown sorting key is an error without a code (tasks-task-list.md). */
function taskOrder(order: PhpArray): Order[] {
  return [...order].map(([key, direction]) => {
    const field = TASK_FIELDS.byLegacy.get(key.toUpperCase());
    if (!field) throw controllerError('0', 'Invalid sorting key (internal error)');
    return {field, descending: strval(direction).toUpperCase().startsWith('DESC')};
  });
}

/** Names in camelCase, values as text, empty dates null. */
function taskRow(call: Call, row: Row, names: Set<string> | null): Out {
  const shown: Record<string, Out> = {};
  for (const field of TASK_FIELDS.all) {
    if (!names || names.has(field.legacy)) shown[field.name] = taskValue(row, field);
  }
  if (!names) Object.assign(shown, PLAIN, {creator: person(call, Number(row['createdBy']))});
  if (!names || names.has('RESPONSIBLE_ID')) shown['responsible'] = person(call, Number(row['responsibleId']));
  return shown;
}

function taskValue(row: Row, field: Field): Out {
  const value = stringly(row, field);
  return field.kind === 'time' && value === '' ? null : value;
}

function person(call: Call, id: number): Out {
  const user = call.portal.store.table('user').get(id);
  return {
    id: String(id),
    name: `${textOf(user?.['NAME'])} ${textOf(user?.['LAST_NAME'])}`.trim(),
    link: `/company/personal/user/${id}/`,
    icon: '/bitrix/images/tasks/default_avatar.png',
    workPosition: textOf(user?.['WORK_POSITION']),
  };
}

function find(call: Call): Row {
  const row = call.portal.store.table('task').get(boundInt(call.params, 'taskId'));
  const mine = readTest(call, 'task');
  if (!row || (mine && !mine(row))) throw controllerError('0', 'Task not found or access denied');
  return row;
}

function get(call: Call): Answer {
  return {result: {task: taskRow(call, find(call), null)}};
}

/** Changes a task, and its activity with it. The new responsible person must exist (fact sheet 11, Tasks). */
function update(call: Call): Answer {
  const row = find(call);
  const fields = requiredArray(call.params, 'fields');
  return save(call, row, fields);
}

function delegate(call: Call): Answer {
  const row = find(call);
  return save(call, row, new Map([['RESPONSIBLE_ID', boundInt(call.params, 'userId')]]));
}

function save(call: Call, row: Row, fields: PhpArray): Answer {
  const before = Number(row['responsibleId']);
  const trace = {table: 'task' as const, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (!call.admin && before !== call.user.id && row['createdBy'] !== call.user.id) {
    throw controllerError('0', 'Action on the task is not allowed');
  }
  const patch: Record<string, Cell> = {};
  for (const [key, value] of fields) {
    const field = TASK_FIELDS.byLegacy.get(key.toUpperCase());
    if (!field || field.readOnly) continue;
    if (field.kind === 'int' || field.kind === 'user') patch[field.name] = intval(value);
    else patch[field.name] = field.kind === 'time' ? (parseTime(strval(value)) ?? null) : strval(value);
  }
  const {store, clock} = call.portal;
  const next = patch['responsibleId'];
  if (next !== undefined && !store.table('user').get(Number(next))) {
    throw controllerError('ERROR_CORE', 'The person responsible for the task was not found');
  }
  patch['changedBy'] = call.user.id;
  patch['changedDate'] = Math.floor(clock.now() / 1000) * 1000;
  store.set('task', row.id, patch);
  trace.after = Number(row['responsibleId']);
  syncActivityFromTask(call, row);
  return {result: {task: taskRow(call, row, null)}};
}

export const TASK_METHODS: readonly Method[] = [
  {name: 'tasks.task.list', scope: 'task', family: 'controller', run: list},
  {name: 'tasks.task.get', scope: 'task', family: 'controller', run: get},
  {name: 'tasks.task.update', scope: 'task', family: 'controller', writes: true, run: update},
  {name: 'tasks.task.delegate', scope: 'task', family: 'controller', writes: true, run: delegate},
];
