import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {BusyTrouble, FilesTrouble, PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';

/** An account of an earlier start could not be shut: exit code 3. The message is the last line, and says what to do. */
export class OpenAccountTrouble extends Error {
  override readonly name = 'OpenAccountTrouble';
}

/** The user said no, or asked the process to stop: exit code 130. */
export class StoppedTrouble extends Error {
  override readonly name = 'StoppedTrouble';
}

/** A failure in words: what `--json` gives under `error`, the lines for people, and the exit code. */
export interface Told {
  readonly code: ExitCode;
  readonly problem: string;
  readonly message: string;
  /** Only for bugs: where it happened. */
  readonly stack?: string;
}

/** Explains any failure. What is not one of ours is a bug. Secrets are taken out by whoever prints it. */
export function explain(error: unknown): Told {
  if (error instanceof UsageTrouble) return {code: EXIT.usage, problem: 'usage', message: error.message};
  if (error instanceof OpenAccountTrouble) return {code: EXIT.open, problem: 'account-open', message: error.message};
  if (error instanceof StoppedTrouble) return {code: EXIT.stopped, problem: 'stopped', message: error.message};
  if (error instanceof BusyTrouble) {
    const {holder} = error;
    const message = plain.busy(holder ? String(holder.pid) : '', holder ? words.format.clock(holder.since) : '');
    return {code: EXIT.busy, problem: 'busy', message};
  }
  if (error instanceof PortalTrouble) {
    const {what, why, next} = words.trouble(error.problem, error.detail);
    return {code: EXIT.portal, problem: error.problem, message: `${what} ${why} ${next}`};
  }
  if (error instanceof FilesTrouble) {
    const {what, why, next} = words.files(error.problem, error.file);
    return {code: EXIT.files, problem: `file-${error.problem}`, message: `${what} ${why} ${next}`};
  }
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return {
    code: EXIT.bug,
    problem: 'bug',
    message: plain.ourBug,
    stack: stack
      .split('\n')
      .map(line => oneLine(line))
      .join('\n'),
  };
}
