import type {EntityType} from '../../domain/entity-types.ts';
import type {Clock} from '../../domain/clock.ts';
import {CHECK_LASTS_MS, type Checked} from './request.ts';

/** Records that were looked at a moment ago and may be written, in the order in which they are to go. */
export interface Ready {
  readonly size: number;
  all(): Iterable<Checked>;
  count(type: EntityType): number;
  add(checked: readonly Checked[]): void;
  remove(gone: readonly Checked[]): void;
  /** Takes out those whose check is too old to be relied on, or all. */
  takeStale(): Checked[];
  takeAll(): Checked[];
}

/** Kept in hand of a check's fifteen seconds, so that a request still gets its turn. */
const MARGIN_MS = 1000;
/** Older than this a check is taken for stale. */
export const USABLE_MS = CHECK_LASTS_MS - MARGIN_MS;

const keyOf = ({record}: Checked): string => `${record.type} ${record.id}`;

export function createReady(clock: Clock): Ready {
  let waiting: Checked[] = [];

  /** A check from the future is one of before the clock was set back: nobody knows how old it is. */
  function isStale({known}: Checked, now: number): boolean {
    const age = now - known.at;
    return age > USABLE_MS || age < 0;
  }

  return {
    get size() {
      return waiting.length;
    },
    all: () => waiting,
    count: type => waiting.reduce((sum, one) => sum + (one.type.key === type.key ? 1 : 0), 0),
    add(checked) {
      waiting.push(...checked);
    },
    remove(gone) {
      if (gone.length === 0) return;
      const leaving = new Set(gone.map(keyOf));
      waiting = waiting.filter(one => !leaving.has(keyOf(one)));
    },
    takeStale() {
      // One moment for all: who becomes stale between two looks would be in neither part, and be lost.
      const now = clock.now();
      const stale = waiting.filter(one => isStale(one, now));
      if (stale.length > 0) waiting = waiting.filter(one => !isStale(one, now));
      return stale;
    },
    takeAll() {
      const all = waiting;
      waiting = [];
      return all;
    },
  };
}
