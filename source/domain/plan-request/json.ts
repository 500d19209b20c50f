import {parseTypeKey, type TypeKey} from '../entity-types.ts';
import {readDocument, readList, readObject, readWord, type JsonProblems, type JsonResult} from '../json/read.ts';
import {readRule, readSeveral, readShare, readWho} from '../rules/json.ts';
import type {PlanRules, Rule, Together} from '../rules/rule.ts';
import {readScope} from '../scope/json.ts';
import type {FullScope} from '../scope/type-scope.ts';

/** A plan request as it is written, people by id or address. */
export interface WrittenRequest {
  readonly leaver: string;
  /** Missing: what is taken by default. */
  readonly scope?: FullScope;
  readonly rules: PlanRules<string>;
  readonly ownersKeep: boolean;
}

/**
 * Reads a whole plan request; `PLAN_REQUEST_SCHEMA` documents it. Nothing is guessed or passed over.
 *
 * @param zone in which a date without a time is a day, see `readMoment`
 */
export function planRequestFromJson(value: unknown, zone: string): JsonResult<WrittenRequest> {
  return readDocument(problems => readRequest(value, zone, problems));
}

function readRequest(value: unknown, zone: string, problems: JsonProblems): WrittenRequest | undefined {
  const entries = readObject(value, 'request', problems, {
    required: ['leaver'],
    optional: ['scope', 'to', 'rules', 'together', 'follow'],
  });
  if (!entries) return undefined;
  function at<T>(key: string, read: (given: unknown, path: string) => T | undefined): T | undefined {
    return entries?.has(key) ? read(entries.get(key), key) : undefined;
  }
  const leaver = at('leaver', (given, path) => readWho(given, path, problems));
  const scope = at('scope', (given, path) => readScope(given, path, zone, problems));
  const general = at('to', (given, path) => readShare(given, path, problems));
  const perType = at('rules', (given, path) => readPerType(given, path, problems));
  const together = at('together', (given, path) => readTogether(given, path, problems));
  const follow = at('follow', (given, path) => readWord(given, path, problems, ['owner', 'chosen']));
  if (leaver === undefined) return undefined;
  return {
    leaver,
    ...(scope && {scope}),
    rules: {...(general && {general}), perType: perType ?? new Map(), ...(together && {together})},
    ownersKeep: follow !== 'chosen',
  };
}

function readPerType(value: unknown, path: string, problems: JsonProblems): Map<TypeKey, Rule<string>> | undefined {
  const rules = new Map<TypeKey, Rule<string>>();
  const read = readList(value, path, problems, (one, at) => {
    const rule = readRule(one, at, problems, ['type']);
    const type = readType((one as {type?: unknown} | null)?.type, `${at}.type`, problems);
    if (type === undefined || rule === undefined) return undefined;
    if (rules.has(type)) return problems.tell(`${at}.type`, 'twice');
    rules.set(type, rule);
    return type;
  });
  return read && rules;
}

function readTogether(value: unknown, path: string, problems: JsonProblems): Together<string> | undefined {
  const share = readSeveral(value, path, problems, ['types']);
  const given = (value as {types?: unknown} | null)?.types;
  if (share === undefined || given === undefined) return undefined;
  const types = readList(given, `${path}.types`, problems, (one, at) => readType(one, at, problems));
  return types && {types: new Set(types), share};
}

function readType(value: unknown, path: string, problems: JsonProblems): TypeKey | undefined {
  const known = typeof value === 'string' ? parseTypeKey(value) : undefined;
  if (known !== undefined || value === undefined) return known;
  return problems.tell(path, 'unexpected', 'type');
}
