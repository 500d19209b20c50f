import {isArray, type PhpArray} from './values.ts';

/** PHP's default of max_input_vars: what comes after is lost with only a warning in a log (fact sheet 4). */
const MAX_INPUT_VARS = 1000;
const MAX_DEPTH = 64;

/** urldecode of PHP: `+` is a space, a `%` without two hex digits stays as it is. */
export function urlDecode(text: string): string {
  const plain = text.replaceAll('+', ' ');
  if (!plain.includes('%')) return plain;
  return plain.replace(/(?:%[0-9a-fA-F]{2})+/g, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

/**
 * parse_str of PHP, with every one of its habits: the first raw `=` ends the key (so `filter[=a]=1` becomes `filter_`), dots and
 * spaces in keys become `_`, an unclosed bracket too, `[]` appends, later values win (fact sheet 4 and 17).
 */
export function parseString(query: string): PhpArray {
  const result: PhpArray = new Map();
  let taken = 0;
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    taken += 1;
    if (taken > MAX_INPUT_VARS) break;
    const cut = pair.indexOf('=');
    const key = urlDecode(cut < 0 ? pair : pair.slice(0, cut));
    register(result, key, cut < 0 ? '' : urlDecode(pair.slice(cut + 1)));
  }
  return result;
}

/** Splits a key into its path; null where PHP ignores the variable. An empty part means "append". */
function pathOf(rawKey: string): string[] | null {
  const key = rawKey.split('\0', 1)[0]!.replace(/^ +/, '');
  if (key === '') return null;
  const bracket = key.indexOf('[');
  if (bracket < 0) return [mangle(key)];
  if (bracket === 0 || key.indexOf(']', bracket) < 0)
    return [mangle(`${key.slice(0, bracket)}_${key.slice(bracket + 1)}`)];
  const path = [mangle(key.slice(0, bracket))];
  for (let at = bracket; key[at] === '['; ) {
    const end = key.indexOf(']', at);
    // An inner bracket that is never closed ends the path: `filter[a][b` is `filter[a]`.
    if (end < 0) break;
    path.push(key.slice(at + 1, end));
    if (path.length > MAX_DEPTH) return null;
    at = end + 1;
  }
  return path;
}

function mangle(name: string): string {
  return name.replace(/[. ]/g, '_');
}

function register(target: PhpArray, key: string, value: string): void {
  const path = pathOf(key);
  if (!path) return;
  let here = target;
  for (const part of path.slice(0, -1)) {
    const name = part === '' ? nextIndex(here) : part;
    const next = here.get(name);
    if (isArray(next)) {
      here = next;
    } else {
      const fresh: PhpArray = new Map();
      here.set(name, fresh);
      here = fresh;
    }
  }
  const last = path.at(-1)!;
  here.set(last === '' ? nextIndex(here) : last, value);
}

function nextIndex(map: PhpArray): string {
  let next = 0;
  for (const key of map.keys()) {
    if (/^(0|[1-9]\d*)$/.test(key)) next = Math.max(next, Number(key) + 1);
  }
  return String(next);
}
