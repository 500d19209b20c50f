/**
 * What a PHP program sees of a request. Lists and maps are one thing there, an ordered map, so they are one thing here;
 * that keeps `[]` and `{}` as alike as they are for the portal. Integer keys are kept in their decimal form.
 */
export type PhpArray = Map<string, PhpValue>;
export type PhpValue = string | number | boolean | null | PhpArray;

/** What a method answers: JSON values, and ordered maps that PHP would hold in an array (see `encodeJson`). */
export type Out =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Out[]
  | {readonly [key: string]: Out}
  | Map<string, Out>;

export function isArray(value: PhpValue | undefined): value is PhpArray {
  return value instanceof Map;
}

/** True for keys 0..n-1 in this order: only then json_encode writes `[…]` (fact sheet 4, container quirk). */
export function isListMap(map: ReadonlyMap<string, unknown>): boolean {
  let expected = 0;
  for (const key of map.keys()) {
    if (key !== String(expected)) return false;
    expected += 1;
  }
  return true;
}

/** PHP's truth: false, 0, '', '0', null and the empty array are false, everything else is true. */
export function truthy(value: PhpValue | undefined): boolean {
  if (value instanceof Map) return value.size > 0;
  return !(value === undefined || value === null || value === false || value === 0 || value === '' || value === '0');
}

/** PHP's (int): leading digits of a text, 1 for a non-empty array, 0 for an empty one (fact sheet 16, trap 4). */
export function intval(value: PhpValue | undefined): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Map) return value.size > 0 ? 1 : 0;
  const match = /^[ \t\n\r\v\f]*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(value);
  return match ? Math.trunc(Number(match[1])) : 0;
}

/** PHP's (string) of a scalar; an array has none. */
export function strval(value: PhpValue | undefined): string {
  if (value === undefined || value === null || value === false) return '';
  if (value === true) return '1';
  if (value instanceof Map) return 'Array';
  return String(value);
}

/** Numeric text or number in PHP's sense, as the binder of controller parameters asks for. */
export function isNumeric(value: PhpValue | undefined): boolean {
  if (typeof value === 'number') return true;
  return (
    typeof value === 'string' && /^[ \t\n\r\v\f]*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?[ \t\n\r\v\f]*$/.test(value)
  );
}

/** The values of an array, or the value itself as the only one: how most filters take what they are given. */
export function listOf(value: PhpValue | undefined): PhpValue[] {
  if (value instanceof Map) return [...value.values()];
  return value === undefined ? [] : [value];
}

/** An answer seen as a PHP value again, for `$result[…]` references. */
export function toPhp(value: Out): PhpValue {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, toPhp(item)]));
  if (Array.isArray(value)) return new Map(value.map((item: Out, index) => [String(index), toPhp(item)]));
  return new Map(Object.entries(value as {[key: string]: Out}).map(([key, item]) => [key, toPhp(item)]));
}

/** A request value as plain JSON, for the ledger. */
export function toPlain(value: PhpValue): unknown {
  if (!(value instanceof Map)) return value;
  if (isListMap(value)) return [...value.values()].map(toPlain);
  return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
}
