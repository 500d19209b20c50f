import {TYPE_IDS} from '../../domain/entity-types.ts';
import type {Finding} from '../../domain/diagnosis.ts';
import {codeOnly} from '../../domain/diagnosis.ts';
import type {CommandResult} from '../batch.ts';
import type {Command, Params} from '../encode.ts';
import {ask, finding, type Ground, idsOf, rowsOf} from './ground.ts';

/** What both families of lists know, as the older one sees it: no templates, no vendors (fact sheet section 6, traps 13 and 14). */
const IN_BOTH: readonly {
  readonly key: string;
  readonly id: number;
  readonly older: string;
  readonly filter?: Params;
}[] = [
  {key: 'lead', id: TYPE_IDS.lead, older: 'crm.lead.list'},
  {key: 'deal', id: TYPE_IDS.deal, older: 'crm.deal.list', filter: {isRecurring: 'N'}},
  {key: 'contact', id: TYPE_IDS.contact, older: 'crm.contact.list', filter: {categoryId: 0}},
  {key: 'company', id: TYPE_IDS.company, older: 'crm.company.list', filter: {categoryId: 0}},
  {key: 'estimate', id: TYPE_IDS.estimate, older: 'crm.quote.list'},
];

/** An id that no record and no person has: that of a person of every portal is far below. */
const NOBODY = 2_147_483_647;
const PAGE = 50;

export interface Counted {
  readonly findings: readonly Finding[];
  /** The type with the most records, for whoever needs a list with more than one page; undefined where all are empty. */
  readonly largest: number | undefined;
}

/** Counts by `crm.item.list` and by the older lists. Those that differ are counted again: somebody may be at work. */
export async function checkCounts(ground: Ground): Promise<Counted> {
  const first = await countPairs(ground, IN_BOTH);
  const apart = IN_BOTH.filter(({key}) => differ(first.get(key)));
  const again = apart.length > 0 ? await countPairs(ground, apart) : new Map<string, Pair>();
  const counts: Record<string, number> = {};
  const differing: string[] = [];
  let largest: {id: number; count: number} | undefined;
  for (const {key, id} of IN_BOTH) {
    const pair = again.get(key) ?? first.get(key);
    const count = pair?.universal ?? pair?.older ?? 0;
    if (pair?.universal !== undefined && count > (largest?.count ?? 0)) largest = {id, count};
    if (pair?.universal === undefined || pair.older === undefined) continue;
    counts[key] = pair.universal;
    if (!differ(pair)) continue;
    differing.push(key);
    counts[`${key} by the older list`] = pair.older;
  }
  const found = Object.keys(counts).length === 0 ? 'unread' : differing.length > 0 ? 'differ' : 'agree';
  const facts = differing.length > 0 ? {facts: {types: differing}} : {};
  return {findings: [finding('counts', found, {counts, ...facts})], largest: largest?.id};
}

interface Pair {
  readonly universal: number | undefined;
  readonly older: number | undefined;
}

function differ(pair: Pair | undefined): boolean {
  return pair?.universal !== undefined && pair.older !== undefined && pair.universal !== pair.older;
}

async function countPairs(ground: Ground, types: typeof IN_BOTH): Promise<Map<string, Pair>> {
  const commands = types.flatMap(({id, older, filter}): Command[] => [
    {
      method: 'crm.item.list',
      params: {entityTypeId: id, select: ['id'], ...(filter ? {filter} : {}), ...ITEM_ORDER, start: 0},
    },
    {method: older, params: {select: ['ID'], ...OLDER_ORDER, start: 0}},
  ]);
  const {results} = await ask(ground, commands);
  return new Map(
    types.map(({key}, index) => [
      key,
      {universal: totalOf(results[index * 2]), older: totalOf(results[index * 2 + 1])},
    ]),
  );
}

const ITEM_ORDER = {order: {id: 'ASC'}} as const;
const OLDER_ORDER = {order: {ID: 'ASC'}} as const;

function totalOf(result: CommandResult | undefined): number | undefined {
  return result?.ok ? result.total : undefined;
}

/** The walk by id that every handover goes by: ascending, fifty a page, behind the last id, uncounted (fact sheet section 6). */
export async function checkPages(ground: Ground, largest: number | undefined): Promise<readonly Finding[]> {
  const items = {
    method: 'crm.item.list',
    params: {entityTypeId: largest ?? TYPE_IDS.deal, select: ['id'], ...ITEM_ORDER},
  };
  const activities = {method: 'crm.activity.list', params: {select: ['ID'], ...OLDER_ORDER}};
  return [
    await walkTwo(ground, 'pages', items, after => ({filter: {'>id': after}})),
    await walkTwo(ground, 'older-pages', activities, after => ({filter: {'>ID': after}})),
  ];
}

