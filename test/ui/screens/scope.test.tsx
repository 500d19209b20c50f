import {expect, test} from 'vitest';
import type {EntityType} from '../../../source/domain/entity-types.ts';
import type {TallyRow} from '../../../source/domain/tally.ts';
import type {PlanRequest} from '../../../source/engine/contract.ts';
import {ANNA, CONNECTION, IVAN, MARIA, OLGA, person, ROWS} from '../stand-in/data.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, toScope, toTally} from '../stand-in/steps.ts';
import {KEYS, open, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

async function pick(terminal: Terminal, search: string): Promise<void> {
  await terminal.press(KEYS.space);
  await terminal.type(search);
  await terminal.wait(300);
  await terminal.press(KEYS.enter);
}

test('without a successor the way on is dead, and it says why', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toScope(terminal);
  expect(terminal.frame()).toContain('Choose a successor first: Space on "Everything to", or one per type.');
  expect(terminal.frame()).not.toContain('Enter plan');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Scope 4/7');
  expect(calls.some(([name]) => name === 'plan')).toBe(false);
  terminal.end();
});

test('everything to one, contacts to another, and what is kept is said', async () => {
  const terminal = await open({session: standIn()});
  await toScope(terminal);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down, KEYS.down, KEYS.down);
  await pick(terminal, 'orlova');
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
       Everything to  Ivan Sokolov #12

       Take  Type                     Which      Records  Successor
       [x]   Leads                    all            310  Ivan Sokolov #12
       [x]   Deals                    all            430  Ivan Sokolov #12
     ❯ [x]   Contacts                 all            220 ›Maria Orlova #31   ‹
       [x]   Tenders (smart process)  all              4  Ivan Sokolov #12
       [x]   Invoices                 all             60  Ivan Sokolov #12
       [x]   Activities               open only      141  follow their record

     1,165 records · 235 closed activities are kept (calls and mails of the past)
     Closed deals and leads go too: a client who comes back must reach somebody.








     ↑↓ ←→ move · Space choose successor · Enter plan · f filter · t records
     s several · Esc tally · ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('a type is left out, closed ones are left out, and the numbers follow', async () => {
  const terminal = await open({session: standIn()});
  await toScope(terminal);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down, KEYS.left, KEYS.space);
  expect(terminal.frame()).toMatch(/Leads +›open only‹ +96/);
  await terminal.press(KEYS.space);
  expect(terminal.frame()).toMatch(/Leads +›closed only‹ +214/);
  await terminal.press(KEYS.left, KEYS.space);
  expect(terminal.frame()).toMatch(/›\[ \] ‹ Leads +– +0 +–/);
  expect(terminal.frame()).toContain('855 records');
  terminal.end();
});

test('the activities of the past are taken with one key', async () => {
  const terminal = await open({session: standIn()});
  await toScope(terminal);
  expect(terminal.frame()).toContain('235 closed activities are kept (calls and mails of the past)');
  await terminal.press(KEYS.end, KEYS.left, KEYS.space, KEYS.space);
  expect(terminal.frame()).toMatch(/Activities +›all/);
  expect(terminal.frame()).not.toContain('are kept');
  terminal.end();
});

