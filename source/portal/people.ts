import * as v from 'valibot';
import type {Person} from '../domain/people.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CallOptions, Client} from './client.ts';
import {id, listOf, read, text} from './shapes.ts';

const user = v.object({
  ID: id,
  ACTIVE: v.boolean(),
  NAME: text,
  LAST_NAME: text,
  EMAIL: text,
  WORK_POSITION: text,
  LAST_LOGIN: text,
  USER_TYPE: text,
  UF_DEPARTMENT: v.optional(v.unknown()),
});
const users = listOf(user);
const PAGE = 50;

/** A person without department names; those are joined on by the engine. */
export type UserRow = Omit<Person, 'departments'>;

/** Ids of the active people in an answer of `user.get`. */
export function readActive(result: unknown): Set<number> {
  return new Set(
    read(users, 'user.get', result)
      .filter(row => row.ACTIVE)
      .map(row => row.ID),
  );
}

/**
 * Reads employees (fact sheet section 7). These calls go as plain JSON, not in a batch, because there `false` arrives
 * as a text that means yes (trap 9). ADMIN_MODE shows people without a department too (trap 16).
 */
export function createPeople(client: Client) {
  async function ask(method: 'user.get' | 'user.search', filter: object, options: CallOptions): Promise<UserRow[]> {
    // Both `sort` and `order`, or neither applies.
    const params = {FILTER: filter, sort: 'ID', order: 'ASC', ADMIN_MODE: true, start: 0};
    return read(users, method, (await client.read(method, params, options)).result).map(toPerson);
  }

  /** Holds the rows against the question: user.get drops filter keys it does not know and then lists everybody (trap 2). */
  function check(method: string, rows: readonly UserRow[], active: boolean, afterId: number): void {
    let last = afterId;
    for (const row of rows) {
      if (row.active !== active || row.id <= afterId)
        throw new PortalTrouble('deviates', `${method}: #${row.id} does not fit the filter`);
      // The next page is asked for after the last id of this one: out of order, people would be skipped.
      if (row.id <= last) throw new PortalTrouble('deviates', `${method}: #${row.id} came after #${last}`);
      last = row.id;
    }
  }

  return {
    /** Up to 50 dismissed people, ids ascending after `afterId`; those who asked to join (trap 17) are left out. */
    async dismissed(afterId: number, search: string, options: CallOptions = {}): Promise<UserRow[]> {
      const filter = {ACTIVE: false, CONFIRM_CODE: '0', '>ID': afterId, ...(search === '' ? {} : {FIND: search})};
      const rows = await ask('user.search', filter, options);
      check('user.search', rows, false, afterId);
      return rows;
    },

    /** Up to 50 active people that the portal's own search finds, or the first 50. */
    async active(search: string, options: CallOptions = {}): Promise<UserRow[]> {
      const filter = {ACTIVE: true, ...(search === '' ? {} : {NAME_SEARCH: search})};
      const rows = await ask('user.get', filter, options);
      check('user.get', rows, true, 0);
      return rows;
    },

    /** People by id, dismissed ones too: only the plain key ID finds those without a department. */
    async byIds(ids: readonly number[], options: CallOptions = {}): Promise<UserRow[]> {
      const found: UserRow[] = [];
      for (let from = 0; from < ids.length; from += PAGE) {
        const asked = ids.slice(from, from + PAGE);
        const rows = await ask('user.get', {ID: asked}, options);
        const wrong = rows.find(row => !asked.includes(row.id));
        if (wrong) throw new PortalTrouble('deviates', `user.get: #${wrong.id} was not asked for`);
        found.push(...rows);
      }
      return found;
    },

    /** People with exactly this e-mail, upper and lower case alike. */
    async byEmail(email: string, options: CallOptions = {}): Promise<UserRow[]> {
      const rows = await ask('user.get', {EMAIL: email}, options);
      return rows.filter(row => row.email.toLowerCase() === email.toLowerCase());
    },

    /**
     * Whether CONFIRM_CODE is empty: the person has neither only been invited nor only asked to join. It can be
     * filtered in `user.search` alone and is never returned.
     */
    async confirmed(personId: number, options: CallOptions = {}): Promise<boolean> {
      const rows = await ask('user.search', {ID: personId, CONFIRM_CODE: '0'}, options);
      return rows.some(row => row.id === personId);
    },
  };
}

export type People = ReturnType<typeof createPeople>;

/** A list of numbers or digits, a map where PHP's list has gaps, or false, '' and null for none: never worth losing a list of people for. */
function departmentIds(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value)
    .map(Number)
    .filter(number => Number.isSafeInteger(number) && number > 0);
}

function toPerson(row: v.InferOutput<typeof user>): UserRow {
  return {
    id: row.ID,
    name: row.NAME,
    lastName: row.LAST_NAME,
    email: row.EMAIL,
    position: row.WORK_POSITION,
    departmentIds: departmentIds(row.UF_DEPARTMENT),
    active: row.ACTIVE,
    ...(row.USER_TYPE === '' ? {} : {accountKind: row.USER_TYPE === 'employee' ? 'employee' : 'outside'}),
    ...(row.LAST_LOGIN === '' ? {} : {lastLogin: row.LAST_LOGIN}),
  };
}
