import {camelName, type FieldSet} from '../fields/field.ts';
import {isArray, type PhpArray, strval} from '../php/values.ts';
import {type Operator, splitKey, type Test} from '../query/conditions.ts';
import type {Order} from '../query/select.ts';
import {addCondition, everything, type Where} from '../query/where.ts';
import {controllerError, SqlError} from '../rest/errors.ts';

const TAKES_LISTS: readonly Operator[] = ['', '=', '!=', '@', '!@'];

/**
 * The filter of crm.item.list, checked as strictly as the portal checks it (controller/validator/filter.php): an unknown field is
 * an error, nested groups are allowed, lists only with some operators (fact sheet 6).
 */
export function itemWhere(fields: FieldSet, filter: PhpArray, isLoose = false): Where {
  const where = everything();
  for (const [key, value] of filter) if (!isLoose || isKnown(fields, key)) addTo(where, fields, key, value);
  return where;
}

function isKnown(fields: FieldSet, key: string): boolean {
  const {operator, name} = splitKey(key);
  return /^\d+$/.test(key) || fields.byName.has(fieldName(fields, operator, name));
}

function addTo(where: Where, fields: FieldSet, key: string, value: unknown): void {
  if (key.toLowerCase() === 'logic') return;
  if (/^\d+$/.test(key)) {
    if (!(value instanceof Map)) throw notAllowed(key);
    where.tests.push(groupTest(fields, value as PhpArray));
    return;
  }
  const {operator, name} = splitKey(key);
  const field = fields.byName.get(fieldName(fields, operator, name));
  if (!field) throw notAllowed(name);
  const given = value as Parameters<typeof addCondition>[4];
  if (isArray(given)) {
    if (!TAKES_LISTS.includes(operator)) {
      throw controllerError('INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`);
    }
    if (given.size === 0 && !emptyList(where, operator)) return;
  } else if (operator === '><' || operator === '!><') {
    throw controllerError('INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`);
  }
  addCondition(where, 'assignedById', field, operator, given);
}

/** `IN ()` is an error of the database, `=` with nothing matches nothing, `!=` with nothing everything. Says whether to go on. */
function emptyList(where: Where, operator: Operator): boolean {
  if (operator === '@' || operator === '!@') {
    throw new SqlError('Mysql query error: (1064) You have an error in your SQL syntax');
  }
  if (operator === '' || operator === '=') where.ids = new Set();
  return false;
}

/**
 * Upper-case names pass only without a prefix: the converter of letter case mangles `>ID` into `>_ID` (trap 25).
 */
function fieldName(fields: FieldSet, operator: Operator, name: string): string {
  if (fields.byName.has(name) || operator !== '') return name;
  return name === name.toUpperCase() ? camelName(name) : name;
}

function groupTest(fields: FieldSet, group: PhpArray): Test {
  const either = strval(group.get('logic') ?? group.get('LOGIC') ?? 'AND').toUpperCase() === 'OR';
  const tests: Test[] = [];
  for (const [key, value] of group) {
    const where = everything();
    addTo(where, fields, key, value);
    if (key.toLowerCase() !== 'logic') tests.push(whereTest(where));
  }
  return either ? row => tests.some(test => test(row)) : row => tests.every(test => test(row));
}

/** A filter as a test of a single record, for groups, which no index answers. */
function whereTest(where: Where): Test {
  return row =>
    (!where.ids || where.ids.has(row.id)) &&
    row.id > where.above &&
    row.id < where.below &&
    (!where.people || where.people.has(Number(row['assignedById']))) &&
    where.tests.every(test => test(row));
}

function notAllowed(name: string): Error {
  return controllerError('INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`);
}

/** The order of crm.item.list; an unknown field is an error, none at all is no order at all (fact sheet 6). */
export function itemOrder(fields: FieldSet, order: PhpArray): Order[] {
  return [...order].map(([key, direction]) => {
    const field = fields.byName.get(fieldName(fields, '', key));
    if (!field) throw controllerError('INVALID_ARG_VALUE', `Invalid order: field '${key}' is not allowed in order`);
    return {field, descending: strval(direction).toUpperCase().startsWith('DESC')};
  });
}
