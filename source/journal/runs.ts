import type {DatabaseSync} from 'node:sqlite';
import type {TypeKey} from '../domain/entity-types.ts';
import {
  noOutcomes,
  type Opening,
  type Outcome,
  type OutcomeCounts,
  type RecordResult,
  type RunReport,
} from '../domain/outcomes.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {inJournal, inTransaction} from './database.ts';
import {fromColumns, RECORD_COLUMNS, viaColumn, type ViaTask} from './plan-rows.ts';

/** What became of a record, with the portal's own stamp of its last change as it stood after us. */
export interface Settled extends RecordResult {
  /** `updatedTime` and `updatedBy` as read back; compared before a record is put back. */
  readonly stamp?: string;
}

/** The records of one type that wait to be worked on. */
export interface PendingQuestion {
  readonly type: TypeKey;
  /** Task activities, those that go with a task of the plan, or all others. */
  readonly viaTask: ViaTask;
  /** Only ids above this one. */
  readonly afterId: number;
  readonly limit: number;
}

/** One run, as it is written while it works. Everything that returns has been flushed to the disk. */
export interface RunWriter {
  readonly run: number;
  /** Records of the plan without a final outcome, movable ones only, ids ascending. */
  pending(question: PendingQuestion): PlannedRecord[];
  /** The last of them, ids ascending; `afterId` as there. */
  lastPending(question: PendingQuestion): PlannedRecord[];
  /** How many of a type wait: task activities, or all others. */
  pendingCount(type: TypeKey, viaTask?: ViaTask): number;
  /** Records that REST refuses whatever one does, ids ascending. */
  unmovable(question: Omit<PendingQuestion, 'viaTask'>): PlannedRecord[];
  /** Written, or about to be, and nobody knows what became of them. */
  unanswered(): PlannedRecord[];
  /** These are about to be written: on disk before the request that carries it out. */
  intend(records: readonly PlannedRecord[], at: number): void;
  /** Whether a write of this record was sent, by this process or one that died, and its outcome is not known. */
  wasIntended(record: Pick<PlannedRecord, 'type' | 'id'>): boolean;
  /**
   * Takes an intent back: the record was read since, and the write had no effect.
   *
   * @param olderThan only intents from before this time, in milliseconds since 1970
   */
  withdraw(records: readonly PlannedRecord[], olderThan?: number): void;
  settle(results: readonly Settled[], at: number): void;
  /** The outcome of a record, if it is final. */
  outcome(record: Pick<PlannedRecord, 'type' | 'id'>): Outcome | undefined;
  /** When that outcome was written down. */
  settledAt(record: Pick<PlannedRecord, 'type' | 'id'>): number | undefined;
  isPlanned(type: TypeKey, id: number): boolean;
  counts(): OutcomeCounts;
  /** Results that are not "moved" or "already there", in run order; records without any outcome count as not tried. */
  notMoved(limit: number): RecordResult[];
  opened(at: number): void;
  shut(openedAt: number, at: number): void;
  openings(): Opening[];
  end(report: RunReport): void;
}

