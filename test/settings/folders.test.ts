import {chmodSync, mkdirSync, mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {findFolders, makeFolder} from '../../source/settings/folders.ts';

const linux = {env: {}, platform: 'linux', home: '/home/olga'} as const;

test('on Linux configuration and data lie apart, as XDG has it', () => {
  expect(findFolders(linux)).toEqual({
    config: '/home/olga/.config/b24-handover',
    data: '/home/olga/.local/share/b24-handover',
    demo: '/home/olga/.local/share/b24-handover/demo',
  });
  const env = {XDG_CONFIG_HOME: '/etc/olga', XDG_DATA_HOME: 'relative/is/ignored'};
  expect(findFolders({...linux, env})).toMatchObject({
    config: '/etc/olga/b24-handover',
    data: '/home/olga/.local/share/b24-handover',
  });
});

test('on a Mac both lie in the Library', () => {
  expect(findFolders({...linux, platform: 'darwin'})).toMatchObject({
    config: '/home/olga/Library/Preferences/b24-handover',
    data: '/home/olga/Library/Application Support/b24-handover',
  });
});

test('on Windows both lie below AppData', () => {
  const env = {APPDATA: '/r', LOCALAPPDATA: '/l'};
  const folders = findFolders({...linux, platform: 'win32', env});
  expect(folders.config).toContain('b24-handover');
  expect(folders.config.startsWith('/r')).toBe(true);
  expect(folders.data.startsWith('/l')).toBe(true);
});

test('B24_HANDOVER_HOME holds everything; set to nothing it is not set', () => {
  expect(findFolders({...linux, env: {B24_HANDOVER_HOME: '/srv/b24'}})).toEqual({
    config: '/srv/b24',
    data: '/srv/b24',
    demo: '/srv/b24/demo',
    own: '/srv/b24',
  });
  expect(findFolders({...linux, env: {B24_HANDOVER_HOME: ''}}).config).toBe('/home/olga/.config/b24-handover');
});

test('a folder of ours is made for its user alone, one of somebody else keeps its mode', () => {
  const root = mkdtempSync(join(tmpdir(), 'b24-folders-'));
  try {
    makeFolder(join(root, 'a', 'b'));
    expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o700);
    mkdirSync(join(root, 'shared'));
    chmodSync(join(root, 'shared'), 0o755);
    makeFolder(join(root, 'shared'));
    expect(statSync(join(root, 'shared')).mode & 0o777).toBe(0o755);
    mkdirSync(join(root, 'b24-handover'));
    chmodSync(join(root, 'b24-handover'), 0o755);
    makeFolder(join(root, 'b24-handover'));
    expect(statSync(join(root, 'b24-handover')).mode & 0o777).toBe(0o700);
  } finally {
    rmSync(root, {recursive: true, force: true});
  }
});
