import {expect, test, vi} from 'vitest';
import {type Keychain, openKeychain} from '../../source/settings/secrets/keychain.ts';
import {desktop, noDesktop} from './desktop.ts';
import {cleanEnv, PROGRAM} from './environment.ts';

const ACCOUNT = 'https://acme.bitrix24.com/rest/17';
const SECRET = `${ACCOUNT}/averysecretcode1/`;

function keychainOf(env: Readonly<Record<string, string>>, more: {home?: string; limitMs?: number} = {}): Keychain {
  return openKeychain({
    command: [process.execPath, PROGRAM, 'keychain'],
    env: cleanEnv('/nowhere', {...env, B24_HANDOVER_KEYCHAIN: undefined}),
    platform: process.platform,
    limitMs: 20_000,
    ...more,
  });
}

test('the system keychain keeps a secret, gives it back, and forgets it when told to', async context => {
  context.skip(noDesktop() !== undefined, noDesktop());
  const {env} = await desktop();
  const keychain = keychainOf(env);
  await vi.waitFor(() => keychain.get(ACCOUNT), {timeout: 20_000});
  expect(await keychain.get(ACCOUNT)).toBeUndefined();
  await keychain.set(ACCOUNT, SECRET);
  expect(await keychain.get(ACCOUNT)).toBe(SECRET);
  expect(await keychainOf(env, {home: '/srv/b24'}).get(ACCOUNT)).toBeUndefined();
  await keychain.remove(ACCOUNT);
  await keychain.remove(ACCOUNT);
  expect(await keychain.get(ACCOUNT)).toBeUndefined();
});

test('a system keychain that hangs is given up, and so is its process', async context => {
  context.skip(noDesktop() !== undefined, noDesktop());
  const {env, hang} = await desktop();
  await vi.waitFor(() => keychainOf(env).get(ACCOUNT), {timeout: 20_000});
  hang();
  await expect(keychainOf(env, {limitMs: 1500}).get(ACCOUNT)).rejects.toThrow(/did not answer/);
});

test('where no secret service answers, the kernel’s keyring, which forgets, is not taken for one', async () => {
  const keychain = keychainOf({DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere'});
  await expect(keychain.set(ACCOUNT, SECRET)).rejects.toMatchObject({name: 'KeychainTrouble', off: false});
});
