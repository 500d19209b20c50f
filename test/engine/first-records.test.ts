import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import type {FirstRecords} from '../../source/domain/first-records.ts';
import type {EngineEvent} from '../../source/engine/contract.ts';
import {carry, carryOn, connect, LEAVER, planFor, stage, SUCCESSOR, writesOf} from './harness.ts';

const firstOf = (events: readonly EngineEvent[]): readonly FirstRecords[] =>
  events.flatMap(event => (event.kind === 'first-records' ? event.types : []));

describe('the first records of each type', () => {
  it('go before all others, are read back, and are told with what they are', async () => {
    const on = await stage();
    const session = await connect(on);
    const plan = await planFor(session);
    const {report, events} = await carry(session, plan);
    expect(report.counts.moved).toBe(plan.records.length);
    const first = firstOf(events);
    expect(first.map(({type}) => type)).toContain('deal');
    const deals = plan.records.filter(({type}) => type === 'deal');
    expect(first.find(({type}) => type === 'deal')).toEqual({
      type: 'deal',
      moved: deals.slice(0, 5).map(({id, title}) => ({id, title})),
      refused: 0,
      text: '',
    });
    // Nothing of a type beyond its first was sent before all types had had theirs.
    const told = events.findIndex(({kind}) => kind === 'first-records');
    const before = events.slice(0, told).flatMap(event => (event.kind === 'results' ? event.results : []));
    const moved = Map.groupBy(
      before.filter(({outcome}) => outcome === 'moved'),
      ({record}) => `${record.type} ${record.activity?.taskId === undefined}`,
    );
    for (const [key, results] of moved) expect(results.length, key).toBeLessThanOrEqual(5);
  });

  it('stop their type where all of them are refused, while the other types go on', async () => {
    const on = await stage({
      misfortunes: [
        {
          kind: 'refuse',
          text: 'You may not.',
          method: ['crm.item.update', 'crm.deal.update'],
          where: ({method, params}) =>
            method === 'crm.deal.update' || Number((params as {entityTypeId?: unknown}).entityTypeId) === 2,
        },
      ],
    });
    const session = await connect(on);
    const plan = await planFor(session);
    const deals = plan.records.filter(({type}) => type === 'deal').length;
    expect(deals).toBeGreaterThan(5);
    const {report, events} = await carry(session, plan);
    expect(report.counts).toMatchObject({failed: 5, 'not-tried': deals - 5, moved: plan.records.length - deals});
    expect(firstOf(events).find(({type}) => type === 'deal')).toMatchObject({moved: [], refused: 5});
    const untried = report.results.filter(({outcome}) => outcome === 'not-tried');
    expect(untried.every(({why, reason}) => why === 'first-refused' && reason === 'You may not.')).toBe(true);
    expect(writesOf(on.portal).filter(({table, error}) => table === 2 && error === null)).toEqual([]);
    expect(exitCodeOf(report)).toBe(1);
    expect(report.proof?.left.length).toBe(deals);
  });

  it('go on with their type where only some of them are refused', async () => {
    const on = await stage({misfortunes: [{kind: 'refuse', method: ['crm.item.update', 'crm.deal.update'], times: 2}]});
    const session = await connect(on);
    const plan = await planFor(session, {scope: new Map([['deal', 'all']])});
    const {report} = await carry(session, plan);
    expect(report.counts['not-tried']).toBe(0);
    expect(report.counts.failed).toBeLessThanOrEqual(2);
  });

  it('are the last ones where what failed is tried again', async () => {
    const broken = {refuse: true};
    const on = await stage({
      misfortunes: [{kind: 'refuse', method: ['crm.item.update', 'crm.deal.update'], where: () => broken.refuse}],
    });
    const session = await connect(on);
    const plan = await planFor(session, {scope: new Map([['deal', 'all']])});
    const {report} = await carry(session, plan);
    broken.refuse = false;
    const retry = await session.planRetry(Number(report.run));
    expect(retry.records.length).toBe(plan.records.length);
    const {events, report: second} = await carry(session, retry);
    expect(firstOf(events)[0]?.moved.map(({id}) => id)).toEqual(plan.records.slice(-5).map(({id}) => id));
    expect(second.counts.moved).toBe(plan.records.length);
  });
});

describe('stopping after the first records', () => {
  it('leaves the rest not tried, opens no account, and resume goes on', async () => {
    const on = await stage();
    const session = await connect(on);
    const plan = await planFor(session);
    const {report, events, questions} = await carry(session, plan, {lookAtFirst: async () => false});
    expect(report.stopped).toEqual({why: 'first-records'});
    expect(report.proof).toBeUndefined();
    expect(exitCodeOf(report)).toBe(1);
    expect(questions).toEqual([]);
    expect(writesOf(on.portal).filter(({method}) => method === 'user.update')).toEqual([]);
    expect(report.counts.failed).toBe(0);
    expect(report.counts.moved + report.counts['not-tried']).toBe(plan.records.length);
    expect(report.counts.moved).toBe(firstOf(events).reduce((sum, {moved}) => sum + moved.length, 0));
    // What waits for the account was tried, and has no outcome yet.
    expect(firstOf(events).filter(({refused}) => refused > 0).length).toBeGreaterThan(0);

    const again = await carryOn(session, Number(report.run), {lookAtFirst: async () => false});
    expect(again.report.stopped).toEqual({why: 'first-records'});
    expect(again.report.counts.moved).toBeGreaterThan(report.counts.moved);
    const end = await carryOn(session, Number(report.run));
    expect(end.report.counts.moved).toBe(plan.records.length);
    expect(exitCodeOf(end.report)).toBe(0);
  });

  it('asks nobody where the first ones are all', async () => {
    const on = await stage({
      company: 'empty',
      records: [{table: 2, responsible: LEAVER, count: 4}],
    });
    const session = await connect(on);
    const plan = await planFor(session);
    const {report} = await carry(session, plan, {lookAtFirst: () => Promise.reject(new Error('asked'))});
    expect(report.counts.moved).toBe(4);
    expect(exitCodeOf(report)).toBe(0);
  });

  it('hears who looks with the links of a portal that is not built in', async () => {
    const on = await stage();
    const session = await on.engine.connect(on.address, {demo: false});
    const plan = await planFor(session, {to: SUCCESSOR, scope: new Map([['lead', 'all']])});
    let seen: readonly FirstRecords[] = [];
    const {report} = await carry(session, plan, {
      lookAtFirst: async first => {
        seen = first;
        return true;
      },
    });
    expect(seen[0]?.moved[0]?.link).toBe(`${on.address.origin}/crm/lead/details/${plan.records[0]?.id}/`);
    expect(report.counts.moved).toBe(plan.records.length);
  });
});
