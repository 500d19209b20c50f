import {ACTIVITY_FIELDS} from '../fields/activities.ts';
import {intval, isArray, listOf, type Out, type PhpArray, strval} from '../php/values.ts';
import type {Test} from '../query/conditions.ts';
import {controllerError, legacyError, RestError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {legacyArray, legacyId} from '../rest/parameters.ts';
import type {Binding, Row} from '../store/row.ts';
import {updateActivity} from './activity-save.ts';
import {legacyOrder, legacyWhere} from './legacy-filter.ts';
import {selected, textRow} from './legacy-items.ts';
import {page, survivingFilter} from './list.ts';
import {readTest} from './rights.ts';

function list(call: Call): Answer {
  const filter = survivingFilter(call, legacyArray(call.params, 'filter'));
  const where = legacyWhere(ACTIVITY_FIELDS, 'RESPONSIBLE_ID', filter);
  const bindings = filter.get('BINDINGS');
  if (isArray(bindings) && bindings.size > 0) where.tests.push(bindingTest(bindings));
  const mine = readTest(call, 6);
  if (mine) where.tests.push(mine);
  const order = legacyOrder(ACTIVITY_FIELDS, legacyArray(call.params, 'order'), {START_TIME: 'ASC'});
  const {rows, ...counts} = page(call, call.portal.store.table(6), where, order, 'legacy');
  const select = legacyArray(call.params, 'select');
  return {result: rows.map(row => activityRow(row, select)), ...counts};
}

/** BINDINGS: any of the given owners, each with or without an id (crm-activity-list.md). */
function bindingTest(bindings: PhpArray): Test {
  const wanted = listOf(bindings)
    .filter(isArray)
    .map(one => ({
      type: intval(one.get('OWNER_TYPE_ID')),
      id: one.has('OWNER_ID') ? intval(one.get('OWNER_ID')) : null,
    }));
  return row =>
    bindingsOf(row).some(has => wanted.some(one => one.type === has.type && (one.id === null || one.id === has.id)));
}

/** All records an activity hangs on; the owner is the first of them. */
export function bindingsOf(row: Row): readonly Binding[] {
  const more = row['bindings'] as readonly Binding[] | undefined;
  if (more) return more;
  const type = Number(row['OWNER_TYPE_ID'] ?? 0);
  return type === 0 ? [] : [{type, id: Number(row['OWNER_ID'] ?? 0)}];
}

function activityRow(row: Row, select: PhpArray): Out {
  const names = listOf(select).map(item => strval(item).toUpperCase());
  const shown = textRow(ACTIVITY_FIELDS, row, selected(ACTIVITY_FIELDS, select));
  const all = names.length === 0 || names.includes('*');
  // Both are PHP arrays: empty ones come as `[]`, filled ones as objects.
  if (all || names.includes('SETTINGS')) shown.set('SETTINGS', new Map());
  if (all || names.includes('PROVIDER_PARAMS')) shown.set('PROVIDER_PARAMS', new Map());
  if (names.includes('COMMUNICATIONS')) shown.set('COMMUNICATIONS', []);
  return shown;
}

function find(call: Call, missing: string): Row {
  const row = call.portal.store.table(6).get(legacyId(call.params));
  if (!row) throw legacyError(missing);
  return row;
}

function get(call: Call): Answer {
  // An unknown id gives an error with neither code nor text (fact sheet 1).
  const row = find(call, '');
  const mine = readTest(call, 6);
  if (mine && !mine(row)) throw legacyError('Access denied.');
  return {result: activityRow(row, new Map())};
}

function update(call: Call): Answer {
  const row = find(call, 'Activity is not found.');
  updateActivity(call, row, legacyArray(call.params, 'fields'));
  return {result: true};
}

function bindingList(call: Call): Answer {
  const row = call.portal.store.table(6).get(intval(call.params.get('activityId')));
  if (!row) throw controllerError('NOT_FOUND', 'Element not found');
  return {result: bindingsOf(row).map(one => ({entityTypeId: one.type, entityId: one.id}))};
}

/** Needs an application; a webhook is none (fact sheet 3). */
function configurableUpdate(): Answer {
  throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Application context required');
}

export const ACTIVITY_METHODS: readonly Method[] = [
  {name: 'crm.activity.list', scope: 'crm', family: 'legacy', run: list},
  {name: 'crm.activity.get', scope: 'crm', family: 'legacy', run: get},
  {name: 'crm.activity.update', scope: 'crm', family: 'legacy', writes: true, run: update},
  {name: 'crm.activity.configurable.update', scope: 'crm', family: 'controller', writes: true, run: configurableUpdate},
  {name: 'crm.activity.binding.list', scope: 'crm', family: 'controller', run: bindingList},
];
