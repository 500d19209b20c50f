import * as v from 'valibot';
import type {EntityType} from '../domain/entity-types.ts';
import {fieldOf} from '../domain/scope/conditions.ts';
import type {CallOptions, Client} from './client.ts';
import {listOf, read, reference, text} from './shapes.ts';
import {allStages, isFinal, STAGE_LIST} from './stage-rows.ts';

const categories = v.object({categories: listOf(v.object({id: reference, name: text}))});

/** Where records of a type can stand. Names are hostile text. */
export interface StagesOfType {
  readonly pipelines: {readonly id: number; readonly name: string}[];
  readonly stages: {readonly id: string; readonly name: string; readonly pipeline?: number; readonly closed: boolean}[];
}

/**
 * Reads pipelines (`crm.category.list`) and stages (`crm.status.list`) of these types in one request. What could not be
 * read of a type leaves that type out: then nothing is refused by it.
 */
export async function readStagesOf(
  client: Client,
  types: readonly EntityType[],
  options: CallOptions,
): Promise<Map<EntityType, StagesOfType>> {
  const staged = types.filter(({key}) => fieldOf(key, 'stage') !== undefined);
  const inPipelines = staged.filter(({key}) => fieldOf(key, 'pipeline') !== undefined);
  const found = new Map<EntityType, StagesOfType>();
  if (staged.length === 0) return found;
  const [first, ...lists] = await client.readMany(
    [STAGE_LIST, ...inPipelines.map(({entityTypeId}) => ({method: 'crm.category.list', params: {entityTypeId}}))],
    options,
  );
  const {rows, whole} = await allStages(client, first, options);
  if (!whole) return found;
  for (const type of staged) {
    const list = lists[inPipelines.indexOf(type)];
    if (inPipelines.includes(type) && !list?.ok) continue;
    const pipelines = list?.ok ? [...read(categories, 'crm.category.list', list.result).categories] : [];
    const stages = directoriesOf(type, pipelines).flatMap(({directory, pipeline}) =>
      rows
        .filter(row => row.ENTITY_ID === directory)
        .map(row => ({
          id: row.STATUS_ID,
          name: row.NAME,
          ...(pipeline === undefined ? {} : {pipeline}),
          closed: isFinal(row),
        })),
    );
    found.set(type, {pipelines, stages});
  }
  return found;
}

/** The stage directories of a type (fact sheet section 8). */
function directoriesOf(
  {key, entityTypeId}: EntityType,
  pipelines: readonly {readonly id: number}[],
): {directory: string; pipeline?: number}[] {
  if (key === 'lead') return [{directory: 'STATUS'}];
  if (key === 'estimate') return [{directory: 'QUOTE_STATUS'}];
  if (key === 'old-invoice') return [{directory: 'INVOICE_STATUS'}];
  return pipelines.map(({id}) => {
    if (key === 'deal' || key === 'deal-template')
      return {directory: id === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${id}`, pipeline: id};
    const kind = key === 'invoice' ? 'SMART_INVOICE' : `DYNAMIC_${entityTypeId}`;
    return {directory: `${kind}_STAGE_${id}`, pipeline: id};
  });
}
