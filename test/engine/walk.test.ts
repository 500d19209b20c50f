import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {manualClock} from '../../source/demo/clock.ts';
import type {EntityType} from '../../source/domain/entity-types.ts';
import type {Client} from '../../source/portal/client.ts';
import {walk, type RefusedWalk, type WalkTask} from '../../source/engine/walk.ts';
import {entityType} from '../domain/records.ts';
import {LEAVER, raise, stage, type Stage} from './harness.ts';
import {clientOf, commandsSince} from './on-the-way.ts';

const LEAD = entityType({key: 'lead', entityTypeId: 1});
const DEAL = entityType();
const ACTIVITY = entityType({key: 'activity', entityTypeId: 6, closedBy: {by: 'completed'}});
const OLD_INVOICE = entityType({key: 'old-invoice', entityTypeId: 5, closedBy: {by: 'statuses', closed: ['P']}});
const FAMILIES = [LEAD, ACTIVITY, OLD_INVOICE] as const;

interface Walked {
  readonly ids: Record<string, number[]>;
  readonly refused: RefusedWalk[];
}

async function walkAll(client: Client, tasks: readonly WalkTask[], leaver = LEAVER): Promise<Walked> {
  const ids: Record<string, number[]> = {};
  const onPage = ({key}: EntityType, rows: readonly {id: number}[]) =>
    void (ids[key] ??= []).push(...rows.map(row => row.id));
  const refused = await walk(client, leaver, tasks, onPage, {});
  return {ids, refused};
}

/** A portal on which the leaver holds so many of a type, with somebody else's records between them. */
async function holding(type: EntityType, count: number): Promise<{on: Stage; ids: number[]}> {
  const on = await stage({company: 'empty'});
  const ids: number[] = [];
  for (let left = count; left > 0; left -= 7) {
    ids.push(...on.portal.give({table: type.entityTypeId, responsible: LEAVER, count: Math.min(left, 7)}));
    on.portal.give({table: type.entityTypeId, responsible: 12, count: 2});
  }
  return {on, ids};
}

const hinted = (type: EntityType, expected?: number): WalkTask =>
  expected === undefined ? {type, scope: {state: 'all'}} : {type, scope: {state: 'all'}, expected};

describe('gives each record of the lists once, by id', () => {
  it('however many there are, whatever was expected, in requests of fifty commands at most', async () => {
    const on = await raise({company: 'empty'});
    let leaver = 1000;
    const counts = fc.integer({min: 0, max: 180});
    const list = fc.tuple(fc.constantFrom(...FAMILIES), counts, fc.option(fc.integer({min: -60, max: 60})));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(list, {selector: ([type]) => type.key, minLength: 1}), async lists => {
        leaver += 1;
        const held = Object.fromEntries(
          lists.map(([type, count]) => [
            type.key,
            on.portal.give({table: type.entityTypeId, responsible: leaver, count}),
          ]),
        );
        const before = on.portal.requests;
        const tasks = lists.map(([type, count, off]) =>
          hinted(type, off === null ? undefined : Math.max(0, count + off)),
        );
        const {ids, refused} = await walkAll(clientOf(on), tasks, leaver);
        expect(ids).toEqual(held);
        expect(refused).toEqual([]);
        const commands = commandsSince(on, before);
        expect(Math.max(...commands)).toBeLessThanOrEqual(50);
        // Twice what has to be asked, and a look behind each end.
        const pages = lists.reduce((sum, [, count]) => sum + Math.floor(count / 50) + 1, 0);
        const wrong = lists.reduce((sum, [, , off]) => sum + Math.ceil(Math.abs(off ?? 0) / 50), 0);
        expect(commands.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(2 * pages + wrong + 2 * lists.length);
      }),
      {numRuns: 40},
    );
    await on.strike();
  });

  it.each(FAMILIES)('%o in one request where the tally was right', async type => {
    for (const count of [0, 2, 49, 51, 120, 149]) {
      const {on, ids} = await holding(type, count);
      const before = on.portal.requests;
      expect((await walkAll(clientOf(on), [hinted(type, count)])).ids[type.key]).toEqual(ids);
      expect(on.portal.requests - before, `${count}`).toBe(1);
    }
  });

  it('10,000 of them in far fewer requests than pages, also if nobody counted', async () => {
    const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 10_000}]});
    for (const [expected, most] of [
      [undefined, 11],
      [10_000, 6],
    ] as const) {
      const before = on.portal.requests;
      const {ids} = await walkAll(clientOf(on), [hinted(LEAD, expected)]);
      expect(ids['lead']).toHaveLength(10_000);
      expect(on.portal.requests - before).toBeLessThanOrEqual(most);
    }
  });

  it('lists that hold nothing in one request', async () => {
    const on = await stage({company: 'empty'});
    const before = on.portal.requests;
    await walkAll(
      clientOf(on),
      FAMILIES.map(type => hinted(type)),
    );
    expect(commandsSince(on, before)).toEqual([3]);
  });

  it('more lists than one request has commands', async () => {
    const {on, ids} = await holding(LEAD, 60);
    const tasks = Array.from({length: 60}, (_, index) => ({
      ...hinted(LEAD, 60),
      type: entityType({...LEAD, key: `spa:${index + 1}`}),
    }));
    const walked = await walkAll(clientOf(on), tasks);
    expect(Object.keys(walked.ids)).toHaveLength(60);
    for (const found of Object.values(walked.ids)) expect(found).toEqual(ids);
  });
});

