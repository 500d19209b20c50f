import {type Field, type FieldSet, typed, upperName} from '../fields/field.ts';
import {itemFields} from '../fields/items.ts';
import {listOf, type Out, type PhpArray, strval} from '../php/values.ts';
import {ACCESS_DENIED, controllerError, NOT_FOUND, TYPE_NOT_FOUND} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundArray, boundInt, requiredArray} from '../rest/parameters.ts';
import type {Row} from '../store/row.ts';
import type {Table} from '../store/table.ts';
import {itemOrder, itemWhere} from './item-filter.ts';
import {FIELD_TYPES, statusType} from './descriptions.ts';
import {saveItem} from './item-save.ts';
import {page, survivingFilter} from './list.ts';
import {readTest} from './rights.ts';

/** Types the universal methods know by name and refuse (invoice.md). */
const REFUSED: Readonly<Record<number, string>> = {5: 'Invoice', 6: 'Activity', 8: 'Requisite', 14: 'Order'};

/** The table of a type of crm.item.*, or the error of one there is none for (fact sheet 8). */
export function itemTable(call: Call, type: number): Table {
  const refused = REFUSED[type];
  if (refused) throw controllerError('ENTITY_TYPE_NOT_SUPPORTED', `Entity type "${refused}" is not supported`);
  const table = call.portal.store.find(type);
  if (!table) throw TYPE_NOT_FOUND();
  if (call.portal.options.unreadable?.includes(type)) throw ACCESS_DENIED();
  return table;
}

function list(call: Call): Answer {
  const {params} = call;
  const type = boundInt(params, 'entityTypeId');
  const select = boundArray(params, 'select');
  const order = boundArray(params, 'order') ?? new Map();
  // The name of the parameter is case-sensitive and null is absent: both run the list unfiltered (trap 3).
  const filter = boundArray(params, 'filter') ?? new Map();
  const table = itemTable(call, type);
  const fields = itemFields(type);
  const where = itemWhere(fields, survivingFilter(call, filter), call.portal.options.looseFilters);
  const mine = readTest(call, type);
  if (mine) where.tests.push(mine);
  const {partlySeen} = call.portal.options;
  const isSeen = (row: Row): boolean => !partlySeen?.types.includes(type) || row.id % 3 !== 0;
  if (partlySeen?.leavesOut === 'rows-and-count') where.tests.push(isSeen);
  const found = page(call, table, where, itemOrder(fields, order), 'controller');
  const chosen = chosenFields(fields, select);
  const {rows: all, ...counts} = found;
  const rows = all.filter(isSeen);
  return {result: {items: rows.map(row => (chosen ? pick(row, chosen) : wholeItem(type, row, false)))}, ...counts};
}

/** The fields of a select; null for all of them. Unknown names are dropped, and nothing is left if all are unknown (trap 25). */
function chosenFields(fields: FieldSet, select: PhpArray | undefined): Field[] | null {
  const names = listOf(select ?? null).map(strval);
  if (!select || select.size === 0 || names.includes('*')) return null;
  return fields.all.filter(field => names.includes(field.name) || names.includes(upperName(field.name)));
}

function pick(row: Row, fields: readonly Field[]): Out {
  return new Map(fields.map(field => [field.name, typed(row, field)]));
}

/** An item as get, update and an unselected list give it. */
export function wholeItem(type: number, row: Row, named: boolean): Out {
  const item: Record<string, Out> = {};
  for (const field of itemFields(type).all) item[field.name] = typed(row, field);
  if (type === 1 || type === 3 || type === 4) item['fm'] = [];
  if (named) item['entityTypeId'] = type;
  return item;
}

/** The record an item method is about; ACCESS_DENIED for what the key may not read. */
function itemOf(call: Call, type: number): Row {
  const table = itemTable(call, type);
  const row = table.get(boundInt(call.params, 'id'));
  if (!row) throw NOT_FOUND();
  const mine = readTest(call, type);
  if (mine && !mine(row)) throw ACCESS_DENIED();
  return row;
}

function get(call: Call): Answer {
  const type = boundInt(call.params, 'entityTypeId');
  return {result: {item: wholeItem(type, itemOf(call, type), true)}};
}

function update(call: Call): Answer {
  const type = boundInt(call.params, 'entityTypeId');
  boundInt(call.params, 'id');
  const fields = requiredArray(call.params, 'fields');
  const row = itemOf(call, type);
  saveItem(call, type, row, fields, 'controller');
  return {result: {item: wholeItem(type, row, true)}};
}

function describe(call: Call): Answer {
  const type = boundInt(call.params, 'entityTypeId');
  itemTable(call, type);
  const described: Record<string, Out> = {};
  for (const field of itemFields(type).all) {
    described[field.name] = {
      ...(statusType(type, field.name) === ''
        ? {type: ITEM_TYPES[field.kind]}
        : {type: 'crm_status', statusType: statusType(type, field.name)}),
      isRequired: false,
      isReadOnly: field.readOnly,
      isImmutable: false,
      isMultiple: field.kind === 'ids',
      isDynamic: false,
      title: upperName(field.name).replaceAll('_', ' ').toLowerCase(),
      upperName: upperName(field.name),
    };
  }
  return {result: {fields: described}};
}

/** The universal methods call a yes-or-no a boolean, the older ones a char. */
const ITEM_TYPES = {...FIELD_TYPES, flag: 'boolean'};

export const ITEM_METHODS: readonly Method[] = [
  {name: 'crm.item.list', scope: 'crm', family: 'controller', run: list},
  {name: 'crm.item.get', scope: 'crm', family: 'controller', run: get},
  {name: 'crm.item.update', scope: 'crm', family: 'controller', writes: true, run: update},
  {name: 'crm.item.fields', scope: 'crm', family: 'controller', run: describe},
];
