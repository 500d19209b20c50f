import {TYPE_IDS, type EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {Command} from '../encode.ts';

export const ITEM_UPDATE = 'crm.item.update';

/** Types whose older method does the same as `crm.item.update`, with an execution time of its own (fact sheet section 9). */
const SIBLINGS: Readonly<Record<number, string>> = {
  [TYPE_IDS.lead]: 'crm.lead.update',
  [TYPE_IDS.deal]: 'crm.deal.update',
  [TYPE_IDS.contact]: 'crm.contact.update',
  [TYPE_IDS.company]: 'crm.company.update',
  [TYPE_IDS.estimate]: 'crm.quote.update',
};

/**
 * The older method that gives records of a type away too; undefined where there is none. Templates and records of other
 * categories, which the older methods half know (traps 13, 14), go by `crm.item.update` alone.
 */
export function siblingOf({key, entityTypeId, categoryId}: EntityType): string | undefined {
  if (key === 'deal-template' || (categoryId ?? 0) !== 0) return undefined;
  return SIBLINGS[entityTypeId];
}

/** Its answer is `true` whether or not anything changed, and its errors have no codes: read back, and refused ones go the other way. */
export function siblingUpdate(method: string, {id, to}: PlannedRecord): Command {
  return {method, params: {id, fields: {ASSIGNED_BY_ID: to}}};
}
