import {onTestFinished, expect, test, vi} from 'vitest';
import {heldBy} from './portal-state.ts';
import {KEY, openScreen, type Screen, type ScreenOptions} from './screen.ts';
import {ANNA, IVAN, MARIA, stage, type Stage, wrongsOf} from './stage.ts';
import {chooseSuccessor, hireBack, leave, startPlan, toScope} from './walk.ts';

function open(options: ScreenOptions): Screen {
  const screen = openScreen(options);
  onTestFinished(() => screen.dispose());
  return screen;
}

function openOn(on: Stage, more: Partial<ScreenOptions> = {}): Screen {
  return open({home: on.home, ...more, env: {B24_HANDOVER_WEBHOOK: on.webhook, ...more.env}});
}

test('one successor per type, chosen in the table', async () => {
  const on = await stage();
  const before = await on.state();
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  for (let row = 0; row < 3; row += 1) await screen.type(KEY.down);
  await screen.until(/❯ \[x\] +Contacts|❯ +\[x\] +Contacts/);
  for (let column = 0; column < 2; column += 1) await screen.type(KEY.right);
  await chooseSuccessor(screen, 'orlova', 'Maria Orlova');
  await screen.until(/Contacts .*Maria Orlova #31/);
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until('0 left');
  expect(await leave(screen)).toBe(0);
  expect(wrongsOf(before, await on.state(), type => (type === 'contact' ? MARIA : IVAN))).toEqual([]);
});

test('no to the question: the account stays shut, and what is left is told', async () => {
  const on = await stage();
  const before = await on.state();
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await screen.until('❯ Cancel: leave');
  await screen.untilGone('(one moment)');
  await screen.type(KEY.enter);
  await screen.until('Proof 7/7');
  await screen.until('6 records left');
  const after = await on.state();
  expect(heldBy(after, ANNA)).toHaveLength(6);
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
  expect(on.portal.ledger.filter(entry => entry.method === 'user.update')).toEqual([]);
});

test('keys typed ahead start no run and open no account', async () => {
  const on = await stage();
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await screen.type(`${KEY.enter}y\r\r21\ry\r21\r`);
  await screen.until('Type 21 and Enter to start: ▏');
  expect(on.portal.ledger).toEqual([]);
});

test('Ctrl-C on a list asks, and leaves with 130', async () => {
  const on = await stage();
  const screen = openOn(on);
  await screen.until('Leaver 2/7');
  await screen.type(KEY.ctrlC);
  await screen.until('❯ Go on');
  await screen.type(KEY.down);
  await screen.until('❯ Leave');
  await screen.type(KEY.enter);
  expect(await screen.exit()).toBe(130);
  expect(on.portal.ledger).toEqual([]);
});

test('Ctrl-C while the account is open: no question, shut first, 130', async () => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const before = await on.state();
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until(/can sign in since/);
  await screen.type(KEY.ctrlC);
  expect(await screen.exit()).toBe(130);
  const after = await on.state();
  expect(after.active.get(ANNA)).toBe(false);
  expect(wrongsOf(before, after, () => IVAN)).toEqual([]);
});

test.each(['SIGTERM', 'SIGHUP'])('%s while the account is open: shut first', async signal => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until(/can sign in since/);
  screen.kill(signal);
  expect(await screen.exit()).toBe(130);
  expect((await on.state()).active.get(ANNA)).toBe(false);
});

test('the terminal’s window is closed while the account is open: shut, and no process stays', async () => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until(/can sign in since/);
  screen.hangUp();
  await vi.waitUntil(() => !isAlive(screen.pid), {timeout: 20_000, interval: 50});
  expect((await on.state()).active.get(ANNA)).toBe(false);
});

test('the terminal’s window is closed on a list: no process stays', async () => {
  const on = await stage();
  const screen = openOn(on);
  await screen.until('Leaver 2/7');
  screen.hangUp();
  await vi.waitUntil(() => !isAlive(screen.pid), {timeout: 20_000, interval: 50});
  expect(on.portal.ledger).toEqual([]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('Esc goes back through the screens, and the choices are kept', async () => {
  const on = await stage();
  const screen = openOn(on);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await screen.type(KEY.escape);
  await screen.until('Tally 3/7');
  await screen.type(KEY.escape);
  await screen.until('Leaver 2/7');
  await screen.type(KEY.enter);
  await screen.until('Enter go on');
  await screen.type(KEY.enter);
  await screen.until(/Everything to +Ivan Sokolov #12/);
});

test('a portal that was connected once is offered again, its key masked', async () => {
  const on = await stage();
  const code = on.webhook.split('/').at(-2) ?? '';
  const first = open({home: on.home});
  await first.until('Add a portal');
  await first.until(/❯ /);
  if (!first.text().includes('❯ Add a portal')) await first.type(KEY.down);
  await first.until('❯ Add a portal');
  await first.type(KEY.enter);
  await first.until(/webhook/i);
  await first.type(`\u001b[200~ "${on.webhook}" \u001b[201~`);
  await first.until('It answers.');
  await first.type(KEY.enter);
  await first.until('Leaver 2/7');
  await first.type(KEY.ctrlC);
  await first.until('❯ Go on');
  await first.type(KEY.ctrlC);
  expect(await first.exit()).toBe(130);
  expect(first.raw()).not.toContain(code);

  const second = open({home: on.home});
  await second.until(/❯ 127\.0\.0\.1:\d+ /);
  await second.type(KEY.enter);
  await second.until('Leaver 2/7');
  expect(second.raw()).not.toContain(code);
});

test('40 columns are enough', async () => {
  const on = await stage();
  const screen = openOn(on, {columns: 40});
  await screen.until(/❯ Anna Petrova/);
  await screen.type(KEY.enter);
  await screen.until(/Tally 3\/7/);
  await screen.until(/ Total/);
  for (const line of screen.text().split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});
