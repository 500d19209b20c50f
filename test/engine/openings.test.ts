// What others do while the account is open, and openings that end in the middle of something.
import {expect, it} from 'vitest';
import {createControls, type Controls} from '../../source/engine/controls.ts';
import type {EngineEvent} from '../../source/engine/contract.ts';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {carry, connect, isActive, LEAVER, planFor, stage, writesOf, type Stage} from './harness.ts';

const activities = (count: number) => ({company: 'empty', records: [{table: 6, responsible: LEAVER, count}]}) as const;

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal).flatMap(({method, params}) =>
    method === 'user.update' ? [(params as {ACTIVE: unknown}).ACTIVE] : [],
  );

const isOpening = (event: EngineEvent): boolean => event.kind === 'account' && event.state === 'open';

/** Goes on as soon as the run stands still. */
function goOn(controls: Controls, event: EngineEvent): void {
  if (event.kind === 'pause' && event.why === 'paused') setTimeout(() => controls.goOn());
}

/** Refuses all updates of activities, and counts those that were asked for while the account was open. */
function refuseAll(on: Stage): () => number {
  let inside = 0;
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.activity.update',
    where: () => {
      if (isActive(on.portal, LEAVER)) inside += 1;
      return true;
    },
  });
  return () => inside;
}

it('a pause before what was refused has been tried inside does not make the rest be tried there', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  const inside = refuseAll(on);
  const controls = createControls();
  let openings = 0;
  const {report} = await carry(session, plan, {controls}, event => {
    if (isOpening(event) && openings++ === 0) controls.pause();
    goOn(controls, event);
  });
  expect(openings).toBe(2);
  expect(inside()).toBe(5);
  expect(report.windowRefused).toEqual({why: 'not-the-dismissal'});
  expect(report.counts.failed).toBe(60);
});

it('what is gone by the time of the second trial is no reason to try the rest inside', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  const inside = refuseAll(on);
  const {report} = await carry(session, plan, {}, event => {
    if (isOpening(event)) on.portal.hands.remove(6, plan.records[0]?.id ?? 0);
  });
  expect(inside()).toBe(4);
  expect(report.windowRefused).toEqual({why: 'not-the-dismissal'});
  expect(report.counts).toMatchObject({failed: 59, gone: 1});
});

it('is not opened again once it was told to be shut, though it was shut for a pause just then', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  const controls = createControls();
  const shutNow = new AbortController();
  const {report} = await carry(session, plan, {controls, rehire: 'always', shutNow: shutNow.signal}, event => {
    if (isOpening(event)) controls.pause();
    if (event.kind === 'account' && event.state === 'shutting') shutNow.abort();
    goOn(controls, event);
  });
  expect(hires(on)).toEqual(['Y', 'N']);
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(report.counts['not-tried']).toBe(60);
});

it('a wait inside does not keep it open once it was told to be shut', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'blocked', method: 'crm.activity.update'});
  const shutNow = new AbortController();
  let [told, shut] = [0, 0];
  const {wait} = on.clock;
  on.clock.wait = async (ms, signal) => {
    // Its first wait inside: told before any of it has passed.
    if (ms >= 1000 && told === 0 && isActive(on.portal, LEAVER)) {
      told = on.clock.now();
      shutNow.abort();
    }
    return wait(ms, signal);
  };
  const {report} = await carry(session, plan, {rehire: 'always', shutNow: shutNow.signal}, event => {
    if (event.kind === 'account' && event.state === 'shutting') shut = on.clock.now();
  });
  expect(told).toBeGreaterThan(0);
  expect(shut - told).toBeLessThan(1000);
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(hires(on)).toEqual(['Y', 'N']);
});

it('a wait inside is no longer than the open time that is left', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'blocked', method: 'crm.activity.update'});
  const {report} = await carry(session, plan, {rehire: 'always', windowLimitMs: 1500});
  const [opening] = report.openings;
  expect(opening!.to! - opening!.from).toBeGreaterThanOrEqual(1500);
  expect(opening!.to! - opening!.from).toBeLessThan(2500);
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(hires(on)).toEqual(['Y', 'N']);
});

