// The built program is hit at every request it sends: killed before the portal has done it and after, or told to stop.
// Afterwards it is started again, and the portal must end as after an undisturbed run.
import {describe, expect, it} from 'vitest';
import {createPool} from './pool.ts';
import {hit, type Hit} from './hit.ts';

/** Requests of an undisturbed run of the small company; what comes after them is never reached. */
async function requestsOf(): Promise<number> {
  const {requests} = await hit({at: Infinity, moment: 'before', signal: 'SIGKILL'});
  expect(requests).toBeGreaterThan(15);
  return requests;
}

async function walk(
  signals: readonly NodeJS.Signals[],
  moments: readonly Hit['moment'][],
  atOnce: number,
): Promise<void> {
  const requests = await requestsOf();
  const points = signals.flatMap(signal =>
    moments.flatMap(moment => Array.from({length: requests}, (_, at) => ({at: at + 1, moment, signal}))),
  );
  const pool = createPool(atOnce);
  await Promise.all(
    points.map(point =>
      pool(async () => {
        const end = await hit(point).catch((error: unknown) => {
          throw new Error(`${point.signal} ${point.moment} request ${point.at} of ${requests}`, {cause: error});
        });
        expect(end.wrongs, JSON.stringify(point)).toEqual([]);
      }),
    ),
  );
}

describe('the built program, hit at every request', () => {
  // Going on waits a minute for what the dead process may have under way: many lives at once.
  it('killed: the next start goes on, each record moves once, the account is shut', () =>
    walk(['SIGKILL'], ['before', 'after'], 12));

  it('told to stop: it shuts the account and leaves, and can be gone on with', () =>
    walk(['SIGINT', 'SIGTERM', 'SIGHUP'], ['before'], 4));
});
