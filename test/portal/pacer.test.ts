import {expect, it} from 'vitest';
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
