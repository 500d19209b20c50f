// The built program and its guard, two real processes, against a portal on this machine.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readState} from '../terminal/portal-state.ts';
import {lastObject, runProgram} from '../terminal/program.ts';
import {ANNA, IVAN, job, MARIA, stage, type Stage, wrongsOf} from '../terminal/stage.ts';
import {untilActive} from './until.ts';

/** Slow enough inside the window to be met there. */
const SLOW = {cost: {'crm.activity.update': 400}} as const;

/** Process ids that wrote down that they hold a lock: the run's and the guard's. */
function holders(on: Stage): number[] {
  const folder =
    readdirSync(on.home, {recursive: true, encoding: 'utf8'}).find(name => name.endsWith('locks')) ?? 'locks';
  return readdirSync(join(on.home, folder))
    .filter(name => name.endsWith('.json'))
    .map(name => (JSON.parse(readFileSync(join(on.home, folder, name), 'utf8')) as {pid: number}).pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('SIGKILL while the account is open: shut within ten seconds without anybody starting anything', async () => {
  const on = await stage(SLOW);
  const before = await on.state();
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  const guards = holders(on).filter(pid => pid !== running.child.pid);
  expect(guards).toHaveLength(1);
  running.child.kill('SIGKILL');
  await untilActive(on, ANNA, false, 10_000);
  await running.ended;
  const next = await on.run(['leavers']);
  expect(next.stderr).not.toMatch(/account/i);
  expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
});

test('with both killed, the next start shuts first and says so', async () => {
  const on = await stage(SLOW);
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  for (const pid of holders(on)) process.kill(pid, 'SIGKILL');
  await running.ended;
  await untilActive(on, ANNA, true, 5000);
  const warned = await on.run(['leavers']);
  expect(warned.stderr).toMatch(/Anna Petrova/);
  expect(warned.code).toBe(0);
  const shut = await on.run(['close-windows']);
  expect(shut.code).toBe(0);
  await untilActive(on, ANNA, false, 1000);
});

test('a run that ends as it should takes its guard along', async () => {
  const on = await stage();
  const running = on.start(job('--rehire', 'when-refused'));
  await running.until(/^account {2}OPEN/m);
  const pids = holders(on);
  expect((await running.ended).code).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
});

test('a key that is revoked while the account is open: close-windows shuts it with another one, beside the guard', async () => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const running = on.start(job('--rehire', 'when-refused', '--patience', '2s'));
  await running.until(/^account {2}OPEN/m);
  on.portal.hands.revokeKey();
  const ended = await running.ended;
  expect(ended.code).toBe(3);
  expect(ended.stderr.trimEnd().split('\n').at(-1)).toMatch(/^account {2}ACCOUNT OPEN: .*b24-handover close-windows/);
  on.portal.hands.setAdmin(MARIA, true);
  const env = {B24_HANDOVER_WEBHOOK: on.portal.webhook(MARIA)};
  const closing = await runProgram(['close-windows', '--json'], {home: on.home, env});
  expect(closing.code).toBe(0);
  expect(lastObject(closing)).toMatchObject({exit: 0, shut: [{leaver: ANNA}], open: 0});
  expect((await readState(on.portal.webhook(MARIA))).active.get(ANNA)).toBe(false);
  const status = await runProgram(['status'], {home: on.home, env});
  expect(status.code).toBe(0);
});
