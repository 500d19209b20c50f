import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import {WebhookAddress} from '../../source/domain/webhook.ts';
import {openProfiles, type Profiles} from '../../source/settings/profiles.ts';
import {fakeKeychain, secretsIn} from './keychain.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'b24-settings-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const secretsFile = (at: string): string => join(at, 'secrets.json');
const open = (at: string): Profiles => openProfiles(at, secretsIn(at));
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
  const name = await open(folder).remember(acme, 1000);
  const again = open(folder);
  expect(name).toBe('acme');
  expect(again.list()).toEqual([{name: 'acme', origin: 'https://acme.bitrix24.com', userId: 17, lastUsed: 1000}]);
  expect((await again.address('acme'))?.base()).toBe(acme.base());
  expect(readFileSync(again.file, 'utf8')).not.toContain('secretsecret17');
  expect(await again.place('acme')).toBe('file');
});

test('the settings file is closed to others', async () => {
  const portals = open(join(folder, 'deeper'));
  await portals.remember(acme, 1);
  expect(statSync(portals.file).mode & 0o777).toBe(0o600);
  expect(statSync(secretsFile(join(folder, 'deeper'))).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'deeper')).mode & 0o777).toBe(0o700);
});

test('the same person on the same portal is one entry, whose key is replaced', async () => {
  const portals = open(folder);
  await portals.remember(acme, 1);
  await portals.remember(new WebhookAddress('https://acme.bitrix24.com', 17, 'newsecretnew'), 2);
  expect(portals.list()).toHaveLength(1);
  expect((await portals.address('acme'))?.base()).toContain('newsecretnew');
  expect(readFileSync(portals.file, 'utf8')).not.toContain('secretsecret17');
  expect(readFileSync(secretsFile(folder), 'utf8')).not.toContain('secretsecret17');
});

test.each([
  ['another person', 'https://acme.bitrix24.com', 18, 'acme.bitrix24.com'],
  ['another country', 'https://acme.bitrix24.de', 17, 'acme.bitrix24.de'],
  ['a portal called like the built-in one', 'https://demo.bitrix24.com', 1, 'demo.bitrix24.com'],
  ['a portal of their own', 'https://crm.example.org:8443', 1, 'crm.example.org:8443'],
])('%s gets a name of its own', async (_case, origin, userId, name) => {
  const portals = open(folder);
  await portals.remember(acme, 1);
  expect(await portals.remember(new WebhookAddress(origin, userId, 'othersecret'), 2)).toBe(name);
  expect(portals.list().map(entry => entry.name)).toEqual([name, 'acme']);
});

test('a forgotten portal leaves no key behind, the others stay', async () => {
  const portals = open(folder);
  await portals.remember(acme, 1);
  await portals.remember(new WebhookAddress('https://beta.bitrix24.eu', 1, 'betabetabeta'), 2);
  await portals.forget('acme');
  expect(portals.list().map(entry => entry.name)).toEqual(['beta']);
  expect(await portals.address('acme')).toBeUndefined();
  expect(readFileSync(secretsFile(folder), 'utf8')).not.toContain('secretsecret17');
});

test('two changes at once lose neither', async () => {
  const portals = open(folder);
  const beta = new WebhookAddress('https://beta.bitrix24.eu', 1, 'betabetabeta');
  await portals.remember(acme, 1);
  await Promise.all([portals.remember(beta, 2), portals.forget('acme')]);
  expect(portals.list().map(entry => entry.name)).toEqual(['beta']);
});

test('names that are no names of ours find nothing', async () => {
  const portals = open(folder);
  await portals.remember(acme, 1);
  for (const name of ['', 'nobody', '__proto__', 'constructor', 'toString']) {
    expect(await portals.address(name)).toBeUndefined();
  }
});

test('without a file there are no portals, and looking creates none', () => {
  const portals = open(join(folder, 'not-there'));
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
  ['of the second schema without profiles', '{"schema":2}', 'broken'],
  [
    'with a pace that is none',
    '{"schema":2,"profiles":[{"name":"a","origin":"https://a.b","userId":1,"lastUsed":1,"maxRps":"x"}]}',
    'broken',
  ],
  [
    'with an address that is none',
    '{"schema":2,"profiles":[{"name":"a","origin":"a.b","userId":1,"lastUsed":1}]}',
    'broken',
  ],
  ['of a later version', '{"schema":3,"profiles":[]}', 'newer'],
])('a settings file %s is named and kept as it is', async (_case, content, problem) => {
  const portals = open(folder);
  writeFileSync(portals.file, content);
  for (const doing of [
    () => portals.list(),
    () => portals.address('acme'),
    () => portals.remember(acme, 1),
    () => portals.forget('acme'),
    () => portals.note('acme', {lastUsed: 5}),
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
  expect(await trouble(() => open(folder).list())).toMatchObject({problem: 'unreadable'});
});

test('a read-only settings file is read, and never written over', async () => {
  const portals = open(folder);
  await portals.remember(acme, 1);
  const before = readFileSync(portals.file, 'utf8');
  chmodSync(portals.file, 0o400);
  expect((await portals.address('acme'))?.base()).toBe(acme.base());
  expect(await trouble(() => portals.remember(acme, 2))).toMatchObject({problem: 'unwritable', file: portals.file});
  expect(readFileSync(portals.file, 'utf8')).toBe(before);
});

test('a place that cannot hold a folder is named', async () => {
  writeFileSync(join(folder, 'file'), '');
  const error = await trouble(() => open(join(folder, 'file', 'below')).remember(acme, 1));
  expect(error).toBeInstanceOf(FilesTrouble);
});

const FIRST = {
  schema: 1,
  portals: [
    {name: 'acme', host: 'acme.bitrix24.com', userId: 17, lastUsed: 5},
    {name: 'near', host: '127.0.0.1:8080', userId: 1, lastUsed: 6},
    {name: 'keyless', host: 'gone.example', userId: 2, lastUsed: 4},
  ],
  secrets: {acme: acme.base(), near: 'http://127.0.0.1:8080/rest/1/nearnearnear/'},
};

test.each([
  ['read', async () => {}],
  ['used', async (profiles: Profiles) => profiles.note('acme', {lastUsed: 7})],
  [
    'added to',
    async (profiles: Profiles) => void (await profiles.remember(new WebhookAddress('https://b.c', 3, 'bbbbbb'), 7)),
  ],
  ['given another name', async (profiles: Profiles) => profiles.rename('keyless', 'gone')],
])('settings of the first version, %s: every portal and every key is there', async (_case, change) => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(FIRST));
  await change(open(folder));
  const profiles = open(folder);
  expect((await profiles.address('acme'))?.base()).toBe(acme.base());
  expect((await profiles.address('near'))?.base()).toBe(FIRST.secrets.near);
  expect(profiles.list()).toContainEqual({name: 'near', origin: 'http://127.0.0.1:8080', userId: 1, lastUsed: 6});
  expect(profiles.list()).toContainEqual(expect.objectContaining({origin: 'https://gone.example', userId: 2}));
});

