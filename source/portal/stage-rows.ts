import * as v from 'valibot';
import type {CommandResult} from './batch.ts';
import type {CallOptions, Client} from './client.ts';
import type {Command} from './encode.ts';
import {listOf, read, text} from './shapes.ts';

const statuses = listOf(v.object({ENTITY_ID: text, STATUS_ID: text, NAME: text, SEMANTICS: text}));

/** One stage of one directory (fact sheet section 8). */
export type StageRow = v.InferOutput<typeof statuses>[number];

/** All stages of all directories at once, in the portal's order. */
export const STAGE_LIST: Command = {method: 'crm.status.list', params: {order: {SORT: 'ASC'}}};

/** The method answers all rows at once; the documentation's tutorial says at most 50, so the rest is asked for if there is one. */
export async function allStages(
  client: Client,
  first: CommandResult | undefined,
  options: CallOptions,
): Promise<{rows: StageRow[]; whole: boolean}> {
  if (!first?.ok) return {rows: [], whole: false};
  const rows = read(statuses, 'crm.status.list', first.result);
  const starts: number[] = [];
  for (let start = rows.length; start > 0 && start < Math.min(first.total ?? 0, 5000); start += 50) starts.push(start);
  if (starts.length === 0) return {rows, whole: true};
  const more = await client.readMany(
    starts.map(start => ({...STAGE_LIST, params: {...STAGE_LIST.params, start}})),
    options,
  );
  const rest = more.flatMap(page => (page.ok ? read(statuses, 'crm.status.list', page.result) : []));
  return {rows: [...rows, ...rest], whole: more.every(page => page.ok)};
}

/** Won or lost. */
export function isFinal({SEMANTICS}: StageRow): boolean {
  return SEMANTICS === 'S' || SEMANTICS === 'F';
}
