import {describe, expect, it} from 'vitest';
import {encodeCommand} from '../../source/portal/encode.ts';
import {familyOf} from '../../source/portal/families/index.ts';
import {taskUpdate} from '../../source/portal/families/tasks.ts';
import {entityType, planned} from '../domain/records.ts';
import {parseCommand} from './php.ts';

const deal = entityType();
const spa = entityType({key: 'spa:128', entityTypeId: 128, closedBy: {by: 'stages', closed: ['DT128_1:SUCCESS']}});
const contact = entityType({key: 'contact', entityTypeId: 3, categoryId: 0, closedBy: {by: 'none'}});
const activity = entityType({key: 'activity', entityTypeId: 6, closedBy: {by: 'completed'}});
const taskType = entityType({key: 'task', entityTypeId: 127, closedBy: {by: 'task-status'}, takenByDefault: false});
const oldInvoice = entityType({key: 'old-invoice', entityTypeId: 5, closedBy: {by: 'statuses', closed: ['P']}});

describe('lists are asked for by exactly the names the portal knows (traps 2, 3)', () => {
  it.each([
    [deal, 'all', {assignedById: 42, isRecurring: 'N', '>id': 9}],
    [deal, 'closed', {assignedById: 42, isRecurring: 'N', '>id': 9, '@stageSemanticId': ['S', 'F']}],
    [entityType({key: 'deal-template', closedBy: {by: 'none'}}), 'all', {assignedById: 42, isRecurring: 'Y', '>id': 9}],
    [contact, 'closed', {assignedById: 42, categoryId: 0, '>id': 9}],
    [spa, 'closed', {assignedById: 42, '>id': 9, '@stageId': ['DT128_1:SUCCESS']}],
    [activity, 'open', {RESPONSIBLE_ID: 42, '>ID': 9, COMPLETED: 'N'}],
    [oldInvoice, 'closed', {RESPONSIBLE_ID: 42, '>ID': 9}],
  ] as const)('%o %s', (type, state, filter) => {
    const {params} = familyOf(type.entityTypeId).page(type, 42, {scope: {state}}, 9);
    expect(params['filter']).toEqual(filter);
    expect(params['start']).toBe(-1);
    const upper = type === activity || type === oldInvoice;
    expect(params['order']).toEqual(upper ? {ID: 'ASC'} : {id: 'ASC'});
    expect(params['select']).toEqual(expect.arrayContaining(upper ? ['ID', 'RESPONSIBLE_ID'] : ['id', 'assignedById']));
  });

  it('counts are read with start 0, since -1 has no total (trap 21), and never with an empty list (trap 7)', () => {
    for (const type of [deal, spa, contact, activity, oldInvoice])
      expect(familyOf(type.entityTypeId).count(type, 42, 'all')?.params['start']).toBe(0);
    const stageless = {...spa, closedBy: {by: 'stages', closed: []}} as const;
    expect(familyOf(128).count(stageless, 42, 'closed')).toBeUndefined();
    expect(familyOf(5).count({...oldInvoice, closedBy: {by: 'statuses', closed: []}}, 42, 'closed')).toBeUndefined();
    expect(familyOf(3).count(contact, 42, 'closed')).toBeUndefined();
  });

  it.each([
    ['all', {}],
    ['open', {'!STATUS': 5}],
    ['closed', {STATUS: 5}],
  ] as const)(
    'tasks, %s: by names in upper case, in the order of their ids, and never with start -1',
    (state, status) => {
      const {page, count, byIds, one} = familyOf(127);
      const list = (filter: object, select: readonly string[]) => ({
        method: 'tasks.task.list',
        params: {filter, select, order: {ID: 'asc'}, start: 0},
      });
      const row = ['ID', 'RESPONSIBLE_ID', 'TITLE', 'STATUS'];
      const whose = {RESPONSIBLE_ID: 42, ...status};
      expect(page(taskType, 42, {scope: {state}}, 9)).toEqual(list({...whose, '>ID': 9}, row));
      expect(count(taskType, 42, state)).toEqual(list(whose, ['ID', 'RESPONSIBLE_ID']));
      expect(count(taskType, [42, 43], 'all')?.params['filter']).toEqual({RESPONSIBLE_ID: [42, 43]});
      const span = {created: {from: Date.UTC(2026, 0, 2)}, changed: {before: Date.UTC(2026, 5, 1)}};
      expect(page(taskType, 42, {scope: {state, ...span}, ids: [3, 5], search: 'price'}, 0)).toEqual(
        list(
          {
            ...whose,
            '>=CREATED_DATE': '2026-01-01T00:00:00+00:00',
            '<CHANGED_DATE': '2026-06-02T00:00:00+00:00',
            ID: [3, 5],
            '%TITLE': 'price',
            '>ID': 0,
          },
          [...row, 'CREATED_DATE', 'CHANGED_DATE'],
        ),
      );
      expect(byIds(127, [3, 5]).params['filter']).toEqual({ID: [3, 5]});
      expect(one(127, 3)).toEqual({method: 'tasks.task.get', params: {taskId: 3}});
    },
  );

  it('a filter key with a sign survives the way through a batch', () => {
    const {params} = parseCommand(encodeCommand(familyOf(2).page(deal, 42, {scope: {state: 'all'}}, 9)));
    expect(params.get('filter')).toEqual(
      new Map([
        ['assignedById', '42'],
        ['isRecurring', 'N'],
        ['>id', '9'],
      ]),
    );
  });
});

