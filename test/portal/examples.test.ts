import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {readBatch} from '../../source/portal/batch.ts';
import {familyOf} from '../../source/portal/families/index.ts';
import {createPeople} from '../../source/portal/people.ts';
import {entityType} from '../domain/records.ts';
import {scripted} from './script.ts';

interface Example {
  readonly method: string;
  readonly request: Record<string, unknown>;
  readonly response: {readonly result: unknown} | null;
}
const file = new URL('../contract/rest-examples.json', import.meta.url);
const examples = JSON.parse(readFileSync(file, 'utf8')) as Example[];
const answered = examples.flatMap(({method, request, response}) =>
  response === null ? [] : [{method, request, result: response.result}],
);
type Answered = (typeof answered)[number];
const of = (method: string): [string, Answered][] =>
  answered.filter(one => one.method === method).map((one, index) => [`${method} ${index + 1}`, one]);

/** The documented answers, read by the same code as a portal's. */
describe('documented answers', () => {
  const items = of('crm.item.list').filter(([, {result}]) => {
    const rows = (result as {items: object[]}).items;
    return rows.every(row => 'assignedById' in row && 'id' in row);
  });
  it.each(items)('%s names whose each record is', (_, {request, result}) => {
    const rows = (result as {items: {id: number; assignedById: number}[]}).items;
    const standings = familyOf(Number(request['entityTypeId'])).standings(result);
    expect([...standings].map(([id, {responsibleId}]) => ({id, responsibleId}))).toEqual(
      rows.map(row => ({id: row.id, responsibleId: row.assignedById})),
    );
  });

  it.each([...of('crm.activity.list'), ...of('crm.invoice.list')])('%s is read as rows', (_, {method, result}) => {
    const raw = result as {ID: string; RESPONSIBLE_ID?: string}[];
    const [id, key] = method === 'crm.invoice.list' ? [5, 'old-invoice' as const] : [6, 'activity' as const];
    if (!raw.every(row => 'RESPONSIBLE_ID' in row)) {
      expect(() => familyOf(id).rows(entityType({key, entityTypeId: id}), raw)).toThrow(/deviates/);
      return;
    }
    const rows = familyOf(id).rows(entityType({key, entityTypeId: id, closedBy: {by: 'completed'}}), raw);
    expect(rows.map(row => [row.id, row.responsibleId])).toEqual(
      raw.map(row => [Number(row.ID), Number(row.RESPONSIBLE_ID)]),
    );
  });

  it.each(of('tasks.task.list'))('%s is read as tasks, and whose each is', (_, {result}) => {
    const raw = (result as {tasks: {id: string; responsibleId: string; title: string; status: string}[]}).tasks;
    const task = entityType({key: 'task', entityTypeId: 127, closedBy: {by: 'task-status'}});
    expect(familyOf(127).rows(task, result)).toMatchObject(
      raw.map(row => ({
        id: Number(row.id),
        responsibleId: Number(row.responsibleId),
        title: row.title,
        closed: row.status === '5',
      })),
    );
    expect([...familyOf(127).standings(result)].map(([id, {responsibleId}]) => [id, responsibleId])).toEqual(
      raw.map(row => [Number(row.id), Number(row.responsibleId)]),
    );
  });

  it.each([...of('tasks.task.get'), ...of('tasks.task.update')])('%s says whose the task is', (_, {result}) => {
    const {task: raw} = result as {task: {id: string; responsibleId: string}};
    const [[id, standing] = []] = familyOf(127).standingsOfOne(result);
    expect([id, standing?.responsibleId]).toEqual([Number(raw.id), Number(raw.responsibleId)]);
  });

  it.each([...of('user.get'), ...of('user.search')])('%s is read as people', async (_, {result}) => {
    const raw = result as {ID: string; ACTIVE: boolean}[];
    const {client} = scripted({result: raw});
    const people = await createPeople(client).byIds(raw.map(row => Number(row.ID)));
    expect(people.map(({id, active}) => [id, active])).toEqual(raw.map(row => [Number(row.ID), row.ACTIVE]));
  });

  it.each(of('batch'))('%s is read back onto its commands where they are named by us', (_, {result}) => {
    const results = readBatch([{method: 'm', params: {}}], result, text => text);
    expect(results).toMatchObject([{ok: false, fault: {kind: 'lost'}}]);
  });

  it('are there for each of these', () => {
    expect(items.length).toBeGreaterThan(3);
    for (const method of ['crm.activity.list', 'crm.invoice.list', 'user.get', 'batch'])
      expect(of(method)).not.toEqual([]);
  });
});
