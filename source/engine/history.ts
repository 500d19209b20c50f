import {UsageTrouble} from '../domain/trouble.ts';
import type {RunRow} from '../journal/history.ts';
import {openHistory, type Journal} from '../journal/journal.ts';
import type {Locks} from '../journal/lock.ts';
import type {HistoryView, RunSummary} from './contract.ts';

/** Opens the journal for looking. Undefined where there is none yet. */
export async function viewHistory(folder: string, locks: Locks): Promise<HistoryView | undefined> {
  const history = await openHistory(folder);
  if (!history) return undefined;
  // Asked once a portal: the look at a lock is a look at a file.
  const held = new Map<string, boolean>();
  function summary(row: RunRow): RunSummary {
    if (row.endedAt !== undefined) return {...row, state: row.stopped === undefined ? 'ended' : 'unfinished'};
    const isHeld = held.get(row.portalKey) ?? locks.isHeld(row.portalKey);
    held.set(row.portalKey, isHeld);
    return {...row, state: isHeld ? 'running' : 'unfinished'};
  }
  return {
    runs: () => history.runs().map(summary),
    run(number) {
      const row = history.run(number);
      return row && summary(row);
    },
    results: run => history.results(run),
    close: () => history.close(),
  };
}

/** Erases names and titles of a run. One that may still be gone on with keeps them. */
export function forget(journal: Journal, locks: Locks, number: number): void {
  const row = journal.history.run(number);
  if (!row) throw new UsageTrouble(`there is no run ${number}`);
  if (row.endedAt === undefined && locks.isHeld(row.portalKey))
    throw new UsageTrouble(`run ${number} is still running`);
  journal.forget(number);
}
