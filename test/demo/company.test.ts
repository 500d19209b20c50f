import {describe, expect, it} from 'vitest';
import {isTaskActivity} from '../../source/demo/methods/task-sync.ts';
import {textOf} from '../../source/demo/store/row.ts';
import type {SnapshotRecord} from '../../source/demo/store/snapshot.ts';
import {openPortal} from './naive.ts';

// What screens, README and other tests rely on in the demo company.

const ANNA = 42;
const DEMO = {company: 'demo'} as const;

async function demoRecords(): Promise<readonly SnapshotRecord[]> {
  return (await openPortal(DEMO)).portal.snapshot().records;
}

const of = (records: readonly SnapshotRecord[], table: SnapshotRecord['table'], person = ANNA) =>
  records.filter(one => one.table === table && one.responsible === person);

describe('people', () => {
  it('are sixty: five dismissed, one who asked to join, one invited, two of one name', async () => {
    const naive = await openPortal(DEMO);
    const all = await naive.call('user.get', {ADMIN_MODE: true});
    expect(all.body.total).toBe(60);
    const dismissed = await naive.call('user.search', {
      FILTER: {ACTIVE: 'N', CONFIRM_CODE: '0'},
      ADMIN_MODE: true,
      sort: 'ID',
      order: 'ASC',
    });
    expect(
      dismissed.body.result.map(
        (row: {ID: string; NAME: string; LAST_NAME: string}) => `${row.ID} ${row.NAME} ${row.LAST_NAME}`,
      ),
    ).toEqual(['42 Anna Petrova', '57 Ivan Petrov', '71 Petr Lind', '84 Sergey Volkov', '118 Anna Petrova']);
    const invited = await naive.call('user.search', {FILTER: {ACTIVE: 'Y', '!CONFIRM_CODE': '0'}, ADMIN_MODE: true});
    expect(invited.body.result.map((row: {ID: string}) => row.ID)).toEqual(['127']);
  });

  it('Olga owns the key and is administrator; Ivan Sokolov and Maria Orlova are there to take over', async () => {
    const naive = await openPortal(DEMO);
    expect((await naive.call('profile')).body.result).toMatchObject({
      ID: '17',
      ADMIN: true,
      NAME: 'Olga',
      LAST_NAME: 'Smirnova',
    });
    const {result} = (await naive.call('user.get', {FILTER: {ID: [12, 31]}, sort: 'ID', order: 'ASC'})).body;
    expect(result).toMatchObject([
      {ACTIVE: true, NAME: 'Ivan', LAST_NAME: 'Sokolov'},
      {ACTIVE: true, NAME: 'Maria', LAST_NAME: 'Orlova'},
    ]);
  });

  it('belong to departments that exist, and every head works there or above', async () => {
    const naive = await openPortal(DEMO);
    const departments = (await naive.call('department.get')).body.result;
    const ids = new Set(departments.map((one: {ID: string}) => Number(one.ID)));
    const people: {ID: string; UF_DEPARTMENT: number[]}[] = [];
    for (const start of [0, 50])
      people.push(...(await naive.call('user.get', {ADMIN_MODE: true, sort: 'ID', order: 'ASC', start})).body.result);
    expect(people).toHaveLength(60);
    expect(people.flatMap(one => one.UF_DEPARTMENT).every(id => ids.has(id))).toBe(true);
    const known = new Set(people.map(one => one.ID));
    expect(departments.every((one: {UF_HEAD: string}) => known.has(one.UF_HEAD))).toBe(true);
  });

  it('are found by the beginnings of names, position and department', async () => {
    const naive = await openPortal(DEMO);
    const ask = async (FIND: string) =>
      (await naive.call('user.search', {FILTER: {FIND}})).body.result.map((row: {ID: string}) => row.ID);
    expect((await ask('petrova')).sort()).toEqual(['118', '42']);
    expect(await ask('anna support')).toEqual(['118']);
    expect(await ask('журав')).toEqual(['111']);
  });
});

