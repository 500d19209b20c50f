import {isArray, type Out, type PhpArray} from '../php/values.ts';
import {parseString} from '../php/parse-string.ts';
import {parseCommand} from '../php/parse-url.ts';
import type {Portal} from '../portal.ts';
import {checkScope, findMethod, operatingError, resultOf, runCall, wantsHalt} from './call.ts';
import {RestError} from './errors.ts';
import type {Hook} from './hooks.ts';
import type {Meter} from './meter.ts';
import {type BatchMaps, resolveReferences} from './references.ts';
import {timeBlock} from './time.ts';

const MAX_COMMANDS = 50;
const NOT_INSIDE = new Set(['batch', 'download', 'upload']);

/** Thrown when the request has run longer than the front end waits: what was done stays done, nothing is reported. */
export class RequestTimeout extends Error {}

/** Whether the front end has given up on a request that began then. */
export function isOverdue(portal: Portal, started: number): boolean {
  return portal.clock.now() - started > (portal.options.requestSeconds ?? 60) * 1000;
}

/** Runs the commands of a batch in order (fact sheet 4). Errors of a command stay inside; only PhpFatal and the time limit end it. */
export async function runBatch(
  portal: Portal,
  hook: Hook,
  params: PhpArray,
  meter: Meter,
  started: number,
): Promise<Out> {
  const maps: BatchMaps = {result: new Map(), error: new Map(), total: new Map(), next: new Map(), time: new Map()};
  const commands = params.get('cmd');
  const perBatch = portal.operating.limit.billing === 'batch';
  let count = 0;
  for (const [key, command] of isArray(commands) ? commands : []) {
    count += 1;
    // Anything but text vanishes without trace, yet counts.
    if (typeof command !== 'string') continue;
    const begun = portal.clock.now();
    try {
      if (count > MAX_COMMANDS) throw new RestError(400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');
      const {method: name, query} = parseCommand(command);
      if (NOT_INSIDE.has(name.toLowerCase())) {
        throw new RestError(400, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage');
      }
      const method = findMethod(portal, name);
      if (!method) throw new RestError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');
      checkScope(hook, method, '');
      if (!perBatch && meter.isBlocked(method.name)) throw operatingError();
      const answer = await runCall(portal, {
        hook,
        method,
        params: resolveReferences(parseString(query), maps),
        origin: {request: portal.requests, command: key},
      });
      const bill = perBatch ? 'batch' : method.name;
      meter.add(bill, ((portal.clock.now() - begun) / 1000) * (perBatch ? (portal.operating.limit.weight ?? 1) : 1));
      maps.result.set(key, resultOf(answer));
      if (answer.total !== undefined) maps.total.set(key, answer.total);
      if (answer.next !== undefined) maps.next.set(key, answer.next);
      const time = timeBlock(portal, begun, meter.shown(bill));
      if (time !== undefined) maps.time.set(key, time);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      maps.error.set(key, error.body());
      if (wantsHalt(params)) break;
    }
    if (isOverdue(portal, started)) throw new RequestTimeout();
  }
  return {
    result: maps.result,
    result_error: maps.error,
    result_total: maps.total,
    result_next: maps.next,
    result_time: maps.time,
  };
}
