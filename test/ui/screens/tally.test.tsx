import {expect, test} from 'vitest';
import {EXIT} from '../../../source/domain/outcomes.ts';
import type {TallyRow} from '../../../source/domain/tally.ts';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import type {Listener} from '../../../source/engine/contract.ts';
import {ANNA, CONNECTION, counted, ROWS, TYPES} from '../stand-in/data.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, toTally} from '../stand-in/steps.ts';
import {KEYS, open} from '../stand-in/terminal.tsx';

fakeTime();

const refusedRow: TallyRow = {
  type: TYPES[3] as (typeof TYPES)[number],
  state: 'unreadable',
  why: {code: 'ACCESS_DENIED', text: ''},
};

test('rows fill in as they come; what is zero folds away; what cannot be read says why', async () => {
  let listener: Listener = () => {};
  const done = Promise.withResolvers<void>();
  const rows = ROWS.map(row => (row.type.key === 'spa:130' ? refusedRow : row));
  const session = standIn({
    tally: async (leaverId, heard) => {
      listener = heard;
      await done.promise;
      return {leaverId, rows};
    },
  });
  const terminal = await open({session});
  await toTally(terminal);
  for (const row of rows.slice(0, 2)) listener({kind: 'tally-row', row});
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/Deals +128 +302 +430/);
  expect(terminal.frame()).toMatch(/Contacts +[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  expect(terminal.frame()).not.toContain('Enter go on');
  done.resolve();
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Tally 3/7
       What Anna Petrova holds  open  closed  total
     ❯ Leads                      96     214    310
       Deals                     128     302    430
       Contacts                  220       –    220
       Invoices                   18      42     60  may need a rehire
       Activities                141     235    376  may need a rehire
       Total                     603     793  1,396
     Nothing in: Old invoices
     Not counted: Tenders (smart process) (this key may not read it)











     Enter go on · ↑↓ move · → titles · r count again · Esc people · ? help
     Ctrl-C leave"
  `);
  terminal.end();
});

test('the titles of a row, read page by page while it is scrolled', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toTally(terminal);
  await terminal.press(KEYS.down, KEYS.right);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Tally 3/7
     Deals: 30 of 430 listed
     ❯  #1  Title 1   open
        #2  Title 2   closed
        #3  Title 3   open
        #4  Title 4   closed
        #5  Title 5   open
        #6  Title 6   closed
        #7  Title 7   open
        #8  Title 8   closed
        #9  Title 9   open
       #10  Title 10  closed
       #11  Title 11  open
       #12  Title 12  closed
       #13  Title 13  open
       #14  Title 14  closed
       #15  Title 15  open
       #16  Title 16  closed
       #17  Title 17  open
       ↓ 13 more


     ↑↓ scroll · Esc back · Ctrl-C leave"
  `);
  for (let page = 0; page < 8; page += 1) await terminal.press(KEYS.end);
  await terminal.wait(100);
  expect(calls.filter(([name]) => name === 'titles').map(call => call[2])).toEqual([0, 30, 60]);
  expect(terminal.frame()).toMatch(/❯ #60 +Title 60/);
  await terminal.press(KEYS.left);
  expect(terminal.frame()).toMatch(/❯ Deals/);
  terminal.end();
});

test('r counts again', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toTally(terminal);
  await terminal.press('r');
  await terminal.wait(100);
  expect(calls.filter(([name]) => name === 'tally')).toHaveLength(2);
  expect(terminal.frame()).toContain('Enter go on');
  terminal.end();
});

test('a leaver who holds nothing: said plainly, and left with 0', async () => {
  const terminal = await open({session: standIn({rows: TYPES.map(({key}) => counted(key, 0, 0))})});
  await toTally(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Tally 3/7
     Anna Petrova holds nothing that this key can see.

     Nothing has to be handed over.

     A portal may hide what a dismissed person holds. To have the account opened
     and counted again: b24-handover run --leaver 42 --to ID --rehire always

     ❯ Another person
       Count again
       Leave











     ↑↓ choose · Enter choose · r count again · Esc people · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.done);
});

test('nothing that this key can see: how far that can be relied on is said too', async () => {
  const connection = {...CONNECTION, me: {...CONNECTION.me, admin: false}};
  const terminal = await open({session: standIn({connection, rows: [counted('lead', 0, 0), refusedRow]})});
  await toTally(terminal);
  expect(terminal.frame()).toContain('Anna Petrova holds nothing that this key can see.');
  expect(terminal.frame()).toContain('sees only a part of the records');
  expect(terminal.frame()).toContain('Tenders (smart process) (this key may not read it)');
  terminal.end();
});

test('a count that fails is explained, and asked for again', async () => {
  let failing = true;
  const session = standIn({
    tally: async leaverId => {
      if (!failing) return {leaverId, rows: ROWS};
      failing = false;
      throw new PortalTrouble('busy');
    },
  });
  const terminal = await open({session});
  await toTally(terminal);
  expect(terminal.frame()).toContain('The portal is too busy to answer.');
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain(`What ${ANNA.name} ${ANNA.lastName} holds`);
  terminal.end();
});

test('what the older list counts beyond the one in use is said, also where nothing shows', async () => {
  const [first] = ROWS;
  if (first?.state !== 'counted') throw new Error('not counted');
  const rows: TallyRow[] = [{...first, total: 0, open: 0, closed: 0, older: 5}];
  const terminal = await open({session: standIn({tally: async leaverId => ({leaverId, rows})})});
  await toTally(terminal);
  await terminal.wait(100);
  const said = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(said).toContain('the older list counts 5, the one that is used 0');
});
