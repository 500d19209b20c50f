import type {Unreadable} from '../tally.ts';

/** One command: how many records of a type (by its position) a person holds, or several together, or a look at anybody's. */
export type BacklogQuestion =
  | {readonly kind: 'person'; readonly type: number; readonly person: number}
  | GroupQuestion
  | {readonly kind: 'sample'; readonly type: number};

/** Asked of several people by their ids. A `proof` only shows whether the portal takes lists of people. */
export interface GroupQuestion {
  readonly kind: 'group' | 'proof';
  readonly type: number;
  readonly people: readonly number[];
}

/** What came of one. */
export type BacklogAnswer =
  /** `holders`: whose each record is that came along, at most a page of them. The total of a sample means nothing. */
  | {readonly state: 'counted'; readonly total: number; readonly holders: readonly number[]}
  /** There is no such type: nobody holds any of it. */
  | {readonly state: 'absent'}
  /** Somebody else's record came along with a person's count: it has to be made again. */
  | {readonly state: 'strayed'}
  | {readonly state: 'unreadable'; readonly why: Unreadable};

/** What one person holds of each type, in their order. */
export interface Counted {
  readonly personId: number;
  readonly counts: readonly (number | Unreadable)[];
}
