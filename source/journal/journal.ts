import {join} from 'node:path';
import {JOURNAL_FILE, openDatabase} from './database.ts';
import {createPlans, type Plans} from './plans.ts';
import {createRuns, type Runs} from './runs.ts';

/** The journal, open for writing. */
export interface Journal {
  readonly plans: Plans;
  readonly runs: Runs;
  close(): void;
}

/** @throws FilesTrouble when the journal cannot be opened or made, naming the file */
export async function openJournal(folder: string): Promise<Journal> {
  const file = join(folder, JOURNAL_FILE);
  const database = await openDatabase(folder, 'write');
  if (!database) throw new Error('a journal that is opened for writing is there');
  return {plans: createPlans(database, file), runs: createRuns(database, file), close: () => database.close()};
}