describe('what Anna Petrova holds', () => {
  it.each([
    [1, 310, 96],
    [2, 433, 131],
    [3, 224, 224],
    [4, 66, 66],
    [7, 43, 12],
    [31, 60, 18],
    [1036, 7, 5],
    [1040, 0, 0],
    [5, 4, undefined],
    [6, 376, 141],
  ])('type %i: %i records, %s of them open', async (type, total, open) => {
    const naive = await openPortal(DEMO);
    const held = of(naive.portal.snapshot().records, type);
    expect(held).toHaveLength(total);
    if (open === undefined) return;
    const statuses: Map<string, string | null> = new Map(
      (await naive.call('crm.status.list')).body.result.map((row: {STATUS_ID: string; SEMANTICS: string | null}) => [
        row.STATUS_ID,
        row.SEMANTICS,
      ]),
    );
    const isOpen = ({columns}: SnapshotRecord) =>
      type === 6
        ? columns['COMPLETED'] === 'N'
        : columns['stageId'] === undefined || statuses.get(textOf(columns['stageId'])) === null;
    expect(held.filter(isOpen)).toHaveLength(open);
  });

  it('deals lie in three pipelines, three more are templates, vendors are apart', async () => {
    const records = await demoRecords();
    const deals = of(records, 2).filter(one => one.columns['isRecurring'] !== 'Y');
    expect(deals).toHaveLength(430);
    expect(new Set(deals.map(one => one.columns['categoryId']))).toEqual(new Set([0, 2, 5]));
    expect(of(records, 3).filter(one => one.columns['categoryId'] === 7)).toHaveLength(4);
    expect(of(records, 4).filter(one => one.columns['categoryId'] === 8)).toHaveLength(2);
  });

  it('everything that is in scope by default can be moved', async () => {
    const records = await demoRecords();
    const open = of(records, 6).filter(one => one.columns['COMPLETED'] === 'N');
    expect(open.filter(one => textOf(one.columns['PROVIDER_ID']).endsWith('REST_APP'))).toEqual([]);
    const tasks = new Map(records.filter(one => one.table === 'task').map(one => [one.id, one]));
    const behind = open
      .filter(one => isTaskActivity(one.columns))
      .map(one => tasks.get(Number(one.columns['ASSOCIATED_ENTITY_ID'])));
    expect(behind.map(task => task?.responsible)).toEqual(Array.from({length: 6}, () => ANNA));
    const naive = await openPortal({...DEMO, rehireRule: false});
    for (const {id} of of(records, 5)) {
      expect((await naive.call('crm.invoice.update', {id, fields: {RESPONSIBLE_ID: 12}})).body.result).toBe(id);
    }
  });

  it('activities hang on her own records, on those of the active and of the dismissed, and on nothing', async () => {
    const naive = await openPortal(DEMO);
    const {records, people} = naive.portal.snapshot();
    const active = new Map(people.map(one => [one.id, one.active]));
    const holders = new Map(records.map(one => [`${one.table}:${one.id}`, one.responsible]));
    const kinds = of(records, 6)
      .filter(one => one.columns['COMPLETED'] === 'N')
      .map(({columns}) => {
        const type = Number(columns['OWNER_TYPE_ID']);
        const holder = holders.get(`${type}:${Number(columns['OWNER_ID'])}`);
        if (type === 0) return 'nothing';
        if (holder === undefined) return 'deleted';
        return holder === ANNA ? 'own' : active.get(Number(holder)) === true ? 'active' : 'dismissed';
      });
    const counts = Object.fromEntries(
      [...new Set(kinds)].sort().map(kind => [kind, kinds.filter(one => one === kind).length]),
    );
    expect(counts).toEqual({active: 19, deleted: 4, dismissed: 9, nothing: 3, own: 106});
  });

  it('titles are believable, Cyrillic, and hostile', async () => {
    const titles = of(await demoRecords(), 1).map(one => one.columns['title'] ?? null);
    expect(titles).toContain(null);
    expect(titles).toContain('$result[c0][items][0][id]');
    expect(titles.some(title => textOf(title).includes('\u001b'))).toBe(true);
    expect(titles.some(title => /[а-я]/i.test(textOf(title)))).toBe(true);
  });
});

describe('the others', () => {
  it('Ivan Petrov has what no key can move: an old invoice and an open activity of an app', async () => {
    const naive = await openPortal({...DEMO, rehireRule: false});
    const {records} = naive.portal.snapshot();
    const answers: string[] = [];
    for (const {id} of of(records, 5, 57)) {
      const {body} = await naive.call('crm.invoice.update', {id, fields: {RESPONSIBLE_ID: 12}});
      answers.push(body.error_description ?? 'moved');
    }
    expect(answers).toEqual(['Payer company is not found<br />\n', 'moved']);
    const open = of(records, 6, 57).filter(one => one.columns['COMPLETED'] === 'N');
    expect(open.map(one => textOf(one.columns['PROVIDER_ID'])).sort((a, b) => a.localeCompare(b))).toEqual([
      'CRM_TASKS_TASK',
      'CRM_TODO',
      'REST_APP',
    ]);
  });

  it('Petr Lind holds nothing, and thousands of records are other people’s', async () => {
    const records = await demoRecords();
    expect(records.filter(one => one.responsible === 71)).toEqual([]);
    expect(records.filter(one => one.responsible !== ANNA).length).toBeGreaterThan(2000);
  });

  it('is the same at every start', async () => {
    expect(await demoRecords()).toEqual(await demoRecords());
  });
});
