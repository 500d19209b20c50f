import {wellFormed} from '../domain/text.ts';

/** What may be sent to the portal. No booleans, null or undefined: in a batch they turn into other values or vanish (traps 1, 7, 9). */
export type Param = string | number | Reference | readonly Param[] | Params;
export interface Params {
  readonly [name: string]: Param;
}

/** One method call inside a batch. */
export interface Command {
  readonly method: string;
  readonly params: Params;
  /** Commands of one kind are taken to cost the same: a method and a type. Absent where nobody counts on it. */
  readonly kind?: string;
  /**
   * What references in later commands of the same batch call it; its position names it otherwise. The same in every
   * batch it is sent in: asked again without the command it refers to, it finds nothing instead of another's result.
   */
  readonly name?: string;
}

/**
 * A value that the portal takes from the result of an earlier command of the same batch (fact sheet section 4,
 * References). Only for values of a list's filter: where the path ends early another value stands there instead, and in
 * the id of a write that could be another record (trap 4). What comes of it is held against the earlier result.
 */
export class Reference {
  readonly #text: string;

  /** @param command the earlier command's `name` @param path keys and positions within its result */
  constructor(command: string, path: readonly (string | number)[]) {
    if (!NAME.test(command) || !path.every(part => STEP.test(String(part))))
      throw new Error(`no reference: ${command} ${path.join(' ')}`);
    this.#text = `$result[${[command, ...path].join('][')}]`;
  }

  toString(): string {
    return this.#text;
  }

  /** Seen by whoever looks whether commands can go by themselves: this one cannot. */
  toJSON(): string {
    return this.#text;
  }
}

/** Names of commands: unlike the `c0`, `c1` … of those that have none. */
export const NAME = /^(?!c\d)[a-z][a-z0-9]*$/;
const STEP = /^[A-Za-z0-9]+$/;

/** The first 1000 variables of a command are kept by PHP, the rest is lost without an error (fact sheet section 4). */
const MOST_VARIABLES = 1000;

/**
 * Writes a command the way PHP's `parse_str` reads it back: every key and value percent-encoded, so that a `=` inside a
 * filter key, `&`, `+`, `#` and brackets survive (trap 6).
 *
 * @throws Error on an empty list: it would vanish and the list would run unfiltered (trap 7). Ask with no request
 *   instead. Also on text that the portal would take for a reference, and on a reference outside a list's filter.
 */
export function encodeCommand({method, params}: Command): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    append(pairs, encodeURIComponent(name), value, name === 'filter' && method.endsWith('.list'));
  }
  if (pairs.length > MOST_VARIABLES)
    throw new Error(`${method} with ${pairs.length} parameters: PHP would drop those past ${MOST_VARIABLES}`);
  return pairs.length === 0 ? method : `${method}?${pairs.join('&')}`;
}

function append(pairs: string[], key: string, value: Param, mayRefer: boolean): void {
  if (value instanceof Reference) {
    if (!mayRefer) throw new Error(`${key} is a reference: only filters of lists may be`);
    pairs.push(`${key}=${encodeURIComponent(value.toString())}`);
    return;
  }
  if (typeof value === 'string' || typeof value === 'number') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
    if (looksLikeReference(String(value))) throw new Error(`${key} would be taken for a reference`);
    // Half of a surrogate pair makes `encodeURIComponent` throw, in mid-run.
    pairs.push(`${key}=${encodeURIComponent(wellFormed(String(value)))}`);
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw new Error(`${key} is empty: the portal would drop the condition`);
  for (const [name, inner] of entries) append(pairs, `${key}%5B${encodeURIComponent(name)}%5D`, inner, mayRefer);
}

/** A value that the portal would read as a reference to another command's result (fact sheet section 4, References). */
export function looksLikeReference(text: string): boolean {
  return /\$(result|total|next|error|time)\[/i.test(text);
}

/** Positions of commands that can only be asked for together, since each refers to the one before; a chain of one for all others. */
export function chainsOf(commands: readonly Command[]): number[][] {
  const chains: number[][] = [];
  const byName = new Map<string, number[]>();
  for (const [position, {name, params}] of commands.entries()) {
    const [, before] = /\$result\[([^\]]+)\]/.exec(JSON.stringify(params)) ?? [];
    const chain = (before === undefined ? undefined : byName.get(before)) ?? [];
    if (chain.length === 0) chains.push(chain);
    chain.push(position);
    if (name !== undefined) byName.set(name, chain);
  }
  return chains;
}
