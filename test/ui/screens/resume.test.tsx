import {expect, test, vi} from 'vitest';
import {EXIT, noOutcomes} from '../../../source/domain/outcomes.ts';
import {FilesTrouble} from '../../../source/domain/trouble.ts';
import type {Session} from '../../../source/engine/contract.ts';
import type {UnfinishedView} from '../../../source/domain/wizard/index.ts';
import {CONNECTION, NOW, planOf, records} from '../stand-in/data.ts';
import {ledRun} from '../stand-in/run.ts';
import {standIn} from '../stand-in/session.ts';
import {fakeTime} from '../stand-in/steps.ts';
import {ARMED_MS, KEYS, open, type Opening, type Terminal} from '../stand-in/terminal.tsx';

fakeTime();

const PLAN = planOf([...records(100), ...records(20, {type: 'deal'})]);

const RUN: UnfinishedView = {
  run: 12,
  kind: 'handover',
  digest: PLAN.digest,
  portalKey: CONNECTION.portalKey,
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Anna Petrova',
  planned: 120,
  counts: {...noOutcomes(), moved: 88, 'changed-hands': 2, 'not-tried': 30},
  startedAt: NOW - 60_000,
  endedAt: NOW - 30_000,
};

const DONE = new Map([['lead', {...noOutcomes(), edited: 0, moved: 88, 'changed-hands': 2}]] as const);

async function opened(more: Partial<Opening> = {}, runs: readonly UnfinishedView[] = [RUN]): Promise<Terminal> {
  const unfinishedRuns = async (portalKey?: string): Promise<readonly UnfinishedView[]> =>
    runs.filter(run => (portalKey ?? run.portalKey) === run.portalKey);
  return open({
    session: standIn({planByDigest: async () => PLAN}),
    services: {unfinishedRuns, doneOf: async () => DONE},
    ...more,
  });
}

