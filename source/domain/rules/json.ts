import {readList, readNumber, readObject, type JsonProblems} from '../json/read.ts';
import type {Balanced, ByTurns, Rule, ShareRule, TableRow, TableRule} from './rule.ts';

const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

/** A person as written: an id, an e-mail address, or `head`. Undefined, and told, for anything else. */
export function readWho(value: unknown, path: string, problems: JsonProblems): string | undefined {
  if (typeof value === 'number') {
    const id = readNumber(value, path, problems, 'person');
    return id === undefined ? undefined : String(id);
  }
  if (typeof value === 'string' && (value === 'head' || EMAIL.test(value) || /^[1-9]\d{0,9}$/.test(value)))
    return value;
  return problems.tell(path, 'unexpected', 'person');
}

type Kind = 'person' | 'turns' | 'balanced' | 'table';

function kindOf(value: unknown, path: string, problems: JsonProblems, kinds: readonly Kind[]): Kind | undefined {
  const kind = typeof value === 'object' && value !== null ? (value as {kind?: unknown}).kind : undefined;
  const found = kinds.find(one => one === kind);
  return found ?? problems.tell(`${path}.kind`, 'unexpected', kinds.join(' | '));
}

/** One person or several: `{"kind": "person", "to": 12}`, `{"kind": "turns", "among": [12, 31]}`. */
export function readShare(value: unknown, path: string, problems: JsonProblems): ShareRule<string> | undefined {
  const kind = kindOf(value, path, problems, ['person', 'turns', 'balanced']);
  if (kind === undefined) return undefined;
  return kind === 'person' ? readPerson(value, path, problems) : readSeveral(value, path, problems);
}

/** The same with tables. @param more keys that stand in the same object and are read elsewhere */
export function readRule(
  value: unknown,
  path: string,
  problems: JsonProblems,
  more: readonly string[],
): Rule<string> | undefined {
  const kind = kindOf(value, path, problems, ['person', 'turns', 'balanced', 'table']);
  if (kind === undefined) return undefined;
  if (kind === 'table') return readTable(value, path, problems, more);
  return kind === 'person' ? readPerson(value, path, problems, more) : readSeveral(value, path, problems, more);
}

function readPerson(
  value: unknown,
  path: string,
  problems: JsonProblems,
  more: readonly string[] = [],
): ShareRule<string> | undefined {
  const entries = readObject(value, path, problems, {required: ['kind', 'to', ...more]});
  const to = entries?.has('to') ? readWho(entries.get('to'), `${path}.to`, problems) : undefined;
  return to === undefined ? undefined : {kind: 'person', to};
}

/** Several people who share. */
export function readSeveral(
  value: unknown,
  path: string,
  problems: JsonProblems,
  more: readonly string[] = [],
): ByTurns<string> | Balanced<string> | undefined {
  const kind = kindOf(value, path, problems, ['turns', 'balanced']);
  const entries = readObject(value, path, problems, {required: ['kind', 'among', ...more]});
  if (!entries?.has('among') || kind === undefined) return undefined;
  const among = readList(entries.get('among'), `${path}.among`, problems, (one, at) => readWho(one, at, problems));
  return among && {kind: kind as 'turns' | 'balanced', among};
}

function readTable(
  value: unknown,
  path: string,
  problems: JsonProblems,
  more: readonly string[],
): TableRule<string> | undefined {
  const entries = readObject(value, path, problems, {required: ['kind', 'rows', ...more], optional: ['otherwise']});
  if (!entries?.has('rows')) return undefined;
  const rows = readList(entries.get('rows'), `${path}.rows`, problems, (one, at) => readRow(one, at, problems));
  const otherwise = entries.has('otherwise')
    ? readShare(entries.get('otherwise'), `${path}.otherwise`, problems)
    : undefined;
  return rows && {kind: 'table', rows, ...(otherwise && {otherwise})};
}

function readRow(value: unknown, path: string, problems: JsonProblems): TableRow<string> | undefined {
  const entries = readObject(value, path, problems, {required: ['to'], optional: ['pipelines', 'stages']});
  if (!entries) return undefined;
  const pipelines = entries.has('pipelines')
    ? readList(entries.get('pipelines'), `${path}.pipelines`, problems, (one, at) =>
        readNumber(one, at, problems, 'pipeline', 0),
      )
    : undefined;
  const stages = entries.has('stages')
    ? readList(entries.get('stages'), `${path}.stages`, problems, (one, at) =>
        typeof one === 'string' && one !== '' ? one : problems.tell(at, 'unexpected', 'stage'),
      )
    : undefined;
  const to = entries.has('to') ? readWho(entries.get('to'), `${path}.to`, problems) : undefined;
  return to === undefined ? undefined : {...(pipelines && {pipelines}), ...(stages && {stages}), to};
}