test('keys of the first version leave the settings file only once they are kept elsewhere', async () => {
  const file = join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify(FIRST));
  mkdirSync(secretsFile(folder));
  const error = await trouble(() => open(folder).note('acme', {lastUsed: 7}));
  expect(error).toMatchObject({problem: 'unreadable', file: secretsFile(folder)});
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(FIRST);
  rmSync(secretsFile(folder), {recursive: true});
  const keychain = fakeKeychain();
  await openProfiles(folder, secretsIn(folder, keychain)).note('acme', {lastUsed: 7});
  expect(readFileSync(file, 'utf8')).not.toContain('secretsecret17');
  expect(keychain.entries).toEqual(
    new Map([
      ['https://acme.bitrix24.com/rest/17', acme.base()],
      ['http://127.0.0.1:8080/rest/1', FIRST.secrets.near],
    ]),
  );
});

test('a portal forgotten before its key moved leaves it nowhere', async () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(FIRST));
  const keychain = fakeKeychain();
  await openProfiles(folder, secretsIn(folder, keychain)).forget('acme');
  expect([...keychain.entries.keys()]).toEqual(['http://127.0.0.1:8080/rest/1']);
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('secretsecret17');
});

test('pace, policy and last choices are kept with the portal, through use, a new key and a new name', async () => {
  const profiles = open(folder);
  const last = {to: 12, types: {deal: {take: true, which: 'open' as const, to: 31}}};
  await profiles.remember(acme, 1, {name: 'work', maxRps: 1.5, rehire: 'always'});
  await profiles.note('work', {lastUsed: 2, last});
  await profiles.remember(new WebhookAddress('https://acme.bitrix24.com', 17, 'newsecretnew'), 3);
  await profiles.rename('work', 'main');
  expect(open(folder).list()).toEqual([
    {name: 'main', origin: 'https://acme.bitrix24.com', userId: 17, lastUsed: 3, maxRps: 1.5, rehire: 'always', last},
  ]);
  expect((await open(folder).address('main'))?.base()).toContain('newsecretnew');
});

test('an entry of the keychain that is no address of this portal is not used', async () => {
  const keychain = fakeKeychain();
  const profiles = openProfiles(folder, secretsIn(folder, keychain));
  await profiles.remember(acme, 1);
  keychain.entries.set('https://acme.bitrix24.com/rest/17', 'https://evil.example/rest/17/othersecret/');
  expect(await trouble(() => profiles.address('acme'))).toMatchObject({problem: 'broken'});
});

test('a portal that cannot be saved leaves no secret that nobody would find', async () => {
  const keychain = fakeKeychain();
  const profiles = openProfiles(folder, secretsIn(folder, keychain));
  mkdirSync(join(folder, 'settings.json'));
  expect(await trouble(() => profiles.remember(acme, 1))).toBeInstanceOf(FilesTrouble);
  expect(keychain.entries.size).toBe(0);
});

test('a portal that moves keeps its name and defaults, its key goes along, and where it was is known', async () => {
  const keychain = fakeKeychain();
  const profiles = openProfiles(folder, secretsIn(folder, keychain));
  await profiles.remember(acme, 1, {name: 'work', maxRps: 2});
  await profiles.remember(new WebhookAddress('https://neu.bitrix24.de', 17, 'earlierearlier'), 2, {name: 'double'});
  await profiles.move('work', acme.at('https://neu.bitrix24.de'), 3);
  expect(profiles.list()).toEqual([
    {
      name: 'work',
      origin: 'https://neu.bitrix24.de',
      userId: 17,
      lastUsed: 3,
      maxRps: 2,
      formerly: ['https://acme.bitrix24.com'],
    },
  ]);
  expect((await profiles.address('work'))?.base()).toBe('https://neu.bitrix24.de/rest/17/secretsecret17/');
  expect([...keychain.entries.keys()]).toEqual(['https://neu.bitrix24.de/rest/17']);
  await profiles.note('work', {lastUsed: 4});
  await profiles.move('work', acme, 5);
  expect(profiles.list()[0]?.formerly).toEqual(['https://neu.bitrix24.de']);
});
