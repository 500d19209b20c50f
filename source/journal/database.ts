import {closeSync, existsSync, openSync} from 'node:fs';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {isValiError} from 'valibot';
import {FilesTrouble} from '../domain/trouble.ts';
import {FILE_MODE, makeFolder} from './durable.ts';
import {MIGRATIONS, READABLE_VERSION, SCHEMA_VERSION} from './schema.ts';
import {loadSqlite} from './sqlite.ts';

/** The administrator's own file: plans, runs, what became of each record. */
export const JOURNAL_FILE = 'journal.sqlite';

/** `write` creates and migrates; `read` opens what is there and changes nothing, not even beside a run. */
export type JournalMode = 'read' | 'write';

/** SQLite's code for a lock that somebody else has. */
const SQLITE_BUSY = 5;
/** How long a writer of another portal's run may hold the file before we give up, in milliseconds. */
const BUSY_MS = 10_000;

/**
 * Opens the journal. Every commit is flushed (`synchronous=full`), readers and one writer do not block each other (WAL),
 * and what is erased is overwritten (`secure_delete`).
 *
 * @returns undefined in mode `read` where there is no journal yet
 * @throws FilesTrouble `broken`, `newer`, `unreadable`, `unwritable` or `full`, naming the file, which is kept as it is
 */
export async function openDatabase(folder: string, mode: JournalMode): Promise<DatabaseSync | undefined> {
  const file = join(folder, JOURNAL_FILE);
  if (mode === 'read' && !existsSync(file)) return undefined;
  const {DatabaseSync} = await loadSqlite();
  return inJournal(file, () => {
    if (mode === 'write') create(folder, file);
    const database = new DatabaseSync(file, {readOnly: mode === 'read'});
    try {
      database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      const version = versionOf(database);
      if (version > SCHEMA_VERSION) throw new FilesTrouble('newer', file);
      // Made a moment ago by a writer that has yet to fill it, or died before it did: as good as not there.
      if (mode === 'read' && version === 0 && isEmpty(database)) {
        database.close();
        return undefined;
      }
      // An older file is for a writer to migrate; who only looks reads it as it is, as long as all that is asked for is there.
      if (mode === 'read' && version < READABLE_VERSION) throw new FilesTrouble('unreadable', file);
      if (mode === 'write') {
        switchToWal(database);
        database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON');
        if (version < SCHEMA_VERSION) migrate(database);
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** How long to wait before the switch is tried again, in milliseconds. */
const SWITCH_AGAIN_MS = 20;

/**
 * Two processes that switch a new file to WAL at the same moment get in each other's way, and for that SQLite does not
 * wait by itself: the busy time-out does not hold for this one statement.
 */
function switchToWal(database: DatabaseSync): void {
  const giveUpAt = performance.now() + BUSY_MS;
  for (;;) {
    try {
      return database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      const isBusy = ((error as {errcode?: number}).errcode ?? 0) % 256 === SQLITE_BUSY;
      if (!isBusy || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SWITCH_AGAIN_MS);
    }
  }
}

/** Makes the file ours alone before SQLite opens it: its log files take over its mode. */
function create(folder: string, file: string): void {
  makeFolder(folder);
  if (!existsSync(file)) closeSync(openSync(file, 'a', FILE_MODE));
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get() as {user_version: number};
  return row.user_version;
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

/** Several processes may open a new journal at once: which tables are still to be made is asked once we alone may write. */
function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  for (let next = versionOf(database); next < SCHEMA_VERSION; next += 1) {
    database.exec(`${MIGRATIONS[next]} PRAGMA user_version = ${next + 1}`);
  }
  database.exec('COMMIT');
}

// Primary result codes of SQLite (https://sqlite.org/rescode.html), the low byte of the extended ones.
const PROBLEMS: Readonly<Record<number, FilesTrouble['problem']>> = {
  3: 'unreadable', // PERM
  5: 'unwritable', // BUSY, beyond the time limit
  8: 'unwritable', // READONLY
  10: 'full', // IOERR: a write that the system cut short; a disk that fails looks the same
  11: 'broken', // CORRUPT
  13: 'full', // FULL
  14: 'unreadable', // CANTOPEN
  26: 'broken', // NOTADB
};

/** Runs a piece of work on the journal; what SQLite or the system refuses becomes trouble that names the file. */
export function inJournal<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as {errcode?: number}).errcode;
    const problem = code === undefined ? otherProblem(error) : PROBLEMS[code & 0xff];
    if (problem) throw new FilesTrouble(problem, file, error);
    throw error;
  }
}

function otherProblem(error: unknown): FilesTrouble['problem'] | undefined {
  // A row that is not what we wrote, or JSON in it that is none.
  if (isValiError(error) || error instanceof SyntaxError) return 'broken';
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'full';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'unwritable' : undefined;
}

/** Does all of the work or none of it; when this returns it is on the disk. */
export function inTransaction(database: DatabaseSync, file: string, work: () => void): void {
  inJournal(file, () => {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      // A full disk has ended the transaction by itself already.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  });
}
