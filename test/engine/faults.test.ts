import {describe, expect, it} from 'vitest';
import type {Misfortune} from '../../source/demo/misfortune.ts';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {carry, connect, LEAVER, planFor, recordsOf, stage, SUCCESSOR, writesOf} from './harness.ts';

const LEADS = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 60}]} as const;
/** More than is under way at once, so that something is still to come when something happens. */
const MANY = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 2000}]} as const;

describe('moves everything in spite of', () => {
  it.each<[string, Misfortune]>([
    ['503s', {kind: 'unavailable', times: 3}],
    ['a page of the front end', {kind: 'html', times: 2}],
    ['an empty body', {kind: 'html', status: 500, text: '', times: 1}],
    ['a connection cut before the work', {kind: 'reset', moment: 'before', times: 2}],
    ['a connection cut after the work', {kind: 'reset', moment: 'after', times: 2}],
    ['answers that break off', {kind: 'truncate', times: 2}],
    [
      'a portal that does not reach the server of its keys',
      {kind: 'answer', status: 401, body: {error: 'CONNECTION_ERROR', error_description: 'No connection.'}, times: 2},
    ],
    ['used up execution time', {kind: 'blocked', method: 'crm.item.update', times: 30}],
    ['used up execution time of the reads', {kind: 'blocked', method: 'crm.item.list', times: 3}],
    ['errors although the record is saved', {kind: 'late', method: 'crm.item.update', times: 10}],
  ])('%s', async (_name, misfortune) => {
    const on = await stage(LEADS);
    const session = await connect(on);
    const plan = await planFor(session);
    const method = misfortune.method ?? 'crm.item.update';
    on.portal.befall({...misfortune, method});
    const {report} = await carry(session, plan);
    expect(report.counts).toEqual({
      moved: 60,
      'already-there': 0,
      gone: 0,
      'changed-hands': 0,
      failed: 0,
      'not-tried': 0,
    });
    expect(exitCodeOf(report)).toBe(0);
    expect(
      [...recordsOf(on.portal).values()].filter(record => record.table === 1 && record.responsible === SUCCESSOR),
    ).toHaveLength(60);
  });
});

describe('names exactly the records that were refused', () => {
  it.each([
    ['the first', [0]],
    ['the last', [59]],
    ['the first and the third', [0, 2]],
    ['all but the fifth', Array.from({length: 59}, (_, index) => (index < 4 ? index : index + 1))],
  ])('%s', async (_name, positions) => {
    const on = await stage(LEADS);
    const session = await connect(on);
    const plan = await planFor(session);
    const ids = new Set(positions.map(position => plan.records[position]?.id ?? 0));
    on.portal.befall({
      kind: 'refuse',
      method: 'crm.item.update',
      text: 'Not this one.',
      where: ({params}) => ids.has(Number((params as {id: unknown}).id)),
    });
    const {report} = await carry(session, plan);
    const failed = report.results.filter(result => result.outcome === 'failed');
    expect(new Set(failed.map(result => result.record.id))).toEqual(ids);
    expect(failed.every(result => result.reason === 'Not this one.')).toBe(true);
    expect(report.counts.moved).toBe(60 - ids.size);
    expect(report.proof?.left.map(({id}) => id)).toEqual([...ids]);
    expect(exitCodeOf(report)).toBe(1);
  });
});

it('does not call an update without effect moved', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'no-effect', method: 'crm.item.update', times: 2});
  const {report} = await carry(session, plan);
  expect(report.counts).toMatchObject({moved: 58, failed: 2});
  expect(report.results.filter(result => result.why === 'no-effect')).toHaveLength(2);
});

it('skips what changed hands or is gone, and names them', async () => {
  const on = await stage(MANY);
  const session = await connect(on);
  const plan = await planFor(session);
  const [taken, deleted, later, laterDeleted] = [5, 6, 1990, 1991].map(position => plan.records[position]?.id ?? 0);
  on.portal.hands.reassign(1, taken ?? 0, 31);
  on.portal.hands.remove(1, deleted ?? 0);
  on.portal.befall({
    kind: 'meddle',
    afterWrites: 10,
    act: hands => {
      hands.reassign(1, later ?? 0, 31);
      hands.remove(1, laterDeleted ?? 0);
    },
  });
  const {report} = await carry(session, plan);
  expect(report.counts).toEqual({
    moved: 1996,
    'already-there': 0,
    gone: 2,
    'changed-hands': 2,
    failed: 0,
    'not-tried': 0,
  });
  expect(
    report.results
      .filter(result => result.outcome === 'changed-hands')
      .map(result => [result.record.id, result.nowWith]),
  ).toEqual([
    [taken, 31],
    [later, 31],
  ]);
  expect(exitCodeOf(report)).toBe(0);
  const written = new Set(writesOf(on.portal).map(write => write.id));
  expect([taken, deleted, later, laterDeleted].filter(id => written.has(id ?? 0))).toEqual([]);
});

