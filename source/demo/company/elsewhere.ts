import type {Store} from '../store/store.ts';

/** A task of a workflow that waits for somebody (bizproc-task-list.md). STATUS 0 waits, 1 is done. */
export type WorkflowTask = {readonly id: number; readonly name: string; readonly user: number; readonly status: number};

/** An open line and who is in its queue. */
export type OpenLine = {readonly id: number; readonly name: string; readonly queue: readonly number[]};

/** An order of the online shop. */
export type ShopOrder = {readonly id: number; readonly number: string; readonly responsible: number};

/** Where people are named besides the records of the CRM. Only looked at. */
export type Elsewhere = {
  readonly workflowTasks: readonly WorkflowTask[];
  readonly openLines: readonly OpenLine[];
  readonly orders: readonly ShopOrder[];
};

/** Anna Petrova, who has left. */
const ANNA = 42;

export const DEMO_ELSEWHERE: Elsewhere = {
  workflowTasks: [
    {id: 1477, name: 'Approve the discount', user: ANNA, status: 0},
    {id: 1479, name: 'Approve the contract', user: ANNA, status: 0},
    {id: 1480, name: 'Approve the invoice', user: ANNA, status: 1},
    {id: 1482, name: 'Approve the leave', user: 12, status: 0},
  ],
  openLines: [
    {id: 1, name: 'Website chat', queue: [12, ANNA]},
    {id: 3, name: 'Support', queue: [35, 48]},
  ],
  orders: [
    {id: 9, number: '165', responsible: ANNA},
    {id: 11, number: '167', responsible: ANNA},
    {id: 12, number: '168', responsible: ANNA},
    {id: 14, number: '170', responsible: 12},
  ],
};

export const NOTHING_ELSEWHERE: Elsewhere = {workflowTasks: [], openLines: [], orders: []};

/** Anna watches some deals and a lead of her colleagues. */
export function addObservers(store: Store): void {
  for (const [table, count] of [
    [2, 4],
    [1, 1],
  ] as const) {
    const others = store.table(table).rows.filter(row => row['assignedById'] === 12 && row['isRecurring'] !== 'Y');
    for (const row of others.slice(0, count)) row['observers'] = [ANNA];
  }
}
