import {TYPE_IDS} from '../entity-types.ts';
import {search} from './column.ts';
import {DisjointSets} from './disjoint-sets.ts';
import type {RowStore} from './row-store.ts';

/** Which records belong to one client: each has the number of its client. */
export interface Clients {
  /** The client of a record, by the position of its store and its own; a number below `nodes`. */
  of(store: number, at: number): number;
  readonly nodes: number;
}

/**
 * Finds what hangs together by links. A contact or company is a client whoever is responsible for it: two of the leaver's
 * deals with one foreign company are one client's, although that company is not touched. Any other record joins only
 * what it links to, and only where it is in scope itself: a lead or deal of somebody else is nobody's client, and what
 * only hangs together through such a record is not taken to.
 *
 * @param stores sorted, of the types that stay together with their clients
 * @param joins false for a record that goes elsewhere anyway, and so holds nothing together
 */
export function findClients(stores: readonly RowStore[], joins: (store: RowStore, at: number) => boolean): Clients {
  const starts: number[] = [];
  let records = 0;
  for (const store of stores) {
    starts.push(records);
    records += store.length;
  }
  const inScope = (entityTypeId: number, id: number): number => {
    for (const [index, store] of stores.entries()) {
      const at = store.entityTypeId === entityTypeId ? store.find(id) : -1;
      if (at !== -1) return (starts[index] ?? 0) + at;
    }
    return -1;
  };
  const contacts = outside(stores, TYPE_IDS.contact, inScope);
  const companies = outside(stores, TYPE_IDS.company, inScope);
  const nodes = records + contacts.length + companies.length;
  const sets = new DisjointSets(nodes);

  function target(entityTypeId: number, id: number): number {
    const node = inScope(entityTypeId, id);
    if (node !== -1) return node;
    if (entityTypeId === TYPE_IDS.contact) return records + contacts.find(id);
    return entityTypeId === TYPE_IDS.company ? records + contacts.length + companies.find(id) : -1;
  }

  for (const [index, store] of stores.entries()) {
    forEachLink(store, (at, entityTypeId, id) => {
      if (!joins(store, at)) return;
      const node = target(entityTypeId, id);
      if (node !== -1) sets.join((starts[index] ?? 0) + at, node);
    });
  }
  return {of: (store, at) => sets.find((starts[store] ?? 0) + at), nodes};
}

/** Links of every record of a store; what an activity belongs to is one. An id of 0 is none. */
function forEachLink(store: RowStore, visit: (at: number, entityTypeId: number, id: number) => void): void {
  const {links} = store;
  for (let link = 0; link < links.length; link += 1)
    if (links.to.get(link) > 0)
      visit(store.find(links.from.get(link)), links.entityTypeId.get(link), links.to.get(link));
  for (let at = 0; at < store.length; at += 1)
    if (store.followsId(at) > 0) visit(at, store.followsType(at), store.followsId(at));
}

/** Clients of one kind that are linked to and not in scope, each once. */
function outside(
  stores: readonly RowStore[],
  kind: number,
  inScope: (entityTypeId: number, id: number) => number,
): {readonly length: number; find(id: number): number} {
  let found = 0;
  const visit = (each: (id: number) => void): void => {
    for (const store of stores)
      forEachLink(store, (_, entityTypeId, id) => {
        if (entityTypeId === kind && inScope(kind, id) === -1) each(id);
      });
  };
  visit(() => {
    found += 1;
  });
  const sorted = new Float64Array(found);
  let next = 0;
  visit(id => {
    sorted[next] = id;
    next += 1;
  });
  sorted.sort();
  let length = 0;
  for (const id of sorted) {
    if (length > 0 && sorted[length - 1] === id) continue;
    sorted[length] = id;
    length += 1;
  }
  return {length, find: id => search({get: at => sorted[at] ?? 0}, length, id)};
}
