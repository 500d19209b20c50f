import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {rowOf} from '../../source/domain/tally.ts';
import {carry, connect, LEAVER, planFor, stage} from './harness.ts';

describe('a key that sees a part', () => {
  it('shows where a list shows less than the portal counts: the plan says so, and nothing is proved of that type', async () => {
    const on = await stage({partlySeen: {types: [1], leavesOut: 'rows'}});
    const session = await connect(on);
    const plan = await planFor(session, {
      scope: new Map([
        ['lead', 'all'],
        ['deal', 'all'],
      ]),
    });
    const shown = plan.records.filter(({type}) => type === 'lead').length;
    const all = on.portal.snapshot().records.filter(({table, responsible}) => table === 1 && responsible === LEAVER);
    expect(shown).toBeLessThan(all.length);
    expect(plan.partlySeen).toEqual([{type: 'lead', by: 'walk', counted: all.length, shown}]);
    expect((await session.planByDigest(plan.digest))?.partlySeen).toEqual(plan.partlySeen);
    const {report} = await carry(session, plan);
    expect(report.counts.moved).toBe(plan.records.length);
    expect(report.proof?.left).toEqual([]);
    expect(report.proof?.unproved).toEqual([
      {
        type: 'lead',
        reason: `this key does not see everything: the portal counts ${all.length}, its list shows ${shown}`,
      },
    ]);
    expect(exitCodeOf(report)).toBe(1);
  });

  it('shows where the older of two lists counts more than the one that is used', async () => {
    const on = await stage({partlySeen: {types: [1, 2, 3, 4, 7], leavesOut: 'rows-and-count'}});
    const session = await connect(on);
    const tally = await session.tally(LEAVER, () => {});
    const row = rowOf(tally.rows, 'deal');
    if (row?.state !== 'counted') throw new Error('not counted');
    expect(row.older).toBeGreaterThan(row.total);
    const plan = await planFor(session);
    expect(plan.partlySeen?.map(({type, by}) => [type, by])).toEqual([
      ['lead', 'older-list'],
      ['deal', 'older-list'],
      ['contact', 'older-list'],
      ['company', 'older-list'],
      ['estimate', 'older-list'],
    ]);
    const {report} = await carry(session, plan);
    expect(report.proof?.unproved.map(({type}) => type)).toContain('deal');
    expect(exitCodeOf(report)).toBe(1);
  });
});

describe('a narrowed scope', () => {
  it('is counted by its own conditions before it is walked, so that a key that sees a part proves nothing', async () => {
    const on = await stage({partlySeen: {types: [2], leavesOut: 'rows'}});
    const session = await connect(on);
    const plan = await planFor(session, {
      scope: new Map([
        ['deal', {state: 'all', pipelines: [2]}],
        ['contact', {state: 'all', created: {before: Date.now()}}],
      ]),
    });
    const shown = plan.records.filter(({type}) => type === 'deal').length;
    const all = on.portal
      .snapshot()
      .records.filter(
        ({table, responsible, columns}) => table === 2 && responsible === LEAVER && columns['categoryId'] === 2,
      );
    expect(shown).toBeLessThan(all.length);
    expect(plan.partlySeen).toEqual([{type: 'deal', by: 'walk', counted: all.length, shown}]);
    const {report} = await carry(session, plan);
    expect(report.proof?.unproved.map(({type}) => type)).toEqual(['deal']);
    expect(exitCodeOf(report)).toBe(1);
  });

  it.each([
    {state: 'open', pipelines: [0, 2]},
    {state: 'closed', changed: {from: Date.now() - 300 * 86_400_000}},
    {state: 'all', created: {before: Date.now() - 200 * 86_400_000}, without: [354, 361]},
    {state: 'all', without: [354]},
    {state: 'closed', stages: ['WON', 'C2:WON']},
    {state: 'all', ids: [354, 361]},
  ] as const)('is no alarm where everything shows: %j', async scope => {
    const on = await stage();
    const session = await connect(on);
    const plan = await planFor(session, {scope: new Map([['deal', scope]])});
    expect(plan.records.length).toBeGreaterThan(0);
    expect(plan.partlySeen).toBeUndefined();
  });
});

describe('a key that sees all', () => {
  it('is told so in the requests that the tally and the walk take anyway', async () => {
    const on = await stage();
    const session = await connect(on);
    const before = on.portal.requests;
    const tally = await session.tally(LEAVER, () => {});
    expect(on.portal.requests - before).toBe(1);
    expect(tally.rows.some(row => row.state === 'counted' && row.older !== undefined)).toBe(false);
    const plan = await planFor(session);
    expect(plan.partlySeen).toBeUndefined();
  });

  it('is believed where somebody makes a record between the two counts, or takes one before the walk', async () => {
    const on = await stage();
    const session = await connect(on);
    // The older list is counted last of a type: a deal that comes right before it is in one of the two.
    on.portal.befall({
      kind: 'meddle',
      method: 'crm.deal.list',
      act: hands => void hands.create({table: 2, responsible: LEAVER}),
    });
    // One that goes right after it was counted: the walk shows one less.
    on.portal.befall({
      kind: 'meddle',
      method: 'crm.lead.list',
      act: hands => {
        const [lead] = on.portal
          .snapshot()
          .records.filter(({table, responsible}) => table === 1 && responsible === LEAVER);
        hands.reassign(1, lead?.id ?? 0, 12);
      },
    });
    const plan = await planFor(session, {
      scope: new Map([
        ['lead', 'all'],
        ['deal', 'all'],
      ]),
    });
    expect(plan.partlySeen).toBeUndefined();
  });

  it('is believed where the older list stops counting, or cannot be read, or drops the condition', async () => {
    const on = await stage({legacyCountCap: 1});
    on.portal.befall({kind: 'refuse', method: 'crm.contact.list'});
    on.portal.befall({kind: 'drop-condition', key: 'ASSIGNED_BY_ID', method: 'crm.company.list'});
    const session = await connect(on);
    const plan = await planFor(session);
    expect(plan.partlySeen).toBeUndefined();
  });
});
