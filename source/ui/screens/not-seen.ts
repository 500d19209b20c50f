import type {TallyRow} from '../../domain/tally.ts';
import type {Words} from '../../words/index.ts';

/** What could not be counted, and what this key sees only a part of, each said in a line. */
export function notSeen(rows: readonly TallyRow[], words: Words): string[] {
  return rows.flatMap(row => {
    const name = words.type.name(row.type);
    if (row.state === 'unreadable') return [words.screens.tally.notCounted(name, words.unreadable(row.why))];
    if (row.state !== 'counted' || row.older === undefined) return [];
    return [words.partlySeen(name, {by: 'older-list', counted: row.older, shown: row.total})];
  });
}
