import * as v from 'valibot';
import {id, listOf, read, responsible, text} from '../shapes.ts';
import type {Family, Row} from './family.ts';

const invoices = listOf(
  v.object({ID: id, RESPONSIBLE_ID: responsible, ORDER_TOPIC: text, ACCOUNT_NUMBER: text, STATUS_ID: text}),
);
const owners = listOf(v.object({ID: id, RESPONSIBLE_ID: responsible}));

/** Old invoices have methods of their own alone (fact sheet section 10). Their update re-validates the whole invoice (trap 12). */
export const oldInvoiceFamily: Family = {
  count(type, responsibleId, which) {
    const closed = type.closedBy.by === 'statuses' ? type.closedBy.closed : [];
    if (which === 'open' || (which === 'closed' && closed.length === 0)) return undefined;
    const filter = {RESPONSIBLE_ID: responsibleId, ...(which === 'closed' ? {'@STATUS_ID': closed} : {})};
    return {
      method: 'crm.invoice.list',
      params: {filter, select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: 0},
    };
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

  rows(type, result) {
    const closed = type.closedBy.by === 'statuses' ? type.closedBy.closed : [];
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

  standings(result) {
    return new Map(read(owners, 'crm.invoice.list', result).map(row => [row.ID, {responsibleId: row.RESPONSIBLE_ID}]));
  },

  update(_entityTypeId, record) {
    return {method: 'crm.invoice.update', params: {id: record.id, fields: {RESPONSIBLE_ID: record.to}}};
  },
};
