import {parseTypeKey, type TypeKey} from '../entity-types.ts';
import {
  readDocument,
  readList,
  readNumber,
  readObject,
  readWord,
  type JsonProblems,
  type JsonResult,
} from '../json/read.ts';
import {readMoment} from './moments.ts';
import {tidy, type FullScope, type Span, type TypeScope} from './type-scope.ts';

/** A scope as JSON; `SCOPE_SCHEMA` documents the same. Moments are ISO 8601 with their offset. */
export type JsonScope = readonly JsonTypeScope[];

export interface JsonTypeScope {
  readonly type: TypeKey;
  readonly state: TypeScope['state'];
  readonly pipelines?: readonly number[];
  readonly stages?: readonly string[];
  readonly created?: JsonSpan;
  readonly changed?: JsonSpan;
  readonly ids?: readonly number[];
  readonly without?: readonly number[];
}

export interface JsonSpan {
  readonly from?: string;
  readonly before?: string;
}

/** Writes a scope so that two equal ones give the same text: types by name, keys in one order, lists ascending. */
export function scopeToJson(scope: FullScope): JsonScope {
  return [...scope]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, one]) => {
      const {created, changed, ids, without, ...rest} = tidy(one);
      return {
        type,
        ...rest,
        ...(created && {created: spanToJson(created)}),
        ...(changed && {changed: spanToJson(changed)}),
        ...(ids && {ids}),
        ...(without && {without}),
      };
    });
}

function spanToJson({from, before}: Span): JsonSpan {
  return {
    ...(from !== undefined && {from: new Date(from).toISOString()}),
    ...(before !== undefined && {before: new Date(before).toISOString()}),
  };
}

/**
 * Reads what `scopeToJson` writes, and what a person writes by the schema. Types in the order in which they stand.
 *
 * @param path where in its document the scope stands, for problems
 * @param zone in which a date without a time is a day, see `readMoment`
 */
export function scopeFromJson(value: unknown, path: string, zone: string): JsonResult<Map<TypeKey, TypeScope>> {
  return readDocument(problems => readScope(value, path, zone, problems));
}

/** The same for a reader of a larger document. */
export function readScope(
  value: unknown,
  path: string,
  zone: string,
  problems: JsonProblems,
): Map<TypeKey, TypeScope> | undefined {
  const scope = new Map<TypeKey, TypeScope>();
  const read = readList(value, path, problems, (one, at) => {
    const [type, own] = readOne(one, at, zone, problems) ?? [];
    if (type === undefined || own === undefined) return undefined;
    if (scope.has(type)) return problems.tell(`${at}.type`, 'twice');
    scope.set(type, own);
    return type;
  });
  return read && scope;
}

const OPTIONAL = ['pipelines', 'stages', 'created', 'changed', 'ids', 'without'] as const;

function readOne(
  value: unknown,
  path: string,
  zone: string,
  problems: JsonProblems,
): readonly [TypeKey, TypeScope] | undefined {
  const entries = readObject(value, path, problems, {required: ['type', 'state'], optional: OPTIONAL});
  if (!entries) return undefined;
  function at<T>(key: string, read: (given: unknown, where: string) => T | undefined): T | undefined {
    return entries?.has(key) ? read(entries.get(key), `${path}.${key}`) : undefined;
  }
  const numbers = (expected: string, least: number) => (given: unknown, where: string) =>
    readList(given, where, problems, (one, place) => readNumber(one, place, problems, expected, least));
  const span = (given: unknown, where: string) => readSpan(given, where, zone, problems);

  const type = at('type', (given, where) => {
    const known = typeof given === 'string' ? parseTypeKey(given) : undefined;
    return known ?? problems.tell(where, 'unexpected', 'type');
  });
  const state = at('state', (given, where) => readWord(given, where, problems, ['all', 'open', 'closed']));
  const pipelines = at('pipelines', numbers('pipeline', 0));
  const stages = at('stages', (given, where) =>
    readList(given, where, problems, (one, place) =>
      typeof one === 'string' && one !== '' ? one : problems.tell(place, 'unexpected', 'stage'),
    ),
  );
  const created = at('created', span);
  const changed = at('changed', span);
  const ids = at('ids', numbers('id', 1));
  const without = at('without', numbers('id', 1));
  if (type === undefined || state === undefined) return undefined;
  return [
    type,
    tidy({
      state,
      ...(pipelines && {pipelines}),
      ...(stages && {stages}),
      ...(created && {created}),
      ...(changed && {changed}),
      ...(ids && {ids}),
      ...(without && {without}),
    }),
  ];
}

function readSpan(value: unknown, path: string, zone: string, problems: JsonProblems): Span | undefined {
  const entries = readObject(value, path, problems, {required: [], optional: ['from', 'before']});
  if (!entries) return undefined;
  if (entries.size === 0) return problems.tell(path, 'unexpected', 'from or before');
  const moment = (key: string): number | undefined => {
    if (!entries.has(key)) return undefined;
    const given = entries.get(key);
    const read = typeof given === 'string' ? readMoment(given, zone) : undefined;
    return read?.ok ? read.at : problems.tell(`${path}.${key}`, 'unexpected', read ? read.problem : 'date');
  };
  const from = moment('from');
  const before = moment('before');
  return {...(from !== undefined && {from}), ...(before !== undefined && {before})};
}
