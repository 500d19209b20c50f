import {TYPE_IDS, type TypeKey} from './entity-types.ts';
import type {PlannedRecord} from './plan.ts';

/**
 * Where a record is seen on its portal. An activity has no page of its own: it leads to the record it belongs to.
 * Undefined for the built-in portal, and where there is no page.
 */
export function linkTo(portalKey: string, record: Pick<PlannedRecord, 'type' | 'id' | 'activity'>): string | undefined {
  const origin = originOf(portalKey);
  const path = origin === undefined ? undefined : pathOf(record);
  return path === undefined ? undefined : `${origin}${path}`;
}

function pathOf({type, id, activity}: Pick<PlannedRecord, 'type' | 'id' | 'activity'>): string | undefined {
  // The address names a person, and shows the task to whoever opens it.
  if (type === 'task') return isId(id) ? `/company/personal/user/0/tasks/task/view/${id}/` : undefined;
  if (type === 'activity') return activity && pathById(activity.ownerTypeId, activity.ownerId);
  return pathById(typeIdOf(type), id);
}

function typeIdOf(type: Exclude<TypeKey, 'activity' | 'task'>): number {
  const [kind = '', number = ''] = type.split(':');
  if (kind === 'spa') return Number(number);
  if (kind === 'old-invoice') return TYPE_IDS.oldInvoice;
  // Templates are deals, vendors contacts or companies: they are shown by the same pages.
  return kind === 'deal-template' ? TYPE_IDS.deal : (TYPE_IDS[kind as keyof typeof TYPE_IDS] ?? 0);
}

const PAGES: Readonly<Record<number, string>> = {
  [TYPE_IDS.lead]: 'lead/details',
  [TYPE_IDS.deal]: 'deal/details',
  [TYPE_IDS.contact]: 'contact/details',
  [TYPE_IDS.company]: 'company/details',
  [TYPE_IDS.oldInvoice]: 'invoice/show',
};

function isId(id: number): boolean {
  return Number.isSafeInteger(id) && id >= 1;
}

function pathById(entityTypeId: number, id: number): string | undefined {
  if (!isId(id)) return undefined;
  const page = PAGES[entityTypeId];
  if (page !== undefined) return `/crm/${page}/${id}/`;
  // Estimates, smart invoices and smart processes share one kind of page; other owners (orders, say) have none here.
  const shared = entityTypeId === TYPE_IDS.estimate || entityTypeId === TYPE_IDS.invoice || entityTypeId >= 128;
  return shared ? `/crm/type/${entityTypeId}/details/${id}/` : undefined;
}

/** Only a plain origin is put into a page: the journal is a file, and files can be changed. */
function originOf(portalKey: string): string | undefined {
  if (!/^https?:\/\/[^\s/"'<>]+$/.test(portalKey)) return undefined;
  try {
    const {origin} = new URL(portalKey);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}
