// Reads JSON that people write, by hand: each thing that is wrong is told with its exact place, as `scope[2].created.from`,
// and nothing that is not understood is passed over.

/** Something in a JSON document that is not as documented. */
export interface JsonProblem {
  /** Where: `scope[2].created.from`. Made of hostile text where a key is unknown. */
  readonly path: string;
  readonly problem:
    | 'missing'
    | 'unknown-key'
    /** Something else stands there than `expected` says. */
    | 'unexpected'
    /** The same type or record stands there for the second time. */
    | 'twice';
  readonly expected?: string;
}

/** Enough to mend a document by; a list of thousands that are wrong in the same way is not repeated. */
const MOST = 20;

/** Gathers what is wrong in one document. */
export class JsonProblems {
  readonly found: JsonProblem[] = [];
  /** How many there are in all, also those that are not in `found`. */
  total = 0;

  tell(path: string, problem: JsonProblem['problem'], expected?: string): undefined {
    this.total += 1;
    if (this.found.length < MOST) this.found.push({path, problem, ...(expected !== undefined && {expected})});
    return undefined;
  }
}

export type JsonResult<T> =
  | {readonly ok: true; readonly value: T}
  | {readonly ok: false; readonly problems: readonly JsonProblem[]; readonly total: number};

/** Reads a whole document, or tells everything that is wrong with it. */
export function readDocument<T>(read: (problems: JsonProblems) => T | undefined): JsonResult<T> {
  const problems = new JsonProblems();
  const value = read(problems);
  if (value !== undefined && problems.total === 0) return {ok: true, value};
  return {ok: false, problems: problems.found, total: problems.total};
}

/** An object with these keys and no others; what is missing or too much is told, and what is there is given back. */
export function readObject(
  value: unknown,
  path: string,
  problems: JsonProblems,
  keys: {readonly required: readonly string[]; readonly optional?: readonly string[]},
): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return problems.tell(path, 'unexpected', 'object');
  const entries = new Map<string, unknown>(Object.entries(value));
  for (const key of keys.required) if (!entries.has(key)) problems.tell(`${path}.${key}`, 'missing');
  for (const key of entries.keys())
    if (!keys.required.includes(key) && !keys.optional?.includes(key)) problems.tell(`${path}.${key}`, 'unknown-key');
  return entries;
}

/** A list with something in it, each read by `read`, those that cannot be read left out. */
export function readList<T>(
  value: unknown,
  path: string,
  problems: JsonProblems,
  read: (value: unknown, path: string) => T | undefined,
): T[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return problems.tell(path, 'unexpected', 'list');
  return value.flatMap((one: unknown, at) => read(one, `${path}[${at}]`) ?? []);
}

/** A whole number from `least` on that JSON holds exactly. */
export function readNumber(
  value: unknown,
  path: string,
  problems: JsonProblems,
  expected: string,
  least = 1,
): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && !Object.is(value, -0)) return value;
  return problems.tell(path, 'unexpected', expected);
}

/** One of a few words. */
export function readWord<const W extends string>(
  value: unknown,
  path: string,
  problems: JsonProblems,
  words: readonly W[],
): W | undefined {
  const word = words.find(known => known === value);
  return word ?? problems.tell(path, 'unexpected', words.join(' | '));
}
