import {personName, type Person} from '../people.ts';
import {moveWithin} from './list.ts';
import type {Failure, HoldingView, PeopleGroup} from './view.ts';

/** A list of people that is searched by typing: the list of leavers and every picker of successors. */
export interface PeopleSearch {
  readonly group: PeopleGroup;
  readonly search: string;
  /** The answer to the empty search; `more` means that the portal has others, which only a search brings up. */
  readonly all: PeopleList | undefined;
  /** The portal's answer to a search, where `all` is not all there is. */
  readonly found: {readonly search: string; readonly list: PeopleList} | undefined;
  readonly asking: {readonly token: number; readonly search: string} | undefined;
  readonly failure: Failure | undefined;
  /** Who stands before all others, where they match the search. */
  readonly first?: readonly Person[];
  /** What is shown, in order. */
  readonly rows: readonly Person[];
  /** The person under the cursor. Rows may be reordered while they are counted; the cursor stays with its person. */
  readonly cursor: number | undefined;
}

export interface PeopleList {
  readonly people: readonly Person[];
  readonly more: boolean;
}

export type Holdings = ReadonlyMap<number, HoldingView>;

/** Nobody searches for more than this; a paste may be a whole file. */
const MOST_SEARCH = 100;

const NOBODY_COUNTED: Holdings = new Map();

export function openPeople(
  group: PeopleGroup,
  search: string,
  cursor: number | undefined,
  token: number,
): PeopleSearch {
  return {
    group,
    search,
    all: undefined,
    found: undefined,
    asking: {token, search: ''},
    failure: undefined,
    rows: [],
    cursor,
  };
}

/** Takes a new search text. `token` is used if the portal has to be asked. */
export function searchFor(people: PeopleSearch, text: string, token: number, holdings = NOBODY_COUNTED): PeopleSearch {
  // A paste may bring line breaks along.
  const search = text.replace(/\p{Cc}+/gu, ' ').slice(0, MOST_SEARCH);
  if (search === people.search && !people.failure) return people;
  const next = {...people, search, failure: undefined};
  if (!people.all) {
    return arranged(people.asking ? next : {...next, asking: {token, search: ''}}, holdings);
  }
  const askPortal = search.trim() !== '' && people.all.more && people.found?.search !== search;
  return arranged({...next, asking: askPortal ? {token, search} : undefined}, holdings);
}

export function askAgain(people: PeopleSearch, token: number): PeopleSearch {
  return {...people, failure: undefined, asking: {token, search: people.all ? people.search : ''}};
}

/** Takes the portal's answer; an answer to a question that nobody waits for any more changes nothing. */
export function answered(
  people: PeopleSearch,
  token: number,
  list: PeopleList,
  nextToken: number,
  holdings = NOBODY_COUNTED,
): PeopleSearch {
  if (people.asking?.token !== token) return people;
  const {search} = people.asking;
  if (search !== '') return arranged({...people, asking: undefined, found: {search, list}}, holdings);
  const askPortal = people.search.trim() !== '' && list.more;
  const asking = askPortal ? {token: nextToken, search: people.search} : undefined;
  return arranged({...people, asking, all: list}, holdings);
}

export function searchFailed(people: PeopleSearch, token: number, failure: Failure): PeopleSearch {
  return people.asking?.token === token ? {...people, asking: undefined, failure} : people;
}

export function movePeople(people: PeopleSearch, by: number): PeopleSearch {
  const row = people.rows[moveWithin(cursorRow(people), by, people.rows.length)];
  return {...people, cursor: row?.id};
}

export function cursorRow(people: PeopleSearch): number {
  return Math.max(
    0,
    people.rows.findIndex(({id}) => id === people.cursor),
  );
}

export function underCursor(people: PeopleSearch): Person | undefined {
  return people.rows.find(({id}) => id === people.cursor);
}

/** Filters and orders anew: those who hold something first, those who hold nothing last, otherwise as the portal lists. */
export function arranged(people: PeopleSearch, holdings: Holdings): PeopleSearch {
  // What the portal found is shown whole: it may know more about a person than this list does.
  const found = people.found?.search === people.search && people.search !== '' ? people.found.list : undefined;
  const source = found ?? people.all;
  const matching = found?.people ?? (source?.people ?? []).filter(person => matches(person, people.search));
  const first = source ? (people.first ?? []).filter(person => matches(person, people.search)) : [];
  const others = matching.filter(({id}) => !first.some(one => one.id === id));
  const ranked = [0, 1, 2].flatMap(rank => others.filter(person => rankOf(holdings.get(person.id)) === rank));
  const rows = [...first, ...ranked];
  const cursor = rows.some(({id}) => id === people.cursor) ? people.cursor : rows[0]?.id;
  // Before anything has come, the cursor that was remembered must not be lost.
  return {...people, rows, cursor: source ? cursor : people.cursor};
}

function rankOf(holding: HoldingView | undefined): number {
  if (!holding || 'unreadable' in holding) return 1;
  return holding.holds > 0 ? 0 : 2;
}

/** Every word of the search has to be found somewhere on the person's line. */
export function matches(person: Person, search: string): boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const line = fold(
    [personName(person), person.position, ...person.departments, person.email, `#${person.id}`].join('\n'),
  );
  return words.every(word => line.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
}

/** Puts people before all others. The cursor stays with its person. */
export function withFirst(people: PeopleSearch, first: readonly Person[]): PeopleSearch {
  return arranged({...people, first}, NOBODY_COUNTED);
}
