import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import {quoted} from './people.ts';

const UNITS = {s: 1000, m: 60_000, h: 3_600_000} as const;

/** The number of a run as a person writes it. */
export function readRunNumber(command: string, given: string): number {
  if (!/^[1-9]\d{0,14}$/.test(given)) throw new UsageTrouble(plain.wantsRun(command, quoted(given)));
  return Number(given);
}

/** A digest, or the beginning of one. */
export function readDigest(given: string): string {
  if (!/^[0-9a-f]{4,64}$/.test(given)) throw new UsageTrouble(plain.wantsDigest(quoted(given)));
  return given;
}

/** "20s", "30m", "24h": exactly so. Milliseconds. */
export function readDuration(flag: string, given: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})([smh])$/.exec(given) ?? [];
  if (count === undefined) throw new UsageTrouble(plain.wantsDuration(flag, quoted(given)));
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
