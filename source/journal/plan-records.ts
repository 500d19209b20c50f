import type {DatabaseSync} from 'node:sqlite';
import type {PlannedRecord, RecordSource} from '../domain/plan.ts';
import {inJournal} from './database.ts';
import {asLists, fromColumns, RECORD_COLUMNS} from './plan-rows.ts';

/** Records are read this many at a time when all of them are gone through. */
const PART = 500;

export interface JournalRecords extends RecordSource {
  /** All of them in the order in which a digest is taken: by the name of their type, then id. */
  byTypeName(): Iterable<PlannedRecord>;
}

/** The records of a plan, read from the journal when they are asked for. How many they are is settled at the start. */
export function recordsOf(database: DatabaseSync, file: string, plan: number, leaverId: number): JournalRecords {
  // All records of a rank are of one type.
  const sizes = database
    .prepare(
      'SELECT rank, MIN(type) AS type, COUNT(*) AS size FROM plan_records WHERE plan = ? GROUP BY rank ORDER BY rank',
    )
    .all(plan) as {rank: number; type: string; size: number}[];
  const part = asLists(
    database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM plan_records p WHERE p.plan = ? AND p.rank = ? AND p.id > ? ORDER BY p.id LIMIT ? OFFSET ?`,
    ),
  );
  const length = sizes.reduce((sum, {size}) => sum + size, 0);
  const read = (rank: number, afterId: number, limit: number, offset: number): PlannedRecord[] =>
    inJournal(file, () => part.all(plan, rank, afterId, limit, offset).map(row => fromColumns(row, leaverId)));

  // From the last id on and not by position: to skip what was read before, SQLite would read all of it again. Nor in one
  // statement: whoever goes through the records may write to the journal meanwhile.
  function* through(ranks: readonly {readonly rank: number}[]): Generator<PlannedRecord> {
    for (const {rank} of ranks) {
      let records = read(rank, 0, PART, 0);
      while (records.length > 0) {
        yield* records;
        records = read(rank, records.at(-1)?.id ?? 0, PART, 0);
      }
    }
  }

  return {
    length,
    slice(from, to = length) {
      const found: PlannedRecord[] = [];
      let before = 0;
      for (const {rank, size} of sizes) {
        const first = Math.max(from - before, 0);
        const last = Math.min(to - before, size);
        if (first < last) found.push(...read(rank, 0, last - first, first));
        before += size;
      }
      return found;
    },
    [Symbol.iterator]: () => through(sizes),
    byTypeName: () => through(sizes.toSorted((a, b) => (a.type < b.type ? -1 : 1))),
  };
}
