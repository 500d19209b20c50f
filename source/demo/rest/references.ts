import {isArray, type Out, type PhpArray, type PhpValue, toPhp} from '../php/values.ts';

/** What earlier commands of the batch left, by kind and command key. */
export type BatchMaps = Readonly<Record<'result' | 'error' | 'total' | 'next' | 'time', Map<string, Out>>>;

const WHOLE = /^\$(result|error|total|next|time)(\[[^\s]+\])$/i;
const INSIDE = /\$(result|error|total|next|time)(\[[^\s]+\])/gi;

/**
 * Puts the values of `$result[key][path]` into the parameters of a command (rest_util.php processBatchElement; fact sheet 4,
 * References). Values only, never keys.
 */
export function resolveReferences(params: PhpArray, maps: BatchMaps): PhpArray {
  return new Map([...params].map(([key, value]) => [key, resolve(value, maps)]));
}

function resolve(value: PhpValue, maps: BatchMaps): PhpValue {
  if (isArray(value)) return resolveReferences(value, maps);
  if (typeof value !== 'string' || !value.includes('$')) return value;
  const whole = WHOLE.exec(value);
  if (whole) return reach(whole[1]!, whole[2]!, maps);
  return value.replace(INSIDE, (text, kind: string, path: string) => {
    const found = reach(kind, path, maps);
    return typeof found === 'string' || typeof found === 'number' ? String(found) : text;
  });
}

/** Walks as far as the path goes; where it ends early the part reached is the answer, which is mostly an array (trap 4). */
function reach(kind: string, path: string, maps: BatchMaps): PhpValue {
  // The match is case-insensitive, the look-up is not: `$RESULT[a]` finds nothing.
  if (!Object.hasOwn(maps, kind)) return null;
  let here: PhpValue = toPhp(maps[kind as keyof BatchMaps]);
  const parts = /^(?:\[[^\]]*\])+/.exec(path)?.[0].slice(1, -1).split('][') ?? [];
  for (const part of parts) {
    if (!isArray(here) || !here.has(part)) break;
    here = here.get(part)!;
  }
  return here;
}
