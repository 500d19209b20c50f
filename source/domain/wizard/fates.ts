import type {TypeKey} from '../entity-types.ts';
import {noOutcomes, type Outcome, type RecordResult} from '../outcomes.ts';

/** What became of a record. On the way back one that was edited since is a fate of its own, and no failure. */
export type Fate = Outcome | 'edited';

/** In the order in which they are told. */
export const FATES: readonly Fate[] = [
  'moved',
  'already-there',
  'gone',
  'changed-hands',
  'edited',
  'failed',
  'not-tried',
];

export type FateCounts = Record<Fate, number>;

/** What became of the records of a run before it is gone on with, by type; what is to be done again is left out. */
export type DoneSoFar = ReadonlyMap<TypeKey, FateCounts>;

export function noFates(): FateCounts {
  return {...noOutcomes(), edited: 0};
}

export function fateOf({outcome, why}: Pick<RecordResult, 'outcome' | 'why'>): Fate {
  return outcome === 'not-tried' && why === 'edited-since' ? 'edited' : outcome;
}

/** A run that is gone on with takes these up again: not reached, left without an answer, or never movable. */
export function isDoneAgain({outcome, why}: Pick<RecordResult, 'outcome' | 'why'>): boolean {
  if (outcome === 'not-tried') return why === undefined || why === 'stopped' || why === 'unmovable';
  return outcome === 'failed' && why === 'no-answer';
}

/** Counts what is done of a run, type by type. */
export function doneSoFar(results: Iterable<RecordResult>): DoneSoFar {
  const done = new Map<TypeKey, FateCounts>();
  for (const result of results) {
    if (isDoneAgain(result)) continue;
    const counts = done.get(result.record.type) ?? noFates();
    counts[fateOf(result)] += 1;
    done.set(result.record.type, counts);
  }
  return done;
}

export function sumOf(counts: FateCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
