import {expect, test} from 'vitest';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import {ANNA, CONNECTION, OLGA, person, PETR} from '../stand-in/data.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, toLeaver} from '../stand-in/steps.ts';
import {KEYS, open} from '../stand-in/terminal.tsx';

fakeTime();

test('the dismissed, those who hold something first', async () => {
  const terminal = await open({session: standIn()});
  await toLeaver(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · you: Olga Smirnova #17, administrator            Leaver 2/7
     Who has left?   [Dismissed] │ Active employees (Tab)
     / ▏

       Name          Id   Department   Position  Last sign-in  Holds
       Anna Petrova  #42  Sales North  Manager   2 Nov         1,503
     ❯ Petr Lind     #71  –            –         never             0
     2 of 2 counted · 1 holds something













     type to search · ↑↓ move · Enter choose · Tab active employees · Esc portal
     ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('while it counts, the person under the cursor stays under it', async () => {
  const counted = Promise.withResolvers<void>();
  const session = standIn();
  const slow = {
    ...session,
    backlog: async (...asked: Parameters<typeof session.backlog>) => {
      await counted.promise;
      await session.backlog(...asked);
    },
  };
  const terminal = await open({session: slow});
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/❯ Petr Lind .* [⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]$/m);
  expect(terminal.frame()).toContain('0 of 2 counted');
  counted.resolve();
  await terminal.wait(300);
  const lines = terminal.frame().split('\n');
  expect(lines.findIndex(line => line.includes('❯ Petr Lind'))).toBe(
    lines.findIndex(line => line.includes('Anna')) + 1,
  );
  terminal.end();
});

test('typing searches name, position, department, e-mail and number', async () => {
  const terminal = await open({session: standIn()});
  await toLeaver(terminal);
  await terminal.type('north petr');
  expect(terminal.frame()).toMatch(/❯ Anna Petrova/);
  expect(terminal.frame()).not.toContain('Petr Lind');
  for (let at = 0; at < 10; at += 1) await terminal.press(KEYS.backspace);
  await terminal.type('#71');
  expect(terminal.frame()).toMatch(/❯ Petr Lind/);
  expect(terminal.frame()).not.toContain('Anna Petrova');
  terminal.end();
});

test('where the portal has more people, it is asked once typing pauses', async () => {
  const calls: Calls = [];
  const sixtieth = person(160, 'Zoya', 'Last', {active: false});
  const session = standIn(
    {people: async ({search}) => ({people: search === '' ? [PETR, ANNA] : [sixtieth], more: search === ''})},
    calls,
  );
  const terminal = await open({session});
  await toLeaver(terminal);
  expect(terminal.frame()).toContain('The portal has more people; type to search among them.');
  await terminal.type('zoya');
  await terminal.wait(300);
  expect(terminal.frame()).toMatch(/❯ Zoya Last/);
  expect(calls.filter(([name]) => name === 'people').map(call => call[2])).toEqual(['', 'zoya']);
  terminal.end();
});

test('nobody matches', async () => {
  const terminal = await open({session: standIn()});
  await toLeaver(terminal);
  await terminal.type('xyz');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Nobody matches "xyz".');
  expect(terminal.frame()).not.toContain('Enter choose');
  terminal.end();
});

test('no dismissed people', async () => {
  const terminal = await open({session: standIn({dismissed: []})});
  await toLeaver(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · you: Olga Smirnova #17, administrator            Leaver 2/7
     Who has left?   [Dismissed] │ Active employees (Tab)
     / ▏

     No dismissed people on this portal.
     Press Tab for active employees: records can be handed over before somebody
     leaves.















     type to search · Tab active employees · Esc portal · ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('the owner of the key cannot be the leaver, and it says why', async () => {
  const terminal = await open({session: standIn()});
  await toLeaver(terminal);
  await terminal.press(KEYS.tab);
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/❯ Olga Smirnova \(owns this key\)/);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain(
    `This key belongs to Olga Smirnova #${OLGA.id} and dies with them: make one of your own`,
  );
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

test('Esc goes back to the portals, and the search is there again', async () => {
  const terminal = await open({session: standIn()});
  await toLeaver(terminal);
  await terminal.type('anna');
  await terminal.press(KEYS.escape);
  await terminal.wait(50);
  expect(terminal.frame()).toContain('Which portal?');
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('/ anna▏');
  expect(terminal.frame()).toMatch(/❯ Anna Petrova/);
  terminal.end();
});

test('a list that cannot be read is explained, and asked for again by Enter', async () => {
  let refused = true;
  const session = standIn({
    people: async () => {
      if (!refused) return {people: [ANNA], more: false};
      refused = false;
      throw new PortalTrouble('scope-missing', 'user');
    },
  });
  const terminal = await open({session});
  await toLeaver(terminal);
  expect(terminal.frame()).toContain('This webhook lacks a permission: user.');
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/❯ Anna Petrova/);
  terminal.end();
});

test('a key that is no administrator’s: said in the header and below', async () => {
  const connection = {...CONNECTION, me: {...CONNECTION.me, admin: false}, limits: ['not-admin'] as const};
  const terminal = await open({session: standIn({connection}), columns: 100});
  await toLeaver(terminal);
  expect(terminal.frame()).toContain('no administrator: may look, not write');
  expect(terminal.frame()).toContain('it sees only a part, and may look but not write.');
  terminal.end();
});

test('twenty thousand people: only what fits is made', async () => {
  const dismissed = Array.from({length: 20_000}, (_, index) =>
    person(index + 100, `Name${index}`, 'Many', {active: false}),
  );
  const terminal = await open({session: standIn({dismissed, holdings: []})});
  await toLeaver(terminal);
  const from = performance.now();
  await terminal.press(KEYS.end);
  await terminal.type('19999');
  expect(terminal.frame()).toMatch(/❯ Name19999 Many/);
  expect(terminal.frame().split('\n').length).toBeLessThanOrEqual(23);
  expect(performance.now() - from).toBeLessThan(5000);
  terminal.end();
});
