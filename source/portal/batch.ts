import * as v from 'valibot';
import {PortalTrouble} from '../domain/trouble.ts';
import {classifyError} from './classify.ts';
import {NAME, encodeCommand, type Command} from './encode.ts';
import {PortalFault} from './faults.ts';
import {phpMap, read} from './shapes.ts';
import {type Times, timesOf} from './timing.ts';

/** The portal runs at most this many commands of one batch (fact sheet section 4). */
export const MOST_COMMANDS = 50;

/** What one command of a batch came to. From `times` costs are learned. */
export type CommandResult =
  | {readonly ok: true; readonly result: unknown; readonly total?: number; readonly times?: Times}
  | {readonly ok: false; readonly fault: PortalFault};

/**
 * The commands by key: their own name, or `c0`, `c1` by position. With numbers PHP would answer a list or a map
 * depending on which failed (trap 10).
 */
export function batchBody(commands: readonly Command[]): object {
  if (commands.length === 0 || commands.length > MOST_COMMANDS)
    throw new Error(`a batch of ${commands.length} commands`);
  const cmd = new Map(commands.map((command, index) => [keyOf(command, index), encodeCommand(command)]));
  if (cmd.size < commands.length) throw new Error('a batch with two commands of one name');
  return {halt: 0, cmd: Object.fromEntries(cmd)};
}

function keyOf({name}: Command, index: number): string {
  if (name !== undefined && !NAME.test(name)) throw new Error(`a command named ${name}`);
  return name ?? `c${index}`;
}

const batchShape = v.object({
  result: phpMap,
  result_error: phpMap,
  result_total: v.optional(phpMap, []),
  result_time: v.optional(phpMap, []),
});

/**
 * Reads a batch's answer back onto its commands by key, never by position. A command that is in neither map has no
 * answer: whether it ran is unknown.
 *
 * @param redact takes the secret out of the portal's texts
 */
export function readBatch(
  commands: readonly Command[],
  result: unknown,
  redact: (text: string) => string,
): CommandResult[] {
  const answer = read(batchShape, 'batch', result);
  return commands.map((command, index) => {
    const {method} = command;
    const key = keyOf(command, index);
    const error = answer.result_error.get(key);
    if (error !== undefined) return {ok: false, fault: commandFault(method, error, redact)};
    if (!answer.result.has(key))
      return {ok: false, fault: new PortalFault('lost', method, 'NO_ANSWER', 'missing from the batch')};
    const total = answer.result_total.get(key);
    return {
      ok: true,
      result: answer.result.get(key),
      ...(typeof total === 'number' ? {total} : {}),
      ...(answer.result_time.has(key) ? {times: timesOf(answer.result_time.get(key))} : {}),
    };
  });
}

function commandFault(method: string, error: unknown, redact: (text: string) => string): PortalFault {
  const body = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const description = typeof body['error_description'] === 'string' ? redact(body['error_description']) : '';
  const code = typeof body['error'] === 'string' ? redact(body['error']) : body['error'];
  const fault = classifyError(method, 200, code, description);
  // The key was blocked while the batch ran: this command was not carried out, and the next request tells (fact sheet section 2).
  if (fault instanceof PortalTrouble && fault.problem === 'blocked')
    return new PortalFault('too-many', method, String(code), description);
  // Inside a batch the key itself has been accepted, so even these others are this command's own.
  return fault instanceof PortalTrouble ? new PortalFault('refused', method, String(code), description) : fault;
}
