import {isoTime} from '../clock.ts';
import type {Out} from '../php/values.ts';
import type {Portal} from '../portal.ts';

/** The counters of run time of one answer; left out on portals that keep none. */
export type Counted = {readonly operating: number; readonly resetAt: number};

/**
 * The `time` block. `start` and `processing` are whole numbers on current builds (a property typed int), so `duration`, which is
 * finish minus start, is up to a second too long (trap 34).
 */
export function timeBlock(portal: Portal, started: number, counted: Counted | null): Out | undefined {
  if (portal.options.withoutTimes) return undefined;
  const finished = portal.clock.now();
  const float = portal.options.floatTimes === true;
  const start = float ? started / 1000 : Math.floor(started / 1000);
  const finish = Math.round(finished * 1000) / 1_000_000;
  return {
    start,
    finish,
    duration: Math.round((finish - start) * 1_000_000) / 1_000_000,
    processing: float ? Math.max(0, finish - start) : Math.floor(Math.max(0, finished - started) / 1000),
    date_start: isoTime(started),
    date_finish: isoTime(finished),
    ...(counted ? {operating_reset_at: counted.resetAt, operating: counted.operating} : {}),
  };
}
