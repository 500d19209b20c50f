import {isoTime} from '../clock.ts';
import {USER_FIELDS} from '../fields/users.ts';
import {listOf, type Out, type PhpArray, strval} from '../php/values.ts';
import type {Order} from '../query/select.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {upperKeys} from '../rest/parameters.ts';
import type {Row} from '../store/row.ts';
import {page} from './list.ts';
import {hiddenFields, userType, userWhere} from './user-filter.ts';
import {updateUser} from './user-update.ts';

const USER_SCOPES = ['user', 'user_basic', 'user_brief'] as const;

/** Fields that are left out of an answer where they are empty; others come as ''. Both happen on real portals. */
const MISSING_WHEN_EMPTY = new Set([
  'XML_ID',
  'TITLE',
  'SECOND_NAME',
  'PERSONAL_WWW',
  'PERSONAL_MOBILE',
  'PERSONAL_CITY',
  'WORK_PHONE',
  'TIME_ZONE',
]);

function listUsers(call: Call, isSearch: boolean): Answer {
  // All parameters but `start` are found in any letter case; keys inside FILTER are not (fact sheet 7).
  const top = upperKeys(call.params);
  const table = call.portal.store.table('user');
  const found = page(call, table, userWhere(call, top, isSearch), userOrder(top), 'users');
  const select = listOf(top.get('SELECT') ?? null).map(strval);
  const all = select.length === 0 || select.includes('*') || select.includes('');
  const {rows, ...counts} = found;
  return {result: rows.map(row => userRow(call, row, all ? null : select)), ...counts};
}

/** Without both `sort` and `order` there is no order at all (fact sheet 6). */
function userOrder(top: PhpArray): Order[] {
  const sort = top.get('SORT');
  const order = top.get('ORDER');
  const field = USER_FIELDS.byLegacy.get(strval(sort).toUpperCase());
  if (!field || order === undefined || order === null) return [];
  return [{field, descending: strval(order).toUpperCase().startsWith('DESC')}];
}

/** A person as user.get shows them: ids as text, ACTIVE as true or false, dates ISO or '' (fact sheet 7). */
function userRow(call: Call, row: Row, select: readonly string[] | null): Out {
  const hidden = hiddenFields(call);
  const shown: Record<string, Out> = {};
  for (const field of USER_FIELDS.all) {
    const {legacy} = field;
    if (legacy === 'CONFIRM_CODE' || hidden.has(legacy) || (select && !select.includes(legacy))) continue;
    const value = row[field.name] ?? field.fallback;
    if (legacy === 'ID') shown['ID'] = String(row.id);
    else if (legacy === 'ACTIVE') shown['ACTIVE'] = value === true;
    else if (legacy === 'USER_TYPE') shown['USER_TYPE'] = userType(row);
    else if (legacy === 'LAST_ACTIVITY_DATE') shown[legacy] = {};
    else if (field.kind === 'time') shown[legacy] = typeof value === 'number' ? isoTime(value) : '';
    else if (value !== '' || !MISSING_WHEN_EMPTY.has(legacy)) shown[legacy] = value as Out;
  }
  if (!select || select.includes('TIMESTAMP_X')) shown['TIMESTAMP_X'] = {};
  return shown;
}

/** The caller's own record; here the two dates are text, not the empty objects of user.get (user-current.md, batch.md). */
function current(call: Call): Answer {
  const seen = isoTime(call.portal.clock.now()).slice(0, 19).replace('T', ' ');
  const row = userRow(call, call.user, null) as Record<string, Out>;
  return {result: {...row, TIMESTAMP_X: seen, LAST_ACTIVITY_DATE: seen}};
}

export const USER_METHODS: readonly Method[] = [
  {name: 'user.get', scope: USER_SCOPES, family: 'legacy', run: call => listUsers(call, false)},
  {name: 'user.search', scope: USER_SCOPES, family: 'legacy', run: call => listUsers(call, true)},
  {name: 'user.current', scope: USER_SCOPES, family: 'legacy', run: current},
  {name: 'user.update', scope: USER_SCOPES, family: 'legacy', writes: true, run: updateUser},
];
