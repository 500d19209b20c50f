import * as v from 'valibot';

// What the two processes say to each other, a line each. From the worker: the order with the key, then beats, then
// `released`. From the guard: `ready` once it is able to act, `took over` when it acts.
export const READY = 'ready';
export const TOOK_OVER = 'took over';
export const RELEASED = 'released';

/** What a guard has to know to shut one account. The address, which holds the key, is added on the way. */
export interface GuardOrder {
  /** Where the journal, intents and locks are. */
  readonly folder: string;
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
  readonly run: number;
}

export const orderShape = v.object({
  folder: v.string(),
  portalKey: v.string(),
  portalName: v.string(),
  leaverId: v.number(),
  leaverName: v.string(),
  run: v.number(),
  address: v.string(),
});

/** The lock a guard holds while it lives, beside that of the run. */
export function guardKey(portalKey: string): string {
  return `guard ${portalKey}`;
}
