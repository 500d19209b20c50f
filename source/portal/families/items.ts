import * as v from 'valibot';
import {TYPE_IDS, type EntityType} from '../../domain/entity-types.ts';
import {fieldOf} from '../../domain/scope/conditions.ts';
import {PortalTrouble} from '../../domain/trouble.ts';
import type {Params} from '../encode.ts';
import {id, listOf, moment, read, responsible, text, toldReference, toldText, yesNo} from '../shapes.ts';
import {belongsTo, type Asked, type Family, type Row} from './family.ts';
import {linkFields, linksOfItem} from './links.ts';
import {fieldsFor, narrowing, told} from './narrow.ts';

const item = v.looseObject({
  id,
  assignedById: responsible,
  title: text,
  name: text,
  lastName: text,
  stageId: toldText,
  stageSemanticId: text,
  closed: yesNo,
  isRecurring: yesNo,
  categoryId: toldReference,
  createdTime: moment,
  updatedTime: moment,
});
const items = v.object({items: listOf(item)});
const oneItem = v.object({item: v.unknown()});
const owners = v.object({items: listOf(v.object({id, assignedById: responsible, updatedTime: text, updatedBy: text}))});

/**
 * Everything behind `crm.item.*`: leads, deals, contacts, companies, estimates, smart invoices, smart processes (fact
 * sheet sections 6, 8 and 9). The parameter names are exact: `FILTER` would run the list unfiltered (trap 3).
 */
export const itemFamily: Family = {
  count(type, whose, which, asked) {
    const closed = which === 'closed' ? closedFilter(type) : {};
    if (closed === undefined || which === 'open') return undefined;
    const narrowed = asked ? within(closed, narrowing(type.key, asked, 'id', true)) : closed;
    if (narrowed === undefined) return undefined;
    const filter = {...belongsTo('assignedById', whose), ...kindFilter(type), ...narrowed};
    const select = asked ? selectOf(type, asked) : ['id', 'assignedById'];
    return {
      method: 'crm.item.list',
      params: {entityTypeId: type.entityTypeId, select, filter, order: {id: 'ASC'}, start: 0},
    };
  },

  sample(type, which) {
    const closed = which === 'closed' ? closedFilter(type) : {};
    if (closed === undefined || which === 'open') return undefined;
    const filter = {...kindFilter(type), ...closed};
    return {
      method: 'crm.item.list',
      params: {
        entityTypeId: type.entityTypeId,
        select: ['id', 'assignedById'],
        ...(Object.keys(filter).length === 0 ? {} : {filter}),
        order: {id: 'ASC'},
        start: -1,
      },
    };
  },

  page(type, responsibleId, asked, afterId) {
    // Open records are told on our side: "not in the closed stages" would also lose records without a stage.
    const closed = asked.scope.state === 'closed' ? (closedFilter(type) ?? {}) : {};
    const narrowed = within(closed, narrowing(type.key, asked, 'id', false));
    if (narrowed === undefined) throw new Error(`${type.key}: no closed record can be in these stages`);
    const filter = {
      assignedById: responsibleId,
      ...kindFilter(type),
      ...narrowed,
      ...titleFilter(type, asked.search),
      '>id': afterId,
    };
    return {
      method: 'crm.item.list',
      params: {entityTypeId: type.entityTypeId, select: selectOf(type, asked), filter, order: {id: 'ASC'}, start: -1},
    };
  },

  listed: (type, state) => (state === 'closed' && closedFilter(type) ? 'closed' : 'all'),

  idPath: position => ['items', position, 'id'],

  rows(type, result, asked) {
    return read(items, 'crm.item.list', result).items.map((row): Row => {
      if (!isOfKind(type, row))
        throw new PortalTrouble('deviates', `crm.item.list: #${row.id} is of another kind than ${type.key}`);
      const full = `${row.name} ${row.lastName}`.trim();
      return {
        id: row.id,
        responsibleId: row.assignedById,
        title: type.entityTypeId === TYPE_IDS.contact ? full : row.title,
        closed: isClosed(type, row),
        ...told({
          pipeline: fieldOf(type.key, 'pipeline') ? row.categoryId : undefined,
          stage: fieldOf(type.key, 'stage') ? row.stageId : undefined,
          createdAt: row.createdTime,
          changedAt: row.updatedTime,
        }),
        ...(asked?.links ? {links: linksOfItem(row, asked.links)} : {}),
      };
    });
  },

  byIds(entityTypeId, ids) {
    return {
      method: 'crm.item.list',
      params: {
        entityTypeId,
        select: ['id', 'assignedById', 'updatedTime', 'updatedBy'],
        filter: {'@id': ids},
        order: {id: 'ASC'},
        start: -1,
      },
    };
  },

  one(entityTypeId, recordId) {
    return {method: 'crm.item.get', params: {entityTypeId, id: recordId}};
  },

  standings(result) {
    return new Map(
      read(owners, 'crm.item.list', result).items.map(row => [
        row.id,
        {responsibleId: row.assignedById, stamp: `${row.updatedTime} ${row.updatedBy}`},
      ]),
    );
  },

  standingsOfOne: result => itemFamily.standings({items: [read(oneItem, 'crm.item.get', result).item]}),

  update(entityTypeId, record) {
    return {method: 'crm.item.update', params: {entityTypeId, id: record.id, fields: {assignedById: record.to}}};
  },
};

