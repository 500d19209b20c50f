import {expect, test} from 'vitest';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import type {PlanRequest, RowsPage, Session} from '../../../source/engine/contract.ts';
import {fits} from '../stand-in/fits.ts';
import {type Calls, type Script, standIn} from '../stand-in/session.ts';
import {fakeTime, toScope} from '../stand-in/steps.ts';
import {KEYS, open, type Opening, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

/** So many deals, fifty in a page; a search finds those whose title or id holds it. */
function deals(count: number): Session['rows'] {
  const all = Array.from({length: count}, (_, index) => ({
    id: index + 1,
    title: `Deal number ${index + 1}`,
    closed: index % 2 === 1,
  }));
  return async (_leaver, _type, _scope, afterId, search = '') => {
    const rest = all.filter(({id, title}) => id > afterId && (title.includes(search) || String(id) === search));
    const rows = rest.slice(0, 50);
    return {rows, ...(rest.length > 50 && {next: rows.at(-1)?.id ?? 0})};
  };
}

async function onDeals(
  script: Partial<Script> = {},
  calls: Calls = [],
  more: Partial<Opening> = {},
): Promise<Terminal> {
  const countScope: Session['countScope'] = async (_leaverId, scope) =>
    new Map([...scope].map(([key, {without}]) => [key, {records: 430 - (without?.length ?? 0)}]));
  const session = standIn({scopeRows: deals(430), countScope, ...script}, calls);
  const terminal = await open({session, ...more});
  await toScope(terminal);
  await terminal.press(KEYS.space);
  await terminal.type('sokolov');
  await terminal.wait(300);
  await terminal.press(KEYS.enter, KEYS.down, KEYS.down);
  return terminal;
}

test('two records are unticked: the list says how many, the row too, and the plan leaves them out', async () => {
  const calls: Calls = [];
  const terminal = await onDeals({}, calls);
  await terminal.press('t', KEYS.space, KEYS.down, KEYS.down, KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Deals, one by one: 2 unticked
     50 listed, more follow
       [ ]   #1  Deal number 1   open
       [x]   #2  Deal number 2   closed
     ❯ [ ]   #3  Deal number 3   open
       [x]   #4  Deal number 4   closed
       [x]   #5  Deal number 5   open
       [x]   #6  Deal number 6   closed
       [x]   #7  Deal number 7   open
       [x]   #8  Deal number 8   closed
       [x]   #9  Deal number 9   open
       [x]  #10  Deal number 10  closed
       [x]  #11  Deal number 11  open
       [x]  #12  Deal number 12  closed
       [x]  #13  Deal number 13  open
       [x]  #14  Deal number 14  closed
       [x]  #15  Deal number 15  open
       ↓ 35 more


     ↑↓ scroll · Space tick · / search · ? help · Enter done · Esc back
     Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(400);
  expect(terminal.frame()).toMatch(/Deals +all, 2 unticked +428/);
  await terminal.press(KEYS.enter);
  const [, wanted] = calls.find(([name]) => name === 'plan') ?? [];
  expect((wanted as PlanRequest).scope.get('deal')).toEqual({state: 'all', without: [1, 3]});
  terminal.end();
});

test('Space ticks again, and nothing is kept of it', async () => {
  const terminal = await onDeals();
  await terminal.press('t', KEYS.space, KEYS.space);
  expect(terminal.frame()).toContain('Deals, one by one: 0 unticked');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toMatch(/Deals +all +430/);
  terminal.end();
});

test('pages come as they are needed, and only the rows around the cursor are made', async () => {
  const calls: Calls = [];
  const terminal = await onDeals({scopeRows: deals(40_000)}, calls);
  await terminal.press('t');
  expect(calls.filter(([name]) => name === 'rows')).toHaveLength(1);
  expect(terminal.frame()).toContain('50 listed, more follow');
  for (let page = 0; page < 30; page += 1) await terminal.press(KEYS.end);
  expect(terminal.frame()).toContain('1,550 listed, more follow');
  expect(terminal.frame()).toContain('Deal number 1500');
  expect(terminal.frame().split('\n').length).toBeLessThan(24);
  const asked = calls.filter(([name]) => name === 'rows').map(([, , , after]) => after);
  expect(asked).toEqual(Array.from({length: 31}, (_, page) => page * 50));
  terminal.end();
});

test('letters search: the portal is asked once typing pauses, and an older answer is not taken', async () => {
  const calls: Calls = [];
  const late = Promise.withResolvers<RowsPage>();
  const found = deals(430);
  const scopeRows: Session['rows'] = (...asked) => (asked[4] === '42' ? late.promise : found(...asked));
  const terminal = await onDeals({scopeRows}, calls);
  await terminal.press('t');
  await terminal.type('42');
  await terminal.wait(400);
  expect(terminal.frame()).toContain('/ 42▏');
  await terminal.type('9');
  await terminal.wait(400);
  expect(calls.filter(([name]) => name === 'rows').map(([, , , , search]) => search)).toEqual([undefined, '42', '429']);
  late.resolve({rows: [{id: 42, title: 'Too late', closed: false}]});
  await terminal.wait(100);
  expect(terminal.frame()).not.toContain('Too late');
  // In the field Space is a letter; out of it, it ticks.
  await terminal.press(KEYS.enter, KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Scope 4/7
     Deals, one by one: 1 unticked
     / 429▏
     ❯ [ ]  #429  Deal number 429  open


















     Space tick · / search · ? help · Enter done · Esc whole list · Ctrl-C leave"
  `);
  await terminal.press(KEYS.escape);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('50 listed, more follow');
  expect(terminal.frame()).toContain('1 unticked');
  terminal.end();
});

test('/ goes into the field, and what matches nothing is said', async () => {
  const terminal = await onDeals();
  await terminal.press('t', '/');
  await terminal.type('no such');
  await terminal.wait(400);
  expect(terminal.frame()).toContain('None matches "no such".');
  await terminal.press(KEYS.escape, KEYS.escape, KEYS.escape);
  expect(terminal.frame()).toContain('Everything to');
  terminal.end();
});

test('a page that is empty though more is behind it is passed over, and a list that does not get on ends', async () => {
  const scopeRows: Session['rows'] = async (_leaver, _type, _scope, afterId) =>
    afterId === 0
      ? {rows: [], next: 80}
      : afterId === 80
        ? {rows: [{id: 90, title: 'At last', closed: false}], next: 90}
        : {rows: [{id: 90, title: 'Again', closed: false}], next: 90};
  const terminal = await onDeals({scopeRows});
  await terminal.press('t');
  await terminal.wait(200);
  expect(terminal.frame()).toContain('1 listed');
  expect(terminal.frame()).toContain('At last');
  expect(terminal.frame()).not.toContain('Asking the portal');
  terminal.end();
});

test('a list that is refused is explained, and asked for again', async () => {
  let refused = true;
  const found = deals(3);
  const scopeRows: Session['rows'] = (...asked) =>
    refused ? Promise.reject(new PortalTrouble('refused', 'Access denied.')) : found(...asked);
  const terminal = await onDeals({scopeRows});
  await terminal.press('t');
  expect(terminal.frame()).toContain('Access denied.');
  expect(terminal.frame()).toContain('Enter try again');
  refused = false;
  await terminal.press(KEYS.enter);
  await terminal.wait(50);
  expect(terminal.frame()).toContain('Deal number 3');
  terminal.end();
});

test('nothing in the scope, and 40 columns', async () => {
  const empty = await onDeals({scopeRows: async () => ({rows: []})});
  await empty.press('t');
  expect(empty.frame()).toContain('There is none in this scope.');
  empty.end();
  const terminal = await onDeals({}, [], {columns: 40});
  await terminal.press('t', KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " leaver: Anna Petrova #42      Scope 4/7
     Deals, one by one: 1 unticked
     50 listed, more follow
     ❯ [ ]   #1  Deal number 1   open
       [x]   #2  Deal number 2   closed
       [x]   #3  Deal number 3   open
       [x]   #4  Deal number 4   closed
       [x]   #5  Deal number 5   open
       [x]   #6  Deal number 6   closed
       [x]   #7  Deal number 7   open
       [x]   #8  Deal number 8   closed
       [x]   #9  Deal number 9   open
       [x]  #10  Deal number 10  closed
       [x]  #11  Deal number 11  open
       [x]  #12  Deal number 12  closed
       [x]  #13  Deal number 13  open
       [x]  #14  Deal number 14  closed
       ↓ 36 more


     ↑↓ scroll · Space tick · / search
     ? help · Enter done · Esc back
     Ctrl-C leave"
  `);
  fits(terminal, 40, 24);
});
