import {isPace, LEAST_RPS, MOST_RPS, type ProfileDefaults, type RehirePolicy} from '../../domain/profile.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';

/** Flags that `profiles add` and `profiles set` share. */
export interface DefaultFlags {
  readonly maxRps?: string;
  readonly rehire?: RehirePolicy | typeof NONE;
}

/** Takes a default back. */
export const NONE = 'none';

/** The defaults that flags name; one that is taken back is there as undefined. @throws UsageTrouble */
export function readDefaultFlags({maxRps, rehire}: DefaultFlags): Changes {
  return {
    ...(maxRps === undefined ? {} : {maxRps: maxRps === NONE ? undefined : readPace(maxRps)}),
    ...(rehire === undefined ? {} : {rehire: rehire === NONE ? undefined : rehire}),
  };
}

/** Changes to a profile's defaults. */
export type Changes = {readonly [Key in 'maxRps' | 'rehire']?: ProfileDefaults[Key] | undefined};

export function readPace(given: string, orNone = true): number {
  const pace = /^\d{1,3}(\.\d{1,3})?$/.test(given) ? Number(given) : Number.NaN;
  if (!isPace(pace))
    throw new UsageTrouble(plain.badPace(oneLine(given, 30), String(LEAST_RPS), String(MOST_RPS), orNone));
  return pace;
}
