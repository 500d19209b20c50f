import * as v from 'valibot';
import type {CallOptions, Client} from './client.ts';
import {id, listOf, read, reference, text} from './shapes.ts';

const departments = listOf(v.object({ID: id, NAME: text, PARENT: reference, UF_HEAD: reference}));
const PAGE = 50;
/** More pages than any company has departments for: an offset that starts over must not be followed for ever (trap 22). */
const MOST_PAGES = 200;

/** A department, its head and the one above it; 0 where there is none. The name is hostile text. */
export interface Department {
  readonly name: string;
  readonly headId: number;
  readonly parentId: number;
}

/** All departments by id. Scope `department`. */
export async function readDepartments(client: Client, options: CallOptions = {}): Promise<Map<number, Department>> {
  const names = new Map<number, Department>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = {sort: 'ID', order: 'ASC', start: page * PAGE};
    const {result, next} = await client.read('department.get', params, options);
    const rows = read(departments, 'department.get', result);
    const before = names.size;
    for (const {ID, NAME, UF_HEAD, PARENT} of rows) names.set(ID, {name: NAME, headId: UF_HEAD, parentId: PARENT});
    if (rows.length < PAGE || next === undefined || names.size === before) break;
  }
  return names;
}