test('unfinished runs stand under the list of portals', async () => {
  const {endedAt: _, ...broken} = RUN;
  const runs = [RUN, {...broken, run: 9, kind: 'undo' as const}, {...RUN, run: 3}];
  const terminal = await opened({}, runs);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     Which portal?

     ❯ acme       acme.bitrix24.com      webhook of user 17  used 3 Nov
       beta-shop  beta-shop.bitrix24.eu  webhook of user 1   used 12 Aug 2025
       Add a portal
       Built-in demo portal: no account needed, nothing real is changed

     Unfinished on acme.bitrix24.com: Anna Petrova #42, 88 of 120 moved, stopped
     today 10:41.
     Unfinished on acme.bitrix24.com: Anna Petrova #42, 88 of 120 put back, broken
     off, begun today 10:41.
     1 more unfinished run: b24-handover history lists them.
     Opening that portal offers to go on with it.








     ↑↓ choose · Enter open · Space rename, test, remove · ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('a journal that cannot be read is said, and the rest works', async () => {
  const unfinishedRuns = async (): Promise<never> => {
    throw new FilesTrouble('broken', '/data/journal.db');
  };
  const terminal = await opened({services: {unfinishedRuns}});
  expect(terminal.frame()).toContain('/data/journal.db is not what this program wrote');
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

test('opening the portal offers to go on; Enter alone leaves it for later', async () => {
  const terminal = await opened();
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · you: Olga Smirnova #17, administrator        Unfinished 1/7
     Not finished on this portal

     ❯ Leave it for later
       Look at run 12: Anna Petrova #42, 88 of 120 moved, stopped today 10:41

















     ↑↓ choose · Enter choose · Esc portal · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

test('another portal is opened as ever', async () => {
  const terminal = await opened({}, [{...RUN, portalKey: 'https://elsewhere.example'}]);
  expect(terminal.frame()).toContain('Unfinished on');
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

async function look(terminal: Terminal): Promise<void> {
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(ARMED_MS);
}

test('a run is looked at first: how far it is, and the number that has to be typed', async () => {
  const resume = vi.fn<Session['resume']>();
  const terminal = await opened({session: standIn({planByDigest: async () => PLAN, resume})});
  await look(terminal);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · you: Olga Smirnova #17, administrator        Unfinished 1/7
     Anna Petrova #42, 88 of 120 moved, stopped today 10:41
     Run 12: 30 records are not done yet.
     Each is read first: what has its successor already is not written again.

       Leads  ████████████████████████████▊     90 of 100  2 changed hands
       Deals                                      0 of 20  waits













     Type 30 and Enter to go on: ▏

     Esc back · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.type('29');
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('That is not the number of records. Type 30 to start.');
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Leave it for later');
  expect(resume).not.toHaveBeenCalled();
  terminal.end();
});

test('going on: bars begin at what is done, it waits for what may be under way, and ends with the proof', async () => {
  const led = ledRun();
  const session = standIn({planByDigest: async () => PLAN, resume: led.resume(PLAN)});
  const terminal = await opened({session});
  await look(terminal);
  await terminal.type('30');
  await terminal.press(KEYS.enter);
  led.tell({kind: 'pause', ms: 41_000, why: 'in-flight'});
  await terminal.wait(150);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " acme.bitrix24.com · Olga Smirnova #17 · leaver: Anna Petrova #42        Run 6/7
       Leads  ████████████████████████████▊     90 of 100  2 changed hands
       Deals                                      0 of 20  waits

     90 of 120 · time left unknown
     Waiting 41 s: what the stopped program may have under way has landed by then.
















     p pause · − slower · + faster · ? help · Ctrl-C stop"
  `);
  led.tell({kind: 'pause-over'});
  led.tell({kind: 'results', type: 'lead', results: records(10).map(record => ({record, outcome: 'moved'}))});
  await terminal.wait(150);
  expect(terminal.frame()).toMatch(/Leads +█+ +100 of 100/);
  led.report();
  await terminal.wait(150);
  expect(terminal.frame()).toContain('0 left.');
  await terminal.press(KEYS.down, KEYS.enter);
  await expect(terminal.exit).resolves.toBe(EXIT.done);
});

test('a run whose plan or person is gone says so, and may be tried again', async () => {
  const planByDigest = vi.fn<Session['planByDigest']>().mockResolvedValueOnce(undefined).mockResolvedValue(PLAN);
  const terminal = await opened({session: standIn({planByDigest})});
  await look(terminal);
  expect(terminal.frame()).toContain('The plan of run 12 is not in this journal any more.');
  await terminal.press(KEYS.enter);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toContain('Type 30 and Enter to go on');
  terminal.end();
});

test('a key that may not write looks, and cannot go on', async () => {
  const connection = {...CONNECTION, me: {...CONNECTION.me, admin: false}};
  const terminal = await opened({session: standIn({connection, planByDigest: async () => PLAN})});
  await look(terminal);
  expect(terminal.frame()).toContain('it may look, not write');
  expect(terminal.frame()).not.toContain('Type 30');
  terminal.end();
});

test('an undo that was broken off goes on in words of putting back', async () => {
  const plan = planOf(records(3, {from: 12, to: 42}), {kind: 'undo', sourceRun: 11});
  const runs = [{...RUN, kind: 'undo' as const, planned: 3}];
  const terminal = await opened({
    session: standIn({planByDigest: async () => plan}),
    services: {
      unfinishedRuns: async () => runs,
      doneOf: async () => new Map(),
    },
  });
  await look(terminal);
  expect(terminal.frame()).toContain('Go on: put back 3 records');
  expect(terminal.frame()).toContain('❯ Cancel: leave it as it is');
  expect(terminal.frame()).not.toContain('moved');
  terminal.end();
});

test('names are hostile', async () => {
  const terminal = await opened({}, [{...RUN, leaverName: '\u001b[2JEve\r0 left', portalName: '\u202ex'}]);
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  for (const frame of terminal.frames()) expect(frame.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  terminal.end();
});
