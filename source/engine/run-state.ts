import type {EntityType} from '../domain/entity-types.ts';
import {backOff} from '../domain/pace/back-off.ts';
import type {PauseWhy} from '../domain/pause.ts';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {RunWriter, Settled} from '../journal/runs.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Command} from '../portal/encode.ts';
import type {PortalFault} from '../portal/faults.ts';
import {readActive} from '../portal/people.ts';
import type {Listener, RunOptions} from './contract.ts';
import type {Inside} from './inside.ts';
import {kindOf, mainMethod} from './moving/ways.ts';
import type {Parts} from './parts.ts';

/** How long a run goes on without an answer of the portal before it gives up. */
export const RUN_PATIENCE_MS = 30 * 60_000;
/** An account of execution time is not asked again sooner. */
const LEAST_WAIT_MS = 1000;
const SHORT_WAIT_MS = 100;
/** Whether a successor is still active is looked at again after so long. */
const SUCCESSOR_LASTS_MS = 3000;

/** No wait longer than this happens while the account is open. */
export const LONGEST_INSIDE_MS = 60_000;

/** What is waited for while the account is shut. */
export type BreakReason = Extract<
  PauseWhy,
  'execution-time' | 'request-limit' | 'portal-asks' | 'unreachable' | 'portal-busy' | 'paused'
>;

/** A wait that is too long for an open account: it is shut first, and opened again afterwards under the same consent. */
export class WindowBreak extends Error {
  override readonly name = 'WindowBreak';
  readonly ms: number;
  readonly why: BreakReason;
  constructor(ms: number, why: BreakReason) {
    super(`a wait of ${ms} ms`);
    this.ms = ms;
    this.why = why;
  }
}

/** What is known and told while a plan is carried out. */
export interface RunState {
  readonly parts: Parts;
  readonly plan: Plan;
  readonly writer: RunWriter;
  readonly signal: AbortSignal;
  /** When this process took the run up. */
  readonly since: number;
  /** What one write of a type may cost: learned, or as dear as the dearest other type, or assumed. Milliseconds. */
  costOf(type: EntityType): number;
  /** Whose a record is before it is moved: the leaver's, or on the way back its successor's. */
  fromOf(record: PlannedRecord): number;
  /** Successors that were found dismissed or gone: nothing more is written to them. */
  readonly lostSuccessors: ReadonlySet<number>;
  /** Looks which of these people may still receive records. */
  judgeSuccessors(asked: readonly number[], active: ReadonlySet<number>): void;
  stopping(): boolean;
  /** This portal hides what a dismissed person holds even from lists by id: one that lacks a record says nothing about it. */
  hides: boolean;
  /** While the account is open: no long wait, an end to the open time, and an eye on other hands. */
  inside: Inside | undefined;
  /** How long to go on without progress. */
  readonly patienceMs: number;
  patience(): CallOptions;
  /** On disk before the request that carries it out is sent. */
  intend(records: readonly PlannedRecord[]): void;
  /** These outcomes are final: in the journal, then told. */
  settle(type: EntityType, results: readonly Settled[]): void;
  /** Waits until an account of execution time has room again; for a moment where nothing is known to wait for. */
  waitForRoom(next: {readonly until: number; readonly method: string} | undefined): Promise<void>;
  /**
   * A request of writes was not carried out: counted against the time without progress, so that a portal that asks for pauses for ever
   * ends the run, or the opening, after all.
   */
  noProgress(fault: PortalFault): void;
  /** Waits after an answer was lost or no connection was made, before the records are read. */
  waitAfter(fault: PortalFault, attempt: number): Promise<void>;
  /** Called before a wait for a request's turn: the account is not kept open for a long one. */
  mayWait(ms: number): void;
  /** The administrator wants nothing more to be sent for now. */
  isPaused(): boolean;
  /**
   * Resolves when the administrator does not want the run to pause; called with nothing under way. An account that is open is shut first:
   * throws WindowBreak.
   */
  whilePaused(): Promise<void>;
  /** Waits for an answer of the administrator: as long as they think about it is no time without progress. */
  whileAsked<T>(answer: Promise<T>): Promise<T>;
  /** Resolves when a request could go, or when the administrator wants the run to pause. */
  untilReady(): Promise<void>;
  /**
   * A command that rides along to see whether the successors of these records are still active. Once it is `sent` no other
   * request asks for the same people beside it; read without an answer it counts as never asked.
   */
  askSuccessors(records: readonly PlannedRecord[]): {
    commands: Command[];
    sent(): void;
    read(answers: readonly (CommandResult | undefined)[]): void;
  };
}

