import {describe, expect, it} from 'vitest';
import type {RunningPortal} from '../../source/demo/server.ts';
import type {TableName} from '../../source/demo/store/row.ts';
import {openPortal} from './naive.ts';

// Traps 11, 12, 19, 20, 29 and 33 of the fact sheet, section 16, and what section 9 to 11 say of writes.

const ANNA = 42;
const IVAN = 12;
const MARIA = 31;
/** Without the help article's rule, so that Anna, who is dismissed, can be taken from. */
const FREE = {rehireRule: false} as const;

function columns(portal: RunningPortal, table: TableName, id: number) {
  return portal.snapshot().records.find(one => one.table === table && one.id === id)!.columns;
}

describe('trap 11: an error although the record is saved', () => {
  it('comes with the record already moved', async () => {
    const naive = await openPortal({
      records: [{table: 2, responsible: ANNA}],
      misfortunes: [{kind: 'late', method: 'crm.item.update'}],
    });
    const answer = await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}});
    expect(answer.status).toBe(400);
    expect('error' in answer.body).toBe(true);
    expect(columns(naive.portal, 2, 1)['assignedById']).toBe(IVAN);
    expect(naive.portal.ledger).toMatchObject([
      {before: ANNA, after: IVAN, error: null},
      {before: null, error: '0: Error after the record was saved'},
    ]);
  });
});

describe('trap 12: old invoices are validated as a whole', () => {
  it.each([
    ['no topic', {ORDER_TOPIC: ' '}],
    ['no rows', {productRows: 0}],
    ['a quantity of zero', {zeroQuantity: 'Y'}],
    ['no payer', {UF_CONTACT_ID: 0}],
    ['a payer since deleted', {UF_CONTACT_ID: 0, UF_COMPANY_ID: 404}],
    ['no payment method', {PAY_SYSTEM_ID: 0}],
    ['an unknown status', {STATUS_ID: 'X'}],
    ['a long comment', {COMMENTS: 'x'.repeat(2001)}],
  ])('%s', async (_name, broken) => {
    const naive = await openPortal({
      ...FREE,
      records: [
        {table: 3, responsible: IVAN},
        {table: 5, responsible: ANNA},
        {table: 5, responsible: ANNA, columns: broken},
      ],
    });
    const fine = await naive.call('crm.invoice.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect([fine.status, fine.body.result]).toEqual([200, 1]);
    const {status, body} = await naive.call('crm.invoice.update', {id: 2, fields: {RESPONSIBLE_ID: IVAN}});
    expect([status, body.error]).toEqual([400, '']);
    expect(body.error_description).toMatch(/<br \/>\n$/);
    expect(columns(naive.portal, 5, 2)['RESPONSIBLE_ID']).toBe(ANNA);
  });

  it('the universal methods do not know them', async () => {
    const naive = await openPortal();
    const {status, body} = await naive.call('crm.item.list', {entityTypeId: 5});
    expect([status, body]).toEqual([
      400,
      {error: 'ENTITY_TYPE_NOT_SUPPORTED', error_description: 'Entity type "Invoice" is not supported'},
    ]);
  });

  it('only unknown names in a select are an error, and the order is newest first', async () => {
    const naive = await openPortal({records: [{table: 5, responsible: ANNA, count: 3}]});
    expect((await naive.call('crm.invoice.list', {select: ['NOSUCH']})).body.error_description).toBe(
      'Inadmissible fields for selection',
    );
    expect((await naive.call('crm.invoice.list', {select: ['ID']})).body.result).toEqual([
      {ID: '3'},
      {ID: '2'},
      {ID: '1'},
    ]);
  });
});

describe('trap 19: any number is taken for a responsible person', () => {
  it.each([[999_999], [57], [71]])('%i', async person => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA}]});
    const {status, body} = await naive.call('crm.item.update', {
      entityTypeId: 2,
      id: 1,
      fields: {assignedById: person},
    });
    expect([status, body.result.item.assignedById]).toEqual([200, person]);
  });

  it('but nobody is not: coded by the universal method, forgotten by the older one', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA}]});
    for (const nobody of [0, null, '']) {
      const {status, body} = await naive.call('crm.item.update', {
        entityTypeId: 2,
        id: 1,
        fields: {assignedById: nobody},
      });
      expect([status, body.error]).toEqual([400, 'CRM_FIELD_ERROR_REQUIRED']);
    }
    expect((await naive.call('crm.deal.update', {id: 1, fields: {ASSIGNED_BY_ID: 0}})).body.result).toBe(true);
    expect(columns(naive.portal, 2, 1)['assignedById']).toBe(ANNA);
  });

  it('a task insists that the person exists', async () => {
    const naive = await openPortal({records: [{table: 'task', responsible: ANNA}]});
    const {status, body} = await naive.call('tasks.task.update', {taskId: 1, fields: {RESPONSIBLE_ID: 999_999}});
    expect([status, body.error]).toEqual([400, 'ERROR_CORE']);
  });
});