it('the count inside is broken off by the key that shuts, and proves nothing', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 3000}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const shutNow = new AbortController();
  let requests = 0;
  const {report} = await carry(session, plan, {rehire: 'always', shutNow: shutNow.signal}, event => {
    if (event.kind !== 'account') return;
    if (event.state === 'shutting') requests = on.portal.requests - requests;
    if (event.state !== 'open') return;
    requests = on.portal.requests;
    shutNow.abort();
  });
  expect(requests).toBe(1);
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(report.proof?.unproved.map(({type}) => type)).toContain('invoice');
});

it('the count inside is broken off by a pause, made again afterwards, and pins nothing twice', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 300}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const controls = createControls();
  on.portal.give({table: 31, responsible: LEAVER, count: 120});
  let openings = 0;
  const {report} = await carry(session, plan, {controls, rehire: 'always'}, event => {
    if (isOpening(event) && openings++ === 0) controls.pause();
    goOn(controls, event);
  });
  expect(openings).toBe(2);
  expect(report.counts.moved).toBe(300);
  expect(report.proof?.newPlan?.records).toBe(120);
});

it('does not take a dismissal by somebody else for records that the dismissal was not the reason for', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {}, event => {
    if (isOpening(event)) on.portal.hands.setActive(LEAVER, false);
  });
  expect(report.windowRefused).toEqual({why: 'shut-by-others'});
  expect(report.results.map(({why}) => why)).not.toContain('not-the-dismissal');
  expect(hires(on)).toEqual(['Y', 'N']);
});

it('tells a dismissal by somebody else also where fewer records are left than make it suspicious', async () => {
  const on = await stage(activities(3));
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'}, event => {
    if (isOpening(event)) on.portal.hands.setActive(LEAVER, false);
  });
  expect(report.windowRefused).toEqual({why: 'shut-by-others'});
  expect(exitCodeOf(report)).toBe(1);
});

it('hires nobody back again whom somebody else dismissed before a pause', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const controls = createControls();
  const {report} = await carry(session, await planFor(session), {controls, rehire: 'always'}, event => {
    if (isOpening(event)) {
      on.portal.hands.setActive(LEAVER, false);
      controls.pause();
    }
    goOn(controls, event);
  });
  expect(hires(on)).toEqual(['Y', 'N']);
  expect(report.windowRefused).toEqual({why: 'shut-by-others'});
  expect(report.counts['not-tried']).toBe(60);
});

it('tries outside what the account was of no use for, though its open time ends over another type', async () => {
  const on = await stage({
    company: 'empty',
    records: [
      {table: 31, responsible: LEAVER, count: 40},
      {table: 6, responsible: LEAVER, count: 40},
    ],
  });
  const session = await connect(on);
  const plan = await planFor(session);
  const tried = new Set<number>();
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.item.update',
    where: ({params}) => tried.add(Number((params as {id: unknown}).id)).size > 0,
  });
  const shutNow = new AbortController();
  const {report} = await carry(session, plan, {shutNow: shutNow.signal}, event => {
    if (event.kind === 'results' && event.type === 'activity') shutNow.abort();
  });
  expect(tried.size).toBe(40);
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(
    report.results.filter(({record}) => record.type === 'invoice').every(({outcome}) => outcome === 'failed'),
  ).toBe(true);
});

it('does not hire and dismiss again and again for a portal that answers nothing inside: patience ends it', async () => {
  const on = await stage(activities(60));
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({
    kind: 'unavailable',
    method: 'crm.activity.update',
    where: () => isActive(on.portal, LEAVER) === true,
  });
  const from = on.clock.now();
  const {report} = await carry(session, plan, {rehire: 'always', patienceMs: 5 * 60_000});
  expect(report.stopped?.why).toBe('portal');
  expect(on.clock.now() - from).toBeLessThan(6 * 60_000);
  expect(hires(on).length).toBeLessThanOrEqual(8);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(exitCodeOf(report)).toBe(4);
});
