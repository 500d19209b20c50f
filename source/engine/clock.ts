import {setTimeout as delay} from 'node:timers/promises';
import type {Clock} from '../domain/clock.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => delay(ms, undefined, signal ? {signal} : {}),
  random: () => Math.random(),
};
