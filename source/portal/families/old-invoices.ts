import * as v from 'valibot';
import type {EntityType} from '../../domain/entity-types.ts';
import {id, listOf, moment, read, responsible, text, toldText} from '../shapes.ts';
import {belongsTo, type Family, type Row} from './family.ts';
import {OLD_INVOICE_LINKS, linksOfOldInvoice, oldInvoiceLinks} from './links.ts';
import {fieldsFor, narrowing, told} from './narrow.ts';

const invoices = listOf(
  v.object({
    ID: id,
    RESPONSIBLE_ID: responsible,
    ORDER_TOPIC: text,
    ACCOUNT_NUMBER: text,
    STATUS_ID: toldText,
    DATE_INSERT: moment,
    DATE_UPDATE: moment,
    ...oldInvoiceLinks.entries,
  }),
);
const SELECT = ['ID', 'RESPONSIBLE_ID', 'ORDER_TOPIC', 'ACCOUNT_NUMBER', 'STATUS_ID'];
const owners = listOf(v.object({ID: id, RESPONSIBLE_ID: responsible}));

/** Old invoices have methods of their own alone (fact sheet section 10). Their update re-validates the whole invoice (trap 12). */
export const oldInvoiceFamily: Family = {
  count(type, whose, which, asked) {
    const stages = asked?.scope.stages;
    const closed = closedStatuses(type).filter(status => !stages || stages.includes(status));
    if (which === 'open' || (which === 'closed' && closed.length === 0)) return undefined;
    const filter = {
      ...belongsTo('RESPONSIBLE_ID', whose),
      ...(asked ? narrowing(type.key, asked, 'ID', true) : {}),
      ...(which === 'closed' ? {'@STATUS_ID': closed} : {}),
    };
    const select = asked ? [...SELECT, ...fieldsFor(type.key, asked)] : ['ID', 'RESPONSIBLE_ID'];
    return {method: 'crm.invoice.list', params: {filter, select, order: {ID: 'ASC'}, start: 0}};
  },

  sample(_type, which) {
    if (which !== 'all') return undefined;
    return {method: 'crm.invoice.list', params: {select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: -1}};
  },

  page(type, responsibleId, asked, afterId) {
    const filter = {
      RESPONSIBLE_ID: responsibleId,
      ...narrowing(type.key, asked, 'ID', false),
      ...(asked.search === undefined || asked.search === '' ? {} : {'%ORDER_TOPIC': asked.search}),
      '>ID': afterId,
    };
    const links = asked.links ? Object.keys(OLD_INVOICE_LINKS) : [];
    const select = [...new Set([...SELECT, ...fieldsFor(type.key, asked), ...links])];
    return {method: 'crm.invoice.list', params: {filter, select, order: {ID: 'ASC'}, start: -1}};
  },

  listed: () => 'all',

  idPath: position => [position, 'ID'],

  rows(type, result, asked) {
    const closed = closedStatuses(type);
    return read(invoices, 'crm.invoice.list', result).map(
      (row): Row => ({
        id: row.ID,
        responsibleId: row.RESPONSIBLE_ID,
        title: row.ORDER_TOPIC || row.ACCOUNT_NUMBER,
        closed: closed.includes(row.STATUS_ID ?? ''),
        ...told({stage: row.STATUS_ID, createdAt: row.DATE_INSERT, changedAt: row.DATE_UPDATE}),
        ...(asked?.links ? {links: linksOfOldInvoice(row)} : {}),
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

  standingsOfOne: result => oldInvoiceFamily.standings([result]),

  update(_entityTypeId, record) {
    return {method: 'crm.invoice.update', params: {id: record.id, fields: {RESPONSIBLE_ID: record.to}}};
  },
};

function closedStatuses({closedBy}: EntityType): readonly string[] {
  return closedBy.by === 'statuses' ? closedBy.closed : [];
}
