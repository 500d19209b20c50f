import {learnPageCost} from '../domain/page-plan.ts';
import type {CommandResult} from '../portal/batch.ts';
import {elapsed} from '../portal/timing.ts';

/**
 * What a page costs, in milliseconds, after a request that asked for some: from the moments at which its commands were finished (trap 34).
 *
 * @param known what it was thought to cost before; undefined before the first
 * @param at where the pages begin among the results of the request
 */
export function pageCostAfter(
  known: number | undefined,
  results: readonly CommandResult[],
  at: number,
  count: number,
): number | undefined {
  const seen = elapsed(results).slice(at, at + count);
  return learnPageCost(
    known,
    seen.flatMap(seconds => (seconds === undefined ? [] : [seconds * 1000])),
  );
}
