import {intval, type PhpArray, type PhpValue, strval, truthy} from '../php/values.ts';
import {RestError} from '../rest/errors.ts';
import type {Answer, Call} from '../rest/method.ts';
import {upperKeys} from '../rest/parameters.ts';
import type {Cell} from '../store/row.ts';

/** Text fields that user.update writes besides the account's state. */
const TEXTS = [
  'NAME',
  'LAST_NAME',
  'SECOND_NAME',
  'EMAIL',
  'WORK_POSITION',
  'WORK_PHONE',
  'PERSONAL_MOBILE',
  'PERSONAL_CITY',
];

/**
 * user.update with all its traps (fact sheet 7): only 'Y' and 'N' mean what they say, an unknown id answers true, who may only
 * edit himself is told true and nothing of the account's state changes, there is no guard against anything.
 */
export function updateUser(call: Call): Answer {
  if (!call.hook.scopes.includes('user')) {
    // Returned, not thrown: the error arrives with HTTP 200 (fact sheet 2).
    const error = {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the webhook token',
    };
    return {result: error, bare: error};
  }
  const params = upperKeys(call.params);
  const id = intval(params.get('ID'));
  const mayAll = call.admin || call.portal.options.inviters?.includes(call.user.id) === true;
  if (id <= 0 || (!mayAll && id !== call.user.id)) throw new RestError(400, 'ERROR_CORE', 'access_denied');
  const {store} = call.portal;
  const row = store.table('user').get(id);
  if (!row) return {result: true};
  const before = row['ACTIVE'] === true;
  const trace = {table: 'user' as const, id, before, after: before, sideEffect: false};
  call.traces.push(trace);
  const patch = columns(params, mayAll, row['LOGIN_EPOCH']);
  store.set('user', id, patch);
  const after = row['ACTIVE'] === true;
  trace.after = after;
  if (after !== before) {
    const kind = after ? 'account opened' : 'account shut';
    call.portal.messages.push({at: call.portal.clock.now(), to: id, kind, table: 'user', id});
  }
  return {result: true};
}

function columns(params: PhpArray, mayAll: boolean, epoch: Cell | undefined): Record<string, Cell> {
  const patch: Record<string, Cell> = {};
  for (const name of TEXTS) {
    if (params.has(name)) patch[name] = strval(params.get(name));
  }
  if (!mayAll) return patch;
  if (params.has('ACTIVE')) {
    patch['ACTIVE'] = becomesActive(params.get('ACTIVE') ?? null);
    // Pending password links die each time the field is passed, whether it changes anything or not.
    patch['LOGIN_EPOCH'] = Number(epoch ?? 0) + 1;
  }
  const departments = params.get('UF_DEPARTMENT');
  if (departments instanceof Map) patch['UF_DEPARTMENT'] = [...departments.values()].map(intval);
  return patch;
}

/**
 * `value && value != 'N'` in PHP. The comparison is loose, and true == 'N' holds there, so JSON true dismisses (trap 1);
 * 'n', 'no', 'false' and 1 are neither false nor 'N' and hire.
 */
export function becomesActive(value: PhpValue): boolean {
  return truthy(value) && value !== 'N' && value !== true;
}
