import {expect, it} from 'vitest';
import {PortalFault} from '../../source/portal/faults.ts';
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
