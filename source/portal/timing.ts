import type {CommandTime} from '../domain/pace/execution.ts';
import type {CommandResult} from './batch.ts';
import type {Command} from './encode.ts';

/** What a `time` block tells (fact sheet section 1). Seconds; counters only where the portal keeps them. */
export interface Times {
  readonly finish?: number;
  readonly operating?: number;
  readonly resetAt?: number;
}

/** Reads a `time` block; whatever is not as documented is left out, since nothing but pace depends on it. */
export function timesOf(time: unknown): Times {
  if (typeof time !== 'object' || time === null) return {};
  const {
    finish,
    operating,
    operating_reset_at: resetAt,
  } = time as {finish?: unknown; operating?: unknown; operating_reset_at?: unknown};
  return {
    ...(isTime(finish) ? {finish} : {}),
    ...(isTime(operating) ? {operating} : {}),
    ...(isTime(resetAt) ? {resetAt} : {}),
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
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

/** What each carried-out command of a batch took, and what the portal says of its account. */
export function commandTimes(commands: readonly Command[], results: readonly CommandResult[]): CommandTime[] {
  const seconds = elapsed(results);
  return commands.flatMap(({method}, index) => {
    const result = results[index];
    if (!result?.ok) return [];
    const {finish, operating, resetAt} = result.times ?? {};
    return [{method, seconds: seconds[index], operating, resetAt, finish}];
  });
}

/** Mean milliseconds of the commands of each kind in a batch, those of one kind where at least one tells. */
export function costsOf(commands: readonly Command[], results: readonly CommandResult[]): Map<string, number> {
  const seen = new Map<string, {sum: number; count: number}>();
  for (const [index, seconds] of elapsed(results).entries()) {
    const kind = commands[index]?.kind;
    if (kind === undefined || seconds === undefined) continue;
    const {sum, count} = seen.get(kind) ?? {sum: 0, count: 0};
    seen.set(kind, {sum: sum + seconds, count: count + 1});
  }
  return new Map([...seen].map(([kind, {sum, count}]) => [kind, (sum / count) * 1000]));
}
