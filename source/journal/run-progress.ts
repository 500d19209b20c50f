import type {DatabaseSync} from 'node:sqlite';
import type {TypeKey} from '../domain/entity-types.ts';
import {noOutcomes, type Outcome, type OutcomeCounts} from '../domain/outcomes.ts';

/** How far one type of a run is. `counts` add up to `planned`; what was not reached yet is not tried. */
export interface TypeProgress {
  readonly type: TypeKey;
  readonly planned: number;
  readonly counts: OutcomeCounts;
}

/** How far a run is, as it is written down. */
export interface RunProgress {
  /** In the order in which the types are run. */
  readonly types: readonly TypeProgress[];
  /** Records a second over the last minute: 0 where none became final in it, undefined where none has at all. */
  readonly perSecond: number | undefined;
  /** When the last record became final, milliseconds since 1970. */
  readonly lastAt: number | undefined;
}

/** How far back the pace looks: over the short waits that belong to it. */
const SPAN_MS = 60_000;
/** Within less nothing can be said of a pace. */
const LEAST_MS = 1000;

/** Reads how far a run is. Changes nothing, and may happen beside it. @param now milliseconds since 1970 */
export function readProgress(
  database: DatabaseSync,
  {run, plan}: {readonly run: number; readonly plan: number},
  now: number,
): RunProgress {
  const planned = database
    .prepare(
      'SELECT rank, MIN(type) AS type, COUNT(*) AS size FROM plan_records WHERE plan = ? GROUP BY rank ORDER BY rank',
    )
    .all(plan) as {rank: number; type: TypeKey; size: number}[];
  const settled = database
    .prepare(
      'SELECT rank, outcome, COUNT(*) AS size FROM outcomes WHERE run = ? AND outcome IS NOT NULL GROUP BY rank, outcome',
    )
    .all(run) as {rank: number; outcome: Outcome; size: number}[];
  // What is not tried is settled all at once: that is no work, and no part of the pace.
  const tried = `FROM outcomes WHERE run = ? AND outcome IS NOT NULL AND outcome <> 'not-tried'`;
  const last = database.prepare(`SELECT MAX(at) AS at ${tried}`).get(run) as {at: number | null};
  const recent = database
    .prepare(`SELECT COUNT(*) AS size, MIN(at) AS since ${tried} AND at > ?`)
    .get(run, now - SPAN_MS) as {size: number; since: number | null};
  return {
    types: planned.map(({rank, type, size}) => ({
      type,
      planned: size,
      counts: countsOf(
        settled.filter(row => row.rank === rank),
        size,
      ),
    })),
    perSecond: last.at === null ? undefined : paceOf(recent, now),
    lastAt: last.at ?? undefined,
  };
}

function countsOf(settled: readonly {outcome: Outcome; size: number}[], planned: number): OutcomeCounts {
  const counts = {...noOutcomes(), ...Object.fromEntries(settled.map(({outcome, size}) => [outcome, size]))};
  const reached = settled.reduce((sum, {size}) => sum + size, 0);
  return {...counts, 'not-tried': counts['not-tried'] + Math.max(0, planned - reached)};
}

/** From the first of them until now, so that a run that stands still is seen to become slower. */
function paceOf({size, since}: {size: number; since: number | null}, now: number): number {
  return since === null ? 0 : (size * 1000) / Math.max(LEAST_MS, now - since);
}
