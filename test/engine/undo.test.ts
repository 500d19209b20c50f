import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {
  carry,
  carryOn,
  connect,
  isActive,
  LEAVER,
  planFor,
  recordsOf,
  stage,
  SUCCESSOR,
  writesOf,
  type Stage,
} from './harness.ts';

const SMALL = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 20},
    {table: 31, responsible: LEAVER, count: 10},
    {table: 6, responsible: LEAVER, count: 10},
  ],
} as const;

async function handedOver(on: Stage) {
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan);
  expect(report.counts.moved).toBe(40);
  return {session, plan, run: Number(report.run)};
}

const undo = (session: Awaited<ReturnType<typeof connect>>, run: number, edited = false) =>
  session.planUndo(run, {edited}, () => {});

describe('the way back of a run', () => {
  it('puts everything back that nobody has taken or edited since', async () => {
    const on = await stage(SMALL);
    const before = new Map([...recordsOf(on.portal)].map(([key, record]) => [key, record.responsible]));
    const {session, run} = await handedOver(on);
    const {plan, counts} = await undo(session, run);
    expect(counts).toEqual({putBack: 40, changedHands: 0, edited: 0, gone: 0});
    const {report, questions} = await carry(session, plan);
    expect(report.counts.moved).toBe(40);
    expect(report.kind).toBe('undo');
    expect(exitCodeOf(report)).toBe(0);
    // Nothing is refused for the successor's sake, who is active: the dismissed leaver's account stays shut.
    expect(questions).toEqual([]);
    expect(isActive(on.portal, LEAVER)).toBe(false);
    expect(new Map([...recordsOf(on.portal)].map(([key, record]) => [key, record.responsible]))).toEqual(before);
  });

  it('leaves what others took, edited or deleted, and says so in numbers', async () => {
    const on = await stage(SMALL);
    const {session, plan: done, run} = await handedOver(on);
    const leads = done.records.filter(record => record.type === 'lead').map(record => record.id);
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = leads;
    on.portal.hands.reassign(1, a, 31);
    on.portal.hands.reassign(1, b, 31);
    on.portal.hands.edit(1, c, {title: 'edited', updatedTime: Date.now() + 60_000, updatedBy: 31});
    on.portal.hands.edit(1, d, {title: 'edited too', updatedTime: Date.now() + 60_000, updatedBy: 31});
    on.portal.hands.remove(1, e);
    const {plan, counts} = await undo(session, run);
    expect(counts).toEqual({putBack: 35, changedHands: 2, edited: 2, gone: 1});
    const {report} = await carry(session, plan);
    expect(report.counts).toEqual({
      moved: 35,
      'already-there': 0,
      gone: 1,
      'changed-hands': 2,
      failed: 0,
      'not-tried': 2,
    });
    expect(report.results.filter(result => result.why === 'edited-since').map(result => result.record.id)).toEqual([
      c,
      d,
    ]);
    expect(exitCodeOf(report)).toBe(0);
    const now = recordsOf(on.portal);
    expect([a, b, c, d].map(id => now.get(`1:${id}`)?.responsible)).toEqual([31, 31, SUCCESSOR, SUCCESSOR]);
  });

  it('leaves what was edited between a run that was stopped and its going on', async () => {
    const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 100}]});
    const session = await connect(on);
    const plan = await planFor(session);
    const stop = new AbortController();
    const first = await carry(session, plan, {signal: stop.signal}, event => {
      if (event.kind === 'results') stop.abort();
    });
    on.portal.hands.edit(1, plan.records[0]?.id ?? 0, {updatedTime: Date.now() + 60_000, updatedBy: 31});
    const {report} = await carryOn(session, Number(first.report.run));
    expect((await undo(session, Number(report.run))).counts).toMatchObject({putBack: 99, edited: 1});
  });

  it('leaves what somebody edited between its move and the proof', async () => {
    const on = await stage(SMALL);
    const session = await connect(on);
    const plan = await planFor(session);
    const [lead] = plan.records;
    const {report} = await carry(session, plan, {}, event => {
      if (event.kind === 'type-ended' && event.type === 'lead') {
        on.portal.hands.edit(1, lead?.id ?? 0, {title: 'edited', updatedTime: Date.now() + 60_000, updatedBy: 31});
      }
    });
    expect(report.counts.moved).toBe(40);
    expect((await undo(session, Number(report.run))).counts).toEqual({
      putBack: 39,
      changedHands: 0,
      edited: 1,
      gone: 0,
    });
  });

  it('puts edited records back too when asked to', async () => {
    const on = await stage(SMALL);
    const {session, plan: done, run} = await handedOver(on);
    const [lead] = done.records;
    on.portal.hands.edit(1, lead?.id ?? 0, {title: 'edited', updatedTime: Date.now() + 60_000, updatedBy: 31});
    const {plan, counts} = await undo(session, run, true);
    expect(counts).toEqual({putBack: 40, changedHands: 0, edited: 0, gone: 0});
    const {report} = await carry(session, plan);
    expect(report.counts.moved).toBe(40);
    expect(recordsOf(on.portal).get(`1:${lead?.id}`)?.columns['title']).toBe('edited');
  });

  it('can itself be undone, and asks before it opens the account for that', async () => {
    const on = await stage(SMALL);
    const {session, run} = await handedOver(on);
    const back = await carry(session, (await undo(session, run)).plan);
    const again = await undo(session, Number(back.report.run));
    expect(again.counts.putBack).toBe(40);
    const {report, questions} = await carry(session, again.plan);
    expect(questions).toHaveLength(1);
    expect(report.counts.moved).toBe(40);
    expect([...recordsOf(on.portal).values()].filter(record => record.responsible === LEAVER)).toEqual([]);
    expect(isActive(on.portal, LEAVER)).toBe(false);
  });

  it('takes back only what this run moved', async () => {
    const on = await stage(SMALL);
    const {session, plan: done} = await handedOver(on);
    const fresh = on.portal.give({table: 1, responsible: LEAVER, count: 3});
    const second = await carry(session, await planFor(session));
    const {plan, counts} = await undo(session, Number(second.report.run));
    expect(counts.putBack).toBe(3);
    const writes = writesOf(on.portal).length;
    await carry(session, plan);
    expect(
      writesOf(on.portal)
        .slice(writes)
        .map(write => write.id),
    ).toEqual(fresh);
    expect(
      done.records.every(
        record =>
          recordsOf(on.portal).get(`${{lead: 1, invoice: 31, activity: 6}[record.type as 'lead']}:${record.id}`)
            ?.responsible === SUCCESSOR,
      ),
    ).toBe(true);
  });
});

it.each(['when-refused', 'always'] as const)(
  'does not call gone what is hidden from every list as soon as it is back with the dismissed (%s)',
  async rehire => {
    const records = [
      {table: 31, responsible: LEAVER, count: 2},
      {table: 6, responsible: LEAVER, count: 6},
    ] as const;
    const on = await stage({company: 'empty', records});
    on.portal.hands.setActive(LEAVER, true);
    const session = await connect(on);
    const {report} = await carry(session, await planFor(session));
    on.portal.hands.setActive(LEAVER, false);
    on.portal.befall({kind: 'hide-dismissed', method: ['crm.item.list', 'crm.activity.list']});
    const {plan} = await session.planUndo(Number(report.run), {edited: false}, () => {});
    const {report: back} = await carry(session, plan, {rehire});
    expect(back.counts).toMatchObject({moved: 8, gone: 0});
    expect([...recordsOf(on.portal).values()].filter(({responsible}) => responsible === LEAVER)).toHaveLength(8);
    expect(exitCodeOf(back)).toBe(0);
  },
);
