import type {Clock} from '../domain/clock.ts';
import {createBucket, USUAL_LIMIT, type Drop, type RequestLimit} from '../domain/pace/bucket.ts';
import {createBell} from '../domain/bell.ts';
import {createInFlight} from '../domain/pace/in-flight.ts';
import type {PauseWhy} from '../domain/pause.ts';
import type {PortalFault} from './faults.ts';

/** Why the client waits, and for how long; `undefined` when it goes on. The method is named for execution time only. */
export interface Pause {
  readonly ms: number;
  readonly why: Exclude<PauseWhy, 'in-flight' | 'paused'>;
  readonly method?: string;
}
export type PauseListener = (pause: Pause | undefined) => void;

/** Waits shorter than this are the ordinary rhythm of a run, not worth a line on the screen. */
const WORTH_SAYING_MS = 1500;

/** A request that was let through. */
export interface Sent {
  readonly drop: Drop;
  readonly at: number;
}

/** Holds every request of this process to the portal's request limit, and says why it waits. */
export interface Pacer {
  /** Resolves when a request could go at once; takes nothing. */
  ready(signal?: AbortSignal): Promise<void>;
  /** Resolves when the next request may go, which is then counted as sent. @param isUrgent waits for nothing */
  turn(signal?: AbortSignal, isUrgent?: boolean): Promise<Sent>;
  /** A request that was let through was not sent after all. */
  unsent(sent: Sent): void;
  /** Answered, in whatever way the portal likes. */
  answered(sent: Sent): void;
  /** Refused by a limit, or without an answer: the next ones are fewer, and wait for `quietMs`. */
  troubled(sent: Sent, fault: PortalFault, quietMs: number): void;
  /** Waits after a fault, saying why. */
  pause(fault: PortalFault, ms: number, signal?: AbortSignal): Promise<void>;
  /** No wait is left over from a request that is done: what was said about waiting is over. */
  settled(): void;
  /** Milliseconds until a request could go, as far as limits are the reason. */
  waitMs(): number;
  /** How many requests may be unanswered at once, and how many are. */
  inFlight(): {readonly most: number; readonly now: number};
  /** Never more requests a second than this, whatever the portal lets through; Infinity for no limit of our own. */
  setMaxRps(perSecond: number): void;
  maxRps(): number;
  limit(): RequestLimit;
}

export function createPacer(clock: Clock, onPause: PauseListener, given: RequestLimit = USUAL_LIMIT): Pacer {
  const bucket = createBucket(given, clock.now());
  const flight = createInFlight();
  let open = 0;
  let said = false;
  let quietUntil = -Infinity;
  let quietWhy: Pause['why'] = 'portal-busy';
  let maxRps = Infinity;
  let lastSent = -Infinity;
  const oneEnded = createBell();

  function say(pause: Pause | undefined): void {
    if (!pause && !said) return;
    said = pause !== undefined;
    onPause(pause);
  }

  /** A clock that was set back makes no wait longer. */
  function waitNow(): Pause {
    const now = clock.now();
    if (lastSent > now) lastSent = now;
    if (quietUntil - now > MOST_QUIET_MS) quietUntil = now + MOST_QUIET_MS;
    const waits: Pause[] = [
      {ms: bucket.wait(now), why: 'request-limit'},
      {ms: quietUntil - now, why: quietWhy},
      {ms: Math.ceil(lastSent + 1000 / maxRps - now), why: 'own-pace'},
    ];
    return waits.reduce((longest, one) => (one.ms > longest.ms ? one : longest));
  }

  const isFree = (): boolean => open < flight.most() && waitNow().ms <= 0;

  async function ready(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      if (open >= flight.most()) {
        await oneEnded.heard(signal);
        continue;
      }
      const wait = waitNow();
      if (wait.ms <= 0) return;
      if (wait.ms >= WORTH_SAYING_MS && wait.why !== 'own-pace') say(wait);
      await clock.wait(wait.ms, signal);
    }
  }

  function ended(): void {
    open -= 1;
    oneEnded.ring();
  }

  return {
    ready,
    async turn(signal, isUrgent = false) {
      // Counted in the same breath as it is let through, or two would take one place.
      if (!isUrgent) while (!isFree()) await ready(signal);
      signal?.throwIfAborted();
      open += 1;
      const at = clock.now();
      lastSent = at;
      return {drop: bucket.add(at), at};
    },
    unsent() {
      bucket.takeBack();
      ended();
    },
    answered({drop}) {
      bucket.taken(drop);
      flight.answered();
      ended();
    },
    troubled({drop}, fault, quietMs) {
      const now = clock.now();
      if (fault.kind === 'too-many') bucket.refused(drop, now);
      if (quietMs > 0 && now + quietMs > quietUntil) {
        quietUntil = now + quietMs;
        quietWhy = reasonOf(fault);
      }
      flight.troubled();
      ended();
    },
    async pause(fault, ms, signal) {
      say({ms, why: reasonOf(fault), ...(fault.kind === 'execution-time' ? {method: fault.method} : {})});
      await clock.wait(ms, signal);
    },
    settled: () => say(undefined),
    waitMs: () => Math.max(0, waitNow().ms),
    inFlight: () => ({most: flight.most(), now: open}),
    setMaxRps(perSecond) {
      maxRps = perSecond;
    },
    maxRps: () => maxRps,
    limit: bucket.limit,
  };
}

/** No single back-off is longer. */
const MOST_QUIET_MS = 75_000;

function reasonOf(fault: PortalFault): Pause['why'] {
  if (fault.kind === 'too-many') return 'request-limit';
  if (fault.kind === 'execution-time') return 'execution-time';
  return fault.kind === 'unreachable' || fault.status === 0 ? 'unreachable' : 'portal-busy';
}
