import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openKeychain} from '../../source/settings/secrets/keychain.ts';
import {desktop, noDesktop} from './desktop.ts';
import {cleanEnv, PROGRAM} from './environment.ts';
import {type Ended, lastObject, runProgram} from './program.ts';
import {KEY, openScreen, type Screen} from './screen.ts';
import {ANNA, type Stage, stage} from './stage.ts';
import {chooseSuccessor, leave, startPlan, toScope} from './walk.ts';

const PETROV = 57;

/** Runs the program on the saved portals of this home; the webhook comes by standard input where it is given. */
function at(
  on: Stage,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  input = '',
): Promise<Ended> {
  return runProgram(args, {home: on.home, env, input});
}

const codeOf = (on: Stage): string => on.webhook.split('/').at(-2) ?? '';

/** Files below a folder that hold a text. */
function holding(folder: string, text: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => readFileSync(file).includes(text));
}

test('a portal is added, listed, tested, used by name, renamed and removed', async () => {
  const on = await stage();
  const added = await at(on, ['profiles', 'add', 'work', '--max-rps', '20', '--json'], {}, `${on.webhook}\n`);
  expect(added).toMatchObject({code: 0});
  expect(lastObject(added)).toMatchObject({profile: {name: 'work', user: 17, maxRps: 20}, key: 'file'});
  expect(holding(on.home, codeOf(on))).toEqual([join(on.home, 'secrets.json')]);
  expect(statSync(join(on.home, 'secrets.json')).mode & 0o777).toBe(0o600);

  const listed = await at(on, ['profiles']);
  expect(listed.stdout).toMatch(/^work +127\.0\.0\.1:\d+ +#17 /m);
  const tested = await at(on, ['profiles', 'test', 'work']);
  expect(tested).toMatchObject({code: 0});
  expect(tested.stderr).toMatch(/^profile +work works; its key lies in a file/m);
  expect((await at(on, ['tally', '--leaver', '42', '--profile', 'work'])).code).toBe(0);
  expect((await at(on, ['tally', '--leaver', '42'], {B24_HANDOVER_PROFILE: 'work'})).code).toBe(0);

  expect((await at(on, ['profiles', 'rename', 'work', 'main'])).code).toBe(0);
  expect((await at(on, ['tally', '--leaver', '42', '--profile', 'work'])).code).toBe(2);
  expect((await at(on, ['profiles', 'remove', 'main'])).code).toBe(2);
  const removed = await at(on, ['profiles', 'remove', 'main', '--yes', '--json']);
  expect(lastObject(removed)).toMatchObject({exit: 0, removed: 'main'});
  expect(holding(on.home, codeOf(on))).toEqual([]);
  for (const ended of [added, listed, tested, removed]) expect(ended.stdout + ended.stderr).not.toContain(codeOf(on));
});

test('a revoked key is told by the test of a profile, with exit 4', async () => {
  const on = await stage();
  await at(on, ['profiles', 'add', 'work'], {B24_HANDOVER_WEBHOOK: on.webhook});
  on.portal.hands.revokeKey();
  const tested = await at(on, ['profiles', 'test', 'work', '--json']);
  expect(tested.code).toBe(4);
  expect(lastObject(tested)).toMatchObject({exit: 4, error: {problem: 'wrong-token'}});
});

test('without a keychain the key lies in the file, and that is said once', async () => {
  const on = await stage();
  const env = {
    B24_HANDOVER_KEYCHAIN: undefined,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    XDG_RUNTIME_DIR: undefined,
  };
  const added = await at(on, ['profiles', 'add', 'work'], env, on.webhook);
  expect(added.code).toBe(0);
  expect(added.stderr.match(/No system keychain took/g)).toHaveLength(1);
  const used = await at(on, ['tally', '--leaver', '42', '--profile', 'work'], env);
  expect(used.code).toBe(0);
  expect(used.stderr).not.toContain('keychain');
});

test('the wizard says it too, once it has left the screen', async () => {
  const on = await stage();
  const env = {
    B24_HANDOVER_KEYCHAIN: undefined,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    XDG_RUNTIME_DIR: undefined,
  };
  const screen = openScreen({home: on.home, env});
  onTestFinished(() => screen.dispose());
  await screen.until('❯ Add a portal');
  await screen.type(KEY.enter);
  await screen.until('Address:');
  await screen.type(`\u001b[200~${on.webhook}\u001b[201~`);
  await screen.until('It answers.');
  await screen.type(KEY.enter);
  await screen.until('Leaver 2/7');
  expect(screen.text()).not.toContain('keychain');
  await screen.type(KEY.ctrlC, KEY.ctrlC);
  expect(await screen.exit()).toBe(130);
  expect(screen.raw().match(/No system keychain took/g)).toHaveLength(1);
  expect(holding(on.home, codeOf(on))).toEqual([join(on.home, 'secrets.json')]);
});

test('with a keychain the key is in no file, and the profile works by it', async context => {
  context.skip(noDesktop() !== undefined, noDesktop());
  const on = await stage();
  const {env: bus, hang} = await desktop();
  const env = {...bus, B24_HANDOVER_KEYCHAIN: undefined};
  const keychain = openKeychain({
    command: [process.execPath, PROGRAM, 'keychain'],
    env: cleanEnv(on.home, env),
    platform: process.platform,
    limitMs: 20_000,
  });
  await vi.waitFor(() => keychain.get('x'), {timeout: 20_000});
  const added = await at(on, ['profiles', 'add', 'work', '--json'], env, on.webhook);
  expect(lastObject(added)).toMatchObject({exit: 0, key: 'keychain'});
  expect(holding(on.home, codeOf(on))).toEqual([]);
  expect(existsSync(join(on.home, 'secrets.json'))).toBe(false);
  expect((await at(on, ['tally', '--leaver', '42', '--profile', 'work'], env)).code).toBe(0);
  hang();
  const hung = await at(on, ['tally', '--leaver', '42', '--profile', 'work', '--json'], env);
  expect(lastObject(hung)).toMatchObject({exit: 6, error: {problem: 'file-locked'}});
  expect(hung.stderr).toMatch(/system keychain.*B24_HANDOVER_WEBHOOK/);
  // Whatever the keychain does, the address by environment is a way in.
  expect((await at(on, ['tally', '--leaver', '42'], {...env, B24_HANDOVER_WEBHOOK: on.webhook})).code).toBe(0);
});

test('settings of the first version work as they are, and move over at the next change', async () => {
  const on = await stage();
  const host = new URL(on.webhook).host;
  const first = {schema: 1, portals: [{name: 'old', host, userId: 17, lastUsed: 5}], secrets: {old: on.webhook}};
  writeFileSync(join(on.home, 'settings.json'), JSON.stringify(first), {mode: 0o600});
  expect((await at(on, ['tally', '--leaver', '42', '--profile', 'old'])).code).toBe(0);
  expect((await at(on, ['profiles', 'set', 'old', '--rehire', 'never'])).code).toBe(0);
  expect(holding(on.home, codeOf(on))).toEqual([join(on.home, 'secrets.json')]);
  expect((await at(on, ['tally', '--leaver', '42', '--profile', 'old'])).code).toBe(0);
});

test('a broken settings file is named and kept; the address by environment works beside it', async () => {
  const on = await stage();
  const file = join(on.home, 'settings.json');
  writeFileSync(file, '{"schema":2,"profi');
  for (const args of [['profiles'], ['profiles', 'add', 'x'], ['leavers', '--profile', 'x']]) {
    const ended = await at(on, args, {}, on.webhook);
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain(file);
  }
  expect(readFileSync(file, 'utf8')).toBe('{"schema":2,"profi');
  expect((await at(on, ['tally', '--leaver', '42'], {B24_HANDOVER_WEBHOOK: on.webhook})).code).toBe(0);
});

/** Counts key presses: what a person presses one after the other. */
function counting(screen: Screen): {screen: Screen; presses: () => number} {
  let presses = 0;
  const type: Screen['type'] = async (...keys) => {
    presses += keys.length;
    await screen.type(...keys);
  };
  return {screen: {...screen, type}, presses: () => presses};
}

function open(on: Stage): Screen {
  const screen = openScreen({home: on.home});
  onTestFinished(() => screen.dispose());
  return screen;
}

test('with a saved profile a repeat offboarding takes fewer than ten key presses to the confirmation', async () => {
  const on = await stage({
    records: [
      {table: 1, responsible: ANNA, count: 25},
      {table: 1, responsible: PETROV, count: 234},
    ],
  });
  await at(on, ['profiles', 'add', 'work'], {}, on.webhook);
  const first = open(on);
  await first.until(/❯ work /);
  await first.type(KEY.enter);
  await toScope(first, '25');
  await chooseSuccessor(first, 'sokolov', 'Ivan Sokolov');
  await startPlan(first, 25);
  await first.until('0 left');
  expect(await leave(first)).toBe(0);

  const {screen, presses} = counting(open(on));
  await screen.until(/❯ work /);
  await screen.type(KEY.enter);
  // Who holds most is first once it is counted; the cursor stays with whom it was on.
  await screen.until(/Ivan Petrov +#57 .* 234\b/);
  await screen.until('1 holds something');
  await screen.type(KEY.up);
  await screen.until(/❯ Ivan Petrov/);
  await screen.type(KEY.enter);
  await screen.until('Enter go on');
  await screen.type(KEY.enter);
  await screen.until(/Everything to +Ivan Sokolov #12/);
  await screen.until('As chosen on this portal the last time');
  await startPlan(screen, 234);
  expect(presses()).toBeLessThan(10);
  await screen.type(KEY.ctrlC);
  await screen.until('Stop this run?');
  await screen.type(KEY.down);
  await screen.type(KEY.enter);
  expect(await screen.exit()).toBe(130);
});
