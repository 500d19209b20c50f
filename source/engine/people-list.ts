import {personName, refuseSuccessor, type Person} from '../domain/people.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Client} from '../portal/client.ts';
import {readDepartments, type Department} from '../portal/departments.ts';
import type {People, UserRow} from '../portal/people.ts';
import type {PeoplePage, PeopleQuery} from './contract.ts';

/** So many dismissed people are loaded to search among; beyond that the portal is asked to search. */
const MOST_LOADED = 500;
const PAGE = 50;

/** The two lists that people are chosen from, with the names of their departments. */
export function createPeopleList(client: Client, people: People, mayReadDepartments: boolean) {
  let departments: Promise<ReadonlyMap<number, Department>> | undefined;
  /** What the list showed last, to search among; read again each time that the list itself is asked for. */
  let shown: {readonly people: readonly Person[]; readonly more: boolean} | undefined;

  /** Begun beside the people themselves: nobody waits for one after the other. */
  function departmentNames(signal?: AbortSignal): Promise<ReadonlyMap<number, Department>> {
    if (departments) return departments;
    const asked = mayReadDepartments
      ? readDepartments(client, {signal})
      : Promise.resolve(new Map<number, Department>());
    departments = asked;
    // The next screen asks again: a failure is told to who waits for it, and not kept.
    asked.catch(() => void (departments = undefined));
    return asked;
  }

  async function named(rows: readonly UserRow[], signal?: AbortSignal): Promise<Person[]> {
    const names = await departmentNames(signal);
    return rows.map(row => ({...row, departments: row.departmentIds.flatMap(id => names.get(id)?.name ?? [])}));
  }

  /** Walks by id until the end or until so many are loaded. */
  async function loadDismissed(signal?: AbortSignal): Promise<{rows: UserRow[]; more: boolean}> {
    const rows: UserRow[] = [];
    for (;;) {
      const page = await people.dismissed(rows.at(-1)?.id ?? 0, '', {signal});
      rows.push(...page);
      if (page.length < PAGE) return {rows, more: false};
      if (rows.length >= MOST_LOADED) return {rows, more: true};
    }
  }

  async function dismissed(search: string, signal?: AbortSignal): Promise<PeoplePage> {
    if (search === '' || !shown) {
      const {rows, more} = await loadDismissed(signal);
      shown = {people: await named(rows, signal), more};
    }
    const {people: loaded, more} = shown;
    if (search === '') return shown;
    const found = loaded.filter(person => matches(person, search));
    if (!more) return {people: found, more};
    const asked = await named(await people.dismissed(0, search, {signal}), signal);
    const known = new Set(found.map(person => person.id));
    return {people: [...found, ...asked.filter(person => !known.has(person.id))], more: true};
  }

  async function active(search: string, signal?: AbortSignal): Promise<PeoplePage> {
    const id = /^#?(\d{1,10})$/.exec(search)?.[1];
    const rows =
      id !== undefined
        ? (await people.byIds([Number(id)], {signal})).filter(row => row.active)
        : search.includes('@')
          ? (await people.byEmail(search, {signal})).filter(row => row.active)
          : await people.active(search, {signal});
    return {people: await named(rows, signal), more: rows.length === PAGE};
  }

  return {
    page({group, search}: PeopleQuery, signal?: AbortSignal): Promise<PeoplePage> {
      const wanted = search.trim();
      void departmentNames(signal);
      return group === 'dismissed' ? dismissed(wanted, signal) : active(wanted, signal);
    },

    /**
     * Heads of somebody's departments; of a department without one, or whose head is that person, the head of the one
     * above. Only those who may receive records.
     */
    async heads({id, departmentIds}: Person, signal?: AbortSignal): Promise<Person[]> {
      const known = await departmentNames(signal);
      const ids = new Set(departmentIds.flatMap(department => headAbove(known, department, id) ?? []));
      const found = await named(ids.size === 0 ? [] : await people.byIds([...ids], {signal}), signal);
      return found.filter(person => refuseSuccessor(person, id) === undefined);
    },

    byIds: async (ids: readonly number[]): Promise<Person[]> => named(await people.byIds(ids)),

    /** @throws UsageTrouble when several people have the e-mail */
    async one(idOrEmail: string): Promise<Person | undefined> {
      const isId = /^[1-9]\d{0,9}$/.test(idOrEmail);
      const rows = isId ? await people.byIds([Number(idOrEmail)]) : await people.byEmail(idOrEmail);
      if (rows.length > 1)
        throw new UsageTrouble(
          `${idOrEmail} is the e-mail of ${rows.map(row => `#${row.id}`).join(' and ')}: give the id instead`,
        );
      const [person] = await named(rows);
      if (!person) return undefined;
      if (await people.confirmed(person.id)) return {...person, confirmed: true};
      return {...person, confirmed: false, waiting: person.active ? 'invited' : 'asked-to-join'};
    },
  };
}

/** A department's head who is not this person, or that of the next one above it. A tree that goes in circles ends. */
function headAbove(
  departments: ReadonlyMap<number, Department>,
  department: number,
  personId: number,
): number | undefined {
  const seen = new Set<number>();
  for (let at = department; at > 0 && !seen.has(at); at = departments.get(at)?.parentId ?? 0) {
    seen.add(at);
    const head = departments.get(at)?.headId ?? 0;
    if (head > 0 && head !== personId) return head;
  }
  return undefined;
}

function matches(person: Person, search: string): boolean {
  const text = [personName(person), `#${person.id}`, person.email, person.position, ...person.departments]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
