import type {Clock} from '../domain/clock.ts';
import {createBell} from '../domain/bell.ts';
import {createPaceModel, type PaceModel, type Sent, type Trouble, type WaitWhy} from '../domain/pace/model.ts';
import type {PortalFault} from './faults.ts';

export type {Sent} from '../domain/pace/model.ts';

/** Why the client waits, and for how long; `undefined` when it goes on. The method is named for execution time only. */
export interface Pause {
  readonly ms: number;
  /** `request-limit`: by our own count it is used up. `portal-asks`: the portal has refused a request. */
  readonly why: WaitWhy;
  readonly method?: string;
}
export type PauseListener = (pause: Pause | undefined) => void;

/** Waits shorter than this are the ordinary rhythm of a run, not worth a line on the screen. */
const WORTH_SAYING_MS = 1500;

/** Holds every request of this process to what the model of the pace allows, and says why it waits. */
export interface Pacer {
  /** Resolves when a request could go at once; takes nothing. */
  ready(signal?: AbortSignal): Promise<void>;
  /** Resolves when the next request may go, which is then counted as sent. @param isUrgent waits for nothing */
  turn(signal?: AbortSignal, isUrgent?: boolean): Promise<Sent>;
  /** A request that was let through was not sent after all. */
  unsent(sent: Sent): void;
  /** Answered, in whatever way the portal likes. */
  answered(sent: Sent): void;
  /** Refused by a limit, or without an answer, for the so-manieth time. Returns how long to wait before it is tried again, in milliseconds. */
  troubled(sent: Sent, fault: PortalFault, attempt: number): number;
  /** Waits after a fault, saying why. */
  pause(fault: PortalFault, ms: number, signal?: AbortSignal): Promise<void>;
  /** A request is done: what was said about waiting is over, unless others still wait. */
  settled(): void;
  /** The pace of our own was set anew: who waits for the old one looks again. */
  paceWasSet(): void;
  /** Milliseconds until a request could go, as far as limits are the reason. */
  waitMs(): number;
}

export function createPacer(clock: Clock, onPause: PauseListener, model: PaceModel = createPaceModel()): Pacer {
  let said = false;
  /** Waits that were told and are not over. */
  let told = 0;
  const oneEnded = createBell();
  const paceSet = createBell();

  function say(pause: Pause | undefined): void {
    if (!pause && !said) return;
    said = pause !== undefined;
    onPause(pause);
  }

  /** Tells a wait, and waits. What was told stays until a request has gone through. */
  async function wait(pause: Pause, signal?: AbortSignal): Promise<void> {
    say(pause);
    told += 1;
    try {
      await clock.wait(pause.ms, signal);
    } finally {
      told -= 1;
    }
  }

  function isFull(): boolean {
    const {most, now} = model.inFlight();
    return now >= most;
  }

  const isFree = (): boolean => !isFull() && model.wait(clock.now()).ms <= 0;

  async function ready(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      if (isFull()) {
        await oneEnded.heard(signal);
        continue;
      }
      const next = model.wait(clock.now());
      if (next.ms <= 0) return;
      if (next.why === 'own-pace') await untilPaceSet(next.ms, signal);
      else if (next.ms >= WORTH_SAYING_MS) await wait(next, signal);
      else await clock.wait(next.ms, signal);
    }
  }

  /** Waits as long as the pace of our own asks, or until another one is set. */
  async function untilPaceSet(ms: number, signal?: AbortSignal): Promise<void> {
    const over = new AbortController();
    const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    const wake = async (): Promise<void> => {
      await paceSet.heard(over.signal);
      over.abort();
    };
    try {
      await Promise.race([clock.wait(ms, until), wake()]);
    } catch (error) {
      if (signal?.aborted || !over.signal.aborted) throw error;
    } finally {
      over.abort();
    }
  }

  function ended(): void {
    oneEnded.ring();
  }

  return {
    ready,
    async turn(signal, isUrgent = false) {
      // Counted in the same breath as it is let through, or two would take one place.
      if (!isUrgent) while (!isFree()) await ready(signal);
      signal?.throwIfAborted();
      return model.send(clock.now());
    },
    unsent(sent) {
      model.unsent(sent);
      ended();
    },
    answered(sent) {
      model.answered(sent);
      ended();
    },
    troubled(sent, fault, attempt) {
      const {method} = fault;
      const ms = model.troubled(sent, {why: reasonOf(fault), method, attempt, chance: clock.random()}, clock.now());
      ended();
      return ms;
    },
    async pause(fault, ms, signal) {
      await wait(
        {ms, why: reasonOf(fault), ...(fault.kind === 'execution-time' ? {method: fault.method} : {})},
        signal,
      );
    },
    settled() {
      if (told === 0) say(undefined);
    },
    paceWasSet: paceSet.ring,
    waitMs: () => Math.max(0, model.wait(clock.now()).ms),
  };
}

function reasonOf(fault: PortalFault): Trouble['why'] {
  if (fault.kind === 'too-many') return 'portal-asks';
  if (fault.kind === 'execution-time') return 'execution-time';
  return fault.kind === 'unreachable' || fault.status === 0 ? 'unreachable' : 'portal-busy';
}