describe('trap 20: what a change of the responsible person sets off', () => {
  it('a message to both people for each record, none to who did it', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA, count: 2}]});
    await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}});
    await naive.call('crm.item.update', {entityTypeId: 2, id: 2, fields: {assignedById: 17}});
    expect(naive.portal.messages.map(({to, kind, id}) => [to, kind, id])).toEqual([
      [IVAN, 'now responsible', 1],
      [ANNA, 'no longer responsible', 1],
      [ANNA, 'no longer responsible', 2],
    ]);
  });

  it('activities set off none', async () => {
    const naive = await openPortal({...FREE, records: [{table: 6, responsible: ANNA}]});
    await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect(columns(naive.portal, 6, 1)['RESPONSIBLE_ID']).toBe(IVAN);
    expect(naive.portal.messages).toEqual([]);
  });

  it('a workflow may give the record to somebody else at once', async () => {
    const naive = await openPortal({
      records: [{table: 2, responsible: ANNA}],
      automation: (_event, set) => set({assignedById: MARIA, stageId: 'PREPARATION'}),
    });
    await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}});
    expect(columns(naive.portal, 2, 1)).toMatchObject({assignedById: MARIA, stageId: 'PREPARATION'});
  });

  it('starts for the older methods whenever the field is passed, but not for estimates there, nor for templates', async () => {
    const seen: string[] = [];
    const naive = await openPortal({
      records: [
        {table: 2, responsible: IVAN},
        {table: 2, responsible: IVAN, columns: {isRecurring: 'Y'}},
        {table: 7, responsible: IVAN},
      ],
      automation: ({table, id, before, after}) => void seen.push(`${table}:${id} ${before} ${after}`),
    });
    await naive.call('crm.deal.update', {id: 1, fields: {ASSIGNED_BY_ID: IVAN}});
    await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}});
    await naive.call('crm.item.update', {entityTypeId: 2, id: 2, fields: {assignedById: MARIA}});
    await naive.call('crm.quote.update', {id: 1, fields: {ASSIGNED_BY_ID: MARIA}});
    await naive.call('crm.item.update', {entityTypeId: 7, id: 1, fields: {assignedById: IVAN}});
    expect(seen).toEqual(['2:1 12 12', '7:1 31 12']);
  });

  it('nothing changed, nothing saved', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA}]});
    const before = columns(naive.portal, 2, 1);
    const {status} = await naive.call('crm.item.update', {
      entityTypeId: 2,
      id: 1,
      fields: {assignedById: ANNA, nosuch: 1, id: 7},
    });
    expect([status, columns(naive.portal, 2, 1)]).toEqual([200, before]);
    expect(naive.portal.messages).toEqual([]);
  });

  it('the write is signed with time and person', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: ANNA}]});
    const {item} = (await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}})).body
      .result;
    expect([item.updatedBy, item.entityTypeId]).toEqual([17, 2]);
    expect(Date.parse(item.updatedTime)).toBeGreaterThan(Date.parse(item.createdTime));
  });

  it('changes no activity, no task and no related record', async () => {
    const naive = await openPortal({
      records: [
        {table: 2, responsible: ANNA},
        {table: 4, responsible: ANNA},
        {table: 6, responsible: ANNA, columns: {OWNER_TYPE_ID: 2, OWNER_ID: 1}},
      ],
    });
    await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}});
    const holders = naive.portal.snapshot().records.map(one => [one.table, one.responsible]);
    expect(holders).toEqual([
      [2, IVAN],
      [4, ANNA],
      [6, ANNA],
    ]);
  });
});

