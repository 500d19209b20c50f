const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a signal does. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** What Ctrl-C does while the terminal hands keys on instead of signals. */
  readonly interrupt: () => void;
  readonly untilDone: <T>(work: () => Promise<T>, options?: {quiet?: boolean}) => Promise<T>;
  /** Anything is under way that has to come to its end. */
  readonly busy: () => boolean;
}

/**
 * Turns signals into one abort. While something runs that must come to its end (an account may be open), no number of
 * signals ends the process; otherwise the first does.
 */
export function listenToSignals(
  on: {first: () => void; again: () => void; leave: () => void},
  source: {on(name: string, listener: () => void): unknown} = process,
): Stopping {
  const controller = new AbortController();
  let working = 0;
  let quietly = 0;
  const interrupt = (): void => {
    if (working === 0) on.leave();
    else if (quietly === 0) (controller.signal.aborted ? on.again : on.first)();
    controller.abort(new Error('stopped'));
  };
  for (const name of SIGNALS) source.on(name, interrupt);
  return {
    signal: controller.signal,
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
