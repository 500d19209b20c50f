import type {Field} from '../fields/field.ts';
import {intval, isArray, listOf, type PhpValue} from '../php/values.ts';
import {conditionTest, type Operator, type Test} from './conditions.ts';

/**
 * A filter made ready. What the table's indexes can answer (person, ids, bounds of the id) is kept apart from what must be tested
 * row by row, so that a page of a hundred thousand records takes microseconds.
 */
export type Where = {
  /** Exactly these ids, or all. */
  ids: Set<number> | null;
  /** Only ids above this one. */
  above: number;
  /** Only ids below this one. */
  below: number;
  /** Only what these people are responsible for, or everybody's. */
  people: Set<number> | null;
  tests: Test[];
};

export function everything(): Where {
  return {ids: null, above: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY, people: null, tests: []};
}

/** Adds a condition, to the indexes if they can answer it. `responsible` is the column of the table's responsible person. */
export function addCondition(
  where: Where,
  responsible: string,
  field: Field,
  operator: Operator,
  value: PhpValue,
): void {
  if (field.name === 'id' && narrowById(where, operator, value)) return;
  if (field.name === responsible && isIdList(value) && (operator === '' || operator === '=' || operator === '@')) {
    where.people = intersect(where.people, listOf(value).map(intval));
    return;
  }
  const test = conditionTest(field, operator, value);
  if (test) where.tests.push(test);
}

function narrowById(where: Where, operator: Operator, value: PhpValue): boolean {
  if (operator === '' || operator === '=' || operator === '@') {
    where.ids = intersect(where.ids, listOf(value).map(intval));
    return true;
  }
  if (isArray(value)) return false;
  const bound = intval(value);
  if (operator === '>') where.above = Math.max(where.above, bound);
  else if (operator === '>=') where.above = Math.max(where.above, bound - 1);
  else if (operator === '<') where.below = Math.min(where.below, bound);
  else if (operator === '<=') where.below = Math.min(where.below, bound + 1);
  else return false;
  return true;
}

/** No empty values in it: those also match records without a responsible person, which no index knows. */
function isIdList(value: PhpValue): boolean {
  return listOf(value).every(item => item !== null && item !== '' && !isArray(item));
}

function intersect(known: Set<number> | null, more: number[]): Set<number> {
  return new Set(known ? more.filter(item => known.has(item)) : more);
}
