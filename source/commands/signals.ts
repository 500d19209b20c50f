import {readFileSync} from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a signal does. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** Aborted by the second signal: not even the request in flight is waited for. */
  readonly hurry: AbortSignal;
  /** What Ctrl-C does while the terminal hands keys on instead of signals. */
  readonly interrupt: () => void;
  readonly untilDone: <T>(work: () => Promise<T>, options?: {quiet?: boolean}) => Promise<T>;
  /** Anything is under way that has to come to its end. */
  readonly busy: () => boolean;
}

/**
 * Whether a hang-up is not for this process: started by nohup, which leaves it no terminal to read or write, though the
 * session still has one. Node forgets at its start that SIGHUP was ignored, so that cannot be asked.
 */
export function outlivesTerminal(isTerminal: readonly boolean[], controllingTerminal: boolean): boolean {
  return controllingTerminal && !isTerminal.includes(true);
}

/** Whether the session of this process has a terminal. Told by /proc; elsewhere a hang-up is taken for one. */
export function hasControllingTerminal(): boolean {
  try {
    // Behind the name in brackets, which may hold anything: state, parent, group, session, terminal.
    const [, , , , , terminal] = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\)/s, ')').split(' ');
    return terminal !== undefined && terminal !== '0';
  } catch {
    return false;
  }
}

/**
 * Turns signals into one abort. While something runs that must come to its end (an account may be open), no number of
 * signals ends the process; otherwise the first does.
 */
export function listenToSignals(
  on: {first: () => void; again: () => void; leave: () => void},
  source: {on(name: string, listener: () => void): unknown} = process,
  hangUpIsNothing = false,
): Stopping {
  const controller = new AbortController();
  const second = new AbortController();
  let working = 0;
  let quietly = 0;
  const interrupt = (): void => {
    if (working === 0) on.leave();
    else if (quietly === 0) (controller.signal.aborted ? on.again : on.first)();
    if (controller.signal.aborted) second.abort(new Error('stopped twice'));
    controller.abort(new Error('stopped'));
  };
  for (const name of SIGNALS) {
    // Without any listener Node would end the process.
    source.on(name, name === 'SIGHUP' && hangUpIsNothing ? () => {} : interrupt);
  }
  return {
    signal: controller.signal,
    hurry: second.signal,
    interrupt,
    busy: () => working > 0,
    async untilDone(work, {quiet = false} = {}) {
      working += 1;
      if (quiet) quietly += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        if (quiet) quietly -= 1;
      }
    },
  };
}