describe('rows are made one way', () => {
  it('items', () => {
    const row = {id: '5', assignedById: '42', title: null, stageSemanticId: 'F', isRecurring: 'N'};
    expect(familyOf(2).rows(deal, {items: [row]})).toEqual([{id: 5, responsibleId: 42, title: '', closed: true}]);
    expect(
      familyOf(3).rows(contact, {items: [{id: 5, assignedById: 0, name: 'A', lastName: null, categoryId: 0}]}),
    ).toEqual([{id: 5, responsibleId: 0, title: 'A', closed: false}]);
    expect(familyOf(2).rows(deal, {items: []})).toEqual([]);
  });

  it('activities, with the task behind one and the place of a meeting alone', () => {
    const row = {
      ID: '7',
      RESPONSIBLE_ID: '42',
      SUBJECT: 'x',
      COMPLETED: 'N',
      OWNER_TYPE_ID: '2',
      OWNER_ID: '10',
      TYPE_ID: '1',
      PROVIDER_ID: 'CRM_MEETING',
      ASSOCIATED_ENTITY_ID: '3',
      LOCATION: 'Room',
    };
    const [meeting, task] = familyOf(6).rows(activity, [
      row,
      {...row, ID: '8', TYPE_ID: '3', PROVIDER_ID: 'CRM_TASKS_TASK'},
    ]);
    expect(meeting?.activity).toMatchObject({ownerTypeId: 2, ownerId: 10, taskId: 0, location: 'Room'});
    expect(task?.activity).toMatchObject({taskId: 3, location: ''});
  });

  it('tasks, closed only where they are completed, and stamped by who changed them last', () => {
    const row = {id: '7', responsibleId: '42', title: 'x', createdDate: '2026-01-02T03:00:00+03:00', changedDate: null};
    const rows = familyOf(127).rows(taskType, {tasks: ['2', '3', '4', '5', '6'].map(status => ({...row, status}))});
    expect(rows.map(({closed}) => closed)).toEqual([false, false, false, true, false]);
    expect(rows[0]).toEqual({id: 7, responsibleId: 42, title: 'x', closed: false, createdAt: Date.UTC(2026, 0, 2)});
    const standing = {id: '7', responsibleId: '42', changedDate: '2026-01-02T03:00:00+03:00', changedBy: '17'};
    const read = new Map([[7, {responsibleId: 42, stamp: '2026-01-02T03:00:00+03:00 17'}]]);
    expect(familyOf(127).standings({tasks: [standing]})).toEqual(read);
    expect(familyOf(127).standingsOfOne({task: standing})).toEqual(read);
    expect(() => familyOf(127).rows(taskType, {tasks: [{id: '7', title: 'x'}]})).toThrow(/deviates/);
  });

  it('old invoices, named by topic or number', () => {
    const row = {ID: '9', RESPONSIBLE_ID: '42', ORDER_TOPIC: '', ACCOUNT_NUMBER: '77', STATUS_ID: 'P'};
    expect(familyOf(5).rows(oldInvoice, [row])).toEqual([
      {id: 9, responsibleId: 42, title: '77', closed: true, stage: 'P'},
    ]);
  });

  it.each([
    ['a template among the deals', deal, {id: 1, assignedById: 42, isRecurring: 'Y'}],
    ['a vendor among the contacts', contact, {id: 1, assignedById: 42, categoryId: 7}],
    ['a row without its responsible person', deal, {id: 1, isRecurring: 'N'}],
    ['a row without id', deal, {assignedById: 42, isRecurring: 'N'}],
    ['an empty row', deal, []],
  ])('%s deviates', (_, type, row) => {
    expect(() => familyOf(type.entityTypeId).rows(type, {items: [row]})).toThrow(/deviates/);
  });
});

describe('writes', () => {
  it('name the record and the successor and nothing else', () => {
    expect(familyOf(2).update(2, planned({id: 5}), undefined)).toEqual({
      method: 'crm.item.update',
      params: {entityTypeId: 2, id: 5, fields: {assignedById: 12}},
    });
    expect(familyOf(5).update(5, planned({id: 5}), undefined).params).toEqual({id: 5, fields: {RESPONSIBLE_ID: 12}});
    expect(familyOf(127).update(127, planned({id: 3}), undefined)).toEqual(taskUpdate(3, 12));
    expect(taskUpdate(3, 12).params).toEqual({taskId: 3, fields: {RESPONSIBLE_ID: 12}});
  });

  it('of a meeting send its place along as it stands now (trap 33)', () => {
    const meeting = planned({id: 7, activity: {ownerTypeId: 2, ownerId: 1, follows: 'chosen', location: 'old'}});
    const fields = (location: string) => familyOf(6).update(6, meeting, {responsibleId: 42, location}).params['fields'];
    expect(fields('new & #2')).toEqual({RESPONSIBLE_ID: 12, LOCATION: 'new & #2'});
    expect(fields('')).toEqual({RESPONSIBLE_ID: 12});
    expect(familyOf(6).update(6, planned({id: 7}), undefined).params['fields']).toEqual({RESPONSIBLE_ID: 12});
  });
});
