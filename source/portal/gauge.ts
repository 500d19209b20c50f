import type {Clock} from '../domain/clock.ts';
import type {RequestLimit} from '../domain/pace/bucket.ts';
import type {Transport} from './transport.ts';

/** What can be told of a portal from outside: how quickly it answers, and how much of its request limit is used. */
export interface Gauge {
  /** Milliseconds of the quickest answer so far and of the quickest of the last ones; undefined before the first. */
  latency(): readonly [least: number, lately: number] | undefined;
  /** How many requests the portal would take at once now, by what was sent. */
  burst(limit: RequestLimit): number;
}

/** So many answers are the last ones. */
const LATELY = 10;
/** What was sent longer ago has run out of any portal's bucket. */
const KEEP_MS = 300_000;
const MOST_KEPT = 2000;

/** Watches what goes through a transport, and changes nothing of it. */
export function createGauge(clock: Clock, transport: Transport): Gauge & {readonly transport: Transport} {
  let quickest = Infinity;
  let last: number[] = [];
  let sent: number[] = [];

  return {
    async transport(...request) {
      const at = clock.now();
      sent.push(at);
      if (sent.length > MOST_KEPT) sent = sent.slice(sent.length / 2).filter(time => at - time < KEEP_MS);
      const answer = await transport(...request);
      const took = clock.now() - at;
      // A clock that was set back tells nothing.
      if (took < 0) return answer;
      quickest = Math.min(quickest, took);
      last = [...last.slice(1 - LATELY), took];
      return answer;
    },
    latency: () => (last.length === 0 ? undefined : [quickest, Math.min(...last)]),
    burst({capacity, leakPerSecond}) {
      if (!Number.isFinite(capacity) || !Number.isFinite(leakPerSecond)) return Infinity;
      const now = clock.now();
      let level = 0;
      let at = sent[0] ?? now;
      for (const time of sent) {
        level = Math.max(0, level - (Math.max(0, time - at) / 1000) * leakPerSecond) + 1;
        at = time;
      }
      level = Math.max(0, level - (Math.max(0, now - at) / 1000) * leakPerSecond);
      return Math.max(0, capacity - level);
    },
  };
}
