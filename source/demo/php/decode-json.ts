import type {PhpArray, PhpValue} from './values.ts';

/** Thrown for text that PHP's json_decode refuses; the portal swallows it (fact sheet 1, trap 5). */
export class JsonSyntaxError extends Error {}

const MAX_DEPTH = 512;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- raw control characters are what JSON forbids
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * json_decode(text, true) of PHP. Not JSON.parse: that one moves integer-like keys to the front and takes unpaired
 * surrogates, PHP keeps the order (a batch answers in it) and refuses the surrogates.
 */
export function decodeJson(text: string): PhpValue {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return undefined;
    at += found[0].length;
    return found[0];
  }

  function expect(symbol: string): void {
    match(SPACE);
    if (text[at] !== symbol) throw new JsonSyntaxError(`${symbol} expected at ${at}`);
    at += 1;
  }

  function string(): string {
    const raw = match(STRING);
    if (raw === undefined) throw new JsonSyntaxError(`text expected at ${at}`);
    const plain = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    if (LONE_SURROGATE.test(plain)) throw new JsonSyntaxError('single unpaired surrogate');
    return plain;
  }

  function members(depth: number, closing: string, readKey: (index: number) => string): PhpArray {
    const found: PhpArray = new Map();
    at += 1;
    match(SPACE);
    if (text[at] === closing) {
      at += 1;
      return found;
    }
    for (let index = 0; ; index += 1) {
      match(SPACE);
      const key = readKey(index);
      found.set(key, value(depth + 1));
      match(SPACE);
      if (text[at] !== ',') break;
      at += 1;
    }
    expect(closing);
    return found;
  }

  function value(depth: number): PhpValue {
    if (depth > MAX_DEPTH) throw new JsonSyntaxError('too deep');
    match(SPACE);
    const first = text[at];
    if (first === '"') return string();
    if (first === '[') return members(depth, ']', String);
    if (first === '{') {
      return members(depth, '}', () => {
        const key = string();
        expect(':');
        return key;
      });
    }
    for (const [word, meaning] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    const number = match(NUMBER);
    if (number === undefined) throw new JsonSyntaxError(`value expected at ${at}`);
    return Number(number);
  }

  const result = value(1);
  match(SPACE);
  if (at !== text.length) throw new JsonSyntaxError(`unexpected text at ${at}`);
  return result;
}