export function createRunState(
  parts: Parts,
  plan: Plan,
  writer: RunWriter,
  listener: Listener,
  {
    signal,
    patienceMs = RUN_PATIENCE_MS,
    hurry,
    controls,
    shutNow,
  }: Pick<RunOptions, 'signal' | 'patienceMs' | 'hurry' | 'controls' | 'shutNow'>,
): RunState {
  const {clock} = parts;
  const lostSuccessors = new Set<number>();
  const lookedAt = new Map<number, number>();
  let progressAt = clock.now();
  /** Milliseconds that were waited for execution time since a record moved last. */
  let waited = 0;

  function judgeSuccessors(asked: readonly number[], active: ReadonlySet<number>): void {
    for (const id of asked) {
      // On the way back a dismissed leaver is the one person who may receive records.
      if (!active.has(id) && !(plan.kind === 'undo' && id === plan.leaverId)) lostSuccessors.add(id);
    }
  }

  function untilPaused(wait: (until: AbortSignal) => Promise<void>): Promise<void> {
    const orShut = (until: AbortSignal): Promise<void> => untilShut(wait, until);
    return controls ? controls.untilPaused(orShut, signal) : orShut(signal);
  }

  /** An account that is to be shut now is not kept open by a wait. */
  async function untilShut(wait: (until: AbortSignal) => Promise<void>, until: AbortSignal): Promise<void> {
    if (!state.inside || !shutNow) return wait(until);
    try {
      await wait(AbortSignal.any([until, shutNow]));
    } catch (error) {
      if (until.aborted || !shutNow.aborted) throw error;
    }
  }

  async function pause(ms: number, why: BreakReason, method?: string): Promise<void> {
    listener({kind: 'pause', ms, why, ...(method === undefined ? {} : {method})});
    const most = state.inside?.leftMs() ?? Infinity;
    await untilPaused(until => clock.wait(Math.min(ms, most), until));
    listener({kind: 'pause-over'});
  }

  const state: RunState = {
    parts,
    plan,
    writer,
    signal,
    patienceMs,
    since: clock.now(),
    costOf: type => parts.client.pace.costs.of(kindOf(mainMethod(type, false), type)),
    fromOf: record => record.from ?? plan.leaverId,
    lostSuccessors,
    judgeSuccessors,
    hides: plan.hidden === true,
    inside: undefined,
    stopping() {
      return signal.aborted || (state.inside?.mustStop() ?? false);
    },
    patience() {
      return {signal, hurry, patienceMs: state.inside ? Math.min(LONGEST_INSIDE_MS, patienceMs) : patienceMs};
    },
    intend: records => writer.intend(records, clock.now()),
    settle(type, settled) {
      if (settled.length === 0) return;
      progressAt = clock.now();
      if (settled.some(result => result.outcome === 'moved')) waited = 0;
      state.inside?.saw(settled);
      writer.settle(settled, clock.now());
      listener({kind: 'results', type: type.key, results: settled});
    },
    async waitForRoom(next) {
      if (!next) return clock.wait(SHORT_WAIT_MS, signal);
      const ms = Math.max(LEAST_WAIT_MS, next.until - clock.now());
      // The account is not kept open to wait.
      if (state.inside && waited + ms > LONGEST_INSIDE_MS) {
        waited = 0;
        throw new WindowBreak(ms, 'execution-time');
      }
      // Refused for as long as a run is patient, without one record moved in between.
      if (clock.now() - progressAt + ms > patienceMs) throw new PortalTrouble('busy', next.method);
      waited += ms;
      await pause(ms, 'execution-time', next.method);
    },
    noProgress(fault) {
      if (signal.aborted) return;
      const idle = clock.now() - Math.max(progressAt, state.inside?.since ?? 0);
      if (state.inside && idle > LONGEST_INSIDE_MS / 2) throw new WindowBreak(LONGEST_INSIDE_MS, reasonOf(fault));
      if (idle > patienceMs) throw new PortalTrouble(fault.kind === 'unreachable' ? 'unreachable' : 'busy', fault.code);
    },
    waitAfter: (fault, attempt) => pause(backOff(attempt, clock.random()), reasonOf(fault)),
    mayWait(ms) {
      if (state.inside && ms > LONGEST_INSIDE_MS / 2) throw new WindowBreak(ms, 'request-limit');
    },
    isPaused: () => controls?.isPaused() === true,
    async whileAsked(answer) {
      const idle = clock.now() - progressAt;
      const answered = await answer;
      progressAt = clock.now() - idle;
      return answered;
    },
    untilReady: () => untilPaused(until => parts.client.pace.ready(until)),
    async whilePaused() {
      if (!controls?.isPaused() || signal.aborted) return;
      // A pause has no known end: the account is shut first, and opened again when the administrator goes on.
      if (state.inside) throw new WindowBreak(0, 'paused');
      const idle = clock.now() - progressAt;
      listener({kind: 'pause', ms: 0, why: 'paused'});
      await controls.whilePaused(signal);
      listener({kind: 'pause-over'});
      // Time in which nobody wanted progress is no time without it.
      progressAt = clock.now() - idle;
    },
    askSuccessors(records) {
      const now = clock.now();
      const isFresh = (id: number): boolean => {
        const age = now - (lookedAt.get(id) ?? -Infinity);
        return age >= 0 && age < SUCCESSOR_LASTS_MS;
      };
      const ids = [...new Set(records.map(record => record.to))].filter(id => !isFresh(id)).slice(0, 50);
      if (ids.length === 0) return {commands: [], sent: () => {}, read: () => {}};
      return {
        commands: [{method: 'user.get', params: {FILTER: {ID: ids}, sort: 'ID', order: 'ASC'}}],
        sent: () => {
          for (const id of ids) lookedAt.set(id, now);
        },
        read([answer]) {
          if (answer?.ok) return judgeSuccessors(ids, readActive(answer.result));
          for (const id of ids) if (lookedAt.get(id) === now) lookedAt.delete(id);
        },
      };
    },
  };
  return state;
}

function reasonOf({kind, status}: PortalFault): 'portal-asks' | 'unreachable' | 'portal-busy' {
  if (kind === 'too-many') return 'portal-asks';
  return kind === 'unreachable' || status === 0 ? 'unreachable' : 'portal-busy';
}
