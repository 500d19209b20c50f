import {mkdirSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {createIntents, type RehireIntent} from '../../source/journal/intents.ts';
import {temporaryFolder} from './folder.ts';

const INTENT: RehireIntent = {
  portalKey: 'https://acme.bitrix24.com',
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Ivan\nPetrov',
  since: 1_779_804_944_000,
};
const home = (folder: string): string => join(folder, 'windows');
const mode = (path: string): number => statSync(path).mode & 0o777;

describe('an intent to open an account', () => {
  it('is there for the next start, in a file and folder closed to others', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    createIntents(folder).write(INTENT);
    expect(createIntents(folder).list()).toEqual([expect.objectContaining(INTENT)]);
    const [name, ...others] = readdirSync(home(folder));
    expect(others).toEqual([]);
    expect([mode(join(home(folder), name ?? '')), mode(home(folder)), mode(folder)]).toEqual([0o600, 0o700, 0o700]);
  });

  it('holds nothing else of the object it is made from', () => {
    const folder = temporaryFolder();
    createIntents(folder).write({...INTENT, secret: 'x7k2p9q4m1z8c3v6', schema: 9} as RehireIntent);
    const [name = ''] = readdirSync(home(folder));
    expect(readFileSync(join(home(folder), name), 'utf8')).not.toContain('x7k2p9q4m1z8c3v6');
    expect(createIntents(folder).list()).toHaveLength(1);
  });

  it('is one per portal and person', () => {
    const intents = createIntents(temporaryFolder());
    intents.write(INTENT);
    intents.write({...INTENT, since: 5});
    intents.write({...INTENT, leaverId: 43});
    intents.write({...INTENT, portalKey: 'demo'});
    expect(intents.list()).toHaveLength(3);
    intents.remove(INTENT);
    expect(intents.list().map(({portalKey, leaverId}) => [portalKey, leaverId])).toEqual(
      expect.arrayContaining([
        [INTENT.portalKey, 43],
        ['demo', 42],
      ]),
    );
    expect(intents.list()).toHaveLength(2);
  });

  it('that somebody else removed is removed', () => {
    const intents = createIntents(temporaryFolder());
    intents.write(INTENT);
    intents.remove(INTENT);
    expect(() => intents.remove(INTENT)).not.toThrow();
  });

  it('is none where there is no folder yet, and looking makes none', () => {
    const folder = temporaryFolder();
    expect(createIntents(folder).list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a file that is not what was written', () => {
  const good = JSON.stringify({schema: 1, ...INTENT});
  it.each([
    ['cut in half', good.slice(0, 40), 'broken'],
    ['empty', '', 'broken'],
    ['of somebody else', '{"a":1}', 'broken'],
    ['no object', 'null', 'broken'],
    ['with person 0', good.replace('42', '0'), 'broken'],
    ['of a later version', good.replace('"schema":1', '"schema":2'), 'newer'],
  ])('%s is named and kept, and hides no other', (_, content, problem) => {
    const folder = temporaryFolder();
    const intents = createIntents(folder);
    intents.write(INTENT);
    const file = join(home(folder), '0-bad.json');
    writeFileSync(file, content);
    expect(() => intents.list()).toThrow(expect.objectContaining({name: 'FilesTrouble', problem, file}));
    const {intents: readable, troubles} = intents.survey();
    expect(readable).toHaveLength(1);
    expect(troubles).toEqual([expect.objectContaining({problem, file})]);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('that cannot be read is named', () => {
    const folder = temporaryFolder();
    const file = join(home(folder), 'x.json');
    mkdirSync(file, {recursive: true});
    expect(() => createIntents(folder).list()).toThrow(expect.objectContaining({problem: 'unreadable', file}));
  });

  it('where the folder itself is a file: it cannot be written, and that is told before anything is opened', () => {
    const folder = temporaryFolder();
    writeFileSync(home(folder), '');
    expect(() => createIntents(folder).write(INTENT)).toThrow(expect.objectContaining({problem: 'unwritable'}));
  });
});
