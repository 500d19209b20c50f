import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {RecordName} from '../domain/outcomes.ts';
import {ASSUMED_COST_MS, backOff} from '../domain/pace.ts';
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
import type {Parts} from './parts.ts';

/** How long a run goes on without an answer of the portal before it gives up. */
export const RUN_PATIENCE_MS = 30 * 60_000;
/** First pause after a method's execution time is used up; doubled while nothing gets through, at most the ten minutes after which it frees. */
const LIMIT_PAUSE_MS = 10_000;
const MOST_LIMIT_PAUSE_MS = 600_000;

/** No wait longer than this happens while the account is open. */
export const LONGEST_INSIDE_MS = 60_000;

/** A wait that is too long for an open account: it is shut first, and opened again afterwards under the same consent. */
export class WindowBreak extends Error {
  override readonly name = 'WindowBreak';
  readonly ms: number;
  constructor(ms: number) {
    super(`a wait of ${ms} ms`);
    this.ms = ms;
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
  /** Learned cost of one write per type, in milliseconds. */
  readonly costMs: Map<TypeKey, number>;
  /** What one write of a type may cost: learned, or as dear as the dearest other type, or assumed. Milliseconds. */
  costOf(type: EntityType): number;
  /** Whose a record is before it is moved: the leaver's, or on the way back its successor's. */
  fromOf(record: PlannedRecord): number;
  /** Successors that were found dismissed or gone: nothing more is written to them. */
  readonly lostSuccessors: ReadonlySet<number>;
  /** Looks which of these people may still receive records. */
  judgeSuccessors(asked: readonly number[], active: ReadonlySet<number>): void;
  stopping(): boolean;
  /** What showed only while the account was open: new, and reported as such. */
  readonly freshInside: RecordName[];
  /** While the account is open: no long wait, an end to the open time, and an eye on other hands. */
  inside: Inside | undefined;
  patience(): CallOptions;
  /** On disk before the request that carries it out is sent. */
  intend(records: readonly PlannedRecord[]): void;
  /** These outcomes are final: in the journal, then told. */
  settle(type: EntityType, results: readonly Settled[]): void;
  /** Waits after updates were held back by the portal's execution-time limit. */
  waitForLimit(method: string): Promise<void>;
  /**
   * A write was not sent because its check had become too old: counted against the time without progress, so that a
   * portal that asks for pauses for ever ends the run, or the opening, after all.
   */
  tooLate(): void;
  /** Waits after an answer was lost, before the records are read. */
  waitAfterLoss(fault: PortalFault, attempt: number): Promise<void>;
  /** A command that rides along to see whether the successors of these records are still active. */
  askSuccessors(records: readonly PlannedRecord[]): {
    commands: Command[];
    read(answers: readonly (CommandResult | undefined)[]): void;
  };
}

export function createRunState(
  parts: Parts,
  plan: Plan,
  writer: RunWriter,
  listener: Listener,
  {signal, patienceMs = RUN_PATIENCE_MS, hurry}: Pick<RunOptions, 'signal' | 'patienceMs' | 'hurry'>,
): RunState {
  const {clock} = parts;
  const lostSuccessors = new Set<number>();
  const costMs = new Map<TypeKey, number>();
  let progressAt = clock.now();
  let holds = 0;
  let held = 0;

  function judgeSuccessors(asked: readonly number[], active: ReadonlySet<number>): void {
    for (const id of asked) {
      // On the way back a dismissed leaver is the one person who may receive records.
      if (!active.has(id) && !(plan.kind === 'undo' && id === plan.leaverId)) lostSuccessors.add(id);
    }
  }

  async function pause(
    ms: number,
    why: 'execution-time' | 'unreachable' | 'portal-busy',
    method?: string,
  ): Promise<void> {
    listener({kind: 'pause', ms, why, ...(method === undefined ? {} : {method})});
    await clock.wait(ms, signal);
    listener({kind: 'pause-over'});
  }

  const state: RunState = {
    parts,
    plan,
    writer,
    signal,
    since: clock.now(),
    costMs,
    costOf: type => costMs.get(type.key) || Math.max(0, ...costMs.values()) || ASSUMED_COST_MS,
    fromOf: record => record.from ?? plan.leaverId,
    lostSuccessors,
    judgeSuccessors,
    freshInside: [],
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
      if (settled.some(result => result.outcome === 'moved')) {
        holds = 0;
        held = 0;
      }
      state.inside?.saw(settled);
      writer.settle(settled, clock.now());
      listener({kind: 'results', type: type.key, results: settled});
    },
    async waitForLimit(method) {
      const ms = Math.min(LIMIT_PAUSE_MS * 2 ** holds, MOST_LIMIT_PAUSE_MS);
      // 10 s, 20 s and no more: the account is not kept open to wait.
      if (state.inside && 2 * ms - LIMIT_PAUSE_MS > LONGEST_INSIDE_MS) throw new WindowBreak(ms);
      // Refused for as long as a run is patient, without one record moved in between.
      if (held + ms > patienceMs) throw new PortalTrouble('busy', method);
      held += ms;
      holds += 1;
      await pause(ms, 'execution-time', method);
    },
    tooLate() {
      const idle = clock.now() - Math.max(progressAt, state.inside?.since ?? 0);
      if (state.inside && idle > LONGEST_INSIDE_MS / 2) throw new WindowBreak(LONGEST_INSIDE_MS);
      if (idle > patienceMs) throw new PortalTrouble('busy');
    },
    waitAfterLoss: (fault, attempt) =>
      pause(backOff(attempt, clock.random()), fault.status === 0 ? 'unreachable' : 'portal-busy'),
    askSuccessors(records) {
      const ids = [...new Set(records.map(record => record.to))].slice(0, 50);
      return {
        commands: [{method: 'user.get', params: {FILTER: {ID: ids}, sort: 'ID', order: 'ASC'}}],
        read([answer]) {
          if (answer?.ok) judgeSuccessors(ids, readActive(answer.result));
        },
      };
    },
  };
  return state;
}
