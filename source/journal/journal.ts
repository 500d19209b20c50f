import {join} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';
import {inJournal, inTransaction, JOURNAL_FILE, openDatabase} from './database.ts';
import {createKeptCosts, type KeptCosts} from './costs.ts';
import {createHistory, type History} from './history.ts';
import {createPlans, type Plans} from './plans.ts';
import {createRuns, type Runs} from './runs.ts';

/** The journal, open for writing. */
export interface Journal {
  readonly plans: Plans;
  readonly runs: Runs;
  readonly history: History;
  readonly costs: KeptCosts;
  /** Erases the names and titles of a run and of others of its plan, also from the space they took up in the file. */
  forget(run: number): void;
  close(): void;
}

/** @throws FilesTrouble when the journal cannot be opened or made, naming the file */
export async function openJournal(folder: string): Promise<Journal> {
  const file = join(folder, JOURNAL_FILE);
  const database = await openDatabase(folder, 'write');
  if (!database) throw new Error('a journal that is opened for writing is there');
  return {
    plans: createPlans(database, file),
    runs: createRuns(database, file),
    history: createHistory(database, file),
    costs: createKeptCosts(database, file),
    forget(run) {
      inTransaction(database, file, () => {
        const plan = database.prepare('SELECT plan FROM runs WHERE run = ?').get(run) as {plan: number} | undefined;
        if (!plan) return;
        // Reasons and places are the portal's own words: they may name people too.
        database
          .prepare("UPDATE plan_records SET title = '', activity = json_remove(activity, '$.location') WHERE plan = ?")
          .run(plan.plan);
        const names = "UPDATE plans SET leaver_name = '', facts = json_remove(facts, '$.names') WHERE plan = ?";
        database.prepare(names).run(plan.plan);
        // A plan may have been run more than once: its other runs show the same records, and lose the same names.
        const runs = 'SELECT run FROM runs WHERE plan = ?';
        database.prepare(`UPDATE outcomes SET reason = NULL WHERE run IN (${runs})`).run(plan.plan);
        // What was pinned after them and never carried out holds names and titles too, and has no run to forget.
        const pinned = `DELETE FROM plans WHERE source_run IN (${runs}) AND plan NOT IN (SELECT plan FROM runs)`;
        database.prepare(pinned).run(plan.plan);
        database.prepare('UPDATE runs SET report = NULL, forgotten = 1 WHERE plan = ?').run(plan.plan);
      });
      // What was erased still stands in the write-ahead log until that is emptied.
      // Beside a reader it is not emptied, and says so by a row instead of an error.
      const emptied = inJournal(file, () => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()) as {
        busy: number;
      };
      if (emptied.busy !== 0) throw new FilesTrouble('unwritable', file);
    },
    close: () => database.close(),
  };
}

/** The journal for looking only: no migration, no lock, nothing written. Undefined where there is none yet. */
export async function openHistory(folder: string): Promise<(History & {close(): void}) | undefined> {
  const database = await openDatabase(folder, 'read');
  if (!database) return undefined;
  return {...createHistory(database, join(folder, JOURNAL_FILE)), close: () => database.close()};
}
