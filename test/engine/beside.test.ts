import {DatabaseSync} from 'node:sqlite';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {RunSummary} from '../../source/engine/contract.ts';
import {createControls} from '../../source/engine/controls.ts';
import {carry, connect, LEAVER, planFor, stage, type Stage} from './harness.ts';

const LEADS = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 600}]} as const;

async function statesOf(on: Stage): Promise<[number, RunSummary['state']][]> {
  const view = await on.engine.history();
  const runs = view?.runs() ?? [];
  const again = runs.map(run => view?.run(run.run)?.state);
  view?.close();
  expect(again).toEqual(runs.map(run => run.state));
  return runs.map(run => [run.run, run.state]);
}

it('of several runs without an end the one that wrote last is at work, the others died', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const stop = new AbortController();
  await carry(session, await planFor(session), {signal: stop.signal}, event => {
    if (event.kind === 'results') stop.abort();
  });
  const database = new DatabaseSync(join(on.folder, 'journal.sqlite'));
  database.exec('UPDATE runs SET ended_at = NULL, stopped = NULL');
  database.close();
  expect(await statesOf(on)).toEqual([[1, 'unfinished']]);
  const looks: Promise<[number, RunSummary['state']][]>[] = [];
  await carry(session, await planFor(session), {}, event => {
    if (event.kind === 'type-started') looks.push(statesOf(on));
  });
  expect(await Promise.all(looks)).toEqual([
    [
      [2, 'running'],
      [1, 'unfinished'],
    ],
  ]);
  expect(await statesOf(on)).toEqual([
    [2, 'ended'],
    [1, 'unfinished'],
  ]);
});

it('finds the handover where its retry or the undo of its undo has the same digest', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const first = await carry(session, plan);
  const back = await session.planUndo(Number(first.report.run), {edited: false}, () => {});
  const undone = await carry(session, back.plan);
  const again = await session.planUndo(Number(undone.report.run), {edited: false}, () => {});
  expect(again.plan.digest).toBe(plan.digest);
  expect(await session.planByDigest(plan.digest)).toMatchObject({kind: 'handover', number: plan.number});
});

it('how far each type is adds up to the plan while the run works, and what it goes at is seen to fall when it stands still', async () => {
  const on = await stage({...LEADS, records: [...LEADS.records, {table: 2, responsible: LEAVER, count: 40}]});
  const session = await connect(on);
  const controls = createControls();
  const looks: Promise<void>[] = [];
  const {report} = await carry(session, await planFor(session), {controls}, event => {
    if (event.kind === 'results' && looks.length === 0) controls.pause();
    if (event.kind === 'pause' && event.why === 'paused') looks.push(look().finally(() => controls.goOn()));
  });
  await Promise.all(looks);
  expect(looks).toHaveLength(1);
  expect(report.counts.moved).toBe(640);

  async function look(): Promise<void> {
    const view = await on.engine.history();
    const run = view?.run(1);
    if (!view || !run) throw new Error('no run');
    const now = on.clock.now();
    const {types, perSecond, lastAt} = view.progress(run, now);
    expect(types.map(({type, planned}) => [type, planned])).toEqual([
      ['lead', 600],
      ['deal', 40],
    ]);
    for (const {planned, counts} of types)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(planned);
    expect(types.reduce((sum, {counts}) => sum + counts.moved, 0)).toBe(run.counts.moved);
    expect(run.counts.moved).toBeGreaterThan(0);
    expect(perSecond).toBeGreaterThan(0);
    expect(lastAt).toBeLessThanOrEqual(now);
    const later = view.progress(run, now + 30_000);
    expect(later.perSecond).toBeGreaterThan(0);
    expect(later.perSecond).toBeLessThan(perSecond ?? 0);
    expect(view.progress(run, now + 90_000)).toMatchObject({perSecond: 0, lastAt});
    view.close();
  }
});