test('who cannot receive is not taken, and it says why', async () => {
  const leaver = {...ANNA, active: true};
  const waiting = person(90, 'Wait', 'Ing', {active: false, waiting: 'asked-to-join'});
  const gone = person(91, 'Gone', 'Away', {active: false});
  const session = standIn({dismissed: [leaver], active: [leaver, waiting, gone, IVAN]});
  const terminal = await open({session});
  await toScope(terminal);
  await terminal.press(KEYS.space);
  await terminal.wait(100);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Anna Petrova #42 is the one who leaves and cannot receive records.');
  await terminal.press(KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain('Wait Ing #90 has only asked to join and cannot receive records yet.');
  await terminal.press(KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain('Gone Away #91 is dismissed and cannot receive records.');
  await terminal.press(KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain(`Everything to  Ivan Sokolov #${IVAN.id}`);
  terminal.end();
});

test('only active people are offered, and Tab goes back to the same as everything', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toScope(terminal);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down);
  await pick(terminal, 'orlova');
  expect(terminal.frame()).toMatch(new RegExp(`Leads .*Maria Orlova #${MARIA.id}`));
  await terminal.press(KEYS.space);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Who receives: Leads?');
  await terminal.press(KEYS.tab);
  expect(terminal.frame()).toMatch(new RegExp(`Leads .*Ivan Sokolov #${IVAN.id}`));
  const groups = calls.filter(([name]) => name === 'people').map(call => call[1]);
  expect(groups).toEqual(['dismissed', 'active', 'active', 'active']);
  terminal.end();
});

test('back to the tally and the people and forth again: the choices are kept', async () => {
  const terminal = await open({session: standIn()});
  await toScope(terminal);
  await pick(terminal, 'smirnova');
  await terminal.press(KEYS.escape, KEYS.escape, KEYS.enter);
  await terminal.wait(200);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain(`Everything to  Olga Smirnova #${OLGA.id}`);
  terminal.end();
});

test('Esc in the list of people leaves the scope as it was', async () => {
  const terminal = await open({session: standIn()});
  await toTally(terminal);
  await terminal.press(KEYS.enter, KEYS.space);
  await terminal.wait(100);
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Everything to  nobody yet');
  terminal.end();
});

test('tasks behind activities that are taken may go all the same: the screen promises no exact number', async () => {
  const task = {key: 'task', entityTypeId: 127, closedBy: {by: 'task-status'}, takenByDefault: false} as const;
  const type: EntityType = {...task, mayNeedRehire: false};
  const activities = ROWS.filter(row => row.type.key === 'activity');
  expect(activities).toHaveLength(1);
  const rows: TallyRow[] = [...activities, {type, state: 'counted', total: 14, open: 11, closed: 3}];
  const connection = {...CONNECTION, types: rows.map(row => row.type)};
  const terminal = await open({session: standIn({rows, connection})});
  await toScope(terminal);
  expect(terminal.frame()).toContain('at most 14 other records kept by choice');
  terminal.end();
});

test('tasks are shown unticked, kept until they are ticked, and then taken', async () => {
  const task = {key: 'task', entityTypeId: 127, closedBy: {by: 'task-status'}, takenByDefault: false} as const;
  const type: EntityType = {...task, mayNeedRehire: false};
  const rows: TallyRow[] = [...ROWS.slice(0, 1), {type, state: 'counted', total: 14, open: 11, closed: 3}];
  const calls: Calls = [];
  const connection = {...CONNECTION, types: rows.map(row => row.type)};
  const terminal = await open({session: standIn({rows, connection}, calls)});
  await toScope(terminal);
  await pick(terminal, 'sokolov');
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     ❯ Everything to  Ivan Sokolov #12

       Take  Type   Which  Records  Successor
       [x]   Leads  all        310  Ivan Sokolov #12
       [ ]   Tasks  –            0  –

     310 records · 14 other records kept by choice
     Closed deals and leads go too: a client who comes back must reach somebody.












     ↑↓ ←→ move · Space choose successor · Enter plan · s several · Esc tally
     ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.down, KEYS.down, KEYS.left, KEYS.left, KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
       Everything to  Ivan Sokolov #12

       Take  Type   Which  Records  Successor
       [x]   Leads  all        310  Ivan Sokolov #12
     ❯›[x] ‹ Tasks  all         14  Ivan Sokolov #12

     324 records
     Closed deals and leads go too: a client who comes back must reach somebody.












     ↑↓ ←→ move · Space change · Enter plan · f filter · t records · s several
     Esc tally · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  const [, request] = calls.find(([name]) => name === 'plan') ?? [];
  expect([...(request as PlanRequest).scope]).toEqual([
    ['lead', {state: 'all'}],
    ['task', {state: 'all'}],
  ]);
  terminal.end();
});
