import {expect, type TestContext, test} from 'vitest';
import {temporaryHome} from './environment.ts';
import {heldBy, readState} from './portal-state.ts';
import {lastObject, runProgram, start} from './program.ts';
import {openScreen} from './screen.ts';
import {ANNA, IVAN, wrongsOf} from './stage.ts';
import {chooseSuccessor, hireBack, leave, startPlan, toScope} from './walk.ts';

// The built-in portal at its own pace takes half a minute for a run: the tests of this file wait side by side.

/** What stays with Anna by choice: vendors of both kinds, templates, closed activities. */
const KEPT = 4 + 2 + 3 + 235;
/** The tasks that stand by themselves, which the portal's state above does not list. */
const TASKS = 8;

/** The built-in portal of a home of the test's own, served in the foreground, and where it answers. */
async function serve({onTestFinished}: TestContext): Promise<{home: string; webhook: string}> {
  const home = temporaryHome();
  const serving = start(['demo', '--serve', '--reset'], {home: home.path, input: null});
  onTestFinished(async () => {
    serving.child.kill('SIGTERM');
    await serving.ended;
    home[Symbol.dispose]();
  });
  await serving.until(/^http:\S+\n/m);
  return {home: home.path, webhook: serving.line(/^http:\S+$/m)};
}

test.concurrent('the whole wizard: everything reaches Ivan, Anna is dismissed, nothing else is touched', async context => {
  const {home, webhook} = await serve(context);
  const before = await readState(webhook);
  const screen = openScreen({args: ['demo'], home});
  context.onTestFinished(() => screen.dispose());
  await screen.until('DEMO PORTAL: nothing real is changed');
  await toScope(screen, '1,279');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 1279);
  await hireBack(screen);
  await screen.until('ACCOUNT OPEN');
  await screen.until('Proof 7/7');
  expect(await screen.until('0 left')).toMatch(/Anna Petrova: dismissed, read back at/);
  expect(await leave(screen)).toBe(0);
  // What remains on the terminal after the wizard's own screen has gone.
  expect(screen.text()).toContain('0 left');

  const after = await readState(webhook);
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(heldBy(after, ANNA)).toHaveLength(KEPT);
  expect(after.active.get(ANNA)).toBe(false);
});

test.concurrent('the same by flags, told in lines and as an object', async context => {
  const {home, webhook} = await serve(context);
  const before = await readState(webhook);
  const args = [
    'run',
    '--profile',
    'demo',
    '--leaver',
    '42',
    '--to',
    '12',
    '--yes',
    '--rehire',
    'when-refused',
    '--json',
  ];
  const ended = await runProgram(args, {home});
  const after = await readState(webhook);
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: 0});
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(heldBy(after, ANNA)).toHaveLength(KEPT);

  const object = lastObject<Record<string, unknown> & {account: {openings: {from: string; to: string}[]}}>(ended);
  expect(object).toMatchObject({schema: 1, command: 'run', exit: 0, planned: 1279, moved: 1279, kept: KEPT + TASKS});
  expect(object).toMatchObject({alreadyThere: 0, gone: 0, changedHands: 0, failed: 0, notTried: 0, left: 0, new: 0});
  const [opening] = object.account.openings;
  expect(object.account).toMatchObject({open: false, openings: [{}]});
  expect(Date.parse(opening?.to ?? '')).toBeGreaterThan(Date.parse(opening?.from ?? ''));

  const {stdout, stderr} = ended;
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^portal {3}Demo portal \(nothing real is changed\), Olga Smirnova #17, administrator$/m);
  expect(stderr).toMatch(/^leaver {3}Anna Petrova #42, dismissed$/m);
  expect(stderr).toMatch(/^tally {4}leads 310, deals 430, contacts 220, /m);
  expect(stderr).toMatch(/^plan {5}[0-9a-f]{12}, 1,279 records to Ivan Sokolov #12/m);
  expect(stderr).toMatch(/^leads {4}310 of 310 moved$/m);
  expect(stderr).toMatch(/^account {2}OPEN since \d\d:\d\d:\d\d for invoices, old invoices and activities$/m);
  expect(stderr).toMatch(/^account {2}shut \d\d:\d\d:\d\d, read back$/m);
  expect(stderr).toMatch(/^proof {4}0 left\..*235 closed activities kept by choice/m);
});

test.concurrent('demo without a terminal does the whole job by itself', async () => {
  using home = temporaryHome();
  const ended = await runProgram(['demo', '--reset'], {home: home.path});
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: 0});
  expect(ended.stderr).toMatch(/^proof {4}0 left\./m);
  // Kept between starts; begun anew only when asked to.
  const again = await runProgram(['tally', '--profile', 'demo', '--leaver', '42', '--json'], {home: home.path});
  expect(lastObject(again)).toMatchObject({total: KEPT + TASKS});
});
