import type {Clock} from '../domain/clock.ts';
import {add, leak, markFull, newBucket, waitFor, type Bucket} from '../domain/pace.ts';
import type {PortalFault} from './faults.ts';

/** Why the client waits, and for how long; `undefined` when it goes on. The method is named for execution time only. */
export interface Pause {
  readonly ms: number;
  readonly why: 'request-limit' | 'execution-time' | 'portal-busy' | 'unreachable';
  readonly method?: string;
}
export type PauseListener = (pause: Pause | undefined) => void;

/** Waits shorter than this are the ordinary rhythm of a run, not worth a line on the screen. */
const WORTH_SAYING_MS = 1500;

/** Holds every request of this process to the portal's request limit, and says why it waits. */
export interface Pacer {
  /** Resolves when the next request may go. */
  turn(signal?: AbortSignal): Promise<void>;
  /** Waits after a fault; a 503 also teaches that the bucket is full. */
  pause(fault: PortalFault, ms: number, signal?: AbortSignal): Promise<void>;
  /** The last request was answered: whatever was said about waiting is over. */
  answered(): void;
}

export function createPacer(clock: Clock, onPause: PauseListener): Pacer {
  let bucket: Bucket = newBucket(clock.now());
  let said = false;

  function say(pause: Pause | undefined): void {
    if (!pause && !said) return;
    said = pause !== undefined;
    onPause(pause);
  }

  return {
    async turn(signal) {
      signal?.throwIfAborted();
      for (;;) {
        bucket = leak(bucket, clock.now());
        const ms = waitFor(bucket, clock.now());
        if (ms <= 0) break;
        if (ms >= WORTH_SAYING_MS) say({ms, why: 'request-limit'});
        await clock.wait(ms, signal);
      }
      bucket = add(bucket, clock.now());
    },
    async pause(fault, ms, signal) {
      if (fault.kind === 'too-many') bucket = markFull(bucket, clock.now());
      say({ms, why: reasonOf(fault), ...(fault.kind === 'execution-time' ? {method: fault.method} : {})});
      await clock.wait(ms, signal);
    },
    answered: () => say(undefined),
  };
}

function reasonOf(fault: PortalFault): Pause['why'] {
  if (fault.kind === 'too-many') return 'request-limit';
  if (fault.kind === 'execution-time') return 'execution-time';
  return fault.kind === 'unreachable' || fault.status === 0 ? 'unreachable' : 'portal-busy';
}
