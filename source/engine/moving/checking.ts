import type {EntityType} from '../../domain/entity-types.ts';
import {USABLE_MS} from './ready.ts';
import type {Part} from './reading.ts';
import {MOST_COMMANDS} from './request.ts';

/** Records whose checks are under way: neither waiting any more nor ready yet. With twenty requests they may be a thousand. */
export interface Checking {
  /** How many of each type. */
  readonly counts: ReadonlyMap<EntityType, number>;
  /** How many in all. */
  size(): number;
  /** Begins to count these. Returns what ends it. */
  begin(parts: readonly Part[]): () => void;
  /** The most parts in one request that is nothing but a check. */
  mostParts(): number;
  /** Such a request of so many parts was answered after so long. Whether what it tells is still of use. */
  took(ms: number, parts: number): 'well' | 'too-long';
}

/** Of a request's fifty commands; a part may take two. */
const MOST_PARTS = MOST_COMMANDS / 2;

export function createChecking(): Checking {
  const counts = new Map<EntityType, number>();
  function count(parts: readonly Part[], sign: 1 | -1): void {
    for (const {type, records} of parts) counts.set(type, (counts.get(type) ?? 0) + sign * records.length);
  }
  let most = MOST_PARTS;
  return {
    counts,
    size: () => [...counts.values()].reduce((sum, one) => sum + one, 0),
    begin(parts) {
      count(parts, 1);
      return () => count(parts, -1);
    },
    mostParts: () => most,
    took(ms, parts) {
      if (ms > USABLE_MS) {
        most = Math.max(1, Math.floor(Math.min(most, parts) / 2));
        return 'too-long';
      }
      // Twice as many would still come in time.
      if (ms < USABLE_MS / 3 && parts >= most) most = Math.min(MOST_PARTS, most * 2);
      return 'well';
    },
  };
}
