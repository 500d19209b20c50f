import {UsageTrouble} from '../domain/trouble.ts';
import type {History, RunRow} from '../journal/history.ts';
import {openHistory, type Journal} from '../journal/journal.ts';
import type {Locks} from '../journal/lock.ts';
import type {HistoryView, RunSummary} from './contract.ts';

/** Opens the journal for looking. Undefined where there is none yet. */
export async function viewHistory(folder: string, locks: Locks): Promise<HistoryView | undefined> {
  const history = await openHistory(folder);
  if (!history) return undefined;
  // Asked once a portal: the look at a lock is a look at a file.
  const held = new Map<string, boolean>();
  const atWork = new Map<string, number | undefined>();
  function workingOn(view: History, portalKey: string): number | undefined {
    if (!atWork.has(portalKey)) atWork.set(portalKey, lastWriter(view, portalKey));
    return atWork.get(portalKey);
  }
  function summary(view: History, row: RunRow): RunSummary {
    if (row.endedAt !== undefined) return {...row, state: row.stopped === undefined ? 'ended' : 'unfinished'};
    const isHeld = held.get(row.portalKey) ?? locks.isHeld(row.portalKey);
    held.set(row.portalKey, isHeld);
    return {...row, state: isHeld && workingOn(view, row.portalKey) === row.run ? 'running' : 'unfinished'};
  }
  return {
    runs: () => history.runs().map(row => summary(history, row)),
    run(number) {
      const row = history.run(number);
      return row && summary(history, row);
    },
    progress: (run, now) => history.progress(run, now),
    results: run => history.results(run),
    close: () => history.close(),
  };
}

/** A portal has one run at work at most: of several that have no end the one that wrote last. The others died. */
function lastWriter(view: History, portalKey: string): number | undefined {
  const open = view.runs().filter(row => row.portalKey === portalKey && row.endedAt === undefined);
  if (open.length < 2) return open[0]?.run;
  return open.map(({run}) => ({run, at: view.lastWrite(run)})).sort((a, b) => b.at - a.at)[0]?.run;
}

/** Erases names and titles of a run. One that may still be gone on with keeps them. */
export function forget(journal: Journal, locks: Locks, number: number): void {
  const row = journal.history.run(number);
  if (!row) throw new UsageTrouble(`there is no run ${number}`);
  if (row.endedAt === undefined && locks.isHeld(row.portalKey))
    throw new UsageTrouble(`run ${number} is still running`);
  journal.forget(number);
}
