import {chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import {openSecretFile} from '../../source/settings/secrets/secret-file.ts';
import {fakeKeychain, secretsIn} from './keychain.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'b24-secrets-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const ACCOUNT = 'https://acme.bitrix24.com/rest/17';
const SECRET = `${ACCOUNT}/verysecretcode/`;

test('a keychain that answers has the secret, and no file is made', async () => {
  const keychain = fakeKeychain();
  const secrets = secretsIn(folder, keychain);
  expect(await secrets.write(ACCOUNT, SECRET)).toBe('keychain');
  expect(await secrets.read(ACCOUNT)).toEqual({secret: SECRET, place: 'keychain'});
  expect(existsSync(file)).toBe(false);
  expect(secrets.takeWarnings()).toEqual([]);
});

test('without a keychain it lies in a file that only the user can read, with one warning', async () => {
  const keychain = fakeKeychain();
  keychain.trouble = 'no D-Bus';
  const secrets = secretsIn(folder, keychain);
  expect(await secrets.write(ACCOUNT, SECRET)).toBe('file');
  await secrets.write('https://beta.bitrix24.eu/rest/1', 'https://beta.bitrix24.eu/rest/1/betabeta/');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.json']);
  expect(secrets.takeWarnings()).toEqual([{kind: 'in-file', file, why: 'no D-Bus'}]);
  await secrets.write(ACCOUNT, SECRET);
  expect(secrets.takeWarnings()).toEqual([]);
});

test('what is in the file is read without asking the keychain', async () => {
  const keychain = fakeKeychain();
  keychain.trouble = 'no D-Bus';
  const secrets = secretsIn(folder, keychain);
  await secrets.write(ACCOUNT, SECRET);
  const asked = keychain.asked;
  expect(await secrets.read(ACCOUNT)).toEqual({secret: SECRET, place: 'file'});
  expect(keychain.asked).toBe(asked);
});

test('a keychain that comes back takes the secret out of the file', async () => {
  const keychain = fakeKeychain();
  keychain.trouble = 'no D-Bus';
  const secrets = secretsIn(folder, keychain);
  await secrets.write(ACCOUNT, SECRET);
  keychain.trouble = undefined;
  expect(await secrets.write(ACCOUNT, `${ACCOUNT}/newnewnew/`)).toBe('keychain');
  expect(readFileSync(file, 'utf8')).not.toContain('secretcode');
  expect(await secrets.read(ACCOUNT)).toMatchObject({secret: `${ACCOUNT}/newnewnew/`});
});

test('a keychain that does not answer is no keychain without the secret', async () => {
  const keychain = fakeKeychain();
  const secrets = secretsIn(folder, keychain);
  await secrets.write(ACCOUNT, SECRET);
  keychain.trouble = 'locked';
  await expect(secrets.read(ACCOUNT)).rejects.toMatchObject({problem: 'locked', file: ACCOUNT});
  await secrets.remove(ACCOUNT);
  expect(secrets.takeWarnings()).toEqual([{kind: 'may-be-left', account: ACCOUNT, why: 'locked'}]);
});

test('a secret that is removed is in neither place', async () => {
  const keychain = fakeKeychain();
  const secrets = secretsIn(folder, keychain);
  keychain.entries.set(ACCOUNT, 'old');
  openSecretFile(file).set(ACCOUNT, SECRET);
  await secrets.remove(ACCOUNT);
  expect(await secrets.read(ACCOUNT)).toBeUndefined();
  expect(keychain.entries.size).toBe(0);
});

test('where the keychain was turned off nothing is warned of', async () => {
  const secrets = secretsIn(folder);
  expect(await secrets.write(ACCOUNT, SECRET)).toBe('file');
  await secrets.remove(ACCOUNT);
  expect(await secrets.read(ACCOUNT)).toBeUndefined();
  expect(secrets.takeWarnings()).toEqual([]);
});

test.each([
  ['cut', '{"schema":1,"secrets":{"a":"verysecretc', 'broken'],
  ['empty', '', 'broken'],
  ['a list', '[]', 'broken'],
  ['null', 'null', 'broken'],
  ['of numbers', '{"schema":1,"secrets":{"a":5}}', 'broken'],
  ['of a later version', '{"schema":2}', 'newer'],
])('a file of secrets that is %s is named and kept, and the keychain untouched', async (_case, content, problem) => {
  writeFileSync(file, content);
  const keychain = fakeKeychain();
  const secrets = secretsIn(folder, keychain);
  for (const doing of [
    () => secrets.read(ACCOUNT),
    () => secrets.write(ACCOUNT, SECRET),
    () => secrets.remove(ACCOUNT),
  ]) {
    const error: unknown = await doing().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FilesTrouble);
    expect(error).toMatchObject({problem, file});
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('verysecretc');
  }
  expect(readFileSync(file, 'utf8')).toBe(content);
  expect(keychain.asked).toBe(0);
});

test('a read-only file of secrets is never written over', async () => {
  openSecretFile(file).set(ACCOUNT, SECRET);
  chmodSync(file, 0o400);
  expect(() => openSecretFile(file).set(ACCOUNT, 'other')).toThrow(FilesTrouble);
  expect(openSecretFile(file).get(ACCOUNT)).toBe(SECRET);
});
