import type {Transport} from '../../source/portal/transport.ts';
import {type Command, readCommand} from '../lib/command.ts';

/** Whose records are pinned, and who gets them. */
export const LEAVER = 42;
export const SUCCESSOR = 12;

const PAGE = 50;
const TYPES = [
  {ID: 1, NAME: 'Lead'},
  {ID: 2, NAME: 'Deal'},
  {ID: 3, NAME: 'Contact'},
  {ID: 4, NAME: 'Company'},
  {ID: 5, NAME: 'Invoice (old)'},
  {ID: 7, NAME: 'Estimate'},
  {ID: 31, NAME: 'Invoice'},
  {ID: 1036, NAME: 'Tenders'},
];
/** The lists that are walked: activities besides, which are in no directory of types. */
export const LISTS = TYPES.length + 1;

const ACTIVITY_SHARE = 3;

/**
 * A portal that holds `perList` records of each type and makes each answer when it is asked for, so that all the memory
 * of the process is the program's own. Every third activity belongs to a record that is not in the plan.
 */
export function madeUpPortal(perList: number): Transport {
  return async (method, body) => {
    if (method !== 'batch') return {result: answer({method, params: body as Command['params']}, perList).result};
    const result: Record<string, unknown> = {};
    const total: Record<string, number> = {};
    const time: Record<string, {finish: number}> = {};
    for (const [key, text] of Object.entries((body as {cmd: Record<string, string>}).cmd)) {
      const {method: name, params} = readCommand(text);
      const one = answer({method: name, params: referred(params, result) as Command['params']}, perList);
      result[key] = one.result;
      time[key] = {finish: performance.now() / 1000};
      if (one.total !== undefined) total[key] = one.total;
    }
    return {result: {result, result_error: [], result_total: total, result_time: time}};
  };
}

/** Puts in what earlier commands of the batch gave. Their pages are as long as the tally said, so every path leads somewhere. */
function referred(value: unknown, results: unknown): unknown {
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, referred(inner, results)]));
  const path = typeof value === 'string' ? /^\$result\[(.*)\]$/.exec(value)?.[1] : undefined;
  if (path === undefined) return value;
  const found = path.split('][').reduce((at, step) => (at as Record<string, unknown> | undefined)?.[step], results);
  if (found === undefined) throw new Error(`nothing is at ${path}`);
  return found;
}

interface Answer {
  readonly result: unknown;
  readonly total?: number;
}

function answer({method, params}: Command, perList: number): Answer {
  switch (method) {
    case 'profile':
      return {result: {ID: 17, ADMIN: true, NAME: 'Olga', LAST_NAME: 'Smirnova'}};
    case 'scope':
      return {result: ['crm', 'user', 'department']};
    case 'app.info':
      return {result: {LICENSE: 'de_professional'}};
    case 'crm.enum.ownertype':
      return {result: TYPES};
    case 'crm.status.list':
      return {result: [{ENTITY_ID: 'INVOICE_STATUS', STATUS_ID: 'P', SEMANTICS: 'S'}]};
    case 'crm.category.list':
      return {result: {categories: [{id: 0, name: 'General'}]}};
    case 'department.get':
      return {result: []};
    case 'user.get':
      return {result: users(params)};
    case 'crm.item.list':
      return list(params, perList, items => ({items}));
    case 'crm.activity.list':
    case 'crm.invoice.list':
      return list({...params, entityTypeId: method === 'crm.invoice.list' ? '5' : '6'}, perList, rows => rows);
    // Where else the leaver is named: nowhere.
    case 'bizproc.task.list':
    case 'imopenlines.config.list.get':
      return {result: [], total: 0};
    case 'sale.order.list':
      return {result: {orders: []}, total: 0};
    // The older lists are only counted, beside the ones that are walked.
    case 'crm.lead.list':
    case 'crm.deal.list':
    case 'crm.contact.list':
    case 'crm.company.list':
    case 'crm.quote.list':
      return list({...params, entityTypeId: '0'}, perList, rows => rows);
    default:
      throw new Error(`nobody answers ${method} here`);
  }
}

function users(params: Command['params']): object[] {
  const ids = Object.values((params['FILTER'] as {ID?: Record<string, unknown>} | undefined)?.ID ?? {}).map(Number);
  return ids.map(id => ({ID: id, ACTIVE: id !== LEAVER, NAME: 'Person', LAST_NAME: `Number${id}`}));
}

function list(params: Command['params'], perList: number, shape: (rows: object[]) => unknown): Answer {
  const filter = (params['filter'] ?? {}) as Record<string, unknown>;
  const type = Number(params['entityTypeId']);
  const asked = filter['@id'] ?? filter['@ID'];
  // By their ids, records that are not the leaver's are asked for: the owners of activities.
  if (asked) return {result: shape(Object.values(asked).map(id => row(type, Number(id), SUCCESSOR)))};
  const closed = filter['@stageSemanticId'] ?? filter['@stageId'] ?? filter['@STATUS_ID'] ?? filter['closed'];
  const elsewhere = filter['observers'] !== undefined || Object.keys(filter).some(key => /observer/i.test(key));
  const who = filter['assignedById'] ?? filter['ASSIGNED_BY_ID'] ?? filter['RESPONSIBLE_ID'] ?? LEAVER;
  const none =
    elsewhere ||
    Number(who) !== LEAVER ||
    closed !== undefined ||
    filter['COMPLETED'] === 'Y' ||
    filter['isRecurring'] === 'Y';
  const held = none ? 0 : perList;
  const after = Number(filter['>id'] ?? filter['>ID'] ?? 0);
  const rows = Array.from({length: Math.max(0, Math.min(PAGE, held - after))}, (_, at) =>
    row(type, after + at + 1, LEAVER),
  );
  return {result: shape(rows), ...(params['start'] === '0' ? {total: held} : {})};
}

function row(type: number, id: number, responsible: number): object {
  const title = `Delivery ${id} for a client with an ordinary name`;
  // A row of an older list: all that its count brings along.
  if (type === 0) return {ID: String(id), ASSIGNED_BY_ID: String(responsible)};
  if (type === 5) return {ID: String(id), RESPONSIBLE_ID: String(responsible), ORDER_TOPIC: title, STATUS_ID: 'N'};
  if (type === 6) {
    return {
      ID: String(id),
      RESPONSIBLE_ID: String(responsible),
      SUBJECT: title,
      COMPLETED: 'N',
      OWNER_TYPE_ID: '2',
      // A deal of the plan has the same number as its activity; numbers far beyond are other people's deals.
      OWNER_ID: String(id % ACTIVITY_SHARE === 0 ? 10_000_000 + id : id),
      TYPE_ID: '6',
      PROVIDER_ID: 'CRM_TODO',
    };
  }
  const name = type === 3 ? {name: 'Anna', lastName: title} : {title};
  return {id, assignedById: responsible, ...name, stageId: 'NEW', closed: 'N', isRecurring: 'N', categoryId: 0};
}
