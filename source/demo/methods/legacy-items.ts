import {type FieldSet, stringly} from '../fields/field.ts';
import {itemFields} from '../fields/items.ts';
import {listOf, type Out, type PhpArray, strval} from '../php/values.ts';
import {addCondition} from '../query/where.ts';
import {legacyError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {legacyArray, legacyId} from '../rest/parameters.ts';
import type {Row} from '../store/row.ts';
import {saveItem} from './item-save.ts';
import {legacyOrder, legacyWhere} from './legacy-filter.ts';
import {page, survivingFilter} from './list.ts';
import {readTest} from './rights.ts';

/** Keys that lift the exclusion of deal templates; `>ID` does not (trap 13). */
const LIFT_TEMPLATES = new Set(['IS_RECURRING', '=IS_RECURRING', 'ID', '=ID', '@ID']);

function list(call: Call, type: number): Answer {
  const fields = itemFields(type);
  const filter = survivingFilter(call, legacyArray(call.params, 'filter'));
  const where = legacyWhere(fields, 'assignedById', filter);
  if (type === 3 || type === 4) addCondition(where, '', fields.byName.get('categoryId')!, '=', 0);
  if (type === 2 && ![...filter.keys()].some(key => LIFT_TEMPLATES.has(key))) {
    where.tests.push(row => (row['isRecurring'] ?? 'N') !== 'Y');
  }
  const mine = readTest(call, type);
  if (mine) where.tests.push(mine);
  const order = legacyOrder(fields, legacyArray(call.params, 'order'), {ID: 'ASC'});
  const {rows, ...counts} = page(call, call.portal.store.table(type), where, order, 'legacy');
  const names = selected(fields, legacyArray(call.params, 'select'));
  return {result: rows.map(row => textRow(fields, row, names)), ...counts};
}

/** Names of a select, the id always among them; null for all. */
export function selected(fields: FieldSet, select: PhpArray): Set<string> | null {
  const names = listOf(select).map(item => strval(item).toUpperCase());
  if (names.length === 0 || names.includes('*')) return null;
  return new Set(['ID', ...names.filter(name => fields.byLegacy.has(name))]);
}

/** A record as the older methods show it: every value a text. */
export function textRow(fields: FieldSet, row: Row, names: Set<string> | null): Map<string, Out> {
  const shown = new Map<string, Out>();
  for (const field of fields.all) {
    if (field.legacy !== '' && (!names || names.has(field.legacy))) shown.set(field.legacy, stringly(row, field));
  }
  return shown;
}

/** A record by its id; vendors count as not found here, though they can be updated (trap 14). */
function get(call: Call, type: number): Answer {
  const row = call.portal.store.table(type).get(legacyId(call.params));
  const hidden = (type === 3 || type === 4) && Number(row?.['categoryId'] ?? 0) !== 0;
  if (!row || hidden) throw legacyError('Not found');
  const mine = readTest(call, type);
  if (mine && !mine(row)) throw legacyError('Access denied.');
  return {result: textRow(itemFields(type), row, null)};
}

/** How the refusal of an unknown id names the record (crm-contact-update.md). */
const NAMES: Readonly<Record<number, string>> = {1: 'Lead', 2: 'Deal', 3: 'Contact', 4: 'Company', 7: 'Quote'};

function update(call: Call, type: number): Answer {
  const id = legacyId(call.params);
  const fields = legacyArray(call.params, 'fields');
  const row = call.portal.store.table(type).get(id);
  if (!row) throw legacyError(`${NAMES[type] ?? 'Item'} is not found`);
  saveItem(call, type, row, fields, 'legacy');
  return {result: true};
}

function family(name: string, type: number): Method[] {
  return [
    {name: `crm.${name}.list`, scope: 'crm', family: 'legacy', run: call => list(call, type)},
    {name: `crm.${name}.get`, scope: 'crm', family: 'legacy', run: call => get(call, type)},
    {name: `crm.${name}.update`, scope: 'crm', family: 'legacy', writes: true, run: call => update(call, type)},
  ];
}

export const LEGACY_ITEM_METHODS: readonly Method[] = [
  ...family('lead', 1),
  ...family('deal', 2),
  ...family('contact', 3),
  ...family('company', 4),
  ...family('quote', 7),
];
