/** Wakes whoever waits for something to happen, all of them at once. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or rejects with the signal's reason as soon as it is aborted. */
  heard(signal?: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let waiting: (() => void)[] = [];
  return {
    ring() {
      const before = waiting;
      waiting = [];
      for (const wake of before) wake();
    },
    heard(signal) {
      return new Promise((resolve, reject) => {
        const wake = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          // A bell that seldom rings does not keep those who have left.
          waiting = waiting.filter(one => one !== wake);
          reject(signal?.reason as Error);
        };
        if (signal?.aborted) return leave();
        signal?.addEventListener('abort', leave, {once: true});
        waiting.push(wake);
      });
    },
  };
}
