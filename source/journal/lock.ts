import {createHash} from 'node:crypto';
import {closeSync, existsSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {BusyTrouble, FilesTrouble, type Holder} from '../domain/trouble.ts';
import {FILE_MODE, makeFolder, onDisk, removeDurably, writeDurably} from './durable.ts';
import {loadSqlite} from './sqlite.ts';

/** Another start that only looks whether the portal is held has it for a moment; a run does not give up for that. */
const LOOK_LASTS_MS = 250;
/** Two that only look at the same moment must not take each other for a holder. */
const LOOK_WAITS_MS = 20;
/** SQLite's own code, without the details of its upper bits: somebody else's transaction is open. */
const SQLITE_BUSY = 5;
/** What is held, kept here: a database that nobody refers to any more is closed by the garbage collector, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * One writer per portal. The lock is an open write transaction of SQLite: the operating system frees it when its
 * holder dies, however that happens, so it never has to be guessed from a process id whether the holder is alive.
 */
export async function createLocks(folder: string) {
  const {DatabaseSync} = await loadSqlite();
  const home = join(folder, 'locks');

  function pathOf(portalKey: string): string {
    return join(home, createHash('sha256').update(portalKey).digest('hex').slice(0, 16));
  }

  function tryHold(portalKey: string, waitMs: number): DatabaseSync | undefined {
    makeFolder(home);
    const file = `${pathOf(portalKey)}.lock`;
    onDisk(file, () => makeClosed(file));
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file);
      database.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`);
      return database;
    } catch (error) {
      database?.close();
      if (((error as {errcode?: number}).errcode ?? 0) % 256 === SQLITE_BUSY) return undefined;
      throw new FilesTrouble('unwritable', file, error);
    }
  }

  return {
    /** Holds the portal until `release`. @throws BusyTrouble with the holder */
    hold(portalKey: string, since: number): {release(): void} {
      const note = `${pathOf(portalKey)}.json`;
      const database = tryHold(portalKey, LOOK_LASTS_MS);
      if (!database) throw new BusyTrouble(readHolder(note));
      writeNote(note, {pid: process.pid, since});
      held.add(database);
      return {
        release() {
          if (held.delete(database)) database.close();
        },
      };
    },

    /** Whether a living process holds the portal. Makes no folder and no file: it serves commands that only look. */
    isHeld(portalKey: string): boolean {
      if (!existsSync(`${pathOf(portalKey)}.lock`)) return false;
      const database = tryHold(portalKey, LOOK_WAITS_MS);
      database?.close();
      return database === undefined;
    },
  };
}

export type Locks = Awaited<ReturnType<typeof createLocks>>;

/**
 * SQLite would make the file readable for all. Only a file that is not there is touched: to open and close one that this
 * process holds would drop the lock.
 */
function makeClosed(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'wx', FILE_MODE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * The note serves a message alone, so a full disk must not keep the portal from being held: an account that has to be
 * shut needs it. An old note would name the wrong holder.
 */
function writeNote(file: string, holder: Holder): void {
  for (const attempt of [() => writeDurably(file, JSON.stringify(holder)), () => removeDurably(file)]) {
    try {
      attempt();
      return;
    } catch {
      // The next attempt, or none: the lock itself is held.
    }
  }
}

/** Who wrote down that they hold it: for the message alone, the lock itself is what counts. */
function readHolder(file: string): Holder | undefined {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.since === 'number'
      ? {pid: value.pid, since: value.since}
      : undefined;
  } catch {
    return undefined;
  }
}
