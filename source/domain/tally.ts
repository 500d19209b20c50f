import type {EntityType, TypeKey} from './entity-types.ts';

/** Why a type could not be counted, as a code of the portal or of ours; shown as words. */
export interface Unreadable {
  /** The portal's `error` value as text; may be empty (fact sheet section 1). */
  readonly code: string;
  /** The portal's own text: hostile, may be in any language, may be empty. */
  readonly text: string;
}

/** One row of the tally. `total` arrives before `closed`; a row is complete when `state` is `counted`. */
export type TallyRow =
  | {readonly type: EntityType; readonly state: 'counting'; readonly total?: number}
  | {
      readonly type: EntityType;
      readonly state: 'counted';
      readonly total: number;
      readonly open: number;
      readonly closed: number;
      /**
       * What the older of the type's two lists counts, where that is more than `total`, also when both are asked again: this
       * key does not see everything.
       */
      readonly older?: number;
    }
  | {readonly type: EntityType; readonly state: 'unreadable'; readonly why: Unreadable};

export interface Tally {
  readonly leaverId: number;
  readonly rows: readonly TallyRow[];
}

/** Sums of the counted rows. `complete` is false while a row still counts. */
export function sumTally(rows: readonly TallyRow[]): {open: number; closed: number; total: number; complete: boolean} {
  const sum = {open: 0, closed: 0, total: 0, complete: true};
  for (const row of rows) {
    if (row.state === 'counting') sum.complete = false;
    if (row.state !== 'counted') continue;
    sum.open += row.open;
    sum.closed += row.closed;
    sum.total += row.total;
  }
  return sum;
}

export function rowOf(rows: readonly TallyRow[], key: TypeKey): TallyRow | undefined {
  return rows.find(row => row.type.key === key);
}