describe('keeps requests short', () => {
  it('by what a page takes, from the first request on', async () => {
    const clock = manualClock();
    const on = await stage({
      company: 'empty',
      clock,
      cost: {'*': 1500},
      records: [{table: 1, responsible: LEAVER, count: 2000}],
    });
    const before = on.portal.requests;
    expect((await walkAll(clientOf(on), [hinted(LEAD, 2000)])).ids['lead']).toHaveLength(2000);
    const commands = commandsSince(on, before);
    expect(commands[0]).toBeLessThanOrEqual(20);
    expect(Math.max(...commands.slice(1))).toBeLessThanOrEqual(13);
  });
});

describe.each(FAMILIES)('on a portal where references do not work it finds all of %o', type => {
  const reference = /%24result%5B.*?%5D(?=&|$)/;
  const afterKey = /filter%5B%3E(id|ID)%5D=/;
  it.each<[string, (text: string) => string]>([
    ['since they stay text', text => text.replace('%24result', '%24%20result')],
    ['since they come to nothing', text => text.replace('%24result', '%24RESULT')],
    ['since they come to too much', text => text.replace(reference, '999999999')],
    ['since they are refused', text => (reference.test(text) ? text.replace(afterKey, 'filter%5B%3Enone%5D=') : text)],
    ['since their condition is dropped', text => (reference.test(text) ? text.replace(afterKey, 'f=') : text)],
  ])('%s', async (_, command) => {
    for (const count of [50, 51, 100, 230]) {
      for (const expected of [undefined, count]) {
        const {on, ids} = await holding(type, count);
        const before = on.portal.requests;
        const walked = await walkAll(clientOf(on, {command}), [hinted(type, expected)]);
        expect(walked).toEqual({ids: {[type.key]: ids}, refused: []});
        // A page in each request, and the two or three that were lost on finding out.
        expect(on.portal.requests - before).toBeLessThanOrEqual(count / 50 + 5);
      }
    }
  });
});

