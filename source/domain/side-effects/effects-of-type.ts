import type {TypeKey} from '../entity-types.ts';

/** Whether the portal does something when a record changes its responsible person. */
export type Certainty = 'yes' | 'maybe' | 'no';

/** What moving one record of a type sets off on the portal, beside the move itself. None of it can be switched off. */
export interface TypeEffects {
  /**
   * A message to whoever gets the record and one to whoever loses it, never to the acting person. Old invoices: only
   * those with an entry in the live feed, which no list tells.
   */
  readonly messages: Certainty;
  /** Workflow templates that start by themselves on a change, where the portal has such templates. */
  readonly workflows: Certainty;
  /** Automation by "responsible person changed", which may move the record to another stage, where other rules run. */
  readonly triggers: Certainty;
  /** The portal checks and saves the whole record, and may fill in payer details from requisites. */
  readonly savedAsWhole: boolean;
}

const OF_ITEMS: TypeEffects = {messages: 'yes', workflows: 'maybe', triggers: 'maybe', savedAsWhole: false};

/**
 * What the portal does by type: leads, deals, contacts, companies, estimates, smart invoices and smart processes by fact
 * sheet section 9 (9 and 10), activities by section 11, old invoices by section 10. Whether a portal has workflows or
 * triggers cannot be read, so that these are never more than "maybe".
 */
export function effectsOfType(type: TypeKey): TypeEffects {
  // The portal sends no message for an activity; a task behind one is counted apart (`PlanFacts.tasks`).
  if (type === 'activity') return {messages: 'no', workflows: 'no', triggers: 'no', savedAsWhole: false};
  if (type === 'old-invoice') return {messages: 'maybe', workflows: 'no', triggers: 'no', savedAsWhole: true};
  // What a task sends or starts is not known, which is counted as such (`sideEffectsOf`).
  if (type === 'task') return {messages: 'no', workflows: 'no', triggers: 'no', savedAsWhole: false};
  // Recurring templates skip automation.
  if (type === 'deal-template') return {...OF_ITEMS, workflows: 'no', triggers: 'no'};
  // Without stages there is no automation by stages, and nothing that a trigger could move.
  if (/^(contact|company)(:|$)/.test(type)) return {...OF_ITEMS, triggers: 'no'};
  return OF_ITEMS;
}
