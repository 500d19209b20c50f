// How many pages of which list go into one request of a walk. Pages of one list are chained: each begins behind the last
// row but one of the page before it. So its first row is known already, and proves that it is the next page: that the
// portal understood where to begin, and left nothing out in between. A page without that row proves nothing.

import {learnCost} from './pace/costs.ts';

/** Commands of one request, and how long it may take the portal: far below the 60 s at which one is cut off. */
const MOST_COMMANDS = 50;
const MOST_MS = 20_000;
/** What the pages of a list cost until it is known: the first of each list, of which fifty fit, and further ones. */
const FIRST_PAGE_MS = MOST_MS / MOST_COMMANDS;
const FURTHER_PAGE_MS = 1000;

/** A list that is not at its end. */
export interface OpenList {
  /** Pages it would take at once, at least 1. */
  readonly wanted: number;
  /** What a page of it takes the portal, in milliseconds, once that is known. */
  readonly costMs?: number | undefined;
}

/** Begins where the page before begins, which has one row and so none before its last. */
export const SAME_BEGINNING = -1;

/**
 * Pages to ask for next, each by the position, within the page before, of the row behind which it begins; the first
 * begins behind what has been read. Where the number of records is known, the last page, which is not full, is not the
 * end of it: one more looks what is behind.
 *
 * @param remaining records that the list is expected to hold behind what has been read; undefined: nobody knows
 * @param allowance pages to ask for where nobody knows
 * @param size rows of a full page
 * @returns positions, one for each page but the first
 */
export function chainOf(remaining: number | undefined, allowance: number, size: number): number[] {
  if (remaining === undefined || remaining <= 0) return Array.from({length: allowance - 1}, () => size - 2);
  // Of each page but the first one row is known.
  const further = Math.ceil(Math.max(0, remaining - size) / (size - 1));
  const last = further === 0 ? Math.min(remaining, size) : remaining - size - (further - 1) * (size - 1) + 1;
  return [...Array.from({length: further}, () => size - 2), last === 1 ? SAME_BEGINNING : last - 2];
}

/**
 * Divides a request among lists: a page for each first, then what is left over from the first list on. At least one page
 * goes, however long it takes.
 *
 * @param most pages in the request, where the portal has shown that it is too slow for all that it takes
 * @returns pages for each list, in their order
 */
export function sharePages(lists: readonly OpenList[], most = MOST_COMMANDS): number[] {
  const shares = lists.map(() => 0);
  const dearest = Math.max(0, ...lists.map(({costMs}) => costMs ?? 0));
  let commands = 0;
  let ms = 0;
  function take(index: number, cost: number): boolean {
    if (commands >= Math.min(most, MOST_COMMANDS) || (commands > 0 && ms + cost > MOST_MS)) return false;
    shares[index] = (shares[index] ?? 0) + 1;
    commands += 1;
    ms += cost;
    return true;
  }
  lists.forEach(({costMs}, index) => take(index, costMs ?? FIRST_PAGE_MS));
  lists.forEach(({wanted, costMs}, index) => {
    const cost = costMs ?? (dearest > 0 ? dearest : FURTHER_PAGE_MS);
    while ((shares[index] ?? 0) < wanted && take(index, cost));
  });
  return shares;
}

/**
 * What a page costs after some more were seen.
 *
 * @param known milliseconds so far; undefined at first
 * @param seen milliseconds that each of some pages took just now
 */
export function learnPageCost(known: number | undefined, seen: readonly number[]): number | undefined {
  if (seen.length === 0) return known;
  const mean = seen.reduce((sum, one) => sum + one, 0) / seen.length;
  return known === undefined ? mean : learnCost(known, mean);
}
