import type {Envelope} from '../../source/portal/transport.ts';

const UPDATES = ['item', 'lead', 'deal', 'contact', 'company', 'quote', 'invoice', 'activity'];

/** What each method costs the local portal, in milliseconds: updates, and everything else. */
export function methodCosts(updateMs: number, readMs: number): Record<string, number> {
  return {'*': readMs, ...Object.fromEntries(UPDATES.map(name => [`crm.${name}.update`, updateMs]))};
}

/** How many commands of a batch were held back by the limit of execution time. */
export function heldIn({result}: Envelope): number {
  const errors = (result as {result_error?: Record<string, {error?: unknown}>} | null)?.result_error ?? {};
  return Object.values(errors).filter(({error}) => error === 'OPERATION_TIME_LIMIT').length;
}
