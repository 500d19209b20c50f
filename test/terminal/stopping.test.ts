import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import type {PortalOptions} from '../../source/demo/options.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {lastObject, runProgram} from './program.ts';
import {ANNA, IVAN, job, stage, type Stage, wrongsOf} from './stage.ts';

/** Slow enough inside the window to be met there. */
const SLOW: PortalOptions = {cost: {'crm.activity.update': 400}};

const isActive = async (on: Stage): Promise<boolean | undefined> => (await on.state()).active.get(ANNA);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s while the account is open: shut first, then 130',
  async signal => {
    const on = await stage(SLOW);
    const before = await on.state();
    const running = on.start(job('--rehire', 'when-refused'));
    await running.until(/^account {2}OPEN/m);
    running.child.kill(signal);
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(lastObject(ended)).toMatchObject({exit: 130, account: {open: false}});
    expect(ended.stderr).toMatch(/^stop {5}finishing what is in flight/m);
    expect(ended.stderr).toMatch(/^account {2}shut /m);
    expect(await isActive(on)).toBe(false);
    expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
  },
);

test('many signals do not keep the account from being shut', async () => {
  const on = await stage({cost: {'crm.activity.update': 400, 'user.update': 300}});
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    running.child.kill(signal);
    await running.until(/^stop {5}/m);
  }
  const ended = await running.ended;
  expect(ended.code).toBe(130);
  expect(await isActive(on)).toBe(false);
});

test('a reader that goes away does not end a run', async () => {
  const on = await stage(SLOW);
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  running.child.stdout?.destroy();
  running.child.stderr?.destroy();
  const ended = await running.ended;
  expect(ended.code).toBe(0);
  expect(await isActive(on)).toBe(false);
});

test('a signal before anything is written ends at once', async () => {
  const on = await stage({latencyMs: 20_000});
  const running = on.start(job());
  await new Promise<void>(resolve => {
    const look = (): void => {
      if (on.portal.requests > 0) resolve();
      else setTimeout(look, 20);
    };
    look();
  });
  running.child.kill('SIGTERM');
  const ended = await running.ended;
  expect(ended.code).toBe(130);
  expect(lastObject(ended)).toMatchObject({exit: 130, error: {problem: 'stopped'}});
  expect(ended.took).toBeLessThan(15_000);
});

test('killed while the account is open: shut within ten seconds without anybody starting anything', async () => {
  const on = await stage(SLOW);
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  expect(await isActive(on)).toBe(true);
  running.child.kill('SIGKILL');
  await running.ended;
  await vi.waitUntil(async () => (await isActive(on)) === false, {timeout: 10_000, interval: 100});
});

/** What a power cut leaves behind: the account open, the written intent, and no process that knows of it. */
async function leftOpen(): Promise<Stage> {
  const on = await stage();
  const {origin, host} = new URL(on.webhook);
  const who = {portalKey: origin, portalName: host, leaverId: ANNA, leaverName: 'Anna Petrova'};
  createIntents(on.home).write({...who, since: Date.now() - 10 * 60_000});
  on.portal.hands.setActive(ANNA, true);
  return on;
}

test('after a power cut the next run shuts the account before anything else, and goes on', async () => {
  const on = await leftOpen();
  const ended = await on.run(job('--rehire', 'when-refused'));
  expect(ended.stderr.split('\n').slice(0, 2).join('\n')).toMatch(
    /^account {2}an earlier start may have left Anna Petrova #42 able to sign in.*\naccount {2}Anna Petrova is dismissed, read back/,
  );
  expect(ended.code).toBe(0);
  expect(await isActive(on)).toBe(false);
});

test('what only reads warns and keeps its own code, then close-windows shuts', async () => {
  const on = await leftOpen();
  const tally = await on.run(['tally', '--leaver', '42', '--json']);
  expect(tally.code).toBe(0);
  expect(tally.stderr).toMatch(
    /^account {2}MAY BE OPEN: Anna Petrova #42 on 127\.0\.0\.1:\d+.*b24-handover close-windows/m,
  );
  expect(await isActive(on)).toBe(true);

  const closing = await on.run(['close-windows', '--json']);
  expect(closing.code).toBe(0);
  expect(lastObject(closing)).toMatchObject({exit: 0, shut: [{leaver: 42}], open: 0});
  expect(await isActive(on)).toBe(false);

  const again = await on.run(['close-windows']);
  expect(again).toMatchObject({code: 0, stdout: ''});
  expect(again.stderr).toBe('account  No account is open.\n');
});

test('where no key is saved the portal, the person and the time are named', async () => {
  const on = await leftOpen();
  const ended = await runProgram(['close-windows'], {home: on.home});
  expect(ended.code).toBe(3);
  expect(ended.stderr).toMatch(
    /Anna Petrova #42 on 127\.0\.0\.1:\d+, opened .*\d\d:\d\d:\d\d\. No key is saved.*B24_HANDOVER_WEBHOOK/,
  );
});

test('a second run on the same portal: 5, with who holds it', async () => {
  const on = await stage(SLOW);
  const first = on.start(job('--rehire', 'when-refused'));
  await first.until(/^account {2}OPEN/m);
  const second = await on.run(job('--type', 'activity'));
  expect(second.code).toBe(5);
  expect(lastObject(second)).toMatchObject({exit: 5, error: {problem: 'busy'}});
  expect(second.stderr).toMatch(new RegExp(`process ${first.child.pid}, since \\d\\d:`));
  expect((await first.ended).code).toBe(0);
  expect(await isActive(on)).toBe(false);
});

test('what only reads says that the account is open while a run has it open, and keeps its own code', async () => {
  const on = await stage(SLOW);
  const first = on.start(job('--rehire', 'when-refused'));
  await first.until(/^account {2}OPEN/m);
  const tally = await on.run(['tally', '--leaver', '42']);
  expect(tally.code).toBe(0);
  expect(tally.stderr).toMatch(/^account {2}OPEN: Anna Petrova #42 can sign in since/m);
  expect((await first.ended).code).toBe(0);
});

test('a home that is no folder: 6 before anything is sent', async () => {
  const on = await stage();
  const file = join(on.home, 'file');
  writeFileSync(file, '');
  const ended = await runProgram(job(), {home: file, env: {B24_HANDOVER_WEBHOOK: on.webhook}});
  expect(ended.code).toBe(6);
  expect(ended.stderr).toContain(file);
  expect(on.portal.requests).toBe(0);
});

test.each(['{"schema":1,"portals":[', '', '\ufeff{}'])(
  'broken settings (%s): named and kept, the rest works',
  async content => {
    const on = await stage();
    mkdirSync(on.home, {recursive: true});
    const file = join(on.home, 'settings.json');
    writeFileSync(file, content);
    const without = await runProgram(['leavers', '--json'], {home: on.home});
    expect(without.code).toBe(6);
    expect(without.stderr).toContain(file);
    expect(lastObject(without)).toMatchObject({exit: 6, error: {problem: 'file-broken'}});
    expect((await on.run(['leavers'])).code).toBe(0);
    expect((await on.run(job('--type', 'lead'))).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(content);
  },
);

test('nothing of the built-in portal shows up beside a real one', async () => {
  const on = await stage();
  const demo = await runProgram(['leavers', '--profile', 'demo', '--json'], {home: on.home});
  expect(demo.code).toBe(0);
  expect(lastObject<{people: {id: number}[]}>(demo).people[0]?.id).toBe(ANNA);
  expect(existsSync(join(on.home, 'settings.json'))).toBe(false);
  expect(readdirSync(on.home)).toEqual(['demo']);
});
