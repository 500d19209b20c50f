import {ASSUMED_LIMIT} from '../pace/budget.ts';
import {MOST_IN_FLIGHT} from '../pace/in-flight.ts';
import {costOf, countOf, type Shape} from './requests.ts';
import type {Accounts, Free, Prospect, Work} from './prospect.ts';

const PERIOD = 600;
/** An account that nothing has been taken from yet. */
const FULL: readonly Free[] = [{at: 0, seconds: ASSUMED_LIMIT}];
/** The part of an account of whole batches that is left to writes: reads are charged to it too. */
const FOR_WRITES = 1 - 10 / ASSUMED_LIMIT;
/** A single call takes as long as it takes to be sent, however cheap it is. */
const LEAST_CALL_S = 0.05;
/** More than a year is not told apart. */
const LONGEST_S = 40_000_000;
/** More moments than that are not gone through one by one: from there on it goes on as fast as it came there. */
const MOST_MOMENTS = 3000;

/** Seconds that have become free before a moment, all of which can be used by then. */
function freeBefore(steps: readonly Free[], moment: number): number {
  return steps.reduce(
    (sum, {at, seconds}) => (at < moment ? sum + seconds * Math.ceil((moment - at) / PERIOD) : sum),
    0,
  );
}

/** Writes that draw on the same accounts. */
interface Group {
  readonly method: string;
  /** Seconds of work that may go by a method of its own besides, by that method. */
  readonly parts: readonly {readonly seconds: number; readonly other: string | undefined}[];
}

/**
 * How long the accounts make it last, each method charged for itself. What all of them have free before a moment is used by then at
 * best; where something is left, it waits for that moment, and is carried out twenty requests at a time from there on.
 */
export function waitForAccounts(
  work: readonly Work[],
  accounts: Accounts | undefined,
  at: 0 | 1,
): {seconds: number; method: string} {
  const groups = [...Map.groupBy(work, ({route}) => route.method)].map(
    ([method, some]): Group => ({
      method,
      parts: some.map(one => ({seconds: countOf(one) * costOf(one, at), other: one.other})),
    }),
  );
  const ends = groups.map(group => ({method: group.method, seconds: endOf(group, accounts)}));
  return ends.reduce((worst, one) => (one.seconds > worst.seconds ? one : worst), {method: '', seconds: 0});
}

function endOf({method, parts}: Group, accounts: Accounts | undefined): number {
  const stepsOf = (name: string): readonly Free[] => accounts?.get(name) ?? FULL;
  const own = stepsOf(method);
  const left = (moment: number): number => {
    const rest = parts.reduce((sum, {seconds, other}) => {
      return sum + Math.max(0, seconds - (other === undefined ? 0 : freeBefore(stepsOf(other), moment)));
    }, 0);
    return Math.max(0, rest - freeBefore(own, moment));
  };
  const all = [...new Set([method, ...parts.flatMap(({other}) => other ?? [])])].flatMap(stepsOf);
  const firsts = [...new Set(all.map(step => Math.max(0, step.at) % PERIOD))].sort((a, b) => a - b);
  let end = 0;
  let before = 0;
  for (let period = 0; period * Math.max(1, firsts.length) < MOST_MOMENTS; period += 1) {
    for (const first of firsts) {
      const moment = period * PERIOD + first;
      const rest = left(moment);
      if (rest <= 0) return end;
      end = Math.max(end, moment + rest / MOST_IN_FLIGHT);
      before = moment;
    }
  }
  const rest = left(before);
  const rate = all.reduce((sum, step) => sum + step.seconds, 0) / PERIOD;
  return Math.max(end, before + rest / Math.max(rate, 0.001));
}

/**
 * The same where whole batches are charged to one account: what that does not bear goes as single calls, as many as the request limit
 * lets through beside all other requests. The least time in which both together write everything.
 */
export function waitForBatches(
  {limit, burst = limit.capacity, accounts}: Pick<Prospect, 'limit' | 'burst' | 'accounts'>,
  {writes, seconds, dearest}: Pick<Shape, 'writes' | 'seconds' | 'dearest'>,
  otherRequests: number,
): {seconds: number; method: string; singles: number} {
  const mean = writes === 0 ? 0 : seconds / writes;
  const steps = (accounts?.get('batch') ?? FULL).map(({at, seconds: some}) => ({at, some: some * FOR_WRITES}));
  const batched = (time: number): number => {
    // What becomes free is used up twenty requests at a time, not at once.
    const free = steps.reduce((sum, {at, some}) => {
      if (time <= at) return sum;
      const periods = Math.floor((time - at) / PERIOD);
      return sum + periods * some + Math.min(some, (time - at - periods * PERIOD) * MOST_IN_FLIGHT);
    }, 0);
    return mean === 0 ? writes : Math.min(writes, free / mean);
  };
  const most = MOST_IN_FLIGHT / Math.max(dearest, LEAST_CALL_S);
  const alone = (time: number): number =>
    Math.max(0, Math.min(most * time, burst + limit.leakPerSecond * time - otherRequests));
  const isEnough = (time: number): boolean => batched(time) + (time > 0 ? alone(time) : 0) >= writes;
  let high = 1;
  while (!isEnough(high) && high < LONGEST_S) high *= 2;
  let low = 0;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return {seconds: high, method: 'batch', singles: Math.max(0, Math.ceil(writes - batched(high) - 0.5))};
}
