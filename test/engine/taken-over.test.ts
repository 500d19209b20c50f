// A worker that was stopped (a debugger, a laptop that sleeps) and wakes up after its guard has done its work.
import {expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import type {Guard} from '../../source/engine/guard/guard.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {carry, connect, guarded, isActive, LEAVER, planFor, stage, writesOf, type Stage} from './harness.ts';

const INVOICES = {company: 'empty', records: [{table: 31, responsible: LEAVER, count: 120}]} as const;
const WHO = {portalKey: 'demo', portalName: 'Demo portal', leaverId: LEAVER, leaverName: 'Anna Petrova'};

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal)
    .filter(write => write.method === 'user.update')
    .map(write => (write.params as {ACTIVE: unknown}).ACTIVE);

/** What a guard does that believes its worker dead. */
function sleepingWorker(on: Stage): {guard: Guard; guardShuts: () => void} {
  let took = false;
  return {
    guard: {tookOver: () => took, async release() {}, handOver() {}},
    guardShuts() {
      took = true;
      on.portal.hands.setActive(LEAVER, false);
      createIntents(on.folder).remove(WHO);
    },
  };
}

it('does not dismiss whom somebody else has hired back since the guard shut the account', async () => {
  const on = await stage(INVOICES);
  const {guard, guardShuts} = sleepingWorker(on);
  const session = await guarded(on, async () => guard);
  let woke = false;
  const {report} = await carry(session, await planFor(session), {rehire: 'always'}, event => {
    if (event.kind !== 'results' || woke) return;
    woke = true;
    guardShuts();
    on.portal.hands.setActive(LEAVER, true);
  });
  expect(hires(on)).toEqual(['Y']);
  expect(isActive(on.portal, LEAVER)).toBe(true);
  expect(report.account).toMatchObject({state: 'open'});
  expect(exitCodeOf(report)).toBe(3);
});

it('finds the account as the guard left it, and sends nothing about it', async () => {
  const on = await stage(INVOICES);
  const {guard, guardShuts} = sleepingWorker(on);
  const session = await guarded(on, async () => guard);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'}, event => {
    if (event.kind === 'results' && createIntents(on.folder).stands(WHO)) guardShuts();
  });
  expect(hires(on)).toEqual(['Y']);
  expect(report.account).toMatchObject({state: 'dismissed'});
  expect(report.openings.every(opening => opening.to !== undefined)).toBe(true);
  expect(report.windowRefused).toEqual({why: 'guard'});
});

it('does not open an account whose intent is old: the guard may have waited for the hire, and gone', async () => {
  const on = await stage(INVOICES);
  const {guard, guardShuts} = sleepingWorker(on);
  const session = await guarded(on, async () => guard);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'}, event => {
    if (event.kind !== 'account' || event.state !== 'opening') return;
    void on.clock.wait(120_000);
    guardShuts();
  });
  expect(hires(on)).toEqual([]);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(report.account).toMatchObject({state: 'dismissed'});
});

it('says that the account is open when its own hire may have landed after the guard had gone', async () => {
  const on = await stage(INVOICES);
  let took = false;
  const session = await guarded(on, async () => ({tookOver: () => took, async release() {}, handOver() {}}));
  // It slept between the decision to send and the last byte; by then the guard has dismissed, waited a minute, and read.
  on.portal.befall({
    kind: 'meddle',
    method: 'user.update',
    act() {
      took = true;
      createIntents(on.folder).remove(WHO);
    },
  });
  const {report} = await carry(session, await planFor(session), {rehire: 'always'});
  expect(isActive(on.portal, LEAVER)).toBe(true);
  expect(report.account).toMatchObject({state: 'open'});
  expect(exitCodeOf(report)).toBe(3);
});

it('opens nothing once it was told to stop while it got ready to', async () => {
  const on = await stage(INVOICES);
  const stop = new AbortController();
  const session = await guarded(on, async () => {
    stop.abort();
    return sleepingWorker(on).guard;
  });
  const {report} = await carry(session, await planFor(session), {rehire: 'always', signal: stop.signal});
  expect(hires(on)).toEqual([]);
  expect(report.stopped).toEqual({why: 'user'});
});

it('dismisses nobody for an intent that another start has settled meanwhile', async () => {
  const on = await stage(INVOICES);
  const intents = createIntents(on.folder);
  intents.write({...WHO, since: 0, opened: true});
  const [abandoned] = on.engine.abandonedWindows();
  if (!abandoned) throw new Error('an intent is a window');
  intents.remove(WHO);
  on.portal.hands.setActive(LEAVER, true);
  await on.engine.shutAbandoned(abandoned, on.address, () => {});
  expect(hires(on)).toEqual([]);
  expect(isActive(on.portal, LEAVER)).toBe(true);
});

it('does not wait for a clock that was set back since the intent was written', async () => {
  const on = await stage(INVOICES);
  createIntents(on.folder).write({...WHO, since: Date.now() + 365 * 24 * 3_600_000, opened: false});
  on.portal.hands.setActive(LEAVER, true);
  await connect(on);
  const [abandoned] = on.engine.abandonedWindows();
  if (!abandoned) throw new Error('an intent is a window');
  await on.engine.shutAbandoned(abandoned, on.address, () => {});
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(on.clock.waited()).toBeLessThan(120_000);
});
