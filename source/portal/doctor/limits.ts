import type {Finding} from '../../domain/diagnosis.ts';
import {TYPE_IDS} from '../../domain/entity-types.ts';
import type {CommandResult} from '../batch.ts';
import type {Times} from '../timing.ts';
import {planOf} from './key.ts';
import {ask, finding, type Ground} from './ground.ts';

/** What a clock may be off without anybody noticing it in a report. */
const NEAR_S = 60;
/** So many lists in one batch take long enough on most portals to be charged: less than a tenth of a second is not. */
const LISTS = 10;
const NOTICEABLE_S = 0.1;

/** The block of times, and how far the portal's clock is from ours: an answer is from between its request and its arrival. */
export async function checkTimes(ground: Ground): Promise<readonly Finding[]> {
  const {results, outer, head, sentAt, cameAt} = await ask(ground, [
    {method: 'server.time', params: {}},
    {method: 'profile', params: {}},
  ]);
  const all: Times[] = [outer, ...results.map(timesIn)];
  const isWhole = all.every(({finish}) => finish !== undefined);
  const isCounted = all.some(({operating}) => operating !== undefined);
  const facts = {finish: isWhole, operating: isCounted, reset: all.some(({resetAt}) => resetAt !== undefined)};
  const time = finding('time', !isWhole ? 'no-block' : isCounted ? 'whole' : 'no-counters', {facts});
  // The header is of a whole second; either is of the end of the work.
  const theirs = outer.finish === undefined ? head?.date : outer.finish * 1000;
  if (theirs === undefined) return [time, finding('clock', 'untold')];
  const seconds = Math.round(offBy(theirs, sentAt, cameAt) / 1000);
  return [time, finding('clock', Math.abs(seconds) <= NEAR_S ? 'near' : 'off', {facts: {seconds}})];
}

function timesIn(result: CommandResult): Times {
  return result.ok ? (result.times ?? {}) : {};
}

/** By how many milliseconds at least: 0 where it may be from any moment in between. */
function offBy(theirs: number, sentAt: number, cameAt: number): number {
  return theirs < sentAt ? theirs - sentAt : theirs > cameAt ? theirs - cameAt : 0;
}

/**
 * Whom the time of a batch is charged to (fact sheet section 5): by what grows from one batch to the next, since that a
 * figure is there says nothing.
 */
export async function checkBatch(ground: Ground, largest: number | undefined): Promise<readonly Finding[]> {
  const list = {
    method: 'crm.item.list',
    params: {entityTypeId: largest ?? TYPE_IDS.deal, select: ['id', 'title'], order: {id: 'ASC'}, start: 0},
  };
  const commands = Array.from({length: LISTS}, () => list);
  const [one, two] = [await ask(ground, commands), await ask(ground, commands)];
  const inner = [one, two]
    .map(({results}) => results.findLast(({ok}) => ok))
    .map(last => last && timesIn(last).operating);
  const outer = [one, two].map(({outer: {operating}}) => operating);
  if ([...inner, ...outer].every(figure => figure === undefined)) return [finding('batch', 'none')];
  const grown = ([before = 0, after = 0]: (number | undefined)[]): boolean => after - before > NOTICEABLE_S;
  return [finding('batch', grown(outer) ? 'batch' : grown(inner) ? 'method' : 'unseen')];
}

/** What the portal lets through by its plan, and whether this start has met the limit. */
export function checkLimits({client}: Ground, license: string | undefined, refusals: number): Finding {
  const {capacity, leakPerSecond} = client.pace.limit();
  const plan = planOf(license);
  if (plan === undefined) return finding('limits', 'untold', {counts: {refusals}});
  const facts = {plan, ...(Number.isFinite(capacity) ? {atOnce: capacity, perSecond: leakPerSecond} : {})};
  const found = refusals > 0 ? 'reached' : Number.isFinite(capacity) ? 'kept' : 'none';
  return finding('limits', found, {counts: {refusals}, facts});
}
