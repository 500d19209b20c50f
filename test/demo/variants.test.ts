import {expect, test} from 'vitest';
import {manualClock} from '../../source/demo/clock.ts';
import {openPortal} from './naive.ts';

const LIST = {entityTypeId: 1, select: ['id'], filter: {noSuchField: 1, assignedById: 42}, start: 0};
const LEADS = {
  company: 'empty',
  records: [
    {table: 1, responsible: 42, count: 3},
    {table: 1, responsible: 12},
  ],
} as const;

test('without times no answer has the block, a batch and its commands neither', async () => {
  const naive = await openPortal({withoutTimes: true});
  expect(Object.keys((await naive.call('server.time')).body as object)).toEqual(['result']);
  const batch = (await naive.call('batch', {cmd: {a: 'profile'}})).body as {result: Record<string, unknown>};
  expect(Object.keys(batch)).toEqual(['result']);
  expect(batch.result['result_time']).toEqual([]);
});

test('loose filters drop what there is no field for, and nothing else', async () => {
  const strict = await openPortal(LEADS);
  expect(await strict.call('crm.item.list', LIST)).toMatchObject({status: 400, body: {error: 'INVALID_ARG_VALUE'}});
  const loose = await openPortal({...LEADS, looseFilters: true});
  expect(await loose.call('crm.item.list', LIST)).toMatchObject({status: 200, body: {total: 3}});
});

test('the header tells the portal’s own time', async () => {
  const naive = await openPortal({clock: manualClock(Date.UTC(2030, 0, 1))});
  const answer = await fetch(`${naive.portal.webhook()}server.time`);
  expect(answer.headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
});
