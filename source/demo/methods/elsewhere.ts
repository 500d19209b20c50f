import {intval, isArray, type Out, type PhpArray, type PhpValue, strval} from '../php/values.ts';
import {splitKey} from '../query/conditions.ts';
import {ACCESS_DENIED, controllerError, RestError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundArray, legacyArray, upperKeys} from '../rest/parameters.ts';
import {PAGE} from './list.ts';

/** A page of a short list, with the counts that every list has. */
function paged<T>(call: Call, rows: readonly T[]): {rows: readonly T[]; total: number; next?: number} {
  const start = Math.max(0, Math.floor(intval(call.params.get('start') ?? 0) / PAGE) * PAGE);
  const next = start + PAGE < rows.length ? {next: start + PAGE} : {};
  return {rows: rows.slice(start, start + PAGE), total: rows.length, ...next};
}

/**
 * Workflow tasks (bizproc-task-list.md): names of fields in any case, no prefix is equality. An administrator may ask for
 * anybody's; others get their own, and are refused those of people who are not below them.
 */
function workflowTasks(call: Call): Answer {
  const filter = upperKeys(legacyArray(call.params, 'filter'));
  const asked = filter.get('USER_ID');
  if (!call.admin && asked !== undefined && intval(asked) !== call.user.id)
    throw new RestError(400, 'ACCESS_DENIED', 'Access denied!');
  if (!call.admin && asked === undefined) filter.set('USER_ID', call.user.id);
  const all = call.portal.directory.elsewhere.workflowTasks.map(one => ({
    ID: String(one.id),
    NAME: one.name,
    USER_ID: String(one.user),
    STATUS: String(one.status),
    ENTITY: 'CCrmDocumentDeal',
    DOCUMENT_ID: 'DEAL_1',
    WORKFLOW_ID: `67a2ffdb2c57a3.${one.id}`,
  }));
  const {rows, ...counts} = paged(
    call,
    all.filter(row => [...filter].every(([key, value]) => fits(row, key, value))),
  );
  const select = [...legacyArray(call.params, 'select').values()].map(item => strval(item).toUpperCase());
  return {result: rows.map(row => chosen(row, select)), ...counts};
}

/** Equality, `!` and `!=` on what is a text; a field that is not there is dropped, as older lists do. */
function fits(row: Readonly<Record<string, string>>, key: string, value: PhpValue): boolean {
  const {operator, name} = splitKey(key);
  const has = row[name];
  if (has === undefined) return true;
  const wanted = isArray(value) ? [...value.values()].map(strval) : [strval(value)];
  return operator.startsWith('!') ? !wanted.includes(has) : wanted.includes(has);
}

function chosen(row: Readonly<Record<string, string>>, select: readonly string[]): Out {
  return Object.fromEntries(Object.entries(row).filter(([key]) => select.length === 0 || select.includes(key)));
}

/** All open lines at once (imopenlines-config-list-get.md); the queue only where OPTIONS asks for it. */
function openLines(call: Call): Answer {
  const options = boundArray(call.params, 'OPTIONS') ?? new Map();
  const withQueue = strval(options.get('QUEUE') ?? '') === 'Y';
  const rows = call.portal.directory.elsewhere.openLines.map(
    (line): Out => ({
      ID: String(line.id),
      LINE_NAME: line.name,
      ACTIVE: 'Y',
      ...(withQueue ? {QUEUE: line.queue.map(String)} : {}),
    }),
  );
  return {result: rows};
}

const ORDER_FIELDS = ['id', 'accountNumber', 'responsibleId'] as const;

/** Orders (sale-order-list.md): a controller, so unknown fields of a filter are refused. */
function orders(call: Call): Answer {
  if (!call.admin) throw ACCESS_DENIED();
  const filter: PhpArray = boundArray(call.params, 'filter') ?? new Map();
  for (const key of filter.keys()) {
    if (!(ORDER_FIELDS as readonly string[]).includes(splitKey(key).name))
      throw controllerError('INVALID_ARG_VALUE', `Invalid filter: field '${key}' is not allowed in filter`);
  }
  const all = call.portal.directory.elsewhere.orders
    .map(order => ({id: order.id, accountNumber: order.number, responsibleId: order.responsible}))
    .filter(row =>
      [...filter].every(([key, value]) =>
        fits(
          {id: String(row.id), accountNumber: row.accountNumber, responsibleId: String(row.responsibleId)},
          key,
          value,
        ),
      ),
    );
  const select = [...(boundArray(call.params, 'select') ?? new Map()).values()].map(strval);
  const {rows, ...counts} = paged(call, all);
  const shown = rows.map(row =>
    Object.fromEntries(Object.entries(row).filter(([key]) => select.length === 0 || select.includes(key))),
  );
  return {result: {orders: shown}, ...counts};
}

export const ELSEWHERE_METHODS: readonly Method[] = [
  {name: 'bizproc.task.list', scope: 'bizproc', family: 'legacy', run: workflowTasks},
  {name: 'imopenlines.config.list.get', scope: 'imopenlines', family: 'legacy', run: openLines},
  {name: 'sale.order.list', scope: 'sale', family: 'controller', run: orders},
];
