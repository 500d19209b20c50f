import {parseTypeKey, type EntityType, type TypeKey} from '../../domain/entity-types.ts';
import type {StateChoice} from '../../domain/scope.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import {quoted} from './people.ts';

/** A type name in a flag. */
export function readType(flag: string, given: string): TypeKey {
  const type = parseTypeKey(given);
  if (type === undefined) throw new UsageTrouble(plain.unknownType(flag, quoted(given)));
  return type;
}

/** Values that may be repeated or comma-separated. An empty one is an answer somebody forgot, never "none". */
export function pieces(flag: string, values: readonly string[]): string[] {
  const all = values.flatMap(value => value.split(','));
  if (all.some(piece => piece === '')) throw new UsageTrouble(plain.emptyPiece(flag));
  return all;
}

export function readTypes(values: readonly string[]): readonly TypeKey[] | undefined {
  if (values.length === 0) return undefined;
  return [...new Set(pieces('--type', values).map(piece => readType('--type', piece)))];
}

/** An answer for everything, and answers for single types. */
export interface PerType<T> {
  readonly general?: T;
  readonly perType: ReadonlyMap<TypeKey, T>;
}

export function readStates(values: readonly string[]): PerType<StateChoice> {
  return readPerType('--state', pieces('--state', values), state => {
    if (state !== 'all' && state !== 'open' && state !== 'closed')
      throw new UsageTrouble(plain.unknownState(quoted(state)));
    return state;
  });
}

/** The type before `=`, if one stands there, and what stands behind it. */
export function splitType(flag: string, part: string): [type: TypeKey | undefined, value: string] {
  const [prefix] = /^[a-z][\w-]*(?::\w*)?=/i.exec(part) ?? [];
  return prefix === undefined ? [undefined, part] : [readType(flag, prefix.slice(0, -1)), part.slice(prefix.length)];
}

export function readPerType<T>(flag: string, parts: readonly string[], read: (value: string) => T): PerType<T> {
  const perType = new Map<TypeKey, T>();
  let general: T | undefined;
  for (const part of parts) {
    const [type, value] = splitType(flag, part);
    if (type === undefined) {
      if (general !== undefined) throw new UsageTrouble(plain.twice(flag, plain.everything));
      general = read(value);
    } else {
      if (perType.has(type)) throw new UsageTrouble(plain.twice(flag, type));
      perType.set(type, read(value));
    }
  }
  return general === undefined ? {perType} : {general, perType};
}

/** Types that a flag names must be among those that are taken, or the flag would silently do nothing. */
export function refuseOutside(flag: string, named: Iterable<TypeKey>, taken: readonly TypeKey[] | undefined): void {
  if (!taken) return;
  for (const type of named) if (!taken.includes(type)) throw new UsageTrouble(plain.notTaken(flag, type));
}

/** Types that this portal does not have. */
export function refuseMissing(flag: string, named: Iterable<TypeKey>, types: readonly EntityType[]): void {
  const known = types.map(type => type.key);
  for (const type of named) {
    if (known.includes(type)) continue;
    // Every portal has tasks: it is the key that lacks them.
    if (type === 'task') throw new UsageTrouble(plain.noTaskScope(flag));
    throw new UsageTrouble(plain.unknownType(flag, type, known.join(', ')));
  }
}
