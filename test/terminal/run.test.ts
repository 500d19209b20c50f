import {expect, test} from 'vitest';
import {call, changes, heldBy} from './portal-state.ts';
import {lastObject} from './program.ts';
import {ANNA, IVAN, job, MARIA, perType, stage, wrongsOf} from './stage.ts';

const userUpdates = (on: Awaited<ReturnType<typeof stage>>): unknown[] =>
  on.portal.ledger.filter(entry => entry.method === 'user.update');

test('when refused: the account is opened once, shut, and everything reaches the successor', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job('--rehire', 'when-refused'));
  const after = await on.state();
  expect(ended.code).toBe(0);
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(heldBy(after, ANNA)).toEqual([]);
  expect(lastObject(ended)).toMatchObject({planned: 21, moved: 21, left: 0, account: {open: false}});
  expect(userUpdates(on)).toHaveLength(2);
  expect(ended.stderr).toMatch(/^account {2}OPEN since \d\d:\d\d:\d\d for invoices and activities$/m);
  expect(ended.stderr).toMatch(/^account {2}shut \d\d:\d\d:\d\d, read back$/m);
});

test('always: opened without trying first', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job('--rehire', 'always'));
  expect(ended.code).toBe(0);
  expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
  expect(lastObject(ended)).toMatchObject({moved: 21, account: {open: false}});
  expect(userUpdates(on)).toHaveLength(2);
});

test('without --rehire nobody is hired back: what is refused stays, and is reported', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job());
  const after = await on.state();
  expect(ended.code).toBe(1);
  const object = lastObject<Record<string, number>>(ended);
  expect(object).toMatchObject({exit: 1, planned: 21, moved: 15, left: 6, account: {openings: [], open: false}});
  expect(Number(object['failed']) + Number(object['notTried'])).toBe(6);
  expect(perType(heldBy(after, ANNA))).toEqual({invoice: 3, activity: 3});
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(userUpdates(on)).toEqual([]);
  expect(ended.stderr).toMatch(/--rehire/);
});

test('one successor per type', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job('--to', 'contact=31,company=31', '--to', 'estimate=31', '--rehire', 'when-refused'));
  const after = await on.state();
  expect(ended.code).toBe(0);
  const toMaria = ['contact', 'company', 'estimate'];
  expect(wrongsOf(before, after, type => (toMaria.includes(type) ? MARIA : IVAN))).toEqual([]);
  const gained = heldBy(after, MARIA).filter(name => before.responsible.get(name) === ANNA);
  expect(perType(gained)).toMatchObject({contact: 3, company: 3, estimate: 3});
});

test('types and states that are not asked for stay', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job('--type', 'lead,estimate', '--state', 'lead=closed'));
  const after = await on.state();
  expect(ended.code).toBe(0);
  expect(perType(changes(before, after).keys())).toEqual({estimate: 3});
  expect(lastObject(ended)).toMatchObject({planned: 3, kept: 18});
});

test('somebody by e-mail', async () => {
  const on = await stage();
  const {result} = await call(on.webhook, 'user.get', {ID: ANNA});
  const [{EMAIL: email}] = result as [{EMAIL: string}];
  const ended = await on.run(['run', '--leaver', email.toUpperCase(), '--to', '12', '--yes', '--type', 'lead']);
  expect(ended.code).toBe(0);
  expect(ended.stderr).toMatch(/^leaver {3}Anna Petrova #42, dismissed$/m);
});

test('a second run finds nothing and is done', async () => {
  const on = await stage();
  await on.run(job('--type', 'lead'));
  const before = await on.state();
  const ended = await on.run(job('--type', 'lead'));
  expect(ended.code).toBe(0);
  expect(lastObject(ended)).toMatchObject({planned: 0, moved: 0, run: null, exit: 0});
  expect(changes(before, await on.state()).size).toBe(0);
});

test('events as lines, the result last; the code of the webhook is nowhere', async () => {
  const on = await stage();
  const ended = await on.run([...job('--rehire', 'when-refused').filter(flag => flag !== '--json'), '--json-lines']);
  const lines = ended.stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as {kind?: string; command?: string});
  expect(lines.map(line => line.kind)).toContain('type-ended');
  expect(lines.at(-1)).toMatchObject({command: 'run', planned: 21, moved: 21});
  const code = on.webhook.split('/').at(-2) ?? '';
  expect(code).toHaveLength(16);
  expect(ended.stdout + ended.stderr).not.toContain(code);
});

test('somebody else’s hands meanwhile: changed hands and gone are told apart, and are no failure', async () => {
  const on = await stage({
    misfortunes: [
      {
        kind: 'meddle',
        // Right before the records are looked at, which is right before they are written.
        method: 'crm.item.list',
        where: ({params}) => JSON.stringify(params).includes('"@id"'),
        act: hands => {
          const [first, second] = on.portal
            .snapshot()
            .records.filter(({table, responsible}) => table === 4 && responsible === ANNA);
          hands.reassign(4, first?.id ?? 0, MARIA);
          hands.remove(4, second?.id ?? 0);
        },
      },
    ],
  });
  const ended = await on.run(job('--type', 'lead,company'));
  expect(ended.code).toBe(0);
  expect(lastObject(ended)).toMatchObject({planned: 6, moved: 4, changedHands: 1, gone: 1, failed: 0, left: 0});
  expect(ended.stderr).toMatch(/^companies 1 of 3 moved, 1 gone, 1 changed hands$/m);
});

test('--canary-only moves a few of each type, opens no account and exits 1; resume does the rest', async () => {
  const on = await stage();
  const before = await on.state();
  const ended = await on.run(job('--rehire', 'when-refused', '--canary-only'));
  expect(ended.code).toBe(1);
  const object = lastObject<Record<string, number | string>>(ended);
  expect(object).toMatchObject({planned: 21, failed: 0, account: {openings: [], open: false}});
  expect(Number(object['moved']) + Number(object['notTried'])).toBe(21);
  expect(Number(object['notTried'])).toBeGreaterThan(0);
  expect(userUpdates(on)).toEqual([]);
  expect(ended.stderr).toMatch(/^first {4}deals: \d moved and read back: http:\/\/.*\/crm\/deal\/details\/\d+\//m);
  expect(ended.stderr).toMatch(/^stop {5}the rest: b24-handover resume \d+ --rehire when-refused --yes$/m);
  const again = await on.run(['resume', String(object['run']), '--yes', '--rehire', 'when-refused', '--json']);
  expect(again.code).toBe(0);
  expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
});
