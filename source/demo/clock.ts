import {setTimeout as delay} from 'node:timers/promises';

/** Where the portal takes its time from; handed in, so that limits of minutes can be tested in milliseconds. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after that many milliseconds of this clock. */
  sleep(milliseconds: number): Promise<void>;
};

/** The machine's own time. */
export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async milliseconds => {
    if (milliseconds > 0) await delay(milliseconds);
  },
};

/** A clock that stands still until it is moved. Sleeping moves it and returns at once: nobody waits in a test. */
export type ManualClock = Clock & {advance(milliseconds: number): void};

export function manualClock(start: number = Date.UTC(2026, 10, 3, 9, 0, 0)): ManualClock {
  let now = start;
  return {
    now: () => now,
    advance: milliseconds => {
      now += milliseconds;
    },
    sleep: milliseconds => {
      now += Math.max(0, milliseconds);
      return Promise.resolve();
    },
  };
}

/** The portal lives in one time zone, three hours ahead of UTC, like most of the documentation's examples. */
const ZONE_HOURS = 3;

/** `2026-11-03T12:00:00+03:00`, the form of every date in an answer. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds + ZONE_HOURS * 3_600_000).toISOString().slice(0, 19)}+0${ZONE_HOURS}:00`;
}

/**
 * A date of a filter or a field, in milliseconds; undefined if it is none. Without a zone the portal's own holds
 * (fact sheet 6, "server zone applies").
 */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed.slice(10));
  const full = trimmed.length === 10 ? `${trimmed}T00:00:00` : trimmed.replace(' ', 'T');
  const milliseconds = Date.parse(zoned ? full : `${full}+0${ZONE_HOURS}:00`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