export function createRuns(database: DatabaseSync, file: string) {
  const guard = <T>(work: () => T): T => inJournal(file, work);

  const transaction = (work: () => void): void => inTransaction(database, file, work);

  return {
    /** Begins a run of a sealed plan. */
    start(plan: number, leaverId: number, at: number): RunWriter {
      return guard(() => {
        const {lastInsertRowid} = database.prepare('INSERT INTO runs (plan, started_at) VALUES (?, ?)').run(plan, at);
        return writerOf(Number(lastInsertRowid), plan, leaverId);
      });
    },

    /** Writes down that whatever a run opened is shut: by the guard. */
    shutOpenings(run: number, at: number): void {
      guard(() => database.prepare('UPDATE openings SET shut_at = ? WHERE run = ? AND shut_at IS NULL').run(at, run));
    },

    /** The same for whatever runs of this portal opened of this person, where the run itself is not known. */
    shutOpeningsOf({portalKey, leaverId}: {portalKey: string; leaverId: number}, at: number): void {
      const runs = 'SELECT run FROM runs JOIN plans USING (plan) WHERE portal_key = ? AND leaver_id = ?';
      const query = `UPDATE openings SET shut_at = ? WHERE shut_at IS NULL AND run IN (${runs})`;
      guard(() => database.prepare(query).run(at, portalKey, leaverId));
    },

    /** When this run last wrote anything down. */
    lastWrite(run: number): number {
      return guard(() => {
        const row = database
          .prepare(
            'SELECT MAX(started_at, COALESCE((SELECT MAX(at) FROM outcomes WHERE run = runs.run), 0)) AS at FROM runs WHERE run = ?',
          )
          .get(run);
        return (row as {at: number} | undefined)?.at ?? 0;
      });
    },

    /** Whether something of this run was about to be written, and nobody knows what became of it. */
    isUnanswered(run: number): boolean {
      const query = 'SELECT 1 AS found FROM outcomes WHERE run = ? AND outcome IS NULL LIMIT 1';
      return guard(() => database.prepare(query).get(run) !== undefined);
    },

    /** Goes on with a run that did not end, or was stopped. */
    resume(run: number, plan: number, leaverId: number): RunWriter {
      return guard(() => {
        database.prepare('UPDATE runs SET ended_at = NULL, stopped = NULL WHERE run = ?').run(run);
        return writerOf(run, plan, leaverId);
      });
    },
  };

  function writerOf(run: number, plan: number, leaverId: number): RunWriter {
    const ranks = new Map(
      (
        database.prepare('SELECT DISTINCT type, rank FROM plan_records WHERE plan = ?').all(plan) as {
          type: TypeKey;
          rank: number;
        }[]
      ).map(row => [row.type, row.rank]),
    );
    const rankOf = (type: TypeKey): number => ranks.get(type) ?? -1;
    const toRecord = (row: unknown): PlannedRecord => fromColumns(row, leaverId);
    const joined = `FROM plan_records p LEFT JOIN outcomes o ON o.run = ${run} AND o.rank = p.rank AND o.id = p.id WHERE p.plan = ${plan}`;
    const waiting = `SELECT ${RECORD_COLUMNS} ${joined} AND p.rank = ? AND p.via_task = ? AND p.id > ? AND p.unmovable IS NULL AND o.outcome IS NULL ORDER BY p.id`;
    const pending = database.prepare(`${waiting} LIMIT ?`);
    const intend = database.prepare(
      'INSERT INTO outcomes (run, rank, id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
    );
    const settle = database.prepare(
      `INSERT INTO outcomes (run, rank, id, outcome, reason, why, now_with, at, stamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, why = excluded.why,
         now_with = excluded.now_with, at = excluded.at, stamp = excluded.stamp`,
    );
    const outcome = database.prepare('SELECT outcome FROM outcomes WHERE run = ? AND rank = ? AND id = ?');
    const settledAt = database.prepare(
      'SELECT at FROM outcomes WHERE run = ? AND rank = ? AND id = ? AND outcome IS NOT NULL',
    );
    const planned = database.prepare('SELECT 1 AS found FROM plan_records WHERE plan = ? AND rank = ? AND id = ?');

    return {
      run,
      pending: ({type, viaTask, afterId, limit}) =>
        guard(() => pending.all(rankOf(type), viaColumn(viaTask), afterId, limit).map(toRecord)),
      lastPending: ({type, viaTask, afterId, limit}) =>
        guard(() =>
          database
            .prepare(`${waiting} DESC LIMIT ?`)
            .all(rankOf(type), viaColumn(viaTask), afterId, limit)
            .map(toRecord)
            .toReversed(),
        ),
      pendingCount(type, viaTask = false) {
        const query = `SELECT COUNT(*) AS size ${joined} AND p.rank = ? AND p.via_task = ? AND p.unmovable IS NULL AND o.outcome IS NULL`;
        return guard(() => (database.prepare(query).get(rankOf(type), viaColumn(viaTask)) as {size: number}).size);
      },
      unmovable({type, afterId, limit}) {
        const query = `SELECT ${RECORD_COLUMNS} FROM plan_records p
          WHERE p.plan = ? AND p.rank = ? AND p.id > ? AND p.unmovable IS NOT NULL ORDER BY p.id LIMIT ?`;
        return guard(() => database.prepare(query).all(plan, rankOf(type), afterId, limit).map(toRecord));
      },
      unanswered: () =>
        guard(() =>
          database
            .prepare(
              `SELECT ${RECORD_COLUMNS} ${joined} AND o.at IS NOT NULL AND o.outcome IS NULL ORDER BY p.rank, p.id`,
            )
            .all()
            .map(toRecord),
        ),
      intend(records, at) {
        transaction(() => {
          for (const {type, id} of records) intend.run(run, rankOf(type), id, at);
        });
      },
      withdraw(records, olderThan = Number.MAX_SAFE_INTEGER) {
        const drop = database.prepare(
          'DELETE FROM outcomes WHERE run = ? AND rank = ? AND id = ? AND outcome IS NULL AND at < ?',
        );
        transaction(() => {
          for (const {type, id} of records) drop.run(run, rankOf(type), id, olderThan);
        });
      },
      wasIntended({type, id}) {
        return guard(() => {
          const row = outcome.get(run, rankOf(type), id) as {outcome: string | null} | undefined;
          return row !== undefined && row.outcome === null;
        });
      },
      settle(results, at) {
        transaction(() => {
          for (const {record, outcome: what, reason, why, nowWith, stamp} of results) {
            settle.run(
              run,
              rankOf(record.type),
              record.id,
              what,
              reason ?? null,
              why ?? null,
              nowWith ?? null,
              at,
              stamp ?? null,
            );
          }
        });
      },
      outcome({type, id}) {
        const row = guard(() => outcome.get(run, rankOf(type), id)) as {outcome: Outcome | null} | undefined;
        return row?.outcome ?? undefined;
      },
      settledAt({type, id}) {
        return (guard(() => settledAt.get(run, rankOf(type), id)) as {at: number} | undefined)?.at;
      },
      isPlanned: (type, id) => guard(() => planned.get(plan, rankOf(type), id) !== undefined),
      counts() {
        return guard(() => {
          const rows = database
            .prepare(`SELECT ${OUTCOME} AS outcome, COUNT(*) AS size ${joined} GROUP BY 1`)
            .all() as {outcome: Outcome; size: number}[];
          return {...noOutcomes(), ...Object.fromEntries(rows.map(row => [row.outcome, row.size]))};
        });
      },
      notMoved(limit) {
        const query = `SELECT ${RECORD_COLUMNS}, o.outcome, o.reason, o.why, o.now_with, o.at ${joined}
          AND COALESCE(o.outcome, '') NOT IN ('moved', 'already-there') ORDER BY p.rank, p.id LIMIT ?`;
        return guard(() =>
          database
            .prepare(query)
            .all(limit)
            .map(row => toResult(row, toRecord(row))),
        );
      },
      opened: at =>
        guard(() => void database.prepare('INSERT INTO openings (run, opened_at) VALUES (?, ?)').run(run, at)),
      shut: (openedAt, at) =>
        guard(
          () =>
            void database
              .prepare('UPDATE openings SET shut_at = ? WHERE run = ? AND opened_at = ?')
              .run(at, run, openedAt),
        ),
      openings() {
        return guard(() => {
          const rows = database
            .prepare('SELECT opened_at, shut_at FROM openings WHERE run = ? ORDER BY opened_at')
            .all(run) as {opened_at: number; shut_at: number | null}[];
          return rows.map(({opened_at: from, shut_at: to}) => (to === null ? {from} : {from, to}));
        });
      },
      end(report) {
        const {results: _rows, ...facts} = report;
        const update = 'UPDATE runs SET ended_at = ?, stopped = ?, report = ? WHERE run = ?';
        guard(
          () =>
            void database.prepare(update).run(report.endedAt, report.stopped?.why ?? null, JSON.stringify(facts), run),
        );
      },
    };
  }
}

export type Runs = ReturnType<typeof createRuns>;

/** Without an outcome: not reached, or written with nobody knowing what became of it. */
const OUTCOME = "COALESCE(o.outcome, CASE WHEN o.at IS NULL THEN 'not-tried' ELSE 'failed' END)";

/** A row of `outcomes` beside its record. A record without one was not reached; one with an intent only has no answer. */
export function toResult(row: unknown, record: PlannedRecord): RecordResult {
  const {
    outcome,
    reason,
    why,
    now_with: nowWith,
    at,
  } = row as {
    outcome: Outcome | null;
    reason: string | null;
    why: RecordResult['why'] | null;
    now_with: number | null;
    at: number | null;
  };
  if (outcome === null)
    return at === null ? {record, outcome: 'not-tried', why: 'stopped'} : {record, outcome: 'failed', why: 'no-answer'};
  return {
    record,
    outcome,
    ...(reason === null ? {} : {reason}),
    ...(why ? {why} : {}),
    ...(nowWith === null ? {} : {nowWith}),
  };
}