/** Which of the types that share one list: templates among deals, vendors among contacts (traps 13, 14). */
function kindFilter(type: EntityType): Params {
  return {
    ...(type.entityTypeId === TYPE_IDS.deal ? {isRecurring: type.key === 'deal-template' ? 'Y' : 'N'} : {}),
    ...(type.categoryId === undefined ? {} : {categoryId: type.categoryId}),
  };
}

/** The filter for closed records; undefined where none can be closed (asking with an empty list is trap 7). */
function closedFilter(type: EntityType): Params | undefined {
  switch (type.closedBy.by) {
    case 'semantic':
      return {'@stageSemanticId': ['S', 'F']};
    case 'closed-flag':
      return {closed: 'Y'};
    case 'stages':
      return type.closedBy.closed.length === 0 ? undefined : {'@stageId': type.closedBy.closed};
    case 'none':
    case 'statuses':
    case 'completed':
    case 'task-status':
      return undefined;
  }
}

function isClosed(type: EntityType, row: v.InferOutput<typeof item>): boolean {
  switch (type.closedBy.by) {
    case 'semantic':
      return row.stageSemanticId === 'S' || row.stageSemanticId === 'F';
    case 'closed-flag':
      return row.closed;
    case 'stages':
      return type.closedBy.closed.includes(row.stageId ?? '');
    case 'none':
    case 'statuses':
    case 'completed':
    case 'task-status':
      return false;
  }
}

/** A condition that the portal dropped shows in the rows: templates among the deals, vendors among the contacts. */
function isOfKind(type: EntityType, row: v.InferOutput<typeof item>): boolean {
  if (type.categoryId !== undefined && (row.categoryId ?? 0) !== type.categoryId) return false;
  return type.entityTypeId !== TYPE_IDS.deal || row.isRecurring === (type.key === 'deal-template');
}

/** Two filters at once; undefined where they have no stage in common, so that nothing can fit both. */
function within(closed: Params, narrowed: Params): Params | undefined {
  const final = closed['@stageId'];
  const stages = narrowed['@stageId'];
  if (!Array.isArray(final) || !Array.isArray(stages)) return {...closed, ...narrowed};
  const both = stages.filter(stage => final.includes(stage));
  return both.length === 0 ? undefined : {...narrowed, '@stageId': both};
}

/** Part of a title, or an id. Contacts have names instead (trap 25). Groups with OR are this list's alone. */
function titleFilter(type: EntityType, search: string | undefined): Params {
  if (search === undefined || search === '') return {};
  const names = type.entityTypeId === TYPE_IDS.contact ? ['name', 'lastName'] : ['title'];
  const either: Params[] = names.map(name => ({[`%${name}`]: search}));
  if (/^[1-9]\d{0,14}$/.test(search)) either.push({id: Number(search)});
  return {0: {logic: 'OR', ...Object.fromEntries(either.entries())}};
}

function selectOf(type: EntityType, asked: Asked): string[] {
  const select = ['id', 'assignedById', ...fieldsFor(type.key, asked)];
  if (type.entityTypeId === TYPE_IDS.contact) select.push('name', 'lastName');
  else select.push('title');
  if (type.categoryId !== undefined) select.push('categoryId');
  if (type.entityTypeId === TYPE_IDS.deal) select.push('isRecurring');
  if (type.closedBy.by === 'semantic') select.push('stageSemanticId');
  if (type.closedBy.by === 'closed-flag') select.push('closed');
  if (type.closedBy.by === 'stages') select.push('stageId');
  if (asked.links) select.push(...linkFields(asked.links));
  return [...new Set(select)];
}