async function walkTwo(
  ground: Ground,
  check: 'pages' | 'older-pages',
  list: Command,
  behind: (after: number) => Params,
): Promise<Finding> {
  const {results: first} = await ask(ground, [{...list, params: {...list.params, start: -1}}]);
  const [one] = first;
  if (!one?.ok) return finding(check, 'refused', {facts: {code: codeOnly(one?.fault.code ?? '')}});
  const ids = idsOf(one);
  const last = ids.at(-1);
  if (last === undefined) return finding(check, 'none');
  const uncounted = one.total === undefined ? 'absent' : one.total === 0 ? 'zero' : 'counted';
  const more = {counts: {rows: ids.length}, facts: {uncounted}};
  if (!isAscending(ids)) return finding(check, 'unordered', more);
  const {results: second} = await ask(ground, [{...list, params: {...list.params, ...behind(last), start: -1}}]);
  const next = idsOf(second[0]);
  if (!isAscending(next)) return finding(check, 'unordered', more);
  if (next.some(id => id <= last)) return finding(check, 'repeated', more);
  if (ids.length > PAGE) return finding(check, 'size', more);
  if (ids.length === PAGE || next.length === 0) return finding(check, 'hold', more);
  // A short page ends a walk: one that is short with more behind it would lose records. Asked once more, since what is
  // behind it may have come in between.
  const {results: again} = await ask(ground, [{...list, params: {...list.params, start: -1}}]);
  return finding(check, again[0]?.ok && idsOf(again[0]).length <= ids.length ? 'short' : 'hold', more);
}

function isAscending(ids: readonly number[]): boolean {
  return ids.every((id, index) => id > (ids[index - 1] ?? 0));
}

/** The condition on the responsible person must leave nothing of nobody's; and what there is no field for should be refused. */
export async function checkFilters(ground: Ground, largest: number | undefined): Promise<readonly Finding[]> {
  const entityTypeId = largest ?? TYPE_IDS.deal;
  const items = (filter: Params): Command => ({
    method: 'crm.item.list',
    params: {
      entityTypeId,
      select: ['id'],
      ...(Object.keys(filter).length > 0 ? {filter} : {}),
      ...ITEM_ORDER,
      start: 0,
    },
  });
  const activities = (filter: Params): Command => ({
    method: 'crm.activity.list',
    params: {select: ['ID'], ...(Object.keys(filter).length > 0 ? {filter} : {}), ...OLDER_ORDER, start: 0},
  });
  const {results} = await ask(ground, [
    items({}),
    items({assignedById: NOBODY}),
    activities({}),
    activities({RESPONSIBLE_ID: NOBODY}),
    items({b24HandoverDoctor: 1}),
  ]);
  const [allItems, noItems, allActivities, noActivities, unknown] = results;
  const ignoring = [
    ...(rowsOf(noItems).length > 0 ? ['crm.item.list'] : []),
    ...(rowsOf(noActivities).length > 0 ? ['crm.activity.list'] : []),
  ];
  const isTold = [
    [allItems, noItems],
    [allActivities, noActivities],
  ].some(([all, none]) => rowsOf(all).length > 0 && none?.ok === true);
  return [
    ignoring.length > 0
      ? finding('filter', 'ignored', {facts: {methods: ignoring}})
      : finding('filter', isTold ? 'honoured' : 'none'),
    unknownFilter(unknown),
  ];
}

function unknownFilter(result: CommandResult | undefined): Finding {
  if (result?.ok) return finding('unknown-filter', 'ignored');
  const code = codeOnly(result?.fault.code ?? '');
  return finding('unknown-filter', code === 'INVALID_ARG_VALUE' ? 'refused' : 'otherwise', {facts: {code}});
}

/** Old invoices cannot be told from the list of types, which names them either way (fact sheet section 10). */
export async function checkOldInvoices(ground: Ground): Promise<readonly Finding[]> {
  const {results} = await ask(ground, [
    {method: 'crm.invoice.list', params: {select: ['ID'], ...OLDER_ORDER, start: 0}},
  ]);
  const [result] = results;
  if (!result?.ok) {
    const code = codeOnly(result?.fault.code ?? '');
    return [finding('old-invoices', code === 'ERROR_METHOD_NOT_FOUND' ? 'absent' : 'refused', {facts: {code}})];
  }
  const count = result.total ?? rowsOf(result).length;
  return [finding('old-invoices', count > 0 ? 'some' : 'none', {counts: {invoices: count}})];
}
