import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import {WebhookAddress} from '../../source/domain/webhook.ts';
import {openPortals} from '../../source/settings/portals.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'b24-settings-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const acme = new WebhookAddress('https://acme.bitrix24.com', 17, 'secretsecret17');

async function trouble(doing: () => unknown): Promise<unknown> {
  try {
    await doing();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a portal that was connected once is there again, with its key apart from it', async () => {
  const name = await openPortals(folder).remember(acme, 1000);
  const again = openPortals(folder);
  expect(name).toBe('acme');
  expect(again.list()).toEqual([{name: 'acme', host: 'acme.bitrix24.com', userId: 17, lastUsed: 1000}]);
  expect(again.address('acme')?.base()).toBe(acme.base());
  const written = JSON.parse(readFileSync(again.file, 'utf8')) as {portals: unknown; secrets: unknown};
  expect(JSON.stringify(written.portals)).not.toContain('secretsecret17');
  expect(written.secrets).toEqual({acme: acme.base()});
});

test('the settings file is closed to others', async () => {
  const portals = openPortals(join(folder, 'deeper'));
  await portals.remember(acme, 1);
  expect(statSync(portals.file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'deeper')).mode & 0o777).toBe(0o700);
});

test('the same person on the same portal is one entry, whose key is replaced', async () => {
  const portals = openPortals(folder);
  await portals.remember(acme, 1);
  await portals.remember(new WebhookAddress('https://acme.bitrix24.com', 17, 'newsecretnew'), 2);
  expect(portals.list()).toHaveLength(1);
  expect(portals.address('acme')?.base()).toContain('newsecretnew');
  expect(readFileSync(portals.file, 'utf8')).not.toContain('secretsecret17');
});

test.each([
  ['another person', 'https://acme.bitrix24.com', 18, 'acme.bitrix24.com'],
  ['another country', 'https://acme.bitrix24.de', 17, 'acme.bitrix24.de'],
  ['a portal called like the built-in one', 'https://demo.bitrix24.com', 1, 'demo.bitrix24.com'],
  ['a portal of their own', 'https://crm.example.org:8443', 1, 'crm.example.org:8443'],
])('%s gets a name of its own', async (_case, origin, userId, name) => {
  const portals = openPortals(folder);
  await portals.remember(acme, 1);
  expect(await portals.remember(new WebhookAddress(origin, userId, 'othersecret'), 2)).toBe(name);
  expect(portals.list().map(entry => entry.name)).toEqual([name, 'acme']);
});

test('a forgotten portal leaves no key behind, the others stay', async () => {
  const portals = openPortals(folder);
  await portals.remember(acme, 1);
  await portals.remember(new WebhookAddress('https://beta.bitrix24.eu', 1, 'betabetabeta'), 2);
  await portals.forget('acme');
  expect(portals.list().map(entry => entry.name)).toEqual(['beta']);
  expect(readFileSync(portals.file, 'utf8')).not.toContain('secretsecret17');
});

test('two changes at once lose neither', async () => {
  const portals = openPortals(folder);
  const beta = new WebhookAddress('https://beta.bitrix24.eu', 1, 'betabetabeta');
  await portals.remember(acme, 1);
  await Promise.all([portals.remember(beta, 2), portals.forget('acme')]);
  expect(portals.list().map(entry => entry.name)).toEqual(['beta']);
});

test('names that are no names of ours find nothing', async () => {
  const portals = openPortals(folder);
  await portals.remember(acme, 1);
  for (const name of ['', 'nobody', '__proto__', 'constructor', 'toString']) {
    expect(portals.address(name)).toBeUndefined();
  }
});

test('without a file there are no portals, and looking creates none', () => {
  const portals = openPortals(join(folder, 'not-there'));
  expect(portals.list()).toEqual([]);
  expect(statSync(join(folder, 'not-there'), {throwIfNoEntry: false})).toBeUndefined();
});

const whole = JSON.stringify({schema: 1, portals: [], secrets: {acme: acme.base()}});

test.each([
  ['cut in half', whole.slice(0, 40), 'broken'],
  ['cut inside a key', whole.slice(0, -10), 'broken'],
  ['empty', '', 'broken'],
  ['with a byte order mark', `\ufeff${whole}`, 'broken'],
  ['a list', '[]', 'broken'],
  ['null', 'null', 'broken'],
  ['without a schema', '{"portals":[],"secrets":{}}', 'broken'],
  ['with a portal that is none', '{"schema":1,"portals":[{"name":1}],"secrets":{}}', 'broken'],
  ['with secrets that are none', '{"schema":1,"portals":[],"secrets":{"acme":5}}', 'broken'],
  ['of a later version', '{"schema":2,"portals":[],"secrets":{}}', 'newer'],
])('a settings file %s is named and kept as it is', async (_case, content, problem) => {
  const portals = openPortals(folder);
  writeFileSync(portals.file, content);
  for (const doing of [
    () => portals.list(),
    () => portals.address('acme'),
    () => portals.remember(acme, 1),
    () => portals.forget('acme'),
  ]) {
    const error = await trouble(doing);
    expect(error).toBeInstanceOf(FilesTrouble);
    expect(error).toMatchObject({problem, file: portals.file});
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('secretsecret17');
  }
  expect(readFileSync(portals.file, 'utf8')).toBe(content);
});

test('a settings file that is a folder cannot be read', async () => {
  mkdirSync(join(folder, 'settings.json'));
  expect(await trouble(() => openPortals(folder).list())).toMatchObject({problem: 'unreadable'});
});

test('a read-only settings file is read, and never written over', async () => {
  const portals = openPortals(folder);
  await portals.remember(acme, 1);
  const before = readFileSync(portals.file, 'utf8');
  chmodSync(portals.file, 0o400);
  expect(portals.address('acme')?.base()).toBe(acme.base());
  expect(await trouble(() => portals.remember(acme, 2))).toMatchObject({problem: 'unwritable', file: portals.file});
  expect(readFileSync(portals.file, 'utf8')).toBe(before);
});

test('a place that cannot hold a folder is named', async () => {
  writeFileSync(join(folder, 'file'), '');
  const error = await trouble(() => openPortals(join(folder, 'file', 'below')).remember(acme, 1));
  expect(error).toBeInstanceOf(FilesTrouble);
});
