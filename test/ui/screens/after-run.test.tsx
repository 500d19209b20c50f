import {expect, test} from 'vitest';
import {EXIT, noOutcomes} from '../../../source/domain/outcomes.ts';
import {en} from '../../../source/words/en.ts';
import {CONNECTION, MARIA, NOW, planOf} from '../stand-in/data.ts';
import {LIST, MIXED, proved} from '../stand-in/proved.ts';
import {ledRun} from '../stand-in/run.ts';
import {type Calls, standIn} from '../stand-in/session.ts';
import {fakeTime, start, toPlan} from '../stand-in/steps.ts';
import {ARMED_MS, KEYS, open} from '../stand-in/terminal.tsx';

fakeTime();

const FOLDER = '/home/olga/.local/share/b24-handover/reports';

test('the report files, and how to undo', async () => {
  const files = ['html', 'csv', 'json'].map(format => `${FOLDER}/run-12.${format}`);
  const terminal = await proved({}, {services: {written: () => ({files})}});
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42      Proof 7/7
     0 left. Recount and read-back of all 8 records agree.

     moved 8 · already there 0 · gone 0 · changed hands 0 · failed 0 · not tried 0
     Anna Petrova: dismissed, read back at 10:42:07.
     run 12, 6 min 12 s
     Report: run-12.html, run-12.csv, run-12.json in
     /home/olga/.local/share/b24-handover/reports/
     Undo: b24-handover undo 12 (u looks at it here)

     ❯ Next person
       Leave










     ↑↓ choose · Enter choose · u undo · ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('report files that could not be written are no news about the run', async () => {
  const written = (): {files: []; trouble: string} => ({files: [], trouble: 'The disk is full.\u001b[2J'});
  const terminal = await proved({}, {services: {written}});
  expect(terminal.frame()).toContain('0 left.');
  expect(terminal.frame()).toContain('No report files: The disk is full.');
  terminal.end();
});

test('what lists hide is said with what to do about it, and is no "0 left"', async () => {
  const hidden = [{type: 'activity' as const, id: 5}];
  const terminal = await proved({proof: {left: [], fresh: [], unproved: [], contradictions: [], hidden}});
  expect(terminal.frame()).not.toContain('0 left');
  expect(terminal.frame()).toContain('Activities 5');
  expect(terminal.frame()).toMatch(/--rehire\s+always/);
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.left);
});

test('a plan of which nothing moved says so in its first line', async () => {
  const results = LIST.map(record => ({record, outcome: 'changed-hands' as const, nowWith: MARIA.id}));
  const terminal = await proved({counts: {...noOutcomes(), 'changed-hands': 8}, results});
  const first = terminal.frame().split('\n')[1];
  expect(first).toMatch(/^ None of 8 records was moved\./);
  expect(terminal.frame()).not.toContain('u undo');
  terminal.end();
});

test.each([
  'policy',
  'declined',
  'portal',
  'no-guard',
  'not-the-dismissal',
  'limit',
  'shut-by-others',
  'guard',
] as const)('why the account was not opened or not kept open (%s) is said', async why => {
  const terminal = await proved({windowRefused: {why, text: 'no seats \u001b[2Jleft'}});
  const frame = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(frame).toContain(en.account.notOpened(why, 'no seats \u001b[2Jleft'));
  terminal.end();
});

test('n counts again and goes to the scope with the same choices', async () => {
  const led = ledRun();
  const calls: Calls = [];
  const session = standIn({plan: () => planOf(LIST), run: led.run}, calls);
  const terminal = await open({session});
  await toPlan(terminal);
  await start(terminal, LIST.length);
  const fresh = [{type: 'lead' as const, id: 99}];
  led.report({proof: {left: [], fresh, unproved: [], contradictions: []}});
  await terminal.wait(200);
  expect(terminal.frame()).toContain('1 new since the plan (n plans it)');
  await terminal.press('n');
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Scope 4/7');
  expect(terminal.frame()).toContain('Everything to  Ivan Sokolov #12');
  expect(calls.filter(([name]) => name === 'tally')).toHaveLength(2);
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Tally 3/7');
  await terminal.press(KEYS.escape);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

test('n looks at the plan that was pinned of what is new, which runs as it says', async () => {
  const led = ledRun();
  const calls: Calls = [];
  const digest = '00aa11bb22cc';
  const pinned = planOf([{type: 'activity', id: 7, title: 'Hidden call', closed: false, to: MARIA.id}], {
    digest,
    sourceRun: 12,
    scope: [['activity', {state: 'open'}]],
  });
  const session = standIn(
    {
      plan: () => planOf(LIST),
      run: (plan, options, listener) =>
        plan.digest === digest ? standIn().run(plan, options, listener) : led.run(plan, options, listener),
      planByDigest: async asked => (asked === digest ? pinned : undefined),
    },
    calls,
  );
  const terminal = await open({session});
  await toPlan(terminal);
  await start(terminal, LIST.length);
  led.report({
    proof: {
      left: [],
      fresh: [{type: 'activity', id: 7}],
      more: {fresh: 1999},
      newPlan: {digest, records: 1, hidden: true},
      heirless: 1999,
      unproved: [],
      contradictions: [],
    },
  });
  await terminal.wait(200);
  const proof = terminal.frame().replaceAll(/\s+/g, ' ');
  expect(proof).toContain('2,000 new since the plan');
  expect(proof).toContain(`b24-handover apply ${digest} --rehire always`);
  expect(proof).toContain('1,999 new records have no successor');
  await terminal.press('n');
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('What run 12 found to be new');
  expect(terminal.frame()).toContain('Maria Orlova #31');
  expect(terminal.frame()).toContain('Anna Petrova is hired back in any case');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Proof 7/7');
  await terminal.press('n');
  await terminal.wait(ARMED_MS);
  await start(terminal, 1);
  await terminal.wait(200);
  expect(calls.findLast(([name]) => name === 'run')).toEqual(['run', digest, 'always', false]);
  terminal.end();
});

test('t plans what failed or was not tried, and asks before it runs', async () => {
  const led = ledRun();
  const calls: Calls = [];
  const again = planOf(LIST.slice(1, 3), {kind: 'retry', sourceRun: 12, digest: 'aaaaaaaaaaaa'});
  const session = standIn(
    {
      plan: () => planOf(LIST),
      run: (plan, options, listener) =>
        plan.kind === 'retry' ? standIn().run(plan, options, listener) : led.run(plan, options, listener),
      planRetry: async () => again,
    },
    calls,
  );
  const terminal = await open({session});
  await toPlan(terminal);
  await start(terminal, LIST.length);
  led.report(MIXED);
  await terminal.wait(200);
  await terminal.press('t');
  await terminal.wait(ARMED_MS);
  expect(calls.at(-1)).toEqual(['planRetry', 12]);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42       Plan 5/7
     Plan aaaaaaaaaaaa: 2 records
     What run 12 left failed or not tried
       To                all  Leads
       Ivan Sokolov #12    2      2
     Time        about 1 min 30 s, 40 requests; what binds: how fast it answers
     Messages    2 to Ivan Sokolov #12, 2 to the leaver; cannot be called back.
     Automation  Workflows, triggers may start for 2 records; 2 history entries.
     Kept        nothing









     ❯ Cancel: leave them as they are
       Start: hand over 2 records

     ↑↓ choose · Enter choose · → the records · i all of it · c look first
     r pin again · Esc back · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Proof 7/7');
  await terminal.press('t');
  await terminal.wait(ARMED_MS);
  await start(terminal, 2);
  await terminal.wait(200);
  expect(calls.at(-1)).toEqual(['run', 'aaaaaaaaaaaa', 'when-refused', false]);
  expect(terminal.frame()).toContain('0 left. Recount and read-back of all 2 records agree.');
  terminal.end();
});

test('an account that is open comes before anything else that could be written', async () => {
  const terminal = await proved({account: {state: 'open', since: NOW, text: ''}});
  expect(terminal.frame()).not.toMatch(/t try again|u undo|n plan/);
  terminal.end();
});

test('on the built-in portal the commands name it, since its runs are found only there', async () => {
  const connection = {...CONNECTION, demo: true, portalName: 'Demo portal'};
  const terminal = await open({session: standIn({connection})});
  await toPlan(terminal);
  await start(terminal, 3);
  await terminal.wait(200);
  expect(terminal.frame()).toContain('Undo: b24-handover undo 12 --profile demo');
  terminal.end();
});

test('a run that the portal stopped says how to go on with it', async () => {
  const terminal = await proved({stopped: {why: 'portal', text: 'busy'}});
  expect(terminal.frame()).toContain('Go on with it: b24-handover resume 12, or open this portal here again.');
  terminal.end();
});
