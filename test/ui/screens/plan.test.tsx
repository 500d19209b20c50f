import {expect, test} from 'vitest';
import type {PlannedRecord} from '../../../source/domain/plan.ts';
import type {RunOptions, Session} from '../../../source/engine/contract.ts';
import {PortalTrouble} from '../../../source/domain/trouble.ts';
import {CONNECTION, IVAN, MARIA, planOf, records} from '../stand-in/data.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, toPlan} from '../stand-in/steps.ts';
import {ARMED_MS, KEYS, open} from '../stand-in/terminal.tsx';

fakeTime();

const follows = (id: number, reason: 'record-in-plan' | 'record-of-another' | 'chosen', to: number): PlannedRecord => ({
  type: 'activity',
  id,
  title: `Call ${id}`,
  closed: false,
  to,
  activity: {ownerTypeId: 2, ownerId: 1, follows: reason},
});

const MIXED: readonly PlannedRecord[] = [
  ...records(30),
  ...records(2, {type: 'invoice', to: MARIA.id}),
  follows(900, 'record-in-plan', MARIA.id),
  follows(901, 'record-of-another', 77),
  follows(902, 'chosen', IVAN.id),
  {...follows(903, 'chosen', IVAN.id), unmovable: 'rest-app'},
];

test('who gets what, why, what may be refused, what cannot be moved, what stays', async () => {
  const plan = planOf(MIXED, {
    kept: [
      ['activity', 235],
      ['contact', 0],
    ],
    unreadable: [['deal', {code: 'ACCESS_DENIED', text: ''}]],
  });
  const calls: Calls = [];
  const terminal = await open({session: standIn({plan: () => plan}, calls)});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42       Plan 5/7
     Plan 7f3a9c0d1e2f: 36 records

       To                all  Leads  Inv.  Act.
       Ivan Sokolov #12   32     30     –     2
       Maria Orlova #31    3      –     2     1
       #77                 1      –     –     1
     Time        about 1 min 30 s, 40 requests; what binds: how fast it answers
     Account     2 invoices and 3 activities may be refused while Anna Petrova is
                 dismissed. Only then you are asked whether to hire them back.
     Unmovable   1: made by an application; only that application may change it. By
                 hand: open the activity in its record and change its responsible
                 person there.
                 They will count as left.
     Not read    Deals: this key may not read it. None of them is in this plan.
     Messages    30 to Ivan Sokolov #12, 2 to Maria Orlova #31, 32 to the leaver;
     … i shows all of it

     Type 36 and Enter to start: ▏

     → the records · i all of it · u leave unmovable ones by choice
     h hire back in any case · c look first · r pin again · Esc change · ? help
     Ctrl-C leave"
  `);
  // Whoever is known only by a number is asked for once.
  expect(calls.filter(([name]) => name === 'peopleByIds')).toEqual([['peopleByIds', [31, 77]]]);
  await terminal.press('u');
  expect(terminal.frame()).toContain('They stay by your choice.');
  terminal.end();
});

test('h chooses whether a dismissed leaver is hired back, and the run is told', async () => {
  const told: RunOptions[] = [];
  const plan = planOf(MIXED, {
    scope: [
      ['lead', {state: 'all'}],
      ['invoice', {state: 'all'}],
      ['activity', {state: 'open'}],
    ],
  });
  const run: Session['run'] = (_plan, options) => {
    told.push(options);
    return new Promise(() => {});
  };
  const terminal = await open({session: standIn({plan: () => plan, run})});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('h hire back in any case');
  await terminal.press('h');
  expect(terminal.frame()).toContain('Anna Petrova is hired back in any case');
  await terminal.press('h');
  expect(terminal.frame()).toContain('Anna Petrova is not hired back');
  await terminal.press('h');
  expect(terminal.frame()).toContain('Only then you are asked');
  await terminal.press('h');
  await terminal.type('36');
  await terminal.press(KEYS.enter);
  await terminal.wait(50);
  expect(told.map(({rehire}) => rehire)).toEqual(['always']);
  terminal.end();
});

test('the records, scrolled to the end', async () => {
  const terminal = await open({session: standIn({plan: () => planOf(MIXED)})});
  await toPlan(terminal);
  await terminal.press(KEYS.right, KEYS.end);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42       Plan 5/7
     The records of plan 7f3a9c0d1e2f
       Type         Id  Title           To
       ↑ 19 more
       Leads        20  Lead number 20  Ivan Sokolov #12
       Leads        21  Lead number 21  Ivan Sokolov #12
       Leads        22  Lead number 22  Ivan Sokolov #12
       Leads        23  Lead number 23  Ivan Sokolov #12
       Leads        24  Lead number 24  Ivan Sokolov #12
       Leads        25  Lead number 25  Ivan Sokolov #12
       Leads        26  Lead number 26  Ivan Sokolov #12
       Leads        27  Lead number 27  Ivan Sokolov #12
       Leads        28  Lead number 28  Ivan Sokolov #12
       Leads        29  Lead number 29  Ivan Sokolov #12
       Leads        30  Lead number 30  Ivan Sokolov #12
       Invoices      1  Lead number 1   Maria Orlova #31
       Invoices      2  Lead number 2   Maria Orlova #31
       Activities  900  Call 900        Maria Orlova #31
       Activities  901  Call 901        #77
       Activities  902  Call 902        Ivan Sokolov #12
     ❯ Activities  903  Call 903        unmovable

     ↑↓ scroll · Esc back · Ctrl-C leave"
  `);
  terminal.end();
});

