import {waitForAccounts, waitForBatches} from './accounts.ts';
import {sound, type Binding, type Forecast, type Prospect, type Range} from './prospect.ts';
import {AT_ONCE, readsOf, shapeOf, type Shape} from './requests.ts';

export type * from './prospect.ts';

/** Milliseconds of a page of a list or of fifty records by id. */
const READ_MS: Range = [5, 60];

/**
 * Requests, time and what binds, of a run that works as ours does: up to 49 writes in a request or 20 s of work, twenty requests at a
 * time, the older methods beside `crm.item.update`, ten-minute accounts, a read-back and a recount at the end. The arithmetic is that
 * of docs/pace.md. More work never takes less, and what each cost within its range comes to lies within the range of the whole.
 */
export function forecast(prospect: Prospect): Forecast {
  const least = timeOf(prospect, 0);
  const most = timeOf(prospect, 1);
  return {requests: most.requests, seconds: [least.seconds, most.seconds], binds: most.binds};
}

/** @param at 0: every cost at its least; 1: at its most */
function timeOf(prospect: Prospect, at: 0 | 1): {seconds: number; requests: number; binds: Binding} {
  const latency = sound(prospect.latency[at]) / 1000;
  const read = READ_MS[at] / 1000;
  const shape = shapeOf(prospect.work, at);
  const {before, after} = readsOf(prospect);
  const proof = (after.requests * latency + after.commands * read) / AT_ONCE.proof + after.steps * latency;
  const writing = shape.stages.reduce((sum, stage) => sum + stageSeconds(stage, latency, read, at), 0);
  const turns = before.steps + shape.turns;
  const byLatency = turns * latency + writing + proof;

  const others = before.requests + shape.requests + after.requests;
  const waits = waitForWork(prospect, shape, others, at);
  const byExecution = turns * latency + waits.seconds + proof;
  const byRequests = waitForRequests(others, prospect) + latency;

  const bounds: readonly (readonly [number, Binding])[] = [
    [byLatency, {by: 'latency'}],
    [byRequests, {by: 'request-limit'}],
    [byExecution, {by: 'execution-time', method: waits.method}],
  ];
  const [seconds, binds] = bounds.reduce((worst, one) => (one[0] > worst[0] ? one : worst));
  return {seconds: seconds * SLACK[at], requests: others + waits.singles, binds};
}

/** What a real run adds to the arithmetic: a start with few requests at once, batches that are not full, a portal that is slow at times. */
const SLACK: Range = [1, 1.15];

/**
 * What comes next is looked at, then a few are written to learn what a write costs, then all the others: at best they end together, at
 * worst the last request begins as the others end.
 */
function stageSeconds(
  {writes, seconds, dearest, requests, first}: Shape['stages'][number],
  latency: number,
  read: number,
  at: 0 | 1,
): number {
  if (writes === 0) return 0;
  const work = seconds + requests * read;
  const one = latency + Math.min(dearest, seconds);
  const spread = Math.max(one, (requests * latency + Math.max(0, work - first)) / AT_ONCE.writes);
  const tail = at === 1 && requests > AT_ONCE.writes ? one : 0;
  return latency + read + (first < seconds ? latency + first : 0) + spread + tail;
}

function waitForRequests(requests: number, {limit, burst = limit.capacity}: Prospect): number {
  const over = Math.max(0, requests - Math.max(0, Math.min(burst, limit.capacity)));
  if (over === 0 || limit.leakPerSecond === Infinity) return 0;
  return over / Math.max(LEAST_RATE, limit.leakPerSecond);
}

const LEAST_RATE = 0.01;

/** How long the accounts of execution time make it last, which of them does, and how many requests more go out because of it. */
function waitForWork(
  prospect: Prospect,
  shape: Shape,
  others: number,
  at: 0 | 1,
): {seconds: number; method: string; singles: number} {
  if (prospect.billing === 'none' || shape.writes === 0) return {seconds: 0, method: '', singles: 0};
  if (prospect.billing === 'batch') return waitForBatches(prospect, shape, others);
  return {...waitForAccounts(prospect.work, prospect.accounts, at), singles: 0};
}
