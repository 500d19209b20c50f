import {createBell} from '../domain/bell.ts';

/** What the administrator sets while a run works: a pause, and a pace of their own below the portal's. */
export interface Controls {
  pause(): void;
  goOn(): void;
  isPaused(): boolean;
  /** Resolves when there is no pause any more, or rejects with the signal's reason as soon as it is aborted. */
  whilePaused(signal: AbortSignal): Promise<void>;
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
  let paused = false;
  let pace = maxRps;
  const isPaused = (): boolean => paused;

  return {
    pause() {
      paused = true;
    },
    goOn() {
      paused = false;
      goesOn.ring();
    },
    isPaused,
    async whilePaused(signal) {
      while (isPaused()) await goesOn.heard(signal);
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
