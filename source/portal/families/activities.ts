import * as v from 'valibot';
import type {StateChoice} from '../../domain/scope.ts';
import type {Command, Params} from '../encode.ts';
import {id, listOf, moment, read, reference, responsible, text, yesNo} from '../shapes.ts';
import {belongsTo, type Family, type Row, type Standing} from './family.ts';
import {fieldsFor, narrowing, told} from './narrow.ts';

const activity = v.object({
  ID: id,
  SUBJECT: text,
  RESPONSIBLE_ID: responsible,
  COMPLETED: yesNo,
  OWNER_TYPE_ID: reference,
  OWNER_ID: reference,
  TYPE_ID: reference,
  PROVIDER_ID: text,
  ASSOCIATED_ENTITY_ID: reference,
  LOCATION: text,
  CREATED: moment,
  LAST_UPDATED: moment,
});
const activities = listOf(activity);
const standing = listOf(
  v.object({
    ID: id,
    RESPONSIBLE_ID: responsible,
    TYPE_ID: reference,
    LOCATION: text,
    LAST_UPDATED: text,
    EDITOR_ID: text,
  }),
);

const DATES: readonly string[] = ['CREATED', 'LAST_UPDATED'];
const SELECT = Object.keys(activity.entries).filter(field => !DATES.includes(field));
/** Meetings and calls: their place is emptied by an update that does not send it along (trap 33). */
const HAS_PLACE = new Set([1, 2]);
const TASK_PROVIDERS = new Set(['CRM_TASKS_TASK', 'TASKS']);

/**
 * Activities (fact sheet section 11). The older list drops a filter key it does not know, without an error (trap 2):
 * keys are upper-case, and every row is held against the question by the caller.
 */
export const activityFamily = {
  count(type, whose, which, asked) {
    const narrowed = asked ? narrowing(type.key, asked, 'ID', true) : {};
    const filter = {...belongsTo('RESPONSIBLE_ID', whose), ...completed(which), ...narrowed};
    const select = asked ? [...SELECT, ...fieldsFor(type.key, asked)] : ['ID', 'RESPONSIBLE_ID'];
    return {method: 'crm.activity.list', params: {filter, select, order: {ID: 'ASC'}, start: 0}};
  },

  sample(_type, which) {
    const filter = which === 'all' ? {} : {filter: completed(which)};
    return {
      method: 'crm.activity.list',
      params: {...filter, select: ['ID', 'RESPONSIBLE_ID'], order: {ID: 'ASC'}, start: -1},
    };
  },

  page(type, responsibleId, asked, afterId) {
    // History can be hundreds of thousands of rows, so here the portal sorts open from closed.
    const filter = {
      RESPONSIBLE_ID: responsibleId,
      ...completed(asked.scope.state),
      ...narrowing(type.key, asked, 'ID', false),
      // No groups in this list: it is the title or nothing.
      ...(asked.search === undefined || asked.search === '' ? {} : {'%SUBJECT': asked.search}),
      '>ID': afterId,
    };
    const select = [...SELECT, ...fieldsFor(type.key, asked)];
    return {method: 'crm.activity.list', params: {filter, select, order: {ID: 'ASC'}, start: -1}};
  },

  listed: (_type, state) => state,

  idPath: position => [position, 'ID'],

  rows(_type, result) {
    return read(activities, 'crm.activity.list', result).map(
      (row): Row => ({
        id: row.ID,
        responsibleId: row.RESPONSIBLE_ID,
        title: row.SUBJECT,
        closed: row.COMPLETED,
        ...told({createdAt: row.CREATED, changedAt: row.LAST_UPDATED}),
        activity: {
          ownerTypeId: row.OWNER_TYPE_ID,
          ownerId: row.OWNER_ID,
          provider: row.PROVIDER_ID,
          taskId: TASK_PROVIDERS.has(row.PROVIDER_ID) ? row.ASSOCIATED_ENTITY_ID : 0,
          location: HAS_PLACE.has(row.TYPE_ID) ? row.LOCATION : '',
        },
      }),
    );
  },

  byIds(_entityTypeId, ids) {
    return {
      method: 'crm.activity.list',
      params: {
        filter: {'@ID': ids},
        select: ['ID', 'RESPONSIBLE_ID', 'TYPE_ID', 'LOCATION', 'LAST_UPDATED', 'EDITOR_ID'],
        order: {ID: 'ASC'},
        start: -1,
      },
    };
  },

  one(_entityTypeId, recordId) {
    return {method: 'crm.activity.get', params: {id: recordId}};
  },

  standings: standingsIn,

  standingsOfOne: result => standingsIn([result]),

  update(_entityTypeId, record, now) {
    const location = now?.location ?? record.activity?.location ?? '';
    const fields = {RESPONSIBLE_ID: record.to, ...(location === '' ? {} : {LOCATION: location})};
    return {method: 'crm.activity.update', params: {id: record.id, fields}};
  },

  /** Activities of one record, whoever they belong to, with their dates. */
  ofOwner(ownerTypeId: number, ownerId: number): Command {
    const filter = {OWNER_TYPE_ID: ownerTypeId, OWNER_ID: ownerId};
    return {
      method: 'crm.activity.list',
      params: {filter, select: [...SELECT, ...DATES], order: {ID: 'ASC'}, start: -1},
    };
  },
} satisfies Family & {ofOwner: unknown};

function completed(state: StateChoice): Params {
  return state === 'all' ? {} : {COMPLETED: state === 'closed' ? 'Y' : 'N'};
}

function standingsIn(result: unknown): Map<number, Standing> {
  return new Map(
    read(standing, 'crm.activity.list', result).map((row): [number, Standing] => [
      row.ID,
      {
        responsibleId: row.RESPONSIBLE_ID,
        stamp: `${row.LAST_UPDATED} ${row.EDITOR_ID}`,
        ...(HAS_PLACE.has(row.TYPE_ID) ? {location: row.LOCATION} : {}),
      },
    ]),
  );
}
