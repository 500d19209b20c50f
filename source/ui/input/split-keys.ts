const ESC = '\u001b';
const PASTE_START = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;

/** Keys that were read whole, and the beginning of one that was not. */
export interface Split {
  readonly keys: readonly string[];
  readonly rest: string;
}

/**
 * Cuts raw terminal input into keys: escape sequences and bracketed pastes stay whole, everything else is one character
 * each. What may still grow into a longer key (a lone Escape, half a sequence, a paste without its end) is the rest.
 */
export function splitKeys(input: string): Split {
  const keys: string[] = [];
  let at = 0;
  while (at < input.length) {
    const length = keyLength(input, at);
    if (length === undefined) return {keys, rest: input.slice(at)};
    keys.push(input.slice(at, at + length));
    at += length;
  }
  return {keys, rest: ''};
}

/** Length of the key that begins at `at`, undefined when it is not complete. */
function keyLength(input: string, at: number): number | undefined {
  if (input[at] !== ESC) return (input.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
  if (input.startsWith(PASTE_START, at)) {
    const end = input.indexOf(PASTE_END, at + PASTE_START.length);
    return end < 0 ? undefined : end + PASTE_END.length - at;
  }
  const next = input[at + 1];
  if (next === undefined) return undefined;
  if (next === ESC) return doubleEscape(input, at);
  if (next === '[') return csiLength(input, at);
  if (next === 'O') return input.length > at + 2 ? 3 : undefined;
  return (input.codePointAt(at + 1) ?? 0) > 0xff_ff ? 3 : 2;
}

/** ESC ESC [ A is Alt and an arrow; otherwise the first Escape is a key of its own. */
function doubleEscape(input: string, at: number): number | undefined {
  const third = input[at + 2];
  if (third === undefined) return undefined;
  if (third !== '[') return 1;
  const length = csiLength(input, at + 1);
  return length === undefined ? undefined : length + 1;
}

function csiLength(input: string, at: number): number | undefined {
  let index = at + 2;
  // The Linux console's function keys have a second bracket.
  if (input[index] === '[') index += 1;
  for (; index < input.length; index += 1) {
    const code = input.charCodeAt(index);
    if (code >= 0x40 && code <= 0x7e) return index + 1 - at;
    if (code < 0x20 || code > 0x3f) return index - at;
  }
  return undefined;
}
