import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {FilesTrouble} from '../domain/trouble.ts';
import {makeFolder, writeDurably} from './durable.ts';

/** Who works on a portal right now. */
export interface Holder {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The portal is held by another process of this user. */
export class BusyTrouble extends Error {
  override readonly name = 'BusyTrouble';
  readonly holder: Holder | undefined;
  constructor(holder: Holder | undefined) {
    super('busy');
    this.holder = holder;
  }
}

/**
 * One writer per portal. The lock is an open write transaction of SQLite: the operating system frees it when its
 * holder dies, however that happens, so it never has to be guessed from a process id whether the holder is alive.
 */
export async function createLocks(folder: string) {
  const {DatabaseSync} = await import('node:sqlite');
  const home = join(folder, 'locks');

  function pathOf(portalKey: string): string {
    return join(home, createHash('sha256').update(portalKey).digest('hex').slice(0, 16));
  }

  function tryHold(portalKey: string): DatabaseSync | undefined {
    makeFolder(home);
    const file = `${pathOf(portalKey)}.lock`;
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file);
      database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      database?.close();
      // 5 is SQLITE_BUSY: somebody else's transaction is open.
      if ((error as {errcode?: number}).errcode === 5) return undefined;
      throw new FilesTrouble('unwritable', file, error);
    }
  }

  return {
    /** Holds the portal until `release`. @throws BusyTrouble with the holder */
    hold(portalKey: string, since: number): {release(): void} {
      const database = tryHold(portalKey);
      if (!database) throw new BusyTrouble(readHolder(`${pathOf(portalKey)}.json`));
      writeDurably(`${pathOf(portalKey)}.json`, JSON.stringify({pid: process.pid, since}));
      return {release: () => database.close()};
    },

    /** Whether a living process holds the portal. */
    isHeld(portalKey: string): boolean {
      const database = tryHold(portalKey);
      database?.close();
      return database === undefined;
    },
  };
}

export type Locks = Awaited<ReturnType<typeof createLocks>>;

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
