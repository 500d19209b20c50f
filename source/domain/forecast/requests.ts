import {ASSUMED_COST_MS, BATCH_MS, FIRST_BATCH_MS} from '../pace/costs.ts';
import {MOST_IN_FLIGHT} from '../pace/in-flight.ts';
import {sound, type Prospect, type Work} from './prospect.ts';

/** Requests that are under way at once. */
export const AT_ONCE = {writes: MOST_IN_FLIGHT, proof: 4} as const;

/** Commands of a request that are writes: fifty without the check of what comes next, and the successors, the read-back. */
const WRITES: readonly [fewest: number, most: number] = [48, 44];
/** The first ones go at the cost that is assumed, or that was seen before. */
const FIRST_WRITES: readonly [fewest: number, most: number] = [Math.floor(FIRST_BATCH_MS / ASSUMED_COST_MS), 48];
const PAGE = 50;
/** Records that one request reads back: fifty commands of fifty ids. */
const READ_BACK = PAGE * 50;
/** Types are tried with so many records. */
const TRIAL = 5;
/** Hire, read, dismiss, read: twice what a smooth opening takes. */
const OPENING = [4, 8] as const;

/** Writes that go one beside the other. */
export interface Stage {
  readonly writes: number;
  /** Seconds of the portal's work. */
  readonly seconds: number;
  /** Seconds of the request that takes longest. */
  readonly dearest: number;
  readonly requests: number;
  /** Seconds that the first writes take, by which it is learned what one costs. */
  readonly first: number;
}

/** What the writes come to. */
export interface Shape {
  readonly stages: readonly Stage[];
  readonly requests: number;
  /** Round trips that nothing else goes on beside. */
  readonly turns: number;
  readonly writes: number;
  readonly seconds: number;
  /** Seconds of the dearest single write. */
  readonly dearest: number;
}

/** @param at 0: every cost at its least, and nothing is refused; 1: at its most, and what is tried is refused until the account is open */
export function shapeOf(work: readonly Work[], at: 0 | 1): Shape {
  const tried = work.filter(one => one.when === 'tried' && countOf(one) > 0);
  const before = work.filter(one => one.when === 'before');
  const together = work.filter(one => one.when === 'together' || (at === 0 && one.when === 'tried'));
  const stages = [before, together, at === 0 ? [] : tried].map(some => stageOf(some, at));
  // Each is looked at, written and looked at again before anybody knows.
  const trials = tried.length * 3;
  // The first records of all other types are looked at and written before the rest: one round for what goes by a task.
  const firsts = [before, together.filter(one => one.when !== 'tried')].filter(some =>
    some.some(one => countOf(one) > 0),
  ).length;
  const opening = tried.length > 0 ? (at === 0 ? 0 : OPENING[0] + OPENING[1]) : 0;
  const turns = trials + firsts * 2 + opening;
  const sum = (of: (stage: Stage) => number): number => stages.reduce((total, stage) => total + of(stage), 0);
  return {
    stages,
    requests: sum(stage => stage.requests + (stage.writes > 0 ? 1 : 0)) + turns,
    turns,
    writes: sum(stage => stage.writes),
    dearest: Math.max(0, ...work.map(one => (countOf(one) > 0 ? costOf(one, at) : 0))),
    seconds:
      sum(stage => stage.seconds) + (at === 0 ? 0 : tried.reduce((total, one) => total + TRIAL * costOf(one, at), 0)),
  };
}

function stageOf(work: readonly Work[], at: 0 | 1): Stage {
  const writes = work.reduce((sum, one) => sum + countOf(one), 0);
  const seconds = work.reduce((sum, one) => sum + countOf(one) * costOf(one, at), 0);
  const dear = Math.max(0, ...work.map(one => (countOf(one) > 0 ? costOf(one, at) : 0)));
  return {
    writes,
    seconds,
    dearest: Math.max(dear, Math.min(WRITES[at] * dear, BATCH_MS / 1000)),
    // A request is full, or it has as much work as a portal should be given at once.
    requests: Math.max(Math.ceil(writes / WRITES[at]), Math.ceil(seconds / (BATCH_MS / 1000))),
    first: Math.min(seconds, FIRST_WRITES[at] * dear, FIRST_BATCH_MS / 1000),
  };
}

export function countOf({records}: Pick<Work, 'records'>): number {
  return Math.floor(sound(records));
}

/** Seconds of one write by its main method. */
export function costOf({route}: Pick<Work, 'route'>, at: 0 | 1): number {
  return Math.max(1, sound(route.cost[at])) / 1000;
}

interface Reads {
  readonly requests: number;
  readonly commands: number;
  /** Requests that wait for one another. */
  readonly steps: number;
}

/** What is read before the first write and after the last. */
export function readsOf({readBack, lists, successors}: Pick<Prospect, 'readBack' | 'lists' | 'successors'>): {
  before: Reads;
  after: Reads;
} {
  // The leaver, and who receives.
  const people = 1 + Math.ceil(sound(successors) / PAGE);
  const back = Math.ceil(sound(readBack) / READ_BACK);
  const recount = Math.ceil(sound(lists) / PAGE);
  // A look at what lists hide, and at the account, last of all.
  const last = 2;
  return {
    before: {requests: people, commands: people, steps: people},
    after: {
      requests: back + recount + last,
      commands: Math.ceil(sound(readBack) / PAGE) + sound(lists) + last,
      steps: (back > 0 ? 1 : 0) + recount + last,
    },
  };
}