describe('trap 29: activities that are more than activities', () => {
  const task = {title: 'Own title', description: 'Own text', status: 5, activityId: 1};
  const activity = {
    PROVIDER_ID: 'CRM_TASKS_TASK',
    ASSOCIATED_ENTITY_ID: 1,
    SUBJECT: 'Subject',
    DESCRIPTION: 'Old text',
    COMPLETED: 'N',
  };
  const records = [
    {table: 6, responsible: ANNA, columns: activity},
    {table: 'task', responsible: ANNA, columns: task},
  ] as const;

  it('moving the activity overwrites the task', async () => {
    const naive = await openPortal({...FREE, records});
    await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect(columns(naive.portal, 'task', 1)).toMatchObject({
      responsibleId: IVAN,
      title: 'Subject',
      description: 'Old text',
      status: 2,
    });
    expect(naive.portal.ledger.map(({table, sideEffect}) => [table, sideEffect])).toEqual([
      [6, false],
      ['task', true],
    ]);
  });

  it('moving the task takes the activity along and leaves the task as it is', async () => {
    const naive = await openPortal({records});
    const {body} = await naive.call('tasks.task.update', {taskId: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect(body.result.task).toMatchObject({id: '1', responsibleId: '12', title: 'Own title', status: '5'});
    expect(columns(naive.portal, 6, 1)).toMatchObject({RESPONSIBLE_ID: IVAN, COMPLETED: 'N'});
  });

  it.each([
    ['REST_APP', 'Application context required.'],
    ['CONFIGURABLE_REST_APP', 'Use crm.activity.configurable.update for this activity provider'],
  ])('%s is refused to a webhook', async (PROVIDER_ID, text) => {
    const naive = await openPortal({...FREE, records: [{table: 6, responsible: ANNA, columns: {PROVIDER_ID}}]});
    const {status, body} = await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect([status, body]).toEqual([400, {error: '', error_description: text}]);
    expect(columns(naive.portal, 6, 1)['RESPONSIBLE_ID']).toBe(ANNA);
  });

  it('an unknown one is not found', async () => {
    const naive = await openPortal();
    const {body} = await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    expect(body).toEqual({error: '', error_description: 'Activity is not found.'});
  });
});

describe('trap 33: the place of a meeting', () => {
  const meeting = {
    TYPE_ID: 1,
    PROVIDER_ID: 'CRM_MEETING',
    LOCATION: 'Hamburg, office 4',
    calendarPlace: 'Hamburg, office 4',
  };

  it('is lost to the calendar if LOCATION is not sent along', async () => {
    const naive = await openPortal({...FREE, records: [{table: 6, responsible: ANNA, count: 2, columns: meeting}]});
    await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}});
    await naive.call('crm.activity.update', {id: 2, fields: {RESPONSIBLE_ID: IVAN, LOCATION: 'Hamburg, office 4'}});
    expect(columns(naive.portal, 6, 1)).toMatchObject({calendarPlace: '', LOCATION: 'Hamburg, office 4'});
    expect(columns(naive.portal, 6, 2)).toMatchObject({
      calendarPlace: 'Hamburg, office 4',
      LOCATION: 'Hamburg, office 4',
    });
  });
});

