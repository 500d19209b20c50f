import type {EntityType} from '../../domain/entity-types.ts';
import type {Part} from './request.ts';

/** Records whose checks are under way: neither waiting any more nor ready yet. With twenty requests they may be a thousand. */
export interface Checking {
  /** How many of each type. */
  readonly counts: ReadonlyMap<EntityType, number>;
  /** How many in all. */
  size(): number;
  /** Begins to count these. Returns what ends it. */
  begin(parts: readonly Part[]): () => void;
}

export function createChecking(): Checking {
  const counts = new Map<EntityType, number>();
  function count(parts: readonly Part[], sign: 1 | -1): void {
    for (const {type, records} of parts) counts.set(type, (counts.get(type) ?? 0) + sign * records.length);
  }
  return {
    counts,
    size: () => [...counts.values()].reduce((sum, one) => sum + one, 0),
    begin(parts) {
      count(parts, 1);
      return () => count(parts, -1);
    },
  };
}
