import {expect, it} from 'vitest';
import {createControls} from '../../source/engine/controls.ts';
import {carry, connect, isActive, LEAVER, planFor, stage, writesOf} from './harness.ts';

it('nothing is written while the run is paused, and all of it afterwards', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 2000}]});
  const session = await connect(on);
  const controls = createControls();
  const pauses: number[] = [];
  const {report, events} = await carry(session, await planFor(session), {controls}, event => {
    if (event.kind === 'results' && pauses.length === 0) controls.pause();
    if (event.kind !== 'pause' || event.why !== 'paused') return;
    pauses.push(writesOf(on.portal).length);
    // What was under way when it was paused has been answered by the time another turn of the loop is over.
    setImmediate(() => controls.goOn());
  });
  expect(pauses).toHaveLength(1);
  expect(pauses[0]).toBeLessThan(2000);
  expect(report.counts.moved).toBe(2000);
  expect(events.filter(({kind}) => kind === 'pause-over').length).toBeGreaterThan(0);
});

it('a pause while the account is open shuts it first, and it is opened again under the same consent', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 2000}]});
  const session = await connect(on);
  const controls = createControls();
  let wasOpen: boolean | undefined;
  const {report, questions} = await carry(session, await planFor(session), {controls, rehire: 'always'}, event => {
    if (event.kind === 'results' && wasOpen === undefined) controls.pause();
    if (event.kind !== 'pause' || event.why !== 'paused') return;
    wasOpen = isActive(on.portal, LEAVER);
    controls.goOn();
  });
  expect(wasOpen).toBe(false);
  expect(questions).toHaveLength(1);
  expect(report.openings.length).toBe(2);
  expect(report.openings.every(({to}) => to !== undefined)).toBe(true);
  expect(report.counts.moved).toBe(2000);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('a run that is told to stop while it is paused ends', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 2000}]});
  const session = await connect(on);
  const controls = createControls();
  const stop = new AbortController();
  const {report} = await carry(session, await planFor(session), {controls, signal: stop.signal}, event => {
    if (event.kind === 'results') controls.pause();
    if (event.kind === 'pause' && event.why === 'paused') stop.abort();
  });
  expect(report.stopped).toEqual({why: 'user'});
  expect(report.counts['not-tried']).toBeGreaterThan(0);
});

it('a pace of the administrator’s own is kept to, and lasts as long as the run', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 200}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const before = on.clock.waited();
  const requests = on.portal.log.length;
  await carry(session, plan, {controls: createControls(0.5)});
  const sent = on.portal.log.length - requests;
  const paced = on.clock.waited() - before;
  // Two seconds between requests, but for the few that read the account at the end at the portal's own pace.
  expect(paced).toBeGreaterThanOrEqual((sent - 4) * 1900);
});
