import type {DatabaseSync} from 'node:sqlite';
import {noOutcomes, type Opening, type Outcome, type OutcomeCounts, type StopWhy} from '../domain/outcomes.ts';
import type {Plan, PlanKind} from '../domain/plan.ts';
import type {StaysBehind} from '../domain/stays-behind.ts';
import {inJournal} from './database.ts';
import {fromColumns, RECORD_COLUMNS} from './plan-rows.ts';
import {factsOf, type PlanNames} from './plan-facts.ts';
import {readProgress, type RunProgress} from './run-progress.ts';
import {toResult, type Settled} from './runs.ts';

/** One run as the journal tells it. */
export interface RunRow {
  readonly run: number;
  readonly plan: number;
  readonly kind: PlanKind;
  readonly sourceRun?: number;
  readonly digest: string;
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  /** Hostile text; empty once the run was forgotten. */
  readonly leaverName: string;
  readonly planned: number;
  /** Milliseconds since 1970; no end while it works, and after it died. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Why it ended before its plan did. */
  readonly stopped?: StopWhy;
  readonly counts: OutcomeCounts;
  readonly openings: readonly Opening[];
  /** Scope and what is kept, as pinned; names as far as they were known then, none once the run was forgotten. */
  readonly scope: Plan['scope'];
  readonly kept: Plan['kept'];
  readonly names?: PlanNames;
  /** Where else the portal named the leaver when the plan was pinned. */
  readonly behind?: StaysBehind;
  /** Names and titles were erased. */
  readonly forgotten: boolean;
  /** The report without its records, as it was written at the end. */
  readonly report?: unknown;
}

const RUN_COLUMNS = `r.run, r.plan, r.started_at, r.ended_at, r.stopped, r.report, r.forgotten,
  p.kind, p.source_run, p.digest, p.portal_key, p.portal_name, p.leaver_id, p.leaver_name, p.total, p.facts`;

/** Reads of the journal. They change nothing and may happen beside a run. */
export function createHistory(database: DatabaseSync, file: string) {
  const guard = <T>(work: () => T): T => inJournal(file, work);

  function toRow(raw: unknown): RunRow {
    const row = raw as Record<string, string | number | null>;
    const run = Number(row['run']);
    const {scope, kept, names, behind} = factsOf(JSON.parse(String(row['facts'])));
    return {
      run,
      plan: Number(row['plan']),
      kind: row['kind'] as PlanKind,
      ...(row['source_run'] === null ? {} : {sourceRun: Number(row['source_run'])}),
      digest: String(row['digest']),
      portalKey: String(row['portal_key']),
      portalName: String(row['portal_name']),
      leaverId: Number(row['leaver_id']),
      leaverName: String(row['leaver_name']),
      planned: Number(row['total']),
      startedAt: Number(row['started_at']),
      ...(row['ended_at'] === null ? {} : {endedAt: Number(row['ended_at'])}),
      ...(row['stopped'] === null ? {} : {stopped: row['stopped'] as StopWhy}),
      counts: countsOf(run, Number(row['total']), row['ended_at'] !== null),
      openings: openingsOf(run),
      scope,
      kept,
      ...(names ? {names} : {}),
      ...(behind ? {behind} : {}),
      forgotten: row['forgotten'] === 1,
      ...(typeof row['report'] === 'string' ? {report: JSON.parse(row['report']) as unknown} : {}),
    };
  }

  /** While a run works, what is under way counts as not tried yet; once it has ended, as failed without an answer. */
  function countsOf(run: number, planned: number, ended: boolean): OutcomeCounts {
    const rows = database
      .prepare('SELECT COALESCE(outcome, ?) AS outcome, COUNT(*) AS size FROM outcomes WHERE run = ? GROUP BY 1')
      .all(ended ? 'failed' : 'not-tried', run) as {outcome: Outcome; size: number}[];
    const counts = {...noOutcomes(), ...Object.fromEntries(rows.map(({outcome, size}) => [outcome, size]))};
    const settled = rows.reduce((sum, {size}) => sum + size, 0);
    return {...counts, 'not-tried': counts['not-tried'] + planned - settled};
  }

  function openingsOf(run: number): Opening[] {
    const rows = database.prepare('SELECT opened_at, shut_at FROM openings WHERE run = ? ORDER BY opened_at').all(run);
    return (rows as {opened_at: number; shut_at: number | null}[]).map(({opened_at: from, shut_at: to}) =>
      to === null ? {from} : {from, to},
    );
  }

  const select = `SELECT ${RUN_COLUMNS} FROM runs r JOIN plans p ON p.plan = r.plan`;

  return {
    /** Newest first. */
    runs(limit = 1000): RunRow[] {
      return guard(() => database.prepare(`${select} ORDER BY r.run DESC LIMIT ?`).all(limit).map(toRow));
    },

    run(number: number): RunRow | undefined {
      return guard(() => {
        const row = database.prepare(`${select} WHERE r.run = ?`).get(number);
        return row === undefined ? undefined : toRow(row);
      });
    },

    /** When this run last wrote anything down. */
    lastWrite(run: number): number {
      return guard(() => {
        const query = 'SELECT started_at, (SELECT MAX(at) FROM outcomes WHERE run = ?1) AS at FROM runs WHERE run = ?1';
        const row = database.prepare(query).get(run) as {started_at: number; at: number | null} | undefined;
        return Math.max(row?.started_at ?? 0, row?.at ?? 0);
      });
    },

    /** How far each type of a run is, and how fast it goes. */
    progress: (run: Pick<RunRow, 'run' | 'plan'>, now: number): RunProgress =>
      guard(() => readProgress(database, run, now)),

    /** What became of each planned record, in run order, a part at a time; records that were not reached are "not tried". */
    *results({
      run,
      plan,
      leaverId,
    }: Pick<RunRow, 'run' | 'plan' | 'leaverId'>): Generator<Settled & {readonly at?: number}> {
      const query = database.prepare(
        `SELECT p.rank, ${RECORD_COLUMNS}, o.outcome, o.reason, o.why, o.now_with, o.at, o.stamp AS left_stamp
         FROM plan_records p LEFT JOIN outcomes o ON o.run = ? AND o.rank = p.rank AND o.id = p.id
         WHERE p.plan = ? AND (p.rank, p.id) > (?, ?) ORDER BY p.rank, p.id LIMIT 500`,
      );
      for (let last = {rank: -1, id: 0}; ; ) {
        const rows = guard(() => query.all(run, plan, last.rank, last.id)) as {
          rank: number;
          id: number;
          at: number | null;
          left_stamp: string | null;
        }[];
        for (const row of rows) {
          const result = guard(() => toResult(row, fromColumns(row, leaverId)));
          yield {
            ...result,
            ...(row.at === null ? {} : {at: row.at}),
            ...(row.left_stamp === null ? {} : {stamp: row.left_stamp}),
          };
        }
        const end = rows.at(-1);
        if (!end || rows.length < 500) return;
        last = {rank: end.rank, id: end.id};
      }
    },
  };
}

export type History = ReturnType<typeof createHistory>;
