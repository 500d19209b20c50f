import {createBell} from '../domain/bell.ts';

/** What the administrator sets while a run works: a pause, and a pace of their own below the portal's. */
export interface Controls {
  pause(): void;
  goOn(): void;
  isPaused(): boolean;
  /** Resolves when there is no pause any more, or rejects with the signal's reason as soon as it is aborted. */
  whilePaused(signal: AbortSignal): Promise<void>;
  /** Runs a wait, but no longer than until there is a pause: an account that is open is not kept so by a wait. */
  untilPaused(wait: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Never more requests a second than this; Infinity for the portal's own pace. */
  setMaxRps(perSecond: number): void;
  maxRps(): number;
  /** Told of each change of the pace. Returns what ends that. */
  onPace(hear: (perSecond: number) => void): () => void;
}

/** @param maxRps requests a second at most, to begin with */
export function createControls(maxRps = Infinity): Controls {
  const hearers = new Set<(perSecond: number) => void>();
  const goesOn = createBell();
  const ends = new Set<() => void>();
  let paused = false;
  let pace = maxRps;
  const isPaused = (): boolean => paused;

  return {
    pause() {
      paused = true;
      for (const end of ends) end();
    },
    goOn() {
      paused = false;
      goesOn.ring();
    },
    isPaused,
    async whilePaused(signal) {
      while (isPaused()) await goesOn.heard(signal);
    },
    async untilPaused(wait, signal) {
      if (paused) return;
      const ending = new AbortController();
      const end = (): void => ending.abort();
      const stop = (): void => ending.abort(signal.reason);
      if (signal.aborted) stop();
      ends.add(end);
      signal.addEventListener('abort', stop, {once: true});
      try {
        await wait(ending.signal);
      } catch (error) {
        if (signal.aborted || error !== ending.signal.reason) throw error;
      } finally {
        ends.delete(end);
        signal.removeEventListener('abort', stop);
      }
    },
    setMaxRps(perSecond) {
      pace = perSecond;
      for (const hear of hearers) hear(perSecond);
    },
    maxRps: () => pace,
    onPace(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
