import type {TypeKey} from '../domain/entity-types.ts';
import {FATES, fateOf, type Fate} from './fates.ts';
import type {ReportNames} from './names.ts';
import type {ReportedRow, ReportedRun, ReportSource} from './source.ts';

/** Records that are listed one by one on a page: what a browser and a person can take. The other files have all. */
export const MOST_LISTED = 1000;

export type FateCounts = Record<Fate, number>;

/** What a run comes to, counted in one pass; only the first records of each fate are kept in memory. */
export interface Overview {
  readonly total: number;
  readonly fates: FateCounts;
  /** In run order. */
  readonly byType: ReadonlyMap<TypeKey, FateCounts>;
  /** By who was to receive, in the order of their first record. */
  readonly bySuccessor: ReadonlyMap<number, FateCounts>;
  readonly listed: ReadonlyMap<Fate, readonly ReportedRow[]>;
}

/** What the parts of a page are made from. */
export interface Page {
  readonly run: ReportedRun;
  readonly names: ReportNames;
  readonly overview: Overview;
}

export function noFates(): FateCounts {
  return {moved: 0, 'already-there': 0, gone: 0, 'changed-hands': 0, edited: 0, failed: 0, 'not-tried': 0};
}

/** @param most how many records of each fate are kept */
export function overviewOf({run, rows}: ReportSource, most: number = MOST_LISTED): Overview {
  const fates = noFates();
  const byType = new Map<TypeKey, FateCounts>();
  const bySuccessor = new Map<number, FateCounts>();
  const listed = new Map<Fate, ReportedRow[]>(FATES.map(fate => [fate, []]));
  let total = 0;
  for (const row of rows()) {
    const fate = fateOf(run.kind, row);
    total += 1;
    fates[fate] += 1;
    countIn(byType, row.record.type)[fate] += 1;
    countIn(bySuccessor, row.record.to)[fate] += 1;
    const list = listed.get(fate);
    if (list && list.length < most) list.push(row);
  }
  return {total, fates, byType, bySuccessor, listed};
}

function countIn<K>(counts: Map<K, FateCounts>, key: K): FateCounts {
  const known = counts.get(key) ?? noFates();
  counts.set(key, known);
  return known;
}
