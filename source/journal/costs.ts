import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {FilesTrouble} from '../domain/trouble.ts';
import {inJournal, inTransaction, JOURNAL_FILE, openDatabase} from './database.ts';

/** What writes of each kind cost on a portal, in milliseconds, as runs have learned it. */
export function createKeptCosts(database: DatabaseSync, file: string) {
  return {
    /** Puts what a run learned in the place of what was known; kinds it did not write stay as they are. */
    keep(portalKey: string, learned: ReadonlyMap<string, number>, at: number): void {
      if (learned.size === 0) return;
      inTransaction(database, file, () => {
        const put = database.prepare(
          `INSERT INTO costs (portal_key, kind, ms, at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET ms = excluded.ms, at = excluded.at`,
        );
        for (const [kind, ms] of learned) put.run(portalKey, kind, ms, at);
      });
    },

    /** What is known of a portal; nothing in a journal from before costs were kept. */
    of(portalKey: string): Map<string, number> {
      return inJournal(file, () => {
        const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'costs'").get();
        if (table === undefined) return new Map();
        const rows = database.prepare('SELECT kind, ms FROM costs WHERE portal_key = ?').all(portalKey);
        return new Map((rows as {kind: string; ms: number}[]).map(({kind, ms}) => [kind, ms]));
      });
    },
  };
}

export type KeptCosts = ReturnType<typeof createKeptCosts>;

/**
 * The same without a journal that is open for writing: looked at, never made or migrated. A journal that cannot be read holds
 * up nobody who only looks at a portal: whoever is about to write to it says what is wrong.
 */
export async function readCosts(folder: string, portalKey: string): Promise<ReadonlyMap<string, number>> {
  try {
    const database = await openDatabase(folder, 'read');
    if (!database) return new Map();
    try {
      return createKeptCosts(database, join(folder, JOURNAL_FILE)).of(portalKey);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof FilesTrouble) return new Map();
    throw error;
  }
}
