import {maskSecrets} from '../domain/masked.ts';
import {EXIT} from '../domain/outcomes.ts';
import {leave} from './exit.ts';
import {openTrace, type TraceFile} from './trace-file.ts';

/** The word that makes this program the guard of a rehire window. Nobody types it: it is not in the help. */
export const GUARD_COMMAND = 'guard';

/**
 * Arguments that start this program as a guard.
 *
 * @param trace the file where it goes on with the trace of who starts it, should it ever have to ask the portal anything
 */
export function guardCommand(trace?: string): string[] {
  return [process.execPath, process.argv[1] ?? '', GUARD_COMMAND, ...(trace === undefined ? [] : [trace])];
}

/**
 * Runs the guard: it lives until the process that started it releases it, or until it has shut the account in that
 * one's place. Nothing short of SIGKILL ends it before.
 */
export async function runGuard(file?: string): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  // Who started it may be dead: then nobody reads what it says.
  process.stdout.on('error', () => {});
  const {guardMain} = await import('../engine/guard/main.ts');
  const trace = file === undefined ? undefined : traceOn(file);
  await guardMain({
    input: process.stdin,
    say: line => void process.stdout.write(`${line}\n`),
    version: __VERSION__,
    ...(trace ? {trace} : {}),
  });
  return leave(EXIT.done, [process.stdout]);
}

/** The worker knew the file to be writable; if it is not any more, that is nothing to a guard. */
function traceOn(file: string): TraceFile | undefined {
  const how = {
    version: __VERSION__,
    command: GUARD_COMMAND,
    now: () => Date.now(),
    redact: maskSecrets,
    warn: () => {},
  };
  try {
    return openTrace(file, how);
  } catch {
    return undefined;
  }
}
