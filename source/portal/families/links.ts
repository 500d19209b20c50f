import * as v from 'valibot';
import {TYPE_IDS} from '../../domain/entity-types.ts';
import type {Link} from '../../domain/rules/rule.ts';
import {listOf, read, reference} from '../shapes.ts';

/** Fields of `crm.item.list` that link to a client or another record (fact sheet section 8). Never `mycompanyId`. */
const NAMED: readonly (readonly [field: string, entityTypeId: number])[] = [
  ['companyId', TYPE_IDS.company],
  ['contactId', TYPE_IDS.contact],
  ['leadId', TYPE_IDS.lead],
  ['quoteId', TYPE_IDS.estimate],
  ['dealId', TYPE_IDS.deal],
];
const CONTACTS = 'contactIds';

const ids = listOf(reference);

/** What to select of items. A name that a type does not have is dropped by the portal (fact sheet section 6). */
export function linkFields(types: readonly number[]): string[] {
  return [...NAMED.map(([field]) => field), CONTACTS, ...types.map(parentField)];
}

function parentField(entityTypeId: number): string {
  return `parentId${entityTypeId}`;
}

/** The links of one item as it came, each once. */
export function linksOfItem(row: Readonly<Record<string, unknown>>, types: readonly number[]): Link[] {
  const found = new Map<string, Link>();
  const add = (entityTypeId: number, id: number): void => {
    if (id > 0) found.set(`${entityTypeId} ${id}`, {entityTypeId, id});
  };
  const one = (field: string, entityTypeId: number): void => {
    if (row[field] !== undefined) add(entityTypeId, read(reference, `crm.item.list ${field}`, row[field]));
  };
  for (const [field, entityTypeId] of NAMED) one(field, entityTypeId);
  for (const entityTypeId of types) one(parentField(entityTypeId), entityTypeId);
  const contacts = row[CONTACTS];
  if (contacts !== undefined && contacts !== null)
    for (const id of read(ids, `crm.item.list ${CONTACTS}`, contacts)) add(TYPE_IDS.contact, id);
  return [...found.values()];
}

/** Links of old invoices, which are user fields of theirs. */
export const OLD_INVOICE_LINKS = {
  UF_COMPANY_ID: TYPE_IDS.company,
  UF_CONTACT_ID: TYPE_IDS.contact,
  UF_DEAL_ID: TYPE_IDS.deal,
  UF_QUOTE_ID: TYPE_IDS.estimate,
} as const;

export const oldInvoiceLinks = v.object({
  UF_COMPANY_ID: reference,
  UF_CONTACT_ID: reference,
  UF_DEAL_ID: reference,
  UF_QUOTE_ID: reference,
});

export function linksOfOldInvoice(row: v.InferOutput<typeof oldInvoiceLinks>): Link[] {
  return Object.entries(OLD_INVOICE_LINKS).flatMap(([field, entityTypeId]) => {
    const id = row[field as keyof typeof OLD_INVOICE_LINKS];
    return id > 0 ? [{entityTypeId, id}] : [];
  });
}
