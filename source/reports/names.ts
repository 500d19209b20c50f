import type {TypeKey} from '../domain/entity-types.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {oneLine} from '../domain/text.ts';
import {type NamedType, words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import type {ReportedRun} from './source.ts';

/** What a command needs besides the number of a run: the built-in portal has a journal of its own. */
export function profileFlag({portalKey}: Pick<ReportedRun, 'portalKey'>): string {
  return portalKey === 'demo' ? plain.onDemo : '';
}

/** How a report names people, types and records. Everything that comes out is one safe line of plain text. */
export interface ReportNames {
  /** "Ivan Sokolov #12", or "#12" where no name is known. */
  person(id: number): string;
  readonly leaver: string;
  /** "Leads", "Tenders (smart process)". */
  type(key: TypeKey): string;
  /** "60 invoices". */
  counted(key: TypeKey, count: number): string;
  /** A record's title, or type and id where it has none. */
  title(record: Pick<PlannedRecord, 'type' | 'id' | 'title'>): string;
}

export function namesOf({names, leaverId, leaverName}: ReportedRun): ReportNames {
  const people = new Map(names?.people);
  if (leaverName !== '') people.set(leaverId, leaverName);
  const titles = new Map(names?.types);
  const person = (id: number): string => `${oneLine(people.get(id) ?? '', 80)} #${id}`.trim();
  const named = (key: TypeKey): NamedType => {
    const portalTitle = titles.get(key);
    return portalTitle === undefined ? {key} : {key, portalTitle};
  };
  return {
    person,
    leaver: person(leaverId),
    type: key => words.type.name(named(key)),
    counted: (key, count) => words.type.counted(named(key), count),
    title: ({type, id, title}) => oneLine(title, 30_000) || words.title(named(type), id, ''),
  };
}
