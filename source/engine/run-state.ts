import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {RecordResult} from '../domain/outcomes.ts';
import {ASSUMED_COST_MS, backOff} from '../domain/pace.ts';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import type {RunLog} from '../journal/run-log.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Command} from '../portal/encode.ts';
import type {PortalFault} from '../portal/faults.ts';
import {readActive} from '../portal/people.ts';
import type {Listener} from './contract.ts';
import type {Parts} from './parts.ts';

/** How long a run goes on without an answer of the portal before it gives up. */
export const RUN_PATIENCE_MS = 30 * 60_000;
/** First pause after a method's execution time is used up; doubled while nothing gets through, at most the ten minutes after which it frees. */
const LIMIT_PAUSE_MS = 10_000;
const MOST_LIMIT_PAUSE_MS = 600_000;

/** What is known and told while a plan is carried out. */
export interface RunState {
  readonly parts: Parts;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly results: Map<string, RecordResult>;
  /** Learned cost of one write per type, in milliseconds. */
  readonly costMs: Map<TypeKey, number>;
  /** What one write of a type may cost: learned, or as dear as the dearest other type, or assumed. Milliseconds. */
  costOf(type: EntityType): number;
  /** Successors that were found dismissed or gone: nothing more is written to them. */
  readonly lostSuccessors: Set<number>;
  stopping(): boolean;
  patience(): CallOptions;
  wasIntended(record: PlannedRecord): boolean;
  /** On disk before the request that carries it out is sent. */
  intend(records: readonly PlannedRecord[]): void;
  /** These outcomes are final: kept, logged and told. */
  settle(type: EntityType, results: readonly RecordResult[]): void;
  /** Waits after updates were held back by the portal's execution-time limit. */
  waitForLimit(method: string): Promise<void>;
  /** Waits after an answer was lost, before the records are read. */
  waitAfterLoss(fault: PortalFault, attempt: number): Promise<void>;
  /** A command that rides along to see whether the successors of these records are still active. */
  askSuccessors(records: readonly PlannedRecord[]): {
    commands: Command[];
    read(answers: readonly (CommandResult | undefined)[]): void;
  };
}

export const recordKey = ({type, id}: Pick<PlannedRecord, 'type' | 'id'>): string => `${type} ${id}`;

export function createRunState(
  parts: Parts,
  plan: Plan,
  log: RunLog,
  listener: Listener,
  signal: AbortSignal,
): RunState {
  const {clock} = parts;
  const results = new Map<string, RecordResult>();
  const intended = new Set<string>();
  const lostSuccessors = new Set<number>();
  const costMs = new Map<TypeKey, number>();
  let holds = 0;

  return {
    parts,
    plan,
    signal,
    results,
    costMs,
    costOf: type => costMs.get(type.key) || Math.max(0, ...costMs.values()) || ASSUMED_COST_MS,
    lostSuccessors,
    stopping: () => signal.aborted,
    patience: () => ({signal, patienceMs: RUN_PATIENCE_MS}),
    wasIntended: record => intended.has(recordKey(record)),
    intend(records) {
      log.intend(records);
      for (const record of records) intended.add(recordKey(record));
    },
    settle(type, settled) {
      if (settled.length === 0) return;
      if (settled.some(result => result.outcome === 'moved')) holds = 0;
      for (const result of settled) results.set(recordKey(result.record), result);
      log.settle(settled, clock.now());
      listener({kind: 'results', type: type.key, results: settled});
    },
    async waitForLimit(method) {
      const ms = Math.min(LIMIT_PAUSE_MS * 2 ** holds, MOST_LIMIT_PAUSE_MS);
      holds += 1;
      listener({kind: 'pause', ms, why: 'execution-time', method});
      await clock.wait(ms, signal);
      listener({kind: 'pause-over'});
    },
    async waitAfterLoss(fault, attempt) {
      const ms = backOff(attempt, clock.random());
      listener({kind: 'pause', ms, why: fault.status === 0 ? 'unreachable' : 'portal-busy'});
      await clock.wait(ms, signal);
      listener({kind: 'pause-over'});
    },
    askSuccessors(records) {
      const ids = [...new Set(records.map(record => record.to))].slice(0, 50);
      return {
        commands: [{method: 'user.get', params: {FILTER: {ID: ids}, sort: 'ID', order: 'ASC'}}],
        read([answer]) {
          if (!answer?.ok) return;
          const active = readActive(answer.result);
          for (const id of ids) if (!active.has(id)) lostSuccessors.add(id);
        },
      };
    },
  };
}
