import {parseTime} from '../clock.ts';
import {semanticsOf} from '../company/directory.ts';
import {cell, type Field} from '../fields/field.ts';
import {itemFields} from '../fields/items.ts';
import {intval, listOf, type PhpArray, type PhpValue, strval} from '../php/values.ts';
import {ACCESS_DENIED, controllerError, HELD_BY_RULE, legacyError} from '../rest/errors.ts';
import type {Call} from '../rest/method.ts';
import {type Cell, type Row, textOf} from '../store/row.ts';
import {heldByRule, mayUpdate} from './rights.ts';

/** Smart invoices: the only items under the help article's rule. */
const SMART_INVOICE = 31;
const QUOTE = 7;

/**
 * Saves an item as the portal's update operation does (fact sheet 9): unknown and read-only fields are left out, the new person is
 * not looked at, an unchanged item is not saved, both people get a message, workflows run.
 */
export function saveItem(call: Call, type: number, row: Row, fields: PhpArray, family: 'controller' | 'legacy'): void {
  if (!mayUpdate(call, type, row)) throw family === 'legacy' ? legacyError('Access denied.') : ACCESS_DENIED();
  const patch = changedColumns(type, row, fields, family);
  const before = numberOrNull(row['assignedById']);
  const after = 'assignedById' in patch ? numberOrNull(patch['assignedById']) : before;
  const trace = {table: type, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (after !== before && type === SMART_INVOICE && heldByRule(call, before)) throw HELD_BY_RULE();
  if (Object.keys(patch).length === 0) {
    // The older methods fire the trigger whenever the field is passed at all (fact sheet 9, table).
    if (family === 'legacy' && fields.has('ASSIGNED_BY_ID') && before !== null)
      runAutomation(call, type, row, before, before, family);
    return;
  }
  addConsequences(call, type, row, patch);
  call.portal.store.set(type, row.id, patch);
  if (patch['stageId'] !== undefined && row['stageId'] === patch['stageId']) keepStageMove(call, type, row);
  trace.after = numberOrNull(row['assignedById']);
  if (trace.after === before || after === null) return;
  tellBoth(call, type, row.id, before, after);
  runAutomation(call, type, row, before, after, family);
}

function changedColumns(
  type: number,
  row: Row,
  fields: PhpArray,
  family: 'controller' | 'legacy',
): Record<string, Cell> {
  const set = itemFields(type);
  const patch: Record<string, Cell> = {};
  for (const [key, value] of fields) {
    const field = family === 'legacy' ? set.byLegacy.get(key.toUpperCase()) : set.byName.get(key);
    if (!field || field.readOnly) continue;
    const wanted = written(field, value);
    if (field.name === 'assignedById' && (wanted === null || wanted === 0)) {
      // The universal method insists on somebody, the older one forgets the field without a word (fact sheet 9, table).
      if (family === 'legacy') continue;
      throw controllerError('CRM_FIELD_ERROR_REQUIRED', 'Field "Responsible person" is required');
    }
    if (JSON.stringify(wanted) !== JSON.stringify(cell(row, field))) patch[field.name] = wanted;
  }
  return patch;
}

/** A value of a request as it is stored. PHP casts: a list where a number belongs becomes 1. */
function written(field: Field, value: PhpValue): Cell {
  switch (field.kind) {
    case 'int':
    case 'user':
      return value === null || value === '' ? null : intval(value);
    case 'double':
      return Number(strval(value)) || 0;
    case 'flag':
      return ['Y', '1', 'TRUE'].includes(strval(value).toUpperCase()) ? 'Y' : 'N';
    case 'time':
      return parseTime(strval(value)) ?? null;
    case 'ids':
      return listOf(value).map(intval);
    case 'string':
      return value === null ? null : strval(value);
    default:
      return field.kind satisfies never;
  }
}

function addConsequences(call: Call, type: number, row: Row, patch: Record<string, Cell>): void {
  const now = Math.floor(call.portal.clock.now() / 1000) * 1000;
  patch['updatedTime'] = now;
  patch['updatedBy'] = call.user.id;
  const stage = patch['stageId'];
  if (typeof stage !== 'string') return;
  const category = Number(patch['categoryId'] ?? row['categoryId'] ?? 0);
  const semantics = semanticsOf(call.portal.directory, type, category, stage);
  if (type === 1 || type === 2) patch['stageSemanticId'] = semantics;
  if (type === 2 || type === 7) patch['closed'] = semantics === 'P' ? 'N' : 'Y';
  if (type === 1) patch['dateClosed'] = semantics === 'P' ? null : now;
  patch['movedTime'] = now;
  patch['movedBy'] = call.user.id;
}

function keepStageMove({portal}: Call, type: number, row: Row): void {
  const stage = textOf(row['stageId']);
  const category = Number(row['categoryId'] ?? 0);
  const semantics = semanticsOf(portal.directory, type, category, stage);
  portal.stageMoves.push({at: portal.clock.now(), type, owner: row.id, category, stage, semantics});
}

/** Messages to both people, not to the one who did it (responsible.php). */
function tellBoth({portal, user}: Call, table: number, id: number, before: number | null, after: number): void {
  const at = portal.clock.now();
  if (after !== user.id) portal.messages.push({at, to: after, kind: 'now responsible', table, id});
  if (before !== null && before !== user.id)
    portal.messages.push({at, to: before, kind: 'no longer responsible', table, id});
}

/** The portal's own workflow. Templates of deals start none, and the older update of estimates neither (fact sheet 9). */
function runAutomation(
  {portal}: Call,
  table: number,
  row: Row,
  before: number | null,
  after: number,
  family: 'controller' | 'legacy',
): void {
  if (row['isRecurring'] === 'Y' || (table === QUOTE && family === 'legacy')) return;
  portal.options.automation?.({table, id: row.id, before, after}, patch => portal.store.set(table, row.id, patch));
}

function numberOrNull(value: Cell | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
