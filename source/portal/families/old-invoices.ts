import * as v from 'valibot';
import type {EntityType} from '../../domain/entity-types.ts';
import {id, listOf, read, responsible, text} from '../shapes.ts';
import {belongsTo, type Family, type Row} from './family.ts';

const invoices = listOf(
  v.object({ID: id, RESPONSIBLE_ID: responsible, ORDER_TOPIC: text, ACCOUNT_NUMBER: text, STATUS_ID: text}),
);
const owners = listOf(v.object({ID: id, RESPONSIBLE_ID: responsible}));

/** Old invoices have methods of their own alone (fact sheet section 10). Their update re-validates the whole invoice (trap 12). */
export const oldInvoiceFamily: Family = {
  count(type, whose, which) {
    const closed = closedStatuses(type);
    if (which === 'open' || (which === 'closed' && closed.length === 0)) return undefined;
    const filter = {...belongsTo('RESPONSIBLE_ID', whose), ...(which === 'closed' ? {'@STATUS_ID': closed} : {})};
    return {
      method: 'crm.invoice.list',
      params: {filter, select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: 0},
    };
  },

  sample(_type, which) {
    if (which !== 'all') return undefined;
    return {method: 'crm.invoice.list', params: {select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: -1}};
  },

  page(_type, responsibleId, _state, afterId) {
    return {
      method: 'crm.invoice.list',
      params: {
        filter: {RESPONSIBLE_ID: responsibleId, '>ID': afterId},
        select: ['ID', 'RESPONSIBLE_ID', 'ORDER_TOPIC', 'ACCOUNT_NUMBER', 'STATUS_ID'],
        order: {ID: 'ASC'},
        start: -1,
      },
    };
  },

  listed: () => 'all',

  idPath: position => [position, 'ID'],

  rows(type, result) {
    const closed = closedStatuses(type);
    return read(invoices, 'crm.invoice.list', result).map(
      (row): Row => ({
        id: row.ID,
        responsibleId: row.RESPONSIBLE_ID,
        title: row.ORDER_TOPIC || row.ACCOUNT_NUMBER,
        closed: closed.includes(row.STATUS_ID),
      }),
    );
  },

  byIds(_entityTypeId, ids) {
    return {
      method: 'crm.invoice.list',
      params: {filter: {'@ID': ids}, select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: -1},
    };
  },

  one(_entityTypeId, recordId) {
    return {method: 'crm.invoice.get', params: {id: recordId}};
  },

  standings(result) {
    return new Map(read(owners, 'crm.invoice.list', result).map(row => [row.ID, {responsibleId: row.RESPONSIBLE_ID}]));
  },

  update(_entityTypeId, record) {
    return {method: 'crm.invoice.update', params: {id: record.id, fields: {RESPONSIBLE_ID: record.to}}};
  },
};

function closedStatuses({closedBy}: EntityType): readonly string[] {
  return closedBy.by === 'statuses' ? closedBy.closed : [];
}
