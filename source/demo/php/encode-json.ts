import {isListMap, type Out} from './values.ts';

/**
 * PHP's json_encode of an answer. A Map stands for a PHP array: empty or with keys 0..n-1 it is written as `[…]`, else as
 * an object with its keys in their own order (fact sheet 4, container quirk). A plain object stays an object, even empty.
 */
export function encodeJson(value: Out): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '0';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return list(value as readonly Out[]);
  if (value instanceof Map) return isListMap(value) ? list([...value.values()]) : object(value.entries());
  return object(Object.entries(value as {[key: string]: Out}));
}

function list(items: readonly Out[]): string {
  return `[${items.map(encodeJson).join(',')}]`;
}

function object(entries: Iterable<[string, Out]>): string {
  const parts: string[] = [];
  for (const [key, item] of entries) {
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${encodeJson(item)}`);
  }
  return `{${parts.join(',')}}`;
}
