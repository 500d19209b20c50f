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
 * What each carried-out command of a batch took: the difference of `finish` to the command before it (trap 34). Behind one that failed
 * it cannot be told, since failed ones have no time.
 */
export function commandTimes(commands: readonly Command[], results: readonly CommandResult[]): CommandTime[] {
  let before: number | undefined;
  return commands.flatMap(({method}, index) => {
    const result = results[index];
    if (!result?.ok) {
      before = undefined;
      return [];
    }
    const {finish, operating, resetAt} = result.times ?? {};
    const seconds = finish === undefined || before === undefined ? undefined : Math.max(0, finish - before);
    before = finish;
    return [{method, seconds, operating, resetAt, finish}];
  });
}

/** Mean milliseconds of the commands of each kind in a batch, those of one kind where at least two tell. */
export function costsOf(commands: readonly Command[], results: readonly CommandResult[]): Map<string, number> {
  const seen = new Map<string, {sum: number; count: number}>();
  let before: number | undefined;
  commands.forEach(({kind}, index) => {
    const result = results[index];
    const finish = result?.ok ? result.times?.finish : undefined;
    if (kind !== undefined && finish !== undefined && before !== undefined) {
      const {sum, count} = seen.get(kind) ?? {sum: 0, count: 0};
      seen.set(kind, {sum: sum + Math.max(0, finish - before), count: count + 1});
    }
    before = finish;
  });
  return new Map([...seen].map(([kind, {sum, count}]) => [kind, (sum / count) * 1000]));
}
