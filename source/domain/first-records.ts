import type {TypeKey} from './entity-types.ts';

/** What became of the first records of a type, for somebody who wants to look at them before the rest goes. */
export interface FirstRecords {
  readonly type: TypeKey;
  /**
   * Moved, and read back so. Titles are hostile text. `link` is missing on the built-in portal, and where a record has no
   * page of its own.
   */
  readonly moved: readonly {readonly id: number; readonly title: string; readonly link?: string}[];
  /** How many the portal refused, and its words for the first: hostile text. */
  readonly refused: number;
  readonly text: string;
}
