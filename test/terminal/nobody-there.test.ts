import {onTestFinished, expect, test} from 'vitest';
import {openScreen, type Screen, type ScreenOptions} from './screen.ts';
import {stage, type Stage} from './stage.ts';

function openOn(on: Stage, options: Partial<ScreenOptions>): Screen {
  const screen = openScreen({
    home: on.home,
    columns: 200,
    ...options,
    env: {B24_HANDOVER_WEBHOOK: on.webhook, ...options.env},
  });
  onTestFinished(() => screen.dispose());
  return screen;
}

const run = ['run', '--leaver', '42', '--to', '12'];

test.each(['1', 'true', 'TRUE', 'woodpecker'])('CI=%s in a terminal: nobody is asked, nothing is moved', async ci => {
  const on = await stage();
  const screen = openOn(on, {args: run, env: {CI: ci}});
  expect(await screen.exit()).toBe(2);
  expect(screen.text()).toContain('--yes is needed');
  const wizard = openOn(on, {env: {CI: ci}});
  expect(await wizard.exit()).toBe(2);
  expect(wizard.text()).toContain('needs a terminal');
  expect(on.portal.requests).toBe(0);
});

test.each(['', '0', 'false'])('CI=%s in a terminal is no CI: somebody is asked', async ci => {
  const on = await stage();
  const screen = openOn(on, {args: run, env: {CI: ci}});
  await screen.until('Type 21 and Enter to start');
  expect(on.portal.ledger).toEqual([]);
});

test('a terminal for input and a pipe for output: nobody is asked', async () => {
  const on = await stage();
  const screen = openOn(on, {shell: '$B24 run --leaver 42 --to 12 | cat; echo "ended ${PIPESTATUS[0]}"'});
  await screen.until('ended 2');
  expect(screen.text()).toContain('--yes is needed');
  expect(on.portal.requests).toBe(0);
});

test('a pipe for input and a terminal for output: what is piped is no consent', async () => {
  const on = await stage();
  const screen = openOn(on, {shell: 'printf "y\\ny\\n21\\nhire\\n" | $B24 run --leaver 42 --to 12; echo "ended $?"'});
  await screen.until('ended 2');
  expect(screen.text()).toContain('--yes is needed');
  expect(on.portal.requests).toBe(0);
});

test('no standard input at all', async () => {
  const on = await stage();
  const screen = openOn(on, {shell: '$B24 run --leaver 42 --to 12 <&-; echo "ended $?"'});
  await screen.until('ended 2');
  const enough = openOn(on, {shell: '$B24 run --leaver 42 --to 12 --type lead --yes <&-; echo "ended $?"'});
  await enough.until('ended 0');
  expect(on.portal.ledger.length).toBeGreaterThan(0);
});

test('piped text is no consent to open the account either', async () => {
  const on = await stage();
  const screen = openOn(on, {shell: 'yes hire | $B24 run --leaver 42 --to 12 --yes; echo "ended $?"'});
  await screen.until('ended 1');
  expect(on.portal.ledger.filter(entry => entry.method === 'user.update')).toEqual([]);
});

test('in a terminal a run asks for the number of records, and for a typed word before it opens the account', async () => {
  const on = await stage();
  const screen = openOn(on, {args: run});
  await screen.until('Type 21 and Enter to start, anything else to cancel: ❯');
  for (const key of ['2', '1', '\r']) await screen.type(key);
  await screen.until('Type hire and Enter to hire back, move, dismiss; anything else to cancel: ❯');
  expect(screen.text()).toMatch(/Anna Petrova is dismissed, and the portal refused 6/);
  for (const key of ['h', 'i', 'r', 'e', '\r']) await screen.type(key);
  expect(await screen.exit()).toBe(0);
  expect(screen.text()).toMatch(/proof {4}0 left/);
});

test('Enter alone opens no account', async () => {
  const on = await stage();
  const screen = openOn(on, {args: run});
  await screen.until('anything else to cancel: ❯');
  for (const key of ['2', '1', '\r']) await screen.type(key);
  await screen.until('Type hire and Enter to hire back, move, dismiss; anything else to cancel: ❯');
  await screen.type('\r');
  expect(await screen.exit()).toBe(1);
  expect(on.portal.ledger.filter(entry => entry.method === 'user.update')).toEqual([]);
});

test('keys typed before a question are no answer to it', async () => {
  const on = await stage();
  const screen = openOn(on, {args: run});
  await screen.until('leaver');
  await screen.type('21\r21\r');
  await screen.until('anything else to cancel: ❯');
  expect(on.portal.ledger).toEqual([]);
  for (const key of ['n', 'o', '\r']) await screen.type(key);
  expect(await screen.exit()).toBe(130);
  expect(screen.text()).toContain('Cancelled; nothing was changed.');
  expect(on.portal.ledger).toEqual([]);
});

test('Ctrl-C at a question cancels', async () => {
  const on = await stage();
  const screen = openOn(on, {args: run});
  await screen.until('anything else to cancel: ❯');
  await screen.type('\u0003');
  expect(await screen.exit()).toBe(130);
  expect(on.portal.ledger).toEqual([]);
});
