import * as v from 'valibot';
import {TYPE_IDS, compareTypes, type ClosedBy, type EntityType} from '../domain/entity-types.ts';
import type {CommandResult} from './batch.ts';
import type {CallOptions, Client} from './client.ts';
import type {Command} from './encode.ts';
import {id, listOf, read, reference, text} from './shapes.ts';
import {allStages, isFinal, STAGE_LIST, type StageRow} from './stage-rows.ts';

const ownerTypes = listOf(v.object({ID: id, NAME: text}));
const categories = v.object({categories: listOf(v.object({id: reference, name: text}))});

export interface Directories {
  readonly types: readonly EntityType[];
  /** False where the portal would not list its types or stages: the usual types are assumed, smart processes are missing. */
  readonly complete: boolean;
}

/** First id of a smart process; 36 and 39 are smart documents (fact sheet section 8). */
const isDynamic = (entityTypeId: number): boolean => entityTypeId >= 128 || entityTypeId === 36 || entityTypeId === 39;

/**
 * Asks which entity types this portal has and which of their stages are final. `crm.enum.ownertype` is open to every reader,
 * unlike `crm.type.list` (trap 32). `crm.status.list` without a filter gives all stages at once; their SEMANTICS are S (won), F (lost) or
 * something else for stages in progress.
 */
export const DIRECTORIES: readonly Command[] = [
  {method: 'crm.enum.ownertype', params: {}},
  STAGE_LIST,
  {method: 'crm.category.list', params: {entityTypeId: TYPE_IDS.contact}},
  {method: 'crm.category.list', params: {entityTypeId: TYPE_IDS.company}},
];

/** Asks for the directories alone. */
export async function readDirectories(client: Client, options: CallOptions): Promise<Directories> {
  return directoriesOf(client, await client.readMany(DIRECTORIES, options), options);
}

/** @param results of `DIRECTORIES` */
export async function directoriesOf(
  client: Client,
  results: readonly CommandResult[],
  options: CallOptions,
): Promise<Directories> {
  const [enumeration, stages, contactCategories, companyCategories] = results;
  const listed = enumeration?.ok ? read(ownerTypes, 'crm.enum.ownertype', enumeration.result) : undefined;
  const {rows, whole} = await allStages(client, stages, options);
  const final = finalStages(rows);
  const types: EntityType[] = usualTypes(
    final,
    listed?.map(type => type.ID),
  );
  for (const type of listed ?? []) {
    if (!isDynamic(type.ID)) continue;
    types.push({
      key: `spa:${type.ID}`,
      entityTypeId: type.ID,
      portalTitle: type.NAME,
      closedBy: {by: 'stages', closed: final.of(`DYNAMIC_${type.ID}_STAGE_`)},
      takenByDefault: true,
      mayNeedRehire: false,
    });
  }
  types.push(...otherCategories('contact', contactCategories), ...otherCategories('company', companyCategories));
  return {types: types.sort(compareTypes), complete: listed !== undefined && whole};
}

function usualTypes(final: FinalStages, listed: readonly number[] | undefined): EntityType[] {
  const taken = {takenByDefault: true, mayNeedRehire: false};
  const rehire = {takenByDefault: true, mayNeedRehire: true};
  const types: EntityType[] = [
    {key: 'lead', entityTypeId: TYPE_IDS.lead, closedBy: {by: 'semantic'}, ...taken},
    {key: 'deal', entityTypeId: TYPE_IDS.deal, closedBy: {by: 'semantic'}, ...taken},
    {key: 'deal-template', entityTypeId: TYPE_IDS.deal, closedBy: {by: 'none'}, ...taken, takenByDefault: false},
    {key: 'contact', entityTypeId: TYPE_IDS.contact, categoryId: 0, closedBy: {by: 'none'}, ...taken},
    {key: 'company', entityTypeId: TYPE_IDS.company, categoryId: 0, closedBy: {by: 'none'}, ...taken},
    {key: 'estimate', entityTypeId: TYPE_IDS.estimate, closedBy: {by: 'closed-flag'}, ...taken},
    {
      key: 'invoice',
      entityTypeId: TYPE_IDS.invoice,
      closedBy: {by: 'stages', closed: final.of('SMART_INVOICE_STAGE_')},
      ...rehire,
    },
    {
      key: 'old-invoice',
      entityTypeId: TYPE_IDS.oldInvoice,
      closedBy: {by: 'statuses', closed: final.of('INVOICE_STATUS')},
      ...rehire,
    },
    {key: 'activity', entityTypeId: TYPE_IDS.activity, closedBy: {by: 'completed'}, ...rehire},
    // No rule is known that holds back the tasks of somebody who is dismissed.
    {key: 'task', entityTypeId: TYPE_IDS.task, closedBy: {by: 'task-status'}, ...taken, takenByDefault: false},
  ];
  // Activities and tasks are in no enumeration of owner types; all others are, where the portal has them.
  return types.filter(
    ({key, entityTypeId}) => key === 'activity' || key === 'task' || !listed || listed.includes(entityTypeId),
  );
}

interface FinalStages {
  /** Stage ids with the semantics S or F of every directory whose id begins so. */
  of(prefix: string): string[];
}

function finalStages(rows: readonly StageRow[]): FinalStages {
  const final = rows.filter(isFinal);
  return {of: prefix => final.filter(row => row.ENTITY_ID.startsWith(prefix)).map(row => row.STATUS_ID)};
}

/** Vendors and the like: contacts and companies of other categories than 0 are types of their own (trap 14). */
function otherCategories(kind: 'contact' | 'company', result: CommandResult | undefined): EntityType[] {
  if (!result?.ok) return [];
  return read(categories, 'crm.category.list', result.result)
    .categories.filter(category => category.id !== 0)
    .map(category => ({
      key: `${kind}:${category.id}` as const,
      entityTypeId: TYPE_IDS[kind],
      categoryId: category.id,
      portalTitle: category.name,
      closedBy: {by: 'none'} satisfies ClosedBy,
      takenByDefault: false,
      mayNeedRehire: false,
    }));
}
