import {isoTime} from '../clock.ts';
import type {Out} from '../php/values.ts';
import type {Cell, Row} from '../store/row.ts';

/** How a value is stored, compared and written out. `time` is stored in milliseconds, `flag` as 'Y' or 'N'. */
export type Kind = 'int' | 'user' | 'double' | 'string' | 'flag' | 'time' | 'ids';

export type Field = {
  /** Name in the universal methods, camelCase; also the column it is stored in. */
  readonly name: string;
  /** Name in the older methods, upper case; '' where they do not know it. */
  readonly legacy: string;
  readonly kind: Kind;
  /** What a record has that says nothing else. */
  readonly fallback: Cell;
  readonly readOnly: boolean;
};

/** The fields of one kind of record, found by either name. */
export type FieldSet = {
  readonly all: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  readonly byLegacy: ReadonlyMap<string, Field>;
};

/**
 * Reads a table of fields, one a line: `name LEGACY kind [ro] [=default]`. `-` stands for "no such name in the older methods".
 * Text is easier to hold against the documentation than objects are.
 */
export function fieldSet(...tables: string[]): FieldSet {
  const all: Field[] = [];
  for (const line of tables.join('\n').split('\n')) {
    const [name, legacy, kind, ...rest] = line.trim().split(/\s+/);
    if (!name || !legacy || !kind) continue;
    const given = rest.find(part => part.startsWith('='));
    all.push({
      name,
      legacy: legacy === '-' ? '' : legacy,
      kind: kind as Kind,
      readOnly: rest.includes('ro'),
      fallback: given === undefined ? (kind === 'ids' ? [] : null) : defaultOf(kind as Kind, given.slice(1)),
    });
  }
  return {
    all,
    byName: new Map(all.map(field => [field.name, field])),
    byLegacy: new Map(all.filter(field => field.legacy !== '').map(field => [field.legacy, field])),
  };
}

function defaultOf(kind: Kind, text: string): Cell {
  return kind === 'int' || kind === 'user' || kind === 'double' ? Number(text) : text;
}

/** The stored value of a field. */
export function cell(row: Row, field: Field): Cell {
  return row[field.name] ?? field.fallback;
}

/** A value as the universal methods give it: numbers are numbers, dates ISO text or null (fact sheet 6, table). */
export function typed(row: Row, field: Field): Out {
  const value = cell(row, field);
  if (field.kind === 'time') return typeof value === 'number' ? isoTime(value) : null;
  return value;
}

/** A value as the older methods give it: text throughout, empty dates are '' (fact sheet 6, table). */
export function stringly(row: Row, field: Field): Out {
  const value = cell(row, field);
  if (field.kind === 'time') return typeof value === 'number' ? isoTime(value) : '';
  if (value === null) return null;
  if (field.kind === 'double') return Number(value).toFixed(2);
  return typeof value === 'object' ? value : String(value);
}

/** `assignedById` → `ASSIGNED_BY_ID`, `parentId2` → `PARENT_ID_2`. */
export function upperName(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/([a-z])(\d)/g, '$1_$2')
    .toUpperCase();
}

/** `ASSIGNED_BY_ID` → `assignedById`: what the portal's converter makes of upper-case names without a prefix. */
export function camelName(upper: string): string {
  return upper.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
