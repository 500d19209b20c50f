import type {Seen} from '../domain/pace/seen.ts';
import type {CommandResult} from './batch.ts';
import type {Command} from './encode.ts';

/** What a `time` block tells (fact sheet section 1). Seconds; counters only where the portal keeps them. */
export interface Times {
  /** A whole second on current builds, with fractions before August 2025. */
  readonly start?: number;
  readonly finish?: number;
  readonly operating?: number;
  readonly resetAt?: number;
}

/** Reads a `time` block; whatever is not as documented is left out, since nothing but pace depends on it. */
export function timesOf(time: unknown): Times {
  if (typeof time !== 'object' || time === null) return {};
  const {
    start,
    finish,
    operating,
    operating_reset_at: resetAt,
  } = time as {start?: unknown; finish?: unknown; operating?: unknown; operating_reset_at?: unknown};
  return {
    ...(isTime(start) ? {start} : {}),
    ...(isTime(finish) ? {finish} : {}),
    ...(isTime(operating) ? {operating} : {}),
    ...(isTime(resetAt) ? {resetAt} : {}),
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** What a batch's answer tells the pace of each of its commands. */
export function seenIn(commands: readonly Command[], results: readonly CommandResult[]): Seen[] {
  return commands.map(({method, kind}, index) => {
    const result = results[index];
    return {method, kind, ok: result?.ok ?? false, ...(result?.ok ? result.times : {})};
  });
}

/**
 * How long each command of a batch ran, in seconds: the difference of `finish` to the command before it (trap 34). Undefined for the first,
 * for one that failed, and behind one that failed, since those have no time.
 */
export function elapsed(results: readonly CommandResult[]): (number | undefined)[] {
  const finishes = results.map(result => (result.ok ? result.times?.finish : undefined));
  return finishes.map((finish, index) => {
    const before = finishes[index - 1];
    return finish === undefined || before === undefined ? undefined : Math.max(0, finish - before);
  });
}
