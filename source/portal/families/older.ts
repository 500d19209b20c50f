import * as v from 'valibot';
import type {EntityType} from '../../domain/entity-types.ts';
import type {Command} from '../encode.ts';
import {id, listOf, read, responsible} from '../shapes.ts';

const rows = listOf(v.object({ID: id, ASSIGNED_BY_ID: responsible}));

const LISTS: Readonly<Partial<Record<EntityType['key'], string>>> = {
  lead: 'crm.lead.list',
  deal: 'crm.deal.list',
  contact: 'crm.contact.list',
  company: 'crm.company.list',
  estimate: 'crm.quote.list',
};

/**
 * The count of the same records by the older of the two lists that some types have. It leaves out deal templates and other
 * categories of contacts and companies by itself, as our own filter does for `crm.item.list` (traps 13 and 14). Undefined
 * for a type that has no older list.
 */
export function olderCount(type: EntityType, personId: number): Command | undefined {
  const method = LISTS[type.key];
  if (method === undefined) return undefined;
  const filter = {ASSIGNED_BY_ID: personId};
  return {method, params: {filter, select: ['ID', 'ASSIGNED_BY_ID'], order: {ID: 'ASC'}, start: 0}};
}

/** Whose the first of these records are: a condition that was dropped without a word shows there (trap 2). */
export function olderStandings(type: EntityType, result: unknown): Map<number, {readonly responsibleId: number}> {
  const found = read(rows, LISTS[type.key] ?? type.key, result);
  return new Map(found.map(row => [row.ID, {responsibleId: row.ASSIGNED_BY_ID}]));
}
