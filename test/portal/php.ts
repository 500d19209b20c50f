// PHP's parse_str, written anew from its description (fact sheet section 4): neither the encoder's idea of it nor the demo
// portal's, so that a mistake in one of them shows.
export type PhpValue = string | Map<string, PhpValue>;

const MOST_VARIABLES = 1000;

/** What the portal makes of a command of a batch: its method, and the parameters as PHP has them. */
export function parseCommand(command: string): {method: string; params: Map<string, PhpValue>} {
  const [beforeHash = ''] = command.split('#');
  const cut = beforeHash.indexOf('?');
  if (cut < 0) return {method: beforeHash, params: new Map()};
  // parse_url makes control characters harmless before parse_str sees them.
  const query = beforeHash.slice(cut + 1).replace(/\p{Cc}/gu, '_');
  return {method: beforeHash.slice(0, cut), params: parseStr(query)};
}

export function parseStr(query: string): Map<string, PhpValue> {
  const all = new Map<string, PhpValue>();
  const pairs = query.split('&').filter(pair => pair !== '');
  for (const pair of pairs.slice(0, MOST_VARIABLES)) {
    const [rawKey = '', ...rest] = pair.split('=');
    assign(all, pathOf(decode(rawKey)), decode(rest.join('=')));
  }
  return all;
}

function decode(text: string): string {
  const bytes = Buffer.from(text.replaceAll('+', ' ')).toString('latin1');
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1').toString();
}

/** `filter[a][b]` is filter, a, b; dots and spaces before the first bracket, and a bracket that never closes, become `_`. */
function pathOf(key: string): string[] {
  const match = /^([^[]+)((?:\[[^\]]*\])*)/.exec(key);
  const name = (match?.[1] ?? key).replaceAll(/[. ]/g, '_');
  const brackets = match?.[2] ?? '';
  if (brackets === '' && key.includes('[')) return [key.replaceAll(/[. [\]]/g, '_')];
  return [name, ...Array.from(brackets.matchAll(/\[([^\]]*)\]/g), found => found[1] ?? '')];
}

function assign(into: Map<string, PhpValue>, path: readonly string[], value: string): void {
  const [head = '', ...rest] = path;
  const key = head === '' ? String(into.size) : head;
  if (rest.length === 0) {
    into.set(key, value);
    return;
  }
  const inner = into.get(key);
  const map = inner instanceof Map ? inner : new Map<string, PhpValue>();
  into.set(key, map);
  assign(map, rest, value);
}

/** What was meant, in PHP's terms: everything is text, and a list is a map with the keys 0, 1, 2 … */
export function asPhp(value: unknown): PhpValue {
  if (typeof value !== 'object' || value === null) return String(value);
  return new Map(Object.entries(value).map(([key, inner]) => [key, asPhp(inner)]));
}
