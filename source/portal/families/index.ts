import {TYPE_IDS} from '../../domain/entity-types.ts';
import {activityFamily} from './activities.ts';
import type {Family} from './family.ts';
import {itemFamily} from './items.ts';
import {oldInvoiceFamily} from './old-invoices.ts';
import {taskFamily} from './tasks.ts';

/** The one place that knows which methods an entity type is read and written by. */
export function familyOf(entityTypeId: number): Family {
  if (entityTypeId === TYPE_IDS.activity) return activityFamily;
  if (entityTypeId === TYPE_IDS.oldInvoice) return oldInvoiceFamily;
  if (entityTypeId === TYPE_IDS.task) return taskFamily;
  return itemFamily;
}
