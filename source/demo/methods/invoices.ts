import {parseTime} from '../clock.ts';
import {cell} from '../fields/field.ts';
import {INVOICE_FIELDS} from '../fields/invoices.ts';
import {intval, listOf, type PhpArray, strval} from '../php/values.ts';
import {legacyError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {legacyArray, legacyId} from '../rest/parameters.ts';
import type {Cell, Row} from '../store/row.ts';
import {invoiceFault} from './invoice-check.ts';
import {legacyOrder, legacyWhere} from './legacy-filter.ts';
import {selected, textRow} from './legacy-items.ts';
import {page, survivingFilter} from './list.ts';
import {heldByRule, mayUpdate, readTest} from './rights.ts';

/*
 * Old invoices (fact sheet 10): their methods are there whether they are in use or not, and each update validates and
 * saves the whole invoice anew.
 */

function list(call: Call): Answer {
  const filter = survivingFilter(call, legacyArray(call.params, 'filter'));
  const where = legacyWhere(INVOICE_FIELDS, 'RESPONSIBLE_ID', filter, true);
  const mine = readTest(call, 5);
  if (mine) where.tests.push(mine);
  const select = legacyArray(call.params, 'select');
  const names = selected(INVOICE_FIELDS, select);
  if (names && !listOf(select).some(name => INVOICE_FIELDS.byLegacy.has(strval(name).toUpperCase()))) {
    throw legacyError('Inadmissible fields for selection');
  }
  const order = legacyOrder(INVOICE_FIELDS, legacyArray(call.params, 'order'), {ID: 'DESC'});
  const {rows, ...counts} = page(call, call.portal.store.table(5), where, order, 'legacy');
  return {result: rows.map(row => textRow(INVOICE_FIELDS, row, names)), ...counts};
}

function find(call: Call): Row {
  const row = call.portal.store.table(5).get(legacyId(call.params));
  if (!row) throw legacyError('Invoice is not found.');
  const mine = readTest(call, 5);
  if (mine && !mine(row)) throw legacyError('Access denied.');
  return row;
}

function get(call: Call): Answer {
  return {result: textRow(INVOICE_FIELDS, find(call), null)};
}

function update(call: Call): Answer {
  const row = find(call);
  const before = Number(row['RESPONSIBLE_ID']);
  const trace = {table: 5, id: row.id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  if (!mayUpdate(call, 5, row)) throw legacyError('Access denied.');
  const patch = changedColumns(row, legacyArray(call.params, 'fields'));
  const after = Number(patch['RESPONSIBLE_ID'] ?? before);
  if (after !== before && heldByRule(call, before)) throw legacyError('Access denied.');
  const fault = invoiceFault(call.portal, {...row, ...patch});
  if (fault) throw legacyError(`${fault}<br />\n`);
  const {clock, messages, store} = call.portal;
  patch['DATE_UPDATE'] = Math.floor(clock.now() / 1000) * 1000;
  store.set(5, row.id, patch);
  trace.after = Number(row['RESPONSIBLE_ID']);
  if (after !== before && row['hasLiveFeedEntry'] === 'Y') {
    for (const [to, kind] of [[after, 'now responsible'] as const, [before, 'no longer responsible'] as const]) {
      if (to !== call.user.id) messages.push({at: clock.now(), to, kind, table: 5, id: row.id});
    }
  }
  return {result: row.id};
}

function changedColumns(row: Row, fields: PhpArray): Record<string, Cell> {
  const patch: Record<string, Cell> = {};
  for (const [key, value] of fields) {
    const field = INVOICE_FIELDS.byLegacy.get(key.toUpperCase());
    if (!field || field.readOnly) continue;
    let wanted: Cell;
    if (field.kind === 'int' || field.kind === 'user') wanted = intval(value);
    else if (field.kind === 'double') wanted = Number(strval(value)) || 0;
    else if (field.kind === 'time') wanted = parseTime(strval(value)) ?? null;
    else wanted = strval(value);
    // A person of 0 or less silently keeps the one there is.
    if (field.name === 'RESPONSIBLE_ID' && Number(wanted) <= 0) continue;
    if (wanted !== cell(row, field)) patch[field.name] = wanted;
  }
  return patch;
}

export const INVOICE_METHODS: readonly Method[] = [
  {name: 'crm.invoice.list', scope: 'crm', family: 'legacy', run: list},
  {name: 'crm.invoice.get', scope: 'crm', family: 'legacy', run: get},
  {name: 'crm.invoice.update', scope: 'crm', family: 'legacy', writes: true, run: update},
];
