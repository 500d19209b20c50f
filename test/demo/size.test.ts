import {expect, it} from 'vitest';
import {openPortal} from './naive.ts';

// A large portal must not cost the time that tests and benchmarks want to measure of the client. The best of many is taken, since the
// machine may have other things to do.

const HUNDRED_THOUSAND = {
  records: [
    {table: 2, responsible: 42, count: 60_000},
    {table: 1, responsible: 12, count: 20_000},
    {table: 6, responsible: 42, count: 20_000},
  ],
} as const;

it('a hundred thousand records start in under two seconds, and a page takes under five milliseconds', async () => {
  const begun = performance.now();
  const naive = await openPortal(HUNDRED_THOUSAND);
  expect(performance.now() - begun).toBeLessThan(2000);
  const walk = {order: {id: 'ASC'}, select: ['id', 'title', 'assignedById'], start: -1};
  for (const [method, params] of [
    ['crm.item.list', {entityTypeId: 2, filter: {'=assignedById': 42, '>id': 40_000}, ...walk}],
    ['crm.item.list', {entityTypeId: 2, filter: {assignedById: 42, closed: 'N'}, select: ['id']}],
    ['crm.item.list', {entityTypeId: 2, filter: {'@id': [5, 50_000, 59_999]}, select: ['id', 'assignedById']}],
    ['crm.activity.list', {filter: {RESPONSIBLE_ID: 42, COMPLETED: 'N', '>ID': 10_000}, order: {ID: 'ASC'}, start: -1}],
    ['crm.item.update', {entityTypeId: 2, id: 30_000, fields: {title: 'New'}}],
  ] as const) {
    let best = Number.POSITIVE_INFINITY;
    for (let index = 0; index < 20; index += 1) {
      const asked = performance.now();
      expect((await naive.call(method, params)).status).toBe(200);
      best = Math.min(best, performance.now() - asked);
    }
    expect(best, `${method} ${JSON.stringify(params)}`).toBeLessThan(5);
  }
});