it('does not write a record again whose answer was lost and that somebody else took meanwhile', async () => {
  const on = await stage(MANY);
  const session = await connect(on);
  const plan = await planFor(session);
  const [first] = plan.records;
  on.portal.befall({kind: 'reset', moment: 'after', method: 'crm.item.update', times: 1});
  on.portal.befall({kind: 'meddle', afterWrites: 5, act: hands => hands.reassign(1, first?.id ?? 0, 31)});
  const {report} = await carry(session, plan);
  expect(report.results[0]).toMatchObject({outcome: 'changed-hands', nowWith: 31});
  expect(recordsOf(on.portal).get(`1:${first?.id}`)?.responsible).toBe(31);
});

it('stops only the share of a successor who is dismissed meanwhile', async () => {
  const on = await stage({...LEADS, records: [...LEADS.records, {table: 2, responsible: LEAVER, count: 2000}]});
  const session = await connect(on);
  const plan = await planFor(session, {perType: {deal: 31}});
  on.portal.befall({kind: 'meddle', afterWrites: 80, act: hands => hands.setActive(31, false)});
  const {report} = await carry(session, plan);
  const leads = report.results.filter(result => result.record.type === 'lead');
  const stopped = report.results.filter(result => result.why === 'successor-dismissed');
  expect(leads.every(result => result.outcome === 'moved')).toBe(true);
  expect(stopped.length).toBeGreaterThan(0);
  expect(stopped.every(result => result.record.to === 31)).toBe(true);
  expect(exitCodeOf(report)).toBe(1);
});

it('tells new records apart from the plan', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const fresh = on.portal.give({table: 1, responsible: LEAVER, count: 2});
  const {report} = await carry(session, plan);
  expect(report.proof?.fresh).toEqual(fresh.map(id => ({type: 'lead', id})));
  expect(report.counts.moved).toBe(60);
  expect(exitCodeOf(report)).toBe(0);
});

it('does not believe lists that go empty once writing began', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const ids = new Set(plan.records.slice(0, 3).map(record => record.id));
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.item.update',
    where: ({params}) => ids.has(Number((params as {id: unknown}).id)),
  });
  on.portal.befall({
    kind: 'empty',
    method: 'crm.item.list',
    afterWrites: 1,
    where: ({params}) => JSON.stringify(params).includes('assignedById":"42'),
  });
  const {report} = await carry(session, plan);
  expect(report.proof?.left.map(({id}) => id)).toEqual([...ids]);
  expect(report.proof?.contradictions).toEqual([...ids].map(id => ({type: 'lead', id, recountSaysLeft: false})));
  expect(exitCodeOf(report)).toBe(1);
});

it('ends with what was done when the key is revoked in mid-run', async () => {
  const on = await stage(MANY);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'meddle', afterWrites: 10, act: hands => hands.revokeKey()});
  const {report} = await carry(session, plan);
  expect(report.stopped?.why).toBe('portal');
  expect(report.proof).toBeUndefined();
  expect(Object.values(report.counts).reduce((sum, count) => sum + count, 0)).toBe(2000);
  expect(report.counts['not-tried']).toBeGreaterThan(0);
  expect(exitCodeOf(report)).toBe(4);
});

it('notices automation that gives a record to somebody else right after us, or back', async () => {
  const on = await stage({
    ...LEADS,
    automation: (event, set) => {
      if (event.id % 10 === 0) set({assignedById: 31});
      if (event.id % 10 === 1) set({assignedById: LEAVER});
    },
  });
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  expect(report.counts['changed-hands']).toBe(6);
  expect(report.counts.failed).toBe(6);
  expect(report.proof?.left).toHaveLength(6);
});

it('stops when asked to, and says what was not tried', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 200}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const stop = new AbortController();
  const {report} = await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind === 'results') stop.abort();
  });
  expect(report.stopped).toEqual({why: 'user'});
  expect(report.counts.moved + report.counts['not-tried']).toBe(200);
  expect(report.counts.moved).toBeGreaterThan(0);
  expect(report.counts['not-tried']).toBeGreaterThan(0);
  expect([...recordsOf(on.portal).values()].filter(record => record.responsible === SUCCESSOR)).toHaveLength(
    report.counts.moved,
  );
});

it.each([
  ['a redirect', {kind: 'redirect', location: '/maintenance'}, 'portal'],
  [
    'a block for overload',
    {kind: 'answer', status: 503, body: {error: 'OVERLOAD_LIMIT', error_description: 'Blocked.'}},
    'portal',
  ],
] as const)('%s ends the run, and fails no record that was being written', async (_, misfortune, why) => {
  const on = await stage({company: 'empty', records: [{table: 2, responsible: 6, count: 90}]});
  const session = await connect(on);
  const plan = await planFor(session, {leaver: 6});
  on.portal.befall({...misfortune, method: 'crm.item.update', spare: 1});
  const {report} = await carry(session, plan);
  expect(report.stopped).toMatchObject({why});
  expect(report.counts).toMatchObject({failed: 0});
  expect(report.counts.moved + report.counts['not-tried']).toBe(90);
  expect(writesOf(on.portal)).toHaveLength(report.counts.moved);
});
