import type {Out, PhpArray} from '../php/values.ts';
import type {Portal} from '../portal.ts';
import {isOverdue, RequestTimeout, runBatch} from './batch.ts';
import {checkScope, findMethod, operatingError, runCall} from './call.ts';
import {authError, RestError} from './errors.ts';
import type {Hook} from './hooks.ts';
import {Meter} from './meter.ts';
import type {Address} from './request.ts';
import {timeBlock} from './time.ts';

/** Status and JSON body of an answer. */
export type Reply = {readonly status: number; readonly body: Out};

const BATCH = {name: 'batch', scope: ''} as const;

/**
 * One request in the portal's own order of checks: deleted, method, sign-in, scope, run time, method (fact sheet 1). Throws what is
 * no JSON on a real portal either: PhpFatal, RequestTimeout.
 */
export async function execute(portal: Portal, address: Address, params: PhpArray): Promise<Reply> {
  const started = portal.clock.now();
  try {
    if (portal.options.deleted) throw new RestError(403, 'PORTAL_DELETED', 'Portal was deleted');
    const isBatch = address.method.toLowerCase() === 'batch';
    const method = isBatch ? undefined : findMethod(portal, address.method);
    if (!isBatch && !method) throw new RestError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');
    const hook = signIn(portal, address);
    if (method) {
      checkScope(hook, method, 'The request requires higher privileges than provided by the webhook token');
    }
    const meter = new Meter(portal, hook);
    const bill = method?.name ?? BATCH.name;
    if ((method || portal.operating.limit.billing === 'batch') && meter.isBlocked(bill)) throw operatingError();
    try {
      if (!method) {
        const result = await runBatch(portal, hook, params, meter, started);
        return {status: 200, body: {result, time: timeBlock(portal, started, meter.shown(bill))}};
      }
      const answer = await runCall(portal, {hook, method, params, origin: {request: portal.requests, command: null}});
      meter.add(bill, (portal.clock.now() - started) / 1000);
      if (isOverdue(portal, started)) throw new RequestTimeout();
      if (answer.bare) return {status: 200, body: answer.bare};
      const {result, next, total} = answer;
      return {status: 200, body: {result, next, total, time: timeBlock(portal, started, meter.shown(bill))}};
    } finally {
      meter.charge();
    }
  } catch (error) {
    if (error instanceof RestError) return {status: error.status, body: error.body()};
    throw error;
  }
}

/** People without a department are guests of the extranet. */
function isGuest(portal: Portal, user: number): boolean {
  const departments = portal.store.table('user').get(user)?.['UF_DEPARTMENT'];
  return !Array.isArray(departments) || departments.length === 0;
}

/** The key behind an address (apauth/auth.php). A key of a dismissed owner is refused, one of an owner without rights is not. */
function signIn(portal: Portal, {userId, code}: Address): Hook {
  if (userId === null || code === null) throw authError('NO_AUTH_FOUND', 'Wrong authorization data');
  const hook = portal.hooks.find(one => one.userId === userId && one.code === code && !one.revoked);
  if (!hook) throw authError('INVALID_CREDENTIALS', 'Invalid request credentials');
  if (!portal.store.isActive(userId)) throw authError('authorization_error', 'Unable to authorize user');
  if (portal.options.subscription === false) {
    throw authError('ACCESS_DENIED', 'REST is available only by subscription.');
  }
  // The text is ours; the code is known (fact sheet 2).
  if (isGuest(portal, userId))
    throw new RestError(403, 'allowed_only_intranet_user', 'Only intranet users are allowed to use REST.');
  return hook;
}
