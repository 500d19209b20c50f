import {parseTime} from '../clock.ts';
import {cell, type Field} from '../fields/field.ts';
import {intval, isArray, listOf, type PhpValue, strval} from '../php/values.ts';
import {type Cell, type Row, textOf} from '../store/row.ts';

const KEPT_VERDICTS = 64;

export type Test = (row: Row) => boolean;

export const OPERATORS = [
  '!><',
  '!=%',
  '!%=',
  '><',
  '>=',
  '<=',
  '!=',
  '!%',
  '!@',
  '=%',
  '%=',
  '>',
  '<',
  '=',
  '!',
  '@',
  '%',
  '',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Splits `>=createdTime` into operator and field; the longest operator wins. `limit` is how many symbols the parser of the method takes. */
export function splitKey(key: string, limit = 3): {operator: Operator; name: string} {
  for (const operator of OPERATORS) {
    if (operator.length <= limit && operator !== '' && key.startsWith(operator)) {
      return {operator, name: key.slice(operator.length)};
    }
  }
  return {operator: '', name: key};
}

/**
 * The test that one condition makes of a record, as MySQL would after the portal's query builder; undefined where the portal
 * drops the condition (a date it cannot read: fact sheet 6).
 */
export function conditionTest(field: Field, operator: Operator, value: PhpValue): Test | undefined {
  switch (operator) {
    case '':
    case '=':
    case '@':
      return anyOf(field, value);
    case '!':
    case '!=':
    case '!@':
      return negate(anyOf(field, value));
    case '%':
      return like(
        field,
        listOf(value).map(item => `%${strval(item)}%`),
      );
    case '!%':
      return negate(
        like(
          field,
          listOf(value).map(item => `%${strval(item)}%`),
        ),
      );
    case '=%':
    case '%=':
      return like(field, listOf(value).map(strval));
    case '!=%':
    case '!%=':
      return negate(like(field, listOf(value).map(strval)));
    case '>':
      return compare(field, value, difference => difference > 0);
    case '>=':
      return compare(field, value, difference => difference >= 0);
    case '<':
      return compare(field, value, difference => difference < 0);
    case '<=':
      return compare(field, value, difference => difference <= 0);
    case '><':
      return between(field, value);
    case '!><':
      return negate(between(field, value));
    default:
      return operator satisfies never;
  }
}

/** A value of a request in the form the column is stored in; undefined if it cannot be one. */
export function stored(field: Field, value: PhpValue): Cell | undefined {
  if (value === null || isArray(value)) return null;
  switch (field.kind) {
    case 'int':
    case 'user':
    case 'ids':
      return value === '' ? null : intval(value);
    case 'double':
      return value === '' ? null : Number(value) || 0;
    case 'time':
      return value === '' ? null : parseTime(strval(value));
    case 'flag':
      return strval(value).toUpperCase();
    case 'string':
      return strval(value).toLowerCase();
    default:
      return field.kind satisfies never;
  }
}

/** Text compares without case, as the portal's collation does. */
function seen(row: Row, field: Field): Cell {
  const value = cell(row, field);
  return typeof value === 'string' ? (field.kind === 'flag' ? value.toUpperCase() : value.toLowerCase()) : value;
}

function isEmpty(value: Cell): boolean {
  return value === null || value === '' || value === 0;
}

function anyOf(field: Field, value: PhpValue): Test | undefined {
  const wanted = listOf(value).map(item => stored(field, item));
  if (wanted.includes(undefined)) return undefined;
  const set = new Set<unknown>(wanted);
  const empty = wanted.some(item => item === null || item === '');
  const {name, fallback} = field;
  // Stages and flags have few values and are asked for on every record: each is looked at once.
  const verdicts = new Map<Cell, boolean>();
  return row => {
    const raw = row[name] ?? fallback;
    const known = verdicts.get(raw);
    if (known !== undefined) return known;
    const has = seen(row, field);
    if (Array.isArray(has)) return has.length === 0 ? empty : has.some(item => set.has(item));
    const verdict = set.has(has) || (empty && isEmpty(has));
    if (verdicts.size < KEPT_VERDICTS) verdicts.set(raw, verdict);
    return verdict;
  };
}

function like(field: Field, patterns: string[]): Test {
  const tests = patterns.map(
    pattern =>
      new RegExp(
        `^${pattern
          .split('%')
          .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
          .join('.*')}$`,
        'isu',
      ),
  );
  return row => {
    const text = textOf(cell(row, field));
    return tests.some(test => test.test(text));
  };
}

function compare(field: Field, value: PhpValue, holds: (difference: number) => boolean): Test | undefined {
  const wanted = stored(field, isArray(value) ? (listOf(value)[0] ?? null) : value);
  if (wanted === undefined) return undefined;
  const text = textOf(wanted);
  return row => {
    const has = seen(row, field);
    if (has === null) return false;
    if (typeof has === 'number') return holds(has - Number(wanted ?? 0));
    const own = textOf(has);
    return holds(own < text ? -1 : own > text ? 1 : 0);
  };
}

function between(field: Field, value: PhpValue): Test | undefined {
  const [from, to] = listOf(value);
  const low = compare(field, from ?? null, difference => difference >= 0);
  const high = compare(field, to ?? null, difference => difference <= 0);
  return low && high ? row => low(row) && high(row) : undefined;
}

function negate(test: Test | undefined): Test | undefined {
  return test && (row => !test(row));
}
