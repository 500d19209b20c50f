import {intval, type Out, type PhpArray, toPlain, truthy} from '../php/values.ts';
import type {Portal} from '../portal.ts';
import {controllerError, PhpFatal, RestError, SqlError} from './errors.ts';
import {hasScope, type Hook} from './hooks.ts';
import type {Answer, Call, Method} from './method.ts';

/** A method of this portal by its name, in whatever case (fact sheet 1). */
export function findMethod(portal: Portal, name: string): Method | undefined {
  const lower = name.toLowerCase();
  if (portal.options.missingMethods?.some(missing => missing.toLowerCase() === lower)) return undefined;
  return portal.methods.get(lower);
}

/** What an HTTP request is about, for the ledger. */
export type Origin = {readonly request: number; readonly command: string | null};

/** Everything of a call that is known once the key is accepted. */
export type Asked = {readonly hook: Hook; readonly method: Method; readonly params: PhpArray; readonly origin: Origin};

/**
 * Runs one method, single or in a batch: sleeps its cost, lets misfortunes strike, keeps the ledger. Throws RestError, or PhpFatal
 * where an older method dies without JSON.
 */
export async function runCall(portal: Portal, {hook, method, params, origin}: Asked): Promise<Answer> {
  const {clock, store, options} = portal;
  await clock.sleep(options.cost?.[method.name] ?? options.cost?.['*'] ?? 0);
  const user = store.table('user').get(hook.userId)!;
  const call: Call = {
    portal,
    hook,
    user,
    admin: user['IS_ADMIN'] === true,
    method: method.name,
    params,
    traces: [],
  };
  try {
    const answer = withMisfortune(call, method, origin);
    record(call, method, origin, null);
    return answer;
  } catch (error) {
    const known = translate(error, method);
    record(call, method, origin, known instanceof RestError ? `${known.code}: ${known.message}` : 'PHP fatal error');
    throw known;
  } finally {
    meddle(call);
  }
}

function withMisfortune(call: Call, method: Method, origin: Origin): Answer {
  const {portal} = call;
  const occasion = occasionOf(call);
  const early = portal.misfortunes.strike(['refuse', 'blocked', 'fatal', 'no-effect'], occasion);
  if (early?.kind === 'refuse') {
    throw new RestError(early.status ?? 400, early.error ?? 'ACCESS_DENIED', early.text ?? 'Access denied.');
  }
  if (early?.kind === 'blocked') throw operatingError();
  if (early?.kind === 'fatal') throw new PhpFatal(early.text ?? 'Unsupported operand types: string + int');
  if (early?.kind === 'no-effect') return portal.store.withoutEffect(() => method.run(call));
  const answer = method.run(call);
  const late = portal.misfortunes.strike(['late'], occasion);
  if (late) {
    record(call, method, origin, null);
    call.traces.length = 0;
    throw controllerError(late.error ?? '0', late.text ?? 'Error after the record was saved');
  }
  return answer;
}

/** The question "what strikes here?" for one call. */
export function occasionOf(call: Call) {
  return {
    calls: [{method: call.method, params: toPlain(call.params), userId: call.hook.userId}],
    writes: call.portal.writes,
  };
}

/** The refusal of the limit of run time (fact sheet 2). */
export function operatingError(): RestError {
  return new RestError(429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.');
}

/** PHP's and the database's own errors come out differently in the two families (fact sheet 1). */
function translate(error: unknown, {family}: Method): unknown {
  if (error instanceof SqlError) {
    return family === 'controller'
      ? controllerError('400', error.message)
      : new RestError(500, 'ERROR_CORE', 'SQL query error!');
  }
  if (error instanceof PhpFatal && family === 'controller') return controllerError('0', error.message);
  return error;
}

function record(
  {portal, hook, traces, params, method: name}: Call,
  method: Method,
  origin: Origin,
  error: string | null,
): void {
  if (!method.writes) return;
  const entry = {
    request: origin.request,
    command: origin.command,
    at: portal.clock.now(),
    by: hook.userId,
    method: name,
    params: toPlain(params),
  };
  if (error !== null || traces.length === 0) {
    const first = traces[0];
    const before = first?.before ?? null;
    portal.ledger.push({
      ...entry,
      table: first?.table ?? null,
      id: first?.id ?? askedId(params),
      before,
      after: before,
      sideEffect: false,
      error,
    });
    if (error !== null) return;
  }
  for (const trace of traces) portal.ledger.push({...entry, ...trace, error: null});
  portal.writes += 1;
}

/** The id a request named, for refusals that came before the record was looked at. */
function askedId(params: PhpArray): number | null {
  for (const name of ['id', 'ID', 'taskId']) {
    if (params.has(name)) return intval(params.get(name));
  }
  return null;
}

/** Lets others do what they do behind this call. */
function meddle(call: Call): void {
  for (const one of call.portal.misfortunes.strikeAll(['meddle'], occasionOf(call))) one.act(call.portal.hands);
}

/** Whether the key may call the method at all; the text differs between a single call and a batch (batch.md). */
export function checkScope(hook: Hook, method: Method, text: string): void {
  if (!hasScope(hook, method.scope)) throw new RestError(401, 'insufficient_scope', text);
}

/** `halt` of a batch: any text but '' and '0' is true, even "false" (fact sheet 4). */
export function wantsHalt(params: PhpArray): boolean {
  return truthy(params.get('halt'));
}

/** The part of an answer that stands in `result`. */
export function resultOf(answer: Answer): Out {
  return answer.bare ?? answer.result;
}
