import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {askDepartments, askOpenLines, askOrders, askWorkflowTasks} from '../../source/portal/elsewhere.ts';

const file = new URL('../contract/rest-examples.json', import.meta.url);
const examples = JSON.parse(readFileSync(file, 'utf8')) as {method: string; response: {result: unknown} | null}[];
const ok = (result: unknown, total?: number) =>
  ({ok: true, result, ...(total === undefined ? {} : {total})}) as Parameters<ReturnType<typeof askOrders>['count']>[0];

test('the documented answer of orders is counted for whom it names, and for nobody else', () => {
  const result = examples.find(({method}) => method === 'sale.order.list')?.response?.result;
  expect(askOrders(1).count(ok(result, 1))).toEqual({count: 1, names: []});
  expect(askOrders(42).count(ok(result, 1))).toBeUndefined();
});

test('the documented row of a workflow task is read, and the whole count is the portal’s', () => {
  const result = [{ENTITY: 'BizprocDocument', DOCUMENT_ID: '2249', ID: '1477', STATUS: '0', USER_ID: '42'}];
  expect(askWorkflowTasks(42).count(ok(result, 120))).toEqual({count: 120, names: []});
  expect(askWorkflowTasks(42).count(ok([]))).toEqual({count: 0, names: []});
});

test('a department of somebody else says that the condition was not heard', () => {
  const rows = [{ID: '3', NAME: 'Sales', SORT: 500, PARENT: '1', UF_HEAD: '4'}];
  expect(askDepartments(4).count(ok(rows, 1))).toEqual({count: 1, names: ['Sales']});
  expect(askDepartments(42).count(ok(rows, 1))).toBeUndefined();
});

test('of all open lines those count in whose queue the person is, whether ids come as texts or as numbers', () => {
  const rows = [
    {ID: '1', LINE_NAME: 'Website', QUEUE: ['12', '42']},
    {ID: '3', LINE_NAME: 'Support', QUEUE: [42]},
    {ID: '5', LINE_NAME: 'Nobody', QUEUE: []},
    {ID: '7', LINE_NAME: 'Without'},
  ];
  expect(askOpenLines(42).count(ok(rows))).toEqual({count: 2, names: ['Website', 'Support']});
});
