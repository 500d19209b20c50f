/** How a command reaches the portal. */
export type Carrier = 'batch' | 'single';

/** A command as the pace knows it. Those of one kind are taken to cost the same; without a kind nobody counts on its cost. */
export interface Planned {
  readonly method: string;
  readonly kind?: string | undefined;
}

/** What an answer tells of one command, or of the request as a whole. Seconds; Unix time by the portal's clock. */
export interface Seen extends Planned {
  /** It was carried out. One that was refused has no time, and is not charged by itself (fact sheet sections 1, 5). */
  readonly ok: boolean;
  readonly start?: number | undefined;
  readonly finish?: number | undefined;
  /** The portal's sum of its method, this request's share included; that of `batch` where that is charged. */
  readonly operating?: number | undefined;
  /** When the oldest basket falls out. */
  readonly resetAt?: number | undefined;
}

/** What is known of how long one command ran, in seconds. */
export interface Run extends Seen {
  readonly seconds?: number;
  /** It cannot have been longer. */
  readonly atMost?: number;
}

/** No request is longer, and nothing of the portal is believed to be (fact sheet section 5). */
const LONGEST_S = 60;

/**
 * How long each carried-out command ran: the difference of `finish` to the command before it. The first of a batch, a single one, and
 * one behind a command that failed have only their `start`, which is a whole second on current builds: then they ran for less than the
 * difference, by up to a second (trap 34).
 */
export function runsOf(commands: readonly Seen[]): Run[] {
  let before: number | undefined;
  return commands.flatMap((command): Run[] => {
    const {ok, start, finish} = command;
    const last = before;
    before = ok ? finish : undefined;
    if (!ok) return [];
    if (finish === undefined) return [command];
    const atMost = start === undefined ? {} : {atMost: bounded(finish - start)};
    if (last !== undefined) return [{...command, ...atMost, seconds: bounded(finish - last)}];
    return [{...command, ...atMost, ...(isExact(start) ? {seconds: bounded(finish - start)} : {})}];
  });
}

function isExact(start: number | undefined): start is number {
  return start !== undefined && !Number.isInteger(start);
}

function bounded(seconds: number): number {
  return Math.min(LONGEST_S, Math.max(0, seconds));
}

/** Mean milliseconds of the commands of each kind whose own time could be told, and how many these were. */
export function costsIn(runs: readonly Run[]): Map<string, {readonly ms: number; readonly count: number}> {
  const means = new Map<string, {ms: number; count: number}>();
  for (const [kind, some] of Map.groupBy(runs, run => run.kind)) {
    const told = some.flatMap(({seconds}) => seconds ?? []);
    if (kind !== undefined && told.length > 0)
      means.set(kind, {ms: (1000 * sum(told)) / told.length, count: told.length});
  }
  return means;
}

/** What commands came to together. One whose time could not be told is taken for an average one, or for what was expected. */
export function together(runs: readonly Run[], expected: number): {readonly seconds: number; readonly atMost: number} {
  const told = runs.flatMap(({seconds}) => seconds ?? []);
  const mean = told.length > 0 ? sum(told) / told.length : expected;
  const guess = ({atMost = LONGEST_S}: Run): number => Math.min(atMost, mean);
  return {
    seconds: sum(runs.map(run => run.seconds ?? guess(run))),
    // Clocks are read and rounded more than once within a request.
    atMost: sum(runs.map(run => run.seconds ?? run.atMost ?? 3 * guess(run))) + 0.05,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
