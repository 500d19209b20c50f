import {expect, it} from 'vitest';
import {createControls} from '../../source/engine/controls.ts';
import {carry, connect, isActive, LEAVER, planFor, stage, writesOf, type Stage} from './harness.ts';

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

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal)
    .filter(write => write.method === 'user.update')
    .map(write => (write.params as {ACTIVE: unknown}).ACTIVE);

it('says that it stands still only when nothing is under way, and every write has been heard of', async () => {
  const on = await stage({company: 'empty', latencyMs: 30, records: [{table: 1, responsible: LEAVER, count: 3000}]});
  const session = await connect(on);
  const controls = createControls();
  let told = 0;
  const atPause: number[] = [];
  let writtenAtPause = -1;
  let after: Promise<number[]> | undefined;
  const running = carry(session, await planFor(session), {controls}, event => {
    if (event.kind === 'results') told += event.results.length;
    // By then several requests are under way.
    if (event.kind === 'results' && told > 150 && atPause.length === 0) controls.pause();
    if (event.kind !== 'pause' || event.why !== 'paused') return;
    atPause.push(told);
    writtenAtPause = writesOf(on.portal).length;
    // Others are served meanwhile; what were under way would be answered by then.
    after = Promise.all(Array.from({length: 3}, () => session.person('12'))).then(() => {
      const seen = [told, writesOf(on.portal).length];
      controls.goOn();
      return seen;
    });
  });
  const {report} = await running;
  expect(atPause).toHaveLength(1);
  expect(atPause[0]).toBe(writtenAtPause);
  expect(await after).toEqual([atPause[0], writtenAtPause]);
  expect(report.counts.moved).toBe(3000);
});

it('hires nobody back, and asks nothing, while it is paused', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 20}]});
  const session = await connect(on);
  const controls = createControls();
  const seen: unknown[][] = [];
  const {report} = await carry(
    session,
    await planFor(session),
    {
      controls,
      consent: async () => {
        expect(controls.isPaused()).toBe(false);
        controls.pause();
        return true;
      },
    },
    event => {
      if (event.kind === 'type-waits') controls.pause();
      if (event.kind !== 'pause' || event.why !== 'paused') return;
      seen.push(hires(on));
      setImmediate(() => controls.goOn());
    },
  );
  expect(seen).toEqual([[], []]);
  expect(hires(on)).toEqual(['Y', 'N']);
  expect(report.counts.moved).toBe(20);
});

it('a wait inside does not keep the account open once the run is paused', async () => {
  const on = await stage({company: 'empty', records: [{table: 31, responsible: LEAVER, count: 20}]});
  const session = await connect(on);
  const controls = createControls();
  // Refused by the limit of execution time once the account is open: there is something to wait for.
  on.portal.befall({
    kind: 'refuse',
    error: 'OPERATION_TIME_LIMIT',
    text: 'Method is blocked due to operation time limit.',
    method: 'crm.item.update',
    times: 1,
    where: () => isActive(on.portal, LEAVER) === true,
  });
  let waits = 0;
  let waitedAtPause = 0;
  const waitedAtShut: number[] = [];
  await carry(session, await planFor(session), {controls, rehire: 'always'}, event => {
    if (event.kind === 'pause' && event.why === 'execution-time') {
      waits += 1;
      if (waits > 1) return;
      waitedAtPause = on.clock.waited();
      controls.pause();
    }
    if (event.kind === 'account' && event.state === 'shutting') waitedAtShut.push(on.clock.waited());
    if (event.kind === 'pause' && event.why === 'paused') {
      expect(isActive(on.portal, LEAVER)).toBe(false);
      setImmediate(() => controls.goOn());
    }
  });
  expect(waits).toBeGreaterThan(0);
  expect(waitedAtShut[0]).toBe(waitedAtPause);
});

it('a maximum of the administrator’s own does not keep an account open, and holds again afterwards', async () => {
  const on = await stage({
    company: 'empty',
    records: [
      {table: 1, responsible: LEAVER, count: 60},
      {table: 31, responsible: LEAVER, count: 60},
    ],
  });
  const session = await connect(on);
  const seen = new Map<string, {waited: number; requests: number}>();
  await carry(session, await planFor(session), {controls: createControls(0.2), rehire: 'always'}, event => {
    const now = {waited: on.clock.waited(), requests: on.portal.log.length};
    if (event.kind === 'type-started' && !seen.has('begin')) seen.set('begin', now);
    if (event.kind === 'account') seen.set(event.state, now);
    if (event.kind === 'proving') seen.set('proved', now);
  });
  const between = (from: string, to: string): number => {
    const [a, b] = [seen.get(from)!, seen.get(to)!];
    return (b.waited - a.waited) / (b.requests - a.requests);
  };
  expect(between('begin', 'opening')).toBeGreaterThan(4000);
  expect(between('opening', 'shut')).toBeLessThan(1000);
  expect(between('shut', 'proved')).toBeGreaterThan(4000);
});