describe('what happens to a page in the middle', () => {
  it.each(FAMILIES)('held back by a limit, it and what follows are asked again (%o)', async type => {
    const {on, ids} = await holding(type, 430);
    const method = {lead: 'crm.item.list', activity: 'crm.activity.list', 'old-invoice': 'crm.invoice.list'}[
      type.key as 'lead'
    ];
    on.portal.befall({kind: 'blocked', method, spare: 3, times: 4});
    const tasks = [hinted(type, 430), hinted(DEAL)];
    on.portal.give({table: 2, responsible: LEAVER, count: 70});
    const walked = await walkAll(clientOf(on), tasks);
    expect(walked.ids[type.key]).toEqual(ids);
    expect(walked.ids['deal']).toHaveLength(70);
  });

  it('refused once, it is asked again by itself; refused twice, the list is', async () => {
    const {on, ids} = await holding(LEAD, 230);
    on.portal.befall({kind: 'refuse', method: 'crm.item.list', spare: 2, times: 1});
    expect(await walkAll(clientOf(on), [hinted(LEAD, 230)])).toEqual({ids: {lead: ids}, refused: []});
    // From there on, however it is asked for.
    on.portal.befall({
      kind: 'refuse',
      method: 'crm.item.list',
      text: 'No.',
      where: ({params}) => Number((params as {filter: Record<string, unknown>}).filter['>id']) >= (ids[90] ?? 0),
    });
    const {ids: found, refused} = await walkAll(clientOf(on), [hinted(LEAD, 230)]);
    expect(refused).toMatchObject([{type: LEAD, reason: 'No.'}]);
    expect(found['lead']).toEqual(ids.slice(0, found['lead']?.length));
  });

  it.each(FAMILIES)('a record that vanishes from it does not end the list (%o)', async type => {
    for (const [count, lost] of [
      [120, 20],
      [120, 60],
      [50, 49],
      [230, 199],
    ] as const) {
      const {on, ids} = await holding(type, count);
      const gone = ids[lost];
      const without = (rows: unknown): unknown =>
        (rows as {id?: unknown; ID?: unknown}[]).filter(row => Number(row.id ?? row.ID) !== gone);
      const result = (value: unknown): unknown =>
        type === LEAD ? {items: without((value as {items: unknown}).items)} : without(value);
      for (const expected of [undefined, count]) {
        const {ids: found} = await walkAll(clientOf(on, {result}), [hinted(type, expected)]);
        expect(found[type.key]).toEqual(ids.filter(id => id !== gone));
      }
    }
  });

  it('a record that has just changed hands is asked for again, and left out once it is gone', async () => {
    const {on, ids} = await holding(LEAD, 230);
    const moved = ids[70] ?? 0;
    let shown = 0;
    const result = (value: unknown): unknown => {
      const {items} = value as {items: {id: number; assignedById: number}[]};
      const row = items.find(({id}) => id === moved);
      if (row && shown === 0) {
        shown += 1;
        row.assignedById = 12;
        on.portal.hands.reassign(1, moved, 12);
      }
      return value;
    };
    const before = on.portal.requests;
    const {ids: found} = await walkAll(clientOf(on, {result}), [hinted(LEAD, 230)]);
    expect(shown).toBe(1);
    expect(found['lead']).toEqual(ids.filter(id => id !== moved));
    expect(on.portal.requests - before).toBeLessThanOrEqual(3);
  });

  it.each([20, 70])('somebody else’s record that stays in it is no answer to the question (row %i)', async at => {
    const {on, ids} = await holding(LEAD, 230);
    const result = (value: unknown): unknown => {
      for (const row of (value as {items: {id: number; assignedById: number}[]}).items)
        if (row.id === ids[at]) row.assignedById = 12;
      return value;
    };
    const before = on.portal.requests;
    await expect(walkAll(clientOf(on, {result}), [hinted(LEAD, 230)])).rejects.toMatchObject({problem: 'deviates'});
    expect(on.portal.requests - before).toBe(2);
  });

  it('and somebody else’s records that are others each time are none in the end', async () => {
    const {on} = await holding(LEAD, 230);
    let asked = 0;
    const result = (value: unknown): unknown => {
      asked += 1;
      const row = (value as {items: {assignedById: number}[]}).items[asked % 40];
      if (row) row.assignedById = 12;
      return value;
    };
    await expect(walkAll(clientOf(on, {result}), [hinted(LEAD)])).rejects.toMatchObject({problem: 'deviates'});
  });

  it('records that are made meanwhile are found behind the last one', async () => {
    const {on, ids} = await holding(ACTIVITY, 60);
    const made: number[] = [];
    on.portal.befall({
      kind: 'meddle',
      method: 'crm.activity.list',
      spare: 1,
      act: hands => void made.push(...hands.create({table: 6, responsible: LEAVER, count: 70})),
    });
    const {ids: found} = await walkAll(clientOf(on), [hinted(ACTIVITY, 60)]);
    expect(made).toHaveLength(70);
    expect(found['activity']).toEqual([...ids, ...made]);
  });
});
