import * as v from 'valibot';
import {id, responsible, text} from '../shapes.ts';
import type {Standing} from './family.ts';

const updated = v.object({item: v.object({id, assignedById: responsible, updatedTime: text, updatedBy: text})});

/**
 * Whose a record is by the answer to its own `crm.item.update`, which holds the whole item as saved (fact sheet section 9, 13). Undefined
 * where the answer holds none: then it has to be read back.
 */
export function updatedItem(recordId: number, result: unknown): Standing | undefined {
  const answer = v.safeParse(updated, result);
  if (!answer.success || answer.output.item.id !== recordId) return undefined;
  const {assignedById, updatedTime, updatedBy} = answer.output.item;
  return {responsibleId: assignedById, stamp: `${updatedTime} ${updatedBy}`};
}
