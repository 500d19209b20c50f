import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {makeFolder, removeDurably, writeDurably} from '../../source/journal/durable.ts';
import {withoutNotice} from '../../source/journal/notice.ts';
import {temporaryFolder} from './folder.ts';

describe('a durable write', () => {
  it('replaces the whole file, leaves no draft, and removes it', () => {
    const file = join(temporaryFolder(), 'a', 'b', 'x.json');
    writeDurably(file, 'long content');
    writeDurably(file, 'short');
    expect(readFileSync(file, 'utf8')).toBe('short');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(['x.json']);
    removeDurably(file);
    removeDurably(file);
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  it('into a folder that is a file names what cannot be written, and keeps it', () => {
    const folder = join(temporaryFolder(), 'x');
    writeFileSync(folder, 'old');
    const trouble = expect.objectContaining({name: 'FilesTrouble', problem: 'unwritable'}) as Error;
    expect(() => writeDurably(join(folder, 'y.json'), 'new')).toThrow(trouble);
    expect(() => makeFolder(folder)).toThrow(trouble);
    expect(readFileSync(folder, 'utf8')).toBe('old');
  });

  it('that fails leaves no draft', () => {
    const folder = temporaryFolder();
    makeFolder(join(folder, 'taken', 'by-a-folder'));
    expect(() => writeDurably(join(folder, 'taken'), 'x')).toThrow(/taken/);
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('the experimental notice', () => {
  it('is kept off standard error alone: other warnings are printed, and everything as before afterwards', async () => {
    const original = Reflect.get(process, 'emitWarning') as unknown;
    const printed: unknown[] = [];
    const spy = (...words: unknown[]): void => void printed.push(words[0]);
    Reflect.set(process, 'emitWarning', spy);
    try {
      await withoutNotice(/SQLite/i, async () => {
        process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
        process.emitWarning('SQLite is an experimental feature', {type: 'ExperimentalWarning'});
        process.emitWarning('SQLite is deprecated', 'DeprecationWarning');
        process.emitWarning('Fetch is an experimental feature', 'ExperimentalWarning');
      });
      expect(Reflect.get(process, 'emitWarning')).toBe(spy);
      await expect(withoutNotice(/x/, () => Promise.reject(new Error('no SQLite')))).rejects.toThrow('no SQLite');
      expect(Reflect.get(process, 'emitWarning')).toBe(spy);
    } finally {
      Reflect.set(process, 'emitWarning', original);
    }
    expect(printed).toEqual(['SQLite is deprecated', 'Fetch is an experimental feature']);
  });
});
