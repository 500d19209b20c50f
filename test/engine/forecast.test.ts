import {expect, it} from 'vitest';
import type {EngineEvent} from '../../source/engine/contract.ts';
import {readCosts} from '../../source/journal/costs.ts';
import {connect, planFor, stage} from './harness.ts';

const ACTIVE = {active: true};
const QUIET = {
  rehire: 'never',
  acceptUnmovable: true,
  consent: async () => false,
  signal: new AbortController().signal,
} as const;

it('is a range before anything was written here, and narrower once a run has learned what writes cost', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  const before = session.forecast(plan, ACTIVE);
  expect(before.requests).toBeGreaterThan(0);
  expect(before.seconds[1]).toBeGreaterThan(before.seconds[0]);
  await session.run(plan, QUIET, () => {});
  const learned = await readCosts(on.folder, 'demo');
  expect([...learned.keys()].some(kind => kind.startsWith('crm.item.update '))).toBe(true);
  // Another start on the same portal knows it before its first write.
  const after = (await connect(on)).forecast(plan, ACTIVE);
  expect(after.seconds[1]).toBeLessThan(before.seconds[1]);
});

it('is told at the start of a run and again as it goes on, and comes to nothing but the end of the proof', async () => {
  const session = await connect(await stage());
  const plan = await planFor(session);
  const events: EngineEvent[] = [];
  await session.run(plan, QUIET, event => void events.push(event));
  const told = events.filter(event => event.kind === 'outlook');
  expect(told[0]).toMatchObject({kind: 'outlook'});
  expect(events.findIndex(event => event.kind === 'outlook')).toBeLessThan(
    events.findIndex(event => event.kind === 'results'),
  );
  for (const {seconds} of told) for (const value of seconds) expect(Number.isFinite(value)).toBe(true);
});

it('takes longer where the account may have to be opened first', async () => {
  const session = await connect(await stage());
  const plan = await planFor(session);
  const [, active] = session.forecast(plan, ACTIVE).seconds;
  const [, dismissed] = session.forecast(plan, {active: false}).seconds;
  expect(dismissed).toBeGreaterThan(active);
});