test('a large plan starts only with the number of its records', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({plan: () => planOf(records(40))}, calls)});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.enter);
  await terminal.type('41');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('That is not the number of records. Type 40 to start.');
  expect(terminal.frame()).toContain('Type 40 and Enter to start: ▏');
  await terminal.type('y4x');
  await terminal.press('\u001b[200~0\r\u001b[201~', KEYS.enter);
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  await terminal.type('40');
  await terminal.press(KEYS.enter);
  await terminal.wait(50);
  expect(calls.filter(([name]) => name === 'run')).toHaveLength(1);
  terminal.end();
});

test('a small plan is a menu with Cancel first; Enter alone goes back', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('❯ Cancel: change the plan');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Scope 4/7');
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  terminal.end();
});

test('keys that were typed ahead answer nothing, and the moment of quiet starts anew with each', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({plan: () => planOf(records(40))}, calls)});
  await toPlan(terminal);
  for (let key = 0; key < 20; key += 1) await terminal.press('4', '0', KEYS.enter);
  expect(terminal.frame()).toContain('(one moment)');
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('Type 40 and Enter to start: ▏');
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  terminal.end();
});

test('typed ahead from the tally on, into a small plan: nothing starts', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({}, calls)});
  await toPlan(terminal);
  await terminal.press(KEYS.down, KEYS.enter, 'y', KEYS.enter, '2', KEYS.enter);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('❯ Cancel: change the plan');
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  terminal.end();
});

test('a question that was covered takes answers only after it is seen again', async () => {
  const calls: Calls = [];
  const terminal = await open({session: standIn({plan: () => planOf(records(40))}, calls)});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  await terminal.type('40');
  await terminal.press(KEYS.right, KEYS.escape, KEYS.enter);
  expect(terminal.frame()).toContain('(one moment)');
  await terminal.wait(ARMED_MS);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Type 40 and Enter to start: ▏');
  await terminal.resize(20, 24);
  await terminal.resize(80, 24);
  expect(terminal.frame()).toContain('(one moment)');
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  terminal.end();
});

test('a key that is no administrator’s looks at the plan and cannot start it', async () => {
  const calls: Calls = [];
  const connection = {...CONNECTION, me: {...CONNECTION.me, admin: false}};
  const terminal = await open({session: standIn({connection, plan: () => planOf(records(40))}, calls)});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatch(/may look, not write\. Nothing can be\n started\./);
  await terminal.type('40');
  await terminal.press(KEYS.enter);
  expect(calls.some(([name]) => name === 'run')).toBe(false);
  terminal.end();
});

test('an empty plan has nothing to start', async () => {
  const terminal = await open({session: standIn({plan: () => planOf([])})});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('Nothing is left to hand over');
  expect(terminal.frame()).not.toContain('Start');
  terminal.end();
});

test('pinning that fails is explained, and asked for again', async () => {
  let failing = true;
  const plan = (): ReturnType<typeof planOf> => {
    if (!failing) return planOf(records(3));
    failing = false;
    throw new PortalTrouble('unreachable', 'ETIMEDOUT');
  };
  const terminal = await open({session: standIn({plan})});
  await toPlan(terminal);
  expect(terminal.frame()).toContain('The portal cannot be reached.');
  await terminal.press(KEYS.enter);
  await terminal.wait(200);
  expect(terminal.frame()).toContain('Plan 7f3a9c0d1e2f: 3 records');
  terminal.end();
});

