import type {TypeKey} from './entity-types.ts';
import type {StateChoice} from './scope.ts';

/** When the account of a dismissed leaver may be opened. */
export const REHIRE_POLICIES = ['when-refused', 'always', 'never'] as const;
export type RehirePolicy = (typeof REHIRE_POLICIES)[number];

/** What was chosen in the wizard the last time, by id: who receives, and what of each type. */
export interface LastChoices {
  /** Who received every type that had nobody of its own. */
  readonly to?: number;
  readonly types: Readonly<Partial<Record<TypeKey, LastTypeChoice>>>;
}

export interface LastTypeChoice {
  readonly take: boolean;
  readonly which: StateChoice;
  readonly to?: number;
}

/** What a profile brings along besides its address. Each of them may be missing. */
export interface ProfileDefaults {
  /** Most requests a second, above 0. */
  readonly maxRps?: number;
  /** Counts in a terminal only. */
  readonly rehire?: RehirePolicy;
  readonly last?: LastChoices;
}

/** Slower than this a handover of any size would not come to its end. */
export const LEAST_RPS = 0.1;
export const MOST_RPS = 50;

export function isPace(value: unknown): value is number {
  return typeof value === 'number' && value >= LEAST_RPS && value <= MOST_RPS;
}

/** What can be typed after `--profile` without quoting; nothing that looks like a flag. */
export function isProfileName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/.test(name);
}

/** Reads what a file says of a profile's defaults; undefined when that is not what was written. */
export function readDefaults(value: Readonly<Record<string, unknown>>): ProfileDefaults | undefined {
  const {maxRps, rehire, last} = value;
  if (maxRps !== undefined && !isPace(maxRps)) return undefined;
  if (rehire !== undefined && !REHIRE_POLICIES.some(policy => policy === rehire)) return undefined;
  if (last !== undefined && !isLast(last)) return undefined;
  return {
    ...(maxRps === undefined ? {} : {maxRps}),
    ...(rehire === undefined ? {} : {rehire: rehire as RehirePolicy}),
    ...(last === undefined ? {} : {last}),
  };
}

function isLast(value: unknown): value is LastChoices {
  if (!isObject(value) || !isId(value['to']) || !isObject(value['types'])) return false;
  return Object.values(value['types']).every(
    choice =>
      isObject(choice) &&
      typeof choice['take'] === 'boolean' &&
      ['all', 'open', 'closed'].some(which => which === choice['which']) &&
      isId(choice['to']),
  );
}

function isId(value: unknown): boolean {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) > 0);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
