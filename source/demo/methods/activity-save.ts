import {parseTime} from '../clock.ts';
import {ACTIVITY_FIELDS} from '../fields/activities.ts';
import {cell} from '../fields/field.ts';
import {intval, type PhpArray, strval} from '../php/values.ts';
import {legacyError} from '../rest/errors.ts';
import type {Call} from '../rest/method.ts';
import type {Cell, Row} from '../store/row.ts';
import {heldByRule, mayUpdate} from './rights.ts';
import {isTaskActivity, syncTaskFromActivity} from './task-sync.ts';

const EMAIL = 4;

/**
 * crm.activity.update (fact sheet 11): the right is asked of the owner record only, two providers are refused, a calendar event
 * loses its place unless LOCATION is passed (trap 33), the task behind the activity is overwritten (trap 29).
 */
export function updateActivity(call: Call, row: Row, fields: PhpArray): void {
  const before = Number(row['RESPONSIBLE_ID']);
  const trace = {table: 6, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (row['PROVIDER_ID'] === 'REST_APP') throw legacyError('Application context required.');
  if (row['PROVIDER_ID'] === 'CONFIGURABLE_REST_APP') {
    throw legacyError('Use crm.activity.configurable.update for this activity provider');
  }
  if (!mayUpdateOwner(call, row)) throw legacyError('Access denied.');
  const patch = changedColumns(row, fields);
  const after = Number(patch['RESPONSIBLE_ID'] ?? before);
  if (after !== before && heldByRule(call, before)) throw legacyError('Access denied.');
  patch['LAST_UPDATED'] = Math.floor(call.portal.clock.now() / 1000) * 1000;
  if (row['TYPE_ID'] !== EMAIL) patch['EDITOR_ID'] = call.user.id;
  if (row['calendarPlace'] !== undefined)
    patch['calendarPlace'] = fields.has('LOCATION') ? strval(fields.get('LOCATION')) : '';
  call.portal.store.set(6, row.id, patch);
  trace.after = Number(row['RESPONSIBLE_ID']);
  if (isTaskActivity(row)) syncTaskFromActivity(call, row);
}

function mayUpdateOwner(call: Call, row: Row): boolean {
  if (call.admin) return true;
  const type = Number(row['OWNER_TYPE_ID'] ?? 0);
  const owner = call.portal.store.find(type)?.get(Number(row['OWNER_ID'] ?? 0));
  return owner ? mayUpdate(call, type, owner) : mayUpdate(call, 6, row);
}

function changedColumns(row: Row, fields: PhpArray): Record<string, Cell> {
  const patch: Record<string, Cell> = {};
  for (const [key, value] of fields) {
    const field = ACTIVITY_FIELDS.byLegacy.get(key.toUpperCase());
    if (!field || field.readOnly) continue;
    let wanted: Cell;
    if (field.kind === 'int' || field.kind === 'user') wanted = intval(value);
    else if (field.kind === 'time') wanted = parseTime(strval(value)) ?? null;
    else wanted = strval(value);
    if (field.name === 'RESPONSIBLE_ID' && Number(wanted) <= 0) continue;
    if (wanted !== cell(row, field)) patch[field.name] = wanted;
  }
  if (patch['COMPLETED'] !== undefined) patch['STATUS'] = patch['COMPLETED'] === 'Y' ? 2 : 1;
  return patch;
}
