import {expect, it} from 'vitest';
import {PortalFault} from '../../source/portal/faults.ts';
import {createPaceModel} from '../../source/domain/pace/model.ts';
import {createPacer} from '../../source/portal/pacer.ts';
import {virtualClock} from './clock.ts';

it('does not wait for a clock that was set back to catch up', async () => {
  const clock = virtualClock();
  const pacer = createPacer(clock, () => {});
  for (let request = 0; request < 60; request += 1) pacer.answered(await pacer.turn());
  const before = clock.waits.length;
  clock.pass(-3_600_000);
  // An account that is open has to be shut now, not in an hour.
  for (let request = 0; request < 20; request += 1) pacer.answered(await pacer.turn());
  const waited = clock.waits.slice(before).reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThan(9000);
  expect(waited).toBeLessThanOrEqual(11_000);
});

it('what is said about a wait stays while others still wait, though one request is done', async () => {
  const clock = virtualClock();
  const said: (string | undefined)[] = [];
  const wakes: (() => void)[] = [];
  const slow = {...clock, wait: () => new Promise<void>(resolve => wakes.push(resolve))};
  const pacer = createPacer(slow, pause => said.push(pause?.why));
  const [first, second] = [await pacer.turn(), await pacer.turn()];
  pacer.troubled(first, new PortalFault('too-many', 'crm.item.list', 'QUERY_LIMIT_EXCEEDED', ''), 40_000);
  const waiting = pacer.turn();
  await Promise.resolve();
  expect(said).toEqual(['portal-asks']);
  // One that was under way is answered: the others wait as before.
  pacer.answered(second);
  pacer.settled();
  expect(said).toEqual(['portal-asks']);
  clock.pass(60_000);
  for (const wake of wakes) wake();
  pacer.answered(await waiting);
  pacer.settled();
  expect(said).toEqual(['portal-asks', undefined]);
});

it('who waits for a slow pace of our own goes at once when it is set faster, and leaves nothing behind', async () => {
  const clock = virtualClock();
  const open = new Set<number>();
  let asked = 0;
  const slow = {
    ...clock,
    wait: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        asked += 1;
        const mine = asked;
        open.add(mine);
        signal?.addEventListener('abort', () => {
          open.delete(mine);
          reject(signal.reason as Error);
        });
      }),
  };
  const model = createPaceModel();
  model.setMaxRps(0.1);
  const pacer = createPacer(slow, () => {}, model);
  pacer.answered(await pacer.turn());
  const waiting = pacer.ready();
  await Promise.resolve();
  expect(open.size).toBe(1);
  model.setMaxRps(Infinity);
  pacer.paceWasSet();
  await waiting;
  expect(open.size).toBe(0);

  // Called off while it waits, it says so.
  model.setMaxRps(0.1);
  const off = new AbortController();
  const called = pacer.ready(off.signal);
  await Promise.resolve();
  off.abort(new Error('off'));
  await expect(called).rejects.toThrow('off');
  expect(open.size).toBe(0);
});
