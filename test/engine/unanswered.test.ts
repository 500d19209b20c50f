// What was sent and never answered: it is never called untried, and never taken for somebody else's work, nor theirs for ours.
import {expect, it} from 'vitest';
import {carry, carryOn, connect, LEAVER, planFor, recordsOf, stage, SUCCESSOR, type Stage} from './harness.ts';

const INVOICES = {company: 'empty', records: [{table: 31, responsible: LEAVER, count: 120}]} as const;
const LEADS = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 60}]} as const;

const withSuccessor = (on: Stage): number =>
  [...recordsOf(on.portal).values()].filter(record => record.responsible === SUCCESSOR).length;

it('a record that moved, though its answer was lost, is moved when the account is shut for good right then', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  const shutNow = new AbortController();
  on.portal.befall({kind: 'reset', moment: 'after', method: 'crm.item.update', times: 1, afterWrites: 30});
  const {report} = await carry(session, plan, {rehire: 'always', shutNow: shutNow.signal}, event => {
    if (event.kind === 'pause') shutNow.abort();
  });
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(report.counts).toMatchObject({moved: withSuccessor(on), failed: 0, 'not-tried': 120 - withSuccessor(on)});
});

it('a write that lands after the run was stopped is moved when the run is gone on with', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const stop = new AbortController();
  on.portal.befall({kind: 'reset', moment: 'before', method: 'crm.item.update', times: 1, afterWrites: 20});
  const first = await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind === 'pause') stop.abort();
  });
  expect(first.report.stopped).toEqual({why: 'user'});
  const lost = first.report.results.filter(result => result.why === 'no-answer').map(result => result.record.id);
  expect(lost.length).toBeGreaterThan(0);
  // The portal was slow, not deaf.
  const {report, events} = await carryOn(session, Number(first.report.run), {}, event => {
    if (event.kind === 'pause') for (const id of lost) on.portal.hands.reassign(1, id, SUCCESSOR);
  });
  expect(events).toContainEqual(expect.objectContaining({kind: 'pause', why: 'in-flight'}));
  expect(report.counts).toMatchObject({moved: 60, 'already-there': 0});
});

it('a record that was refused, and given to the successor by somebody else while we asked, is not ours', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 8}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const [first] = plan.records;
  const {report} = await carry(session, plan, {
    consent: async () => {
      on.portal.hands.reassign(31, first?.id ?? 0, SUCCESSOR);
      return true;
    },
  });
  expect(report.counts).toMatchObject({moved: 7, 'already-there': 1});
});
