import {expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {carry, carryOn, connect, LEAVER, options, planFor, recordsOf, stage, SUCCESSOR, writesOf} from './harness.ts';

const LEADS = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 600}]} as const;

it('goes on with a run that was stopped, and moves each record once', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const stop = new AbortController();
  const first = await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind === 'results') stop.abort();
  });
  expect(first.report.stopped).toEqual({why: 'user'});
  const {report} = await carryOn(session, Number(first.report.run));
  expect(report.run).toBe(first.report.run);
  expect(report.counts).toMatchObject({moved: 600, failed: 0, 'not-tried': 0});
  expect(exitCodeOf(report)).toBe(0);
  expect(
    writesOf(on.portal)
      .map(write => write.id)
      .toSorted((a, b) => Number(a) - Number(b)),
  ).toEqual(plan.records.map(record => record.id).toSorted((a, b) => a - b));
});

it('calls a record moved whose write was carried out by a process that died before it knew', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  // A batch is carried out, its answer is lost, and from then on the portal cannot be asked what became of it.
  on.portal.befall({kind: 'reset', moment: 'after', method: 'crm.item.update', times: 1, afterWrites: 60});
  let mend = (): void => {};
  const first = await carry(session, plan, {}, event => {
    if (event.kind === 'pause') mend = on.portal.befall({kind: 'redirect', location: '/bitrix/coupon_activation.php'});
  });
  expect(first.report.stopped?.why).toBe('portal');
  const moved = [...recordsOf(on.portal).values()].filter(record => record.responsible === SUCCESSOR).length;
  expect(first.report.counts.moved).toBeLessThan(moved);
  mend();
  const {report} = await carryOn(await connect(on), Number(first.report.run));
  expect(report.counts).toMatchObject({moved: 600, 'already-there': 0});
  expect(writesOf(on.portal).length).toBe(600);
});

it('refuses to go on with a run that has ended', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  await expect(session.resume(Number(report.run), options(), () => {})).rejects.toMatchObject({name: 'UsageTrouble'});
  await expect(session.resume(999, options(), () => {})).rejects.toMatchObject({name: 'UsageTrouble'});
});

it('tries again what failed, and nothing else', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const refused = new Set(plan.records.slice(3, 6).map(record => record.id));
  const mend = on.portal.befall({
    kind: 'refuse',
    method: 'crm.item.update',
    where: ({params}) => refused.has(Number((params as {id: unknown}).id)),
  });
  const first = await carry(session, plan);
  expect(first.report.counts).toMatchObject({moved: 597, failed: 3});
  mend();
  const before = writesOf(on.portal).length;
  const retry = await session.planRetry(Number(first.report.run));
  expect(retry).toMatchObject({kind: 'retry', sourceRun: Number(first.report.run)});
  const {report} = await carry(session, retry);
  expect(report.counts).toMatchObject({moved: 3, failed: 0});
  expect(
    writesOf(on.portal)
      .slice(before)
      .map(write => write.id),
  ).toEqual([...refused]);
});

it('finds a plan by its digest', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  expect(await session.planByDigest(plan.digest)).toMatchObject({number: plan.number, digest: plan.digest});
  expect(await session.planByDigest(plan.digest.slice(0, 6))).toMatchObject({number: plan.number});
  expect(await session.planByDigest('ffffffffffff')).toBeUndefined();
  expect(await session.planByDigest('%')).toBeUndefined();
});

it('shows the run that works, the one that can be gone on with and the one that ended', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const states: (string | undefined)[] = [];
  const stop = new AbortController();
  await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind !== 'results') return;
    if (!stop.signal.aborted) states.push('asked');
    stop.abort();
  });
  const look = async () => {
    const history = await on.engine.history();
    const runs = history?.runs() ?? [];
    history?.close();
    return runs;
  };
  expect(states).toEqual(['asked']);
  const [stopped] = await look();
  expect(stopped).toMatchObject({state: 'unfinished', stopped: 'user', leaverName: 'Anna Petrova', planned: 600});
  let working: Awaited<ReturnType<typeof look>> = [];
  const looks: Promise<void>[] = [];
  await carryOn(session, stopped?.run ?? 0, {}, event => {
    if (event.kind === 'type-started') looks.push(look().then(runs => void (working = runs)));
  });
  await Promise.all(looks);
  expect(working[0]).toMatchObject({state: 'running'});
  expect((await look())[0]).toMatchObject({state: 'ended', counts: {moved: 600}});
});
