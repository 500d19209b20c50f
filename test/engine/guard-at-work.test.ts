import {expect, it} from 'vitest';
import {guardKey} from '../../source/engine/guard/words.ts';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {createLocks} from '../../source/journal/lock.ts';
import {carry, carryOn, connect, LEAVER, options, planFor, stage, writesOf} from './harness.ts';

const SMALL = {company: 'empty', records: [{table: 6, responsible: LEAVER, count: 12}]} as const;

it('nothing is run while the guard of a dead run is about to change the account', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const guard = (await createLocks(on.folder)).hold(guardKey('demo'), 0);
  await expect(session.run(plan, options(), () => {})).rejects.toMatchObject({name: 'BusyTrouble'});
  expect(writesOf(on.portal)).toEqual([]);
  guard.release();
  expect((await carry(session, plan)).report.counts.moved).toBe(12);
});

it('a run that is gone on with reads the account after its wait, not before', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const stop = new AbortController();
  on.portal.befall({kind: 'reset', moment: 'before', method: 'crm.activity.update', times: 1});
  const first = await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind === 'pause') stop.abort();
  });
  // As after a kill inside the window: open still, and shut by the guard or by hand while requests under way are waited for.
  on.portal.hands.setActive(LEAVER, true);
  const {report, questions} = await carryOn(session, Number(first.report.run), {}, event => {
    if (event.kind === 'pause' && event.why === 'in-flight') on.portal.hands.setActive(LEAVER, false);
  });
  expect(questions).toHaveLength(1);
  expect(report.counts).toMatchObject({moved: 12, failed: 0});
});

it('an account that an earlier run opened and could not shut is open at the end of the next one too', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const who = {portalKey: 'demo', portalName: 'Demo portal', leaverId: LEAVER, leaverName: 'Anna Petrova'};
  createIntents(on.folder).write({...who, since: 0, opened: true});
  on.portal.hands.setActive(LEAVER, true);
  const {report} = await carry(session, plan);
  expect(report.counts.moved).toBe(12);
  expect(report.account.state).toBe('open');
  expect(exitCodeOf(report)).toBe(3);
});
