import * as v from 'valibot';
import type {CallOptions, Client} from './client.ts';
import {id, listOf, read, text} from './shapes.ts';

const departments = listOf(v.object({ID: id, NAME: text}));
const PAGE = 50;
/** More pages than any company has departments for: an offset that starts over must not be followed for ever (trap 22). */
const MOST_PAGES = 200;

/** Names of all departments by id. Scope `department`. */
export async function readDepartments(client: Client, options: CallOptions = {}): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = {sort: 'ID', order: 'ASC', start: page * PAGE};
    const {result, next} = await client.read('department.get', params, options);
    const rows = read(departments, 'department.get', result);
    const before = names.size;
    for (const row of rows) names.set(row.ID, row.NAME);
    if (rows.length < PAGE || next === undefined || names.size === before) break;
  }
  return names;
}
