import {expect, test} from 'vitest';
import {KeychainTrouble, openKeychain} from '../../source/settings/secrets/keychain.ts';

const ACCOUNT = 'https://acme.bitrix24.com/rest/17';

/** A keychain whose process is these lines of JavaScript; `order` is what it was asked. */
function scripted(
  code: string,
  more: Partial<Parameters<typeof openKeychain>[0]> = {},
): ReturnType<typeof openKeychain> {
  const script = `process.stdin.once('data', data => {const order = JSON.parse(data); const say = answer => console.log(JSON.stringify(answer)); ${code}})`;
  return openKeychain({
    command: [process.execPath, '-e', script],
    env: {DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere'},
    platform: 'linux',
    limitMs: 20_000,
    ...more,
  });
}

test('the order names the portal and the person, and the secret is in its own place alone', async () => {
  const echo = scripted('say({ok: true, secret: JSON.stringify({order, argv: process.argv, env: process.env})})');
  const seen = JSON.parse((await echo.get(ACCOUNT)) ?? '') as {order: unknown};
  expect(seen.order).toEqual({action: 'get', service: 'b24-handover', account: ACCOUNT});
});

test('a secret is neither an argument of the process nor in its environment', async () => {
  const keeps = `JSON.stringify([process.argv, process.execArgv, process.env]).includes(order.secret) ? null : order.secret`;
  await scripted(`say({ok: true, secret: ${keeps}})`).set(ACCOUNT, 'topsecret');
});

test('the entries of a home of one’s own are apart from the user’s', async () => {
  const echo = scripted('say({ok: true, secret: order.account})', {home: '/srv/b24'});
  expect(await echo.get(ACCOUNT)).toBe(`${ACCOUNT} (/srv/b24)`);
});

test.each([
  ['throws', `say({ok: false, why: 'locked'})`, /locked/],
  ['repeats the secret in what it says', `say({ok: false, why: 'cannot keep ' + order.secret})`, /cannot keep \*\*\*$/],
  ['forgets', 'say({ok: true, secret: null})', /did not keep/],
  ['keeps something else', `say({ok: true, secret: 'x'})`, /did not keep/],
  ['crashes', 'process.abort()', /without an answer/],
  ['talks nonsense', `console.log('Hello')`, /cannot be read/],
])('a keychain that %s has not kept it', async (_case, code, why) => {
  const error: unknown = await scripted(code)
    .set(ACCOUNT, 'topsecret')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(KeychainTrouble);
  expect((error as Error).message).toMatch(why);
  expect((error as Error).message).not.toContain('topsecret');
});

test('a keychain that hangs is given up after its time, and its process is gone', async () => {
  const begun = Date.now();
  await expect(scripted('for (;;);', {limitMs: 600}).get(ACCOUNT)).rejects.toThrow(/did not answer/);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test('a program that cannot be started is no keychain', async () => {
  await expect(scripted('', {command: ['/nowhere/at/all']}).get(ACCOUNT)).rejects.toBeInstanceOf(KeychainTrouble);
});

test.each([
  ['no session bus', {}, false, /no D-Bus session/],
  ['a runtime folder without one', {XDG_RUNTIME_DIR: '/nowhere'}, false, /no D-Bus session/],
  ['a keychain that is turned off', {B24_HANDOVER_KEYCHAIN: 'off', DBUS_SESSION_BUS_ADDRESS: 'x'}, true, /off/],
])('with %s no process is started', async (_case, env, off, why) => {
  const error: unknown = await scripted('say({ok: true, secret: "asked"})', {env})
    .get(ACCOUNT)
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({name: 'KeychainTrouble', off});
  expect((error as Error).message).toMatch(why);
});
