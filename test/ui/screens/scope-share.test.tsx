import {expect, test} from 'vitest';
import type {PlanRequest, Session} from '../../../source/engine/contract.ts';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import {CONNECTION, IVAN, MARIA, OLGA, person} from '../stand-in/data.ts';
import {fits} from '../stand-in/fits.ts';
import {stages} from '../stand-in/places.ts';
import {type Calls, type Script, standIn} from '../stand-in/session.ts';
import {fakeTime, toScope} from '../stand-in/steps.ts';
import {KEYS, open, type Opening, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const HOLDS: ReadonlyMap<number, number> = new Map([
  [IVAN.id, 50],
  [MARIA.id, 2],
]);

/** What successors hold: all of it in leads, so that types need not be told apart. */
const countScope: Session['countScope'] = async (personId, scope) =>
  new Map([...scope.keys()].map(key => [key, {records: key === 'lead' ? (HOLDS.get(personId) ?? 0) : 0}]));

async function atScope(
  script: Partial<Script> = {},
  calls: Calls = [],
  more: Partial<Opening> = {},
): Promise<Terminal> {
  const terminal = await open({session: standIn({stages, countScope, ...script}, calls), ...more});
  await toScope(terminal);
  return terminal;
}

async function pick(terminal: Terminal, search: string): Promise<void> {
  await terminal.press(KEYS.space);
  await terminal.type(search);
  await terminal.wait(300);
  await terminal.press(KEYS.enter);
}

async function wantedOf(terminal: Terminal, calls: Calls): Promise<PlanRequest> {
  await terminal.press(KEYS.enter);
  const [, wanted] = calls.find(([name]) => name === 'plan') ?? [];
  return wanted as PlanRequest;
}

test('everything to two by turns, clients together, beside what each holds and would get', async () => {
  const calls: Calls = [];
  const terminal = await atScope({}, calls);
  await terminal.press('s', KEYS.right, KEYS.end);
  await pick(terminal, 'sokolov');
  await pick(terminal, 'orlova');
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Who receives: Everything?
       Successor         Open now  Gets about
       How: several, turn by turn
       [x] A client stays together
       Ivan Sokolov #12        50         583
       Maria Orlova #31         2         582
     ❯ Add a person














     ↑↓ move · Space add · Enter done · Esc back · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Everything to  2 people, turn by turn');
  const {rules, people} = await wantedOf(terminal, calls);
  const turns = {kind: 'turns', among: [IVAN.id, MARIA.id]};
  expect(rules.general).toEqual(turns);
  expect(rules.together).toEqual({
    types: new Set(['lead', 'deal', 'contact', 'spa:130', 'invoice', 'activity']),
    share: turns,
  });
  expect(people.map(({id}) => id)).toEqual([IVAN.id, MARIA.id]);
  terminal.end();
});

test('balanced by what each holds open; nobody twice; somebody is taken out again', async () => {
  const calls: Calls = [];
  const terminal = await atScope({}, calls);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down, 's', KEYS.right, KEYS.right, KEYS.end);
  await pick(terminal, 'orlova');
  await pick(terminal, 'orlova');
  expect(terminal.frame()).toContain('Maria Orlova #31 is among them already.');
  await terminal.press(KEYS.escape);
  await pick(terminal, 'sokolov');
  await terminal.wait(100);
  // 96 open leads level 2 and 50 to 74 each; 214 closed ones are shared evenly.
  expect(terminal.frame()).toMatch(/Maria Orlova #31 +2 +179/);
  expect(terminal.frame()).toMatch(/Ivan Sokolov #12 +50 +131/);
  await terminal.press(KEYS.up, KEYS.backspace);
  expect(terminal.frame()).not.toContain('Ivan Sokolov');
  await terminal.press(KEYS.end);
  await pick(terminal, 'smirnova');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toMatch(/Leads +all +310 ›2 people, balanced/);
  const {rules} = await wantedOf(terminal, calls);
  expect(rules.perType.get('lead')).toEqual({kind: 'balanced', among: [MARIA.id, OLGA.id]});
  expect(rules.general).toEqual({kind: 'person', to: IVAN.id});
  terminal.end();
});

test('by pipeline and stage: a stage goes before its pipeline, and the rest to whoever gets everything', async () => {
  const calls: Calls = [];
  const terminal = await atScope({}, calls);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down, KEYS.down, 's', KEYS.left);
  await terminal.press(KEYS.down, KEYS.down, KEYS.down, KEYS.down);
  await pick(terminal, 'orlova');
  await terminal.press(KEYS.down);
  await pick(terminal, 'smirnova');
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Who receives: Deals?

       How: by pipeline or stage
       General            –
       New (General)      –
       Won (General)      –
       Retail             Maria Orlova #31
     ❯ New (Retail)       Olga Smirnova #17
       Paid[31m (Retail)  –
       Everything else    as for everything

     A stage goes before its pipeline. What stands elsewhere goes to whoever gets
     everything else.







     ↑↓ move · Space choose successor · Backspace take out · Enter done · Esc back
     ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toMatch(/Deals +all +430 ›table of 2, else Ivan/);
  const {rules, people} = await wantedOf(terminal, calls);
  expect(rules.perType.get('deal')).toEqual({
    kind: 'table',
    rows: [
      {stages: ['C2:NEW'], to: OLGA.id},
      {pipelines: [2], to: MARIA.id},
    ],
    otherwise: {kind: 'person', to: IVAN.id},
  });
  expect(new Set(people.map(({id}) => id))).toEqual(new Set([IVAN.id, OLGA.id, MARIA.id]));
  terminal.end();
});

test('a table alone says nothing of the rest: the way on is barred, and it says why', async () => {
  const terminal = await atScope();
  await terminal.press(KEYS.down, KEYS.left, KEYS.left);
  // Only deals are taken.
  for (const row of [0, 1, 2, 3, 4, 5]) {
    if (row !== 1) await terminal.press(KEYS.space);
    await terminal.press(KEYS.down);
  }
  await terminal.press(KEYS.home, KEYS.down, KEYS.down, 's', KEYS.left, KEYS.down);
  await pick(terminal, 'orlova');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('choose also who gets the rest');
  await terminal.press('s', KEYS.end);
  await pick(terminal, 'smirnova');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Enter plan');
  expect(terminal.frame()).toContain('table of 1, else Olga');
  terminal.end();
});

test('activities of records of others: to that person, or by choice to the chosen one', async () => {
  const calls: Calls = [];
  const terminal = await atScope({}, calls);
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.end, 's', KEYS.down, KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Who receives: Activities?

       How: one person
     ❯ Of a record that is another’s already: to the chosen successor
       Successor  as for everything

     Activities go where their record goes. This is about records that another
     active person holds already.













     ↑↓ move · Space change · Enter done · Esc back · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Activities of records that are somebody else’s go to the chosen successor');
  const {ownersKeep} = await wantedOf(terminal, calls);
  expect(ownersKeep).toBe(false);
  terminal.end();
});

test('the head of the department comes first, and the cursor stays on who was under it', async () => {
  const late = Promise.withResolvers<readonly (typeof MARIA)[]>();
  const terminal = await atScope({heads: () => late.promise});
  await terminal.press(KEYS.space);
  await terminal.wait(100);
  late.resolve([MARIA]);
  await terminal.wait(100);
  const lines = terminal.frame().split('\n');
  expect(lines.findIndex(line => line.includes('Maria Orlova (head)'))).toBe(5);
  expect(terminal.frame()).toContain('❯ Olga Smirnova');
  await terminal.press(KEYS.escape, KEYS.space);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('❯ Maria Orlova (head)');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Everything to  Maria Orlova #31');
  terminal.end();
});

test('whoever may not work with the records is warned of, where they are chosen and after', async () => {
  const invited = person(51, 'In', 'Vited', {waiting: 'invited'});
  const outside = person(52, 'Out', 'Side', {accountKind: 'outside', lastLogin: '2026-11-02T08:00:00Z'});
  const terminal = await atScope({active: [invited, outside]});
  await terminal.press(KEYS.space);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('In Vited #51 is invited and has not come in yet');
  await terminal.press(KEYS.down);
  expect(terminal.frame()).toContain('Out Side #52 is from outside the company (extranet)');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Out Side #52 is from outside the company (extranet)');
  expect(terminal.frame()).toContain('Enter plan');
  terminal.end();
});

test('what successors hold cannot be counted: it says so, and divides all the same', async () => {
  const refused: Session['countScope'] = () => Promise.reject(new PortalTrouble('refused', ''));
  const terminal = await atScope({countScope: refused});
  await terminal.press('s', KEYS.right, KEYS.end);
  await pick(terminal, 'sokolov');
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/Ivan Sokolov #12 +n\/a/);
  terminal.end();
});

test('several are there again after going back and forth; one person chosen takes their place', async () => {
  const calls: Calls = [];
  const terminal = await atScope({}, calls);
  await terminal.press('s', KEYS.right, KEYS.end);
  await pick(terminal, 'sokolov');
  await pick(terminal, 'orlova');
  await terminal.press(KEYS.escape, KEYS.escape, KEYS.enter);
  expect(terminal.frame()).toContain('Everything to  2 people, turn by turn');
  await pick(terminal, 'smirnova');
  expect(terminal.frame()).toContain('Everything to  Olga Smirnova #17');
  terminal.end();
});

test('40 columns', async () => {
  const terminal = await atScope({connection: CONNECTION}, [], {columns: 40});
  await terminal.press('s', KEYS.right, KEYS.end);
  await pick(terminal, 'sokolov');
  await pick(terminal, 'orlova');
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Scope 4/7
     Who receives: Everything?
       Successor       Open now  Gets about
       How: several, turn by turn
       [x] A client stays together
       Ivan Sokolov …        50         583
       Maria Orlova …         2         582
     ❯ Add a person













     ↑↓ move · Space add · Enter done
     Esc back · ? help · Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});

test.each([
  [24, 10],
  [30, 12],
  [60, 16],
  [200, 60],
])('every panel fits %i × %i', async (columns, rows) => {
  const row = {id: 1, title: 'A deal of a rather long name, as deals are called where two sell to one', closed: false};
  const terminal = await atScope({scopeRows: async () => ({rows: [row]})}, [], {columns, rows});
  await pick(terminal, 'sokolov');
  await terminal.press(KEYS.down, KEYS.down, 'f', KEYS.end);
  await terminal.type('2026-13-01');
  await terminal.press(KEYS.escape, 't', KEYS.space, KEYS.escape, 's', KEYS.left, KEYS.end, KEYS.up);
  await pick(terminal, 'orlova');
  await terminal.press(KEYS.escape, KEYS.home, 's', KEYS.right, KEYS.end);
  await pick(terminal, 'orlova');
  await terminal.wait(400);
  fits(terminal, columns, rows);
});