describe('to-dos', () => {
  const todo = {OWNER_TYPE_ID: 2, OWNER_ID: 9};

  it('can be moved by their own method, which tells the new person', async () => {
    const naive = await openPortal({...FREE, records: [{table: 6, responsible: ANNA, columns: todo}]});
    const params = {id: 1, ownerTypeId: 2, ownerId: 9, responsibleId: IVAN};
    expect((await naive.call('crm.activity.todo.updateResponsibleUser', params)).body.result).toEqual({id: 1});
    expect(naive.portal.messages).toMatchObject([{to: IVAN, table: 6}]);
    const wrong = await naive.call('crm.activity.todo.updateResponsibleUser', {...params, ownerId: 8});
    expect(wrong.body).toEqual({error: 'NOT_FOUND', error_description: 'Not found.'});
  });

  it('completed ones are refused there, and not by crm.activity.update', async () => {
    const naive = await openPortal({
      ...FREE,
      records: [{table: 6, responsible: ANNA, columns: {...todo, COMPLETED: 'Y'}}],
    });
    const params = {id: 1, ownerTypeId: 2, ownerId: 9, responsibleId: IVAN};
    expect((await naive.call('crm.activity.todo.updateResponsibleUser', params)).body.error).toBe('0');
    expect((await naive.call('crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}})).body.result).toBe(true);
  });
});

describe('the help article’s rule', () => {
  const records = [
    {table: 3, responsible: IVAN},
    {table: 31, responsible: ANNA},
    {table: 5, responsible: ANNA},
    {table: 6, responsible: ANNA, columns: {OWNER_TYPE_ID: 31, OWNER_ID: 1}},
    {table: 2, responsible: ANNA},
  ] as const;
  const moves: [string, unknown, string][] = [
    ['crm.item.update', {entityTypeId: 31, id: 1, fields: {assignedById: IVAN}}, 'ACCESS_DENIED'],
    ['crm.invoice.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}}, ''],
    ['crm.activity.update', {id: 1, fields: {RESPONSIBLE_ID: IVAN}}, ''],
    [
      'crm.activity.todo.updateResponsibleUser',
      {id: 1, ownerTypeId: 31, ownerId: 1, responsibleId: IVAN},
      'ACCESS_DENIED',
    ],
  ];

  it.each(moves)(
    '%s is refused while the person is dismissed, and works once hired back',
    async (method, params, code) => {
      const naive = await openPortal({records});
      const refused = await naive.call(method, params);
      expect([refused.status, refused.body]).toEqual([400, {error: code, error_description: 'Access denied.'}]);
      expect(naive.portal.ledger.at(-1)).toMatchObject({before: ANNA, after: ANNA});
      await naive.call('user.update', {ID: ANNA, ACTIVE: 'Y'});
      expect((await naive.call(method, params)).status).toBe(200);
      expect(naive.portal.ledger.at(-1)).toMatchObject({before: ANNA, after: IVAN, error: null});
    },
  );

  it('is not about other types, other fields, or tasks', async () => {
    const naive = await openPortal({records: [...records, {table: 'task', responsible: ANNA}]});
    expect((await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {assignedById: IVAN}})).status).toBe(
      200,
    );
    expect((await naive.call('crm.item.update', {entityTypeId: 31, id: 1, fields: {title: 'New'}})).status).toBe(200);
    expect((await naive.call('crm.activity.update', {id: 1, fields: {DESCRIPTION: 'New'}})).status).toBe(200);
    expect((await naive.call('tasks.task.update', {taskId: 1, fields: {RESPONSIBLE_ID: IVAN}})).status).toBe(200);
  });

  it('can be switched off, which is what the source says', async () => {
    const naive = await openPortal({...FREE, records});
    for (const [method, params] of moves) expect((await naive.call(method, params)).status).toBe(200);
  });

  it('opening and shutting the account is noted', async () => {
    const naive = await openPortal();
    await naive.call('user.update', {ID: ANNA, ACTIVE: 'Y'});
    await naive.call('user.update', {ID: ANNA, ACTIVE: 'N'});
    expect(naive.portal.messages.map(({to, kind}) => [to, kind])).toEqual([
      [ANNA, 'account opened'],
      [ANNA, 'account shut'],
    ]);
    expect(naive.portal.ledger.map(({before, after}) => [before, after])).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

describe('stages', () => {
  it('moves are kept in the history, and change what is open', async () => {
    const naive = await openPortal({records: [{table: 2, responsible: IVAN}]});
    const {item} = (await naive.call('crm.item.update', {entityTypeId: 2, id: 1, fields: {stageId: 'WON'}})).body
      .result;
    expect([item.stageSemanticId, item.closed]).toEqual(['S', 'Y']);
    const {items} = (await naive.call('crm.stagehistory.list', {entityTypeId: 2, filter: {OWNER_ID: 1}})).body.result;
    expect(items).toMatchObject([{OWNER_ID: 1, STAGE_ID: 'WON', STAGE_SEMANTIC_ID: 'S', CATEGORY_ID: 0}]);
  });
});
