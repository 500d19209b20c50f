import {wellFormed} from '../domain/text.ts';

/** What may be sent to the portal. No booleans, null or undefined: in a batch they turn into other values or vanish (traps 1, 7, 9). */
export type Param = string | number | readonly Param[] | Params;
export interface Params {
  readonly [name: string]: Param;
}

/** One method call inside a batch. */
export interface Command {
  readonly method: string;
  readonly params: Params;
  /** Commands of one kind are taken to cost the same: a method and a type. Absent where nobody counts on it. */
  readonly kind?: string;
}

/** The first 1000 variables of a command are kept by PHP, the rest is lost without an error (fact sheet section 4). */
const MOST_VARIABLES = 1000;

/**
 * Writes a command the way PHP's `parse_str` reads it back: every key and value percent-encoded, so that a `=` inside a
 * filter key, `&`, `+`, `#` and brackets survive (trap 6).
 *
 * @throws Error on an empty list: it would vanish and the list would run unfiltered (trap 7). Ask with no request instead.
 */
export function encodeCommand({method, params}: Command): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(params)) append(pairs, encodeURIComponent(name), value);
  if (pairs.length > MOST_VARIABLES)
    throw new Error(`${method} with ${pairs.length} parameters: PHP would drop those past ${MOST_VARIABLES}`);
  return pairs.length === 0 ? method : `${method}?${pairs.join('&')}`;
}

function append(pairs: string[], key: string, value: Param): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
    // Half of a surrogate pair makes `encodeURIComponent` throw, in mid-run.
    pairs.push(`${key}=${encodeURIComponent(wellFormed(String(value)))}`);
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw new Error(`${key} is empty: the portal would drop the condition`);
  for (const [name, inner] of entries) append(pairs, `${key}%5B${encodeURIComponent(name)}%5D`, inner);
}

/** A value that the portal would read as a reference to another command's result (fact sheet section 4, References). */
export function looksLikeReference(text: string): boolean {
  return /\$(result|total|next|error|time)\[/i.test(text);
}
