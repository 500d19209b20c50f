import {USER_FIELDS} from '../fields/users.ts';
import {isArray, listOf, type PhpArray, type PhpValue, strval, truthy} from '../php/values.ts';
import {splitKey, type Test} from '../query/conditions.ts';
import {addCondition, everything, type Where} from '../query/where.ts';
import type {Call} from '../rest/method.ts';
import {type Row, textOf} from '../store/row.ts';
import {survivingFilter} from './list.ts';

/** Parameters at the top level that are no filter. */
const NOT_FILTERS = new Set(['FILTER', 'SORT', 'ORDER', 'SELECT', 'ADMIN_MODE', 'START', 'AUTH']);

/** Fields that a scope smaller than `user` does not give, filter or answer (fact sheet 7). */
export function hiddenFields(call: Call): Set<string> {
  const {scopes} = call.hook;
  if (scopes.includes('user')) return new Set();
  return new Set(
    scopes.includes('user_basic') ? ['LAST_LOGIN'] : ['LAST_LOGIN', 'EMAIL', 'PERSONAL_MOBILE', 'WORK_PHONE'],
  );
}

/**
 * The people user.get and user.search mean. Keys they do not know are dropped without a word (trap 2), people without a department
 * stay hidden unless an administrator asks for them rightly (trap 16), CONFIRM_CODE counts in user.search only (fact sheet 7).
 */
export function userWhere(call: Call, top: PhpArray, isSearch: boolean): Where {
  const given = top.get('FILTER');
  const filter = survivingFilter(
    call,
    isArray(given) ? given : new Map([...top].filter(([key]) => !NOT_FILTERS.has(key))),
  );
  const where = everything();
  where.tests.push(row => (row['EXTERNAL_AUTH_ID'] ?? '') === '');
  const hidden = hiddenFields(call);
  for (const [key, value] of filter) {
    // The parser takes two symbols, so `!=%NAME` is a field `%NAME` nobody knows.
    const {operator, name} = splitKey(key, 2);
    if (name === 'NAME_SEARCH' || (name === 'FIND' && isSearch)) where.tests.push(search(call, value));
    else if (name === 'CONFIRM_CODE' && isSearch) where.tests.push(confirmTest(value, operator.startsWith('!')));
    else if (name === 'ACTIVE') where.tests.push(activeTest(value, operator.startsWith('!')));
    else if (name === 'USER_TYPE') where.tests.push(row => listOf(value).map(strval).includes(userType(row)));
    else {
      const field = USER_FIELDS.byLegacy.get(name);
      if (field && !hidden.has(name) && name !== 'CONFIRM_CODE') addCondition(where, '', field, operator, value);
    }
  }
  const everybody = call.admin && (truthy(top.get('ADMIN_MODE')) || filter.has('ID'));
  if (!everybody) where.tests.push(row => hasDepartment(row));
  return where;
}

/** `ACTIVE` is Y if truthy and not exactly 'N', so the texts "false" and "no" ask for the active (trap 9). */
function activeTest(value: PhpValue, negated: boolean): Test {
  const wanted = (truthy(value) && value !== 'N') !== negated;
  return row => row['ACTIVE'] === wanted;
}

/** '0' as a text, '', false and null ask for people without a code; the number 0 does not. */
function confirmTest(value: PhpValue, negated: boolean): Test {
  const empty = value === '0' || value === '' || value === false || value === null;
  return row => {
    const code = textOf(row['CONFIRM_CODE']);
    return (empty ? code === '' : code === strval(value)) !== negated;
  };
}

function search(call: Call, value: PhpValue): Test {
  const words = strval(value).toLowerCase().split(/\s+/).filter(Boolean);
  const names = new Map(call.portal.directory.departments.map(one => [one.id, one.name]));
  return row => {
    const departments = (row['UF_DEPARTMENT'] as readonly number[] | undefined) ?? [];
    const text = [
      ...['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION'].map(column => textOf(row[column])),
      ...departments.map(id => names.get(id) ?? ''),
    ]
      .join(' ')
      .toLowerCase();
    return words.every(word => text.split(' ').some(part => part.startsWith(word)));
  };
}

export function hasDepartment(row: Row): boolean {
  const departments = row['UF_DEPARTMENT'];
  return Array.isArray(departments) && departments.length > 0;
}

/** Computed by the portal: without a department one is a guest. */
export function userType(row: Row): string {
  return hasDepartment(row) ? 'employee' : 'extranet';
}
