import {EXIT} from '../domain/outcomes.ts';
import {leave} from './exit.ts';

/** The word that makes this program the guard of a rehire window. Nobody types it: it is not in the help. */
export const GUARD_COMMAND = 'guard';

/** Arguments that start this program as a guard. */
export function guardCommand(): string[] {
  return [process.execPath, process.argv[1] ?? '', GUARD_COMMAND];
}

/**
 * Runs the guard: it lives until the process that started it releases it, or until it has shut the account in that
 * one's place. Nothing short of SIGKILL ends it before.
 */
export async function runGuard(): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  // Who started it may be dead: then nobody reads what it says.
  process.stdout.on('error', () => {});
  const {guardMain} = await import('../engine/guard/main.ts');
  await guardMain({
    input: process.stdin,
    say: line => void process.stdout.write(`${line}\n`),
    version: __VERSION__,
  });
  return leave(EXIT.done, [process.stdout]);
}