const WITH_ACTIVITIES = {
  scope: [
    ['lead', {state: 'all'}],
    ['activity', {state: 'open'}],
  ],
} as const;

test('the policy of the portal is what the plan begins with, says, and runs under', async () => {
  const calls: Calls = [];
  const session = standIn({plan: () => planOf(MIXED, WITH_ACTIVITIES)}, calls);
  const terminal = await open({session, services: {defaultsOf: () => ({rehire: 'never'})}});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('Anna Petrova is not hired back');
  await terminal.type('36');
  await terminal.press(KEYS.enter);
  expect(calls.find(([name]) => name === 'run')).toEqual(['run', expect.any(String), 'never', false]);
  terminal.end();
});

test('the policy that was chosen for a leaver is there again after a change of the scope', async () => {
  const terminal = await open({session: standIn({plan: () => planOf(MIXED, WITH_ACTIVITIES)})});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  await terminal.press('h', KEYS.escape, KEYS.enter);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('Anna Petrova is hired back in any case');
  terminal.end();
});

test('nothing is chosen about the account where no type may need it', async () => {
  const terminal = await open({
    session: standIn({plan: () => planOf(records(3), {scope: [['lead', {state: 'all'}]]})}),
  });
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).not.toContain('hire back');
  const before = terminal.frame();
  await terminal.press('h');
  expect(terminal.frame()).toBe(before);
  terminal.end();
});

test('what the plan sets off besides its moves is said in numbers', async () => {
  const plan = planOf([...records(4), ...records(2, {type: 'contact', to: MARIA.id}), follows(900, 'chosen', IVAN.id)]);
  const terminal = await open({session: standIn({plan: () => plan})});
  await toPlan(terminal);
  const said = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(said).toContain(
    'Messages 4 to Ivan Sokolov #12, 2 to Maria Orlova #31, 6 to the leaver; cannot be called back.',
  );
  expect(said).toContain('Automation Workflows may start for 6 records, triggers for 4 records; 7 history entries.');
});

test('what this key sees only a part of is said, with what that means for the proof', async () => {
  const plan = planOf(records(3), {partlySeen: [{type: 'lead', by: 'walk', counted: 412, shown: 3}]});
  const terminal = await open({session: standIn({plan: () => plan})});
  await toPlan(terminal);
  const said = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(said).toContain(
    'Partly seen Leads: this key does not see everything: the portal counts 412, its list shows 3.',
  );
  expect(said).toContain('"0 left" will not be said of them');
});

test('where else the portal names the leaver is said, with what could not be looked at', async () => {
  const plan = planOf(records(3), {
    behind: {
      found: [{kind: 'workflow-task', count: 2}],
      unread: [{kind: 'order', why: {code: 'insufficient_scope', text: ''}}],
    },
  });
  const terminal = await open({session: standIn({plan: () => plan})});
  await toPlan(terminal);
  const said = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(said).toContain('Stays 2 workflow tasks: by hand, the report says where.');
  expect(said).toContain('Not looked at: orders (this key may not read it).');
});

test('what a small window cuts of the plan is shown in parts by i, and the question is asked anew behind it', async () => {
  const session = standIn({
    plan: () => planOf([...records(40), ...records(9, {type: 'activity'})], {kept: [['deal', 12]]}),
  });
  const terminal = await open({session, columns: 40, rows: 20});
  await toPlan(terminal);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('… i shows all of it');
  await terminal.press('i');
  const parts = new Set<string>();
  for (let part = 0; part < 4; part += 1) {
    parts.add(terminal.frame());
    await terminal.press('i');
  }
  const all = [...parts].join('\n');
  for (const label of ['Time', 'Account', 'Messages', 'Automation', 'Kept']) expect(all).toContain(label);
  expect(all).toContain(`: part 1 of ${parts.size}`);
  // Behind the last part comes the first, also upwards.
  expect(parts.size).toBeGreaterThan(1);
  await terminal.press(KEYS.up, KEYS.down, KEYS.end, KEYS.home);
  expect(parts).toContain(terminal.frame());
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Type 49');
  terminal.end();
});
