import {expect, test} from 'vitest';
import type {PlanRequest, ScopeCount, Session} from '../../../source/engine/contract.ts';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import {fits} from '../stand-in/fits.ts';
import {stages} from '../stand-in/places.ts';
import {type Calls, type Script, standIn} from '../stand-in/session.ts';
import {fakeTime, toScope} from '../stand-in/steps.ts';
import {KEYS, open, type Opening, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const COUNTED: Session['countScope'] = async (_leaverId, scope) =>
  new Map([...scope.keys()].map(key => [key, {records: 57}]));

/** On the row of the deals, with Ivan for everything. */
async function onDeals(
  script: Partial<Script> = {},
  calls: Calls = [],
  more: Partial<Opening> = {},
): Promise<Terminal> {
  const terminal = await open({session: standIn({stages, countScope: COUNTED, ...script}, calls), ...more});
  await toScope(terminal);
  await terminal.press(KEYS.space);
  await terminal.type('sokolov');
  await terminal.wait(300);
  await terminal.press(KEYS.enter, KEYS.down, KEYS.down);
  return terminal;
}

/** Past the pause after a change. */
const counted = (terminal: Terminal): Promise<void> => terminal.wait(400);

test('deals of one stage, created in a span: the count follows, and the row says it', async () => {
  const calls: Calls = [];
  const terminal = await onDeals({}, calls);
  await terminal.press('f', KEYS.down, KEYS.down, KEYS.space);
  await terminal.press(KEYS.down, KEYS.space);
  await terminal.press(KEYS.end, KEYS.up, KEYS.up, KEYS.up);
  await terminal.type('2026-01-01');
  await counted(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Which Deals are taken?
     57 of 430

       State             all
       Pipeline          [ ] General
                         [x] Retail
       Stage             [x] New (Retail)
                         [ ] Paid[31m (Retail)
     ❯ Created from      2026-01-01▏
       Created before
       Changed from
       Changed before

     A date is the day’s first moment in UTC. "Before" leaves that moment out.







     ↑↓ move · type the date · Enter done · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
       Everything to  Ivan Sokolov #12

       Take  Type                     Which                 Records  Successor
       [x]   Leads                    all                       310  Ivan Sokolov …
     ❯ [x]   Deals                    all, Retail, New, c…       57 ›Ivan Sokolov …‹
       [x]   Contacts                 all                       220  Ivan Sokolov …
       [x]   Tenders (smart process)  all                         4  Ivan Sokolov …
       [x]   Invoices                 all                        60  Ivan Sokolov …
       [x]   Activities               open only                 141  follow their …

     792 records · 235 closed activities are kept (calls and mails of the past) ·
     373 other records kept by choice
     Deals: all, in Retail, at New, created from 2026-01-01
     Closed deals and leads go too: a client who comes back must reach somebody.






     ↑↓ ←→ move · Space choose successor · Enter plan · f filter · t records
     s several · r count again · Esc tally · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  const [, wanted] = calls.find(([name]) => name === 'plan') ?? [];
  const from = Date.UTC(2026, 0, 1);
  expect((wanted as PlanRequest).scope.get('deal')).toEqual({
    state: 'all',
    pipelines: [2],
    stages: ['C2:NEW'],
    created: {from},
  });
  terminal.end();
});

test('while something is counted a spinner stands there, and changes are asked about once', async () => {
  const calls: Calls = [];
  const asked: ((counts: ReadonlyMap<TypeKey, ScopeCount>) => void)[] = [];
  const countScope: Session['countScope'] = () => new Promise(resolve => void asked.push(resolve));
  const terminal = await onDeals({countScope}, calls);
  await terminal.press('f', KEYS.down, KEYS.space, KEYS.down, KEYS.space);
  await counted(terminal);
  expect(asked).toHaveLength(1);
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toMatch(/Deals +all, 2 pipelines +⠋/);
  expect(terminal.frame()).toContain('and what is being counted');
  // Another change: what is still on its way is of another scope.
  await terminal.press('f', KEYS.down, KEYS.space);
  await counted(terminal);
  expect(asked).toHaveLength(2);
  asked[0]?.(new Map([['deal', {records: 1}]]));
  await terminal.press(KEYS.escape);
  await terminal.wait(0);
  expect(terminal.frame()).toMatch(/Deals +all, Retail +⠋|Deals +all, Retail +⠙|Deals +all, Retail +[⠹⠸⠼⠴]/);
  asked[1]?.(new Map([['deal', {records: 33}]]));
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/Deals +›?all, Retail‹? +33/);
  terminal.end();
});

test('a date that is none is said, counts nothing and bars the way on; Esc leaves what was before', async () => {
  const terminal = await onDeals();
  await terminal.press('f', KEYS.end);
  await terminal.type('2026-02-30');
  expect(terminal.frame()).toContain('Changed before: 2026-02-30 is no day of the calendar.');
  expect(terminal.frame()).toContain('not counted');
  expect(terminal.frame()).not.toContain('Enter done');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Which Deals are taken?');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toMatch(/Deals +all +430/);
  await terminal.press('f', KEYS.end);
  await terminal.type('2026-01-01');
  await terminal.press(KEYS.up);
  await terminal.type('2026-03-01');
  expect(terminal.frame()).toContain('Changed before: 2026-01-01 is not later than the date it starts from');
  terminal.end();
});

test('a stage that could hold nothing any more is not asked for', async () => {
  const terminal = await onDeals();
  // Won of General, then only what is open.
  await terminal.press('f', KEYS.down, KEYS.down, KEYS.down, KEYS.down, KEYS.space, KEYS.escape);
  expect(terminal.frame()).toMatch(/Deals +all, Won/);
  await terminal.press(KEYS.left, KEYS.space);
  expect(terminal.frame()).toMatch(/Deals +›open only/);
  expect(terminal.frame()).not.toContain('Won');
  terminal.end();
});

test('pipelines and stages that are refused are explained, and asked for again', async () => {
  let refused = true;
  const terminal = await onDeals({
    stages: async types => {
      if (!refused) return stages(types);
      throw new PortalTrouble('refused', 'Access denied.');
    },
  });
  await terminal.press('f');
  expect(terminal.frame()).toContain('Access denied.');
  refused = false;
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('[ ] Retail');
  terminal.end();
});

test('a count that is refused is told, the way on stays open, and r counts again', async () => {
  let refused = true;
  const terminal = await onDeals({
    countScope: async (...asked) => {
      if (refused) throw new PortalTrouble('unreachable', '');
      return COUNTED(...asked);
    },
  });
  await terminal.press('f', KEYS.down, KEYS.space, KEYS.escape);
  await counted(terminal);
  expect(terminal.frame()).toMatch(/Deals +all, General +n\/a/);
  expect(terminal.frame()).toContain('Not counted: The portal cannot be reached. r counts again');
  expect(terminal.frame()).toContain('Enter plan');
  refused = false;
  await terminal.press('r');
  await counted(terminal);
  expect(terminal.frame()).toMatch(/Deals +all, General +57/);
  terminal.end();
});

test('what was filtered is there again after going back and forth', async () => {
  const terminal = await onDeals();
  await terminal.press('f', KEYS.down, KEYS.space, KEYS.escape, KEYS.escape, KEYS.enter);
  await counted(terminal);
  expect(terminal.frame()).toMatch(/Deals +all, General +57/);
  terminal.end();
});

test('contacts have no stages: only dates can narrow them', async () => {
  const terminal = await onDeals();
  await terminal.press(KEYS.down, 'f');
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Which Contacts are taken?
     220 of 220

     ❯ Created from      ▏
       Created before
       Changed from
       Changed before

     A date is the day’s first moment in UTC. "Before" leaves that moment out.












     ↑↓ move · type the date · Enter done · Esc back · Ctrl-C leave"
  `);
  terminal.end();
});

test('40 columns and hostile names', async () => {
  const terminal = await onDeals({}, [], {columns: 40});
  await terminal.press('f', KEYS.down, KEYS.down, KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Scope 4/7
     Which Deals are taken?
     ⠋

       State          all
       Pipeline       [ ] General
     ❯                [x] Retail
       Stage          [ ] New (Retail)
                      [ ] Paid[31m (Retail)
       Created from
       Created before
       Changed from
       Changed before

     Nothing ticked means every one of
     them.





     ↑↓ move · Space change · Enter done
     Esc back · ? help · Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});
