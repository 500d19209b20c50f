import {parseTime} from '../clock.ts';
import {intval, strval} from '../php/values.ts';
import {ACCESS_DENIED, controllerError, HELD_BY_RULE} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundInt} from '../rest/parameters.ts';
import type {Cell, Row} from '../store/row.ts';
import {bindingsOf} from './activities.ts';
import {heldByRule, mayUpdate} from './rights.ts';

/*
 * The methods of to-dos (todo.php; fact sheet 11). They know nothing but CRM_TODO, want the owner named as well, and tell the new
 * person, which crm.activity.update does not.
 */

function find(call: Call): Row {
  const id = boundInt(call.params, 'id');
  const type = boundInt(call.params, 'ownerTypeId');
  const owner = boundInt(call.params, 'ownerId');
  const row = call.portal.store.table(6).get(id);
  const bound = row && bindingsOf(row).some(one => one.type === type && one.id === owner);
  if (!row || !bound || row['PROVIDER_ID'] !== 'CRM_TODO') throw controllerError('NOT_FOUND', 'Not found.');
  return row;
}

function updateResponsible(call: Call): Answer {
  const row = find(call);
  const after = boundInt(call.params, 'responsibleId');
  const before = Number(row['RESPONSIBLE_ID']);
  const trace = {table: 6, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (!mayUpdate(call, 6, row)) throw ACCESS_DENIED();
  // The documentation names a code for this, the source has none.
  if (row['COMPLETED'] === 'Y') throw controllerError('0', 'Responsible user of a completed to-do cannot be changed');
  if (after !== before && heldByRule(call, before)) throw HELD_BY_RULE();
  const {store, clock, messages} = call.portal;
  store.set(6, row.id, {RESPONSIBLE_ID: after, EDITOR_ID: call.user.id, LAST_UPDATED: secondsOf(clock.now())});
  trace.after = Number(row['RESPONSIBLE_ID']);
  if (trace.after !== before && after !== call.user.id) {
    messages.push({at: clock.now(), to: after, kind: 'now responsible', table: 6, id: row.id});
  }
  return {result: {id: row.id}};
}

/** The other fields of a to-do. A responsible person among them is taken too, under the same rule. */
function update(call: Call): Answer {
  const row = find(call);
  const {params, portal} = call;
  const before = Number(row['RESPONSIBLE_ID']);
  const trace = {table: 6, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (!mayUpdate(call, 6, row)) throw ACCESS_DENIED();
  const patch: Record<string, Cell> = {EDITOR_ID: call.user.id, LAST_UPDATED: secondsOf(portal.clock.now())};
  if (params.has('title')) patch['SUBJECT'] = strval(params.get('title'));
  if (params.has('description')) patch['DESCRIPTION'] = strval(params.get('description'));
  if (params.has('deadline')) patch['DEADLINE'] = parseTime(strval(params.get('deadline'))) ?? null;
  const wanted = intval(params.get('responsibleId'));
  if (wanted > 0 && wanted !== before) {
    if (heldByRule(call, before)) throw HELD_BY_RULE();
    patch['RESPONSIBLE_ID'] = wanted;
  }
  portal.store.set(6, row.id, patch);
  trace.after = Number(row['RESPONSIBLE_ID']);
  return {result: {id: row.id}};
}

function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

export const TODO_METHODS: readonly Method[] = [
  {name: 'crm.activity.todo.update', scope: 'crm', family: 'controller', writes: true, run: update},
  {
    name: 'crm.activity.todo.updateResponsibleUser',
    scope: 'crm',
    family: 'controller',
    writes: true,
    run: updateResponsible,
  },
];
