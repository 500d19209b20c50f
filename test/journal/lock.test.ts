import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it, onTestFinished} from 'vitest';
import {createLocks} from '../../source/journal/lock.ts';
import {temporaryFolder} from './folder.ts';

const HOLDER = fileURLToPath(new URL('holder.ts', import.meta.url));
const KEY = 'https://acme.bitrix24.com';

/** Another process that tries to hold the portal; its first line, and itself. */
async function another(folder: string): Promise<{said: string; child: ChildProcess}> {
  const child = spawn(process.execPath, [HOLDER, folder, KEY], {stdio: ['pipe', 'pipe', 'inherit']});
  onTestFinished(() => void child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return {said: chunk.toString().trim(), child};
}

describe('a portal', () => {
  it('is held once, and free again after release, however often released', async () => {
    const locks = await createLocks(temporaryFolder());
    const lock = locks.hold(KEY, 5);
    expect(locks.isHeld(KEY)).toBe(true);
    expect(() => locks.hold(KEY, 6)).toThrow(
      expect.objectContaining({name: 'BusyTrouble', holder: {pid: process.pid, since: 5}}),
    );
    // Looking and failing must not have dropped the lock.
    expect(locks.isHeld(KEY)).toBe(true);
    lock.release();
    lock.release();
    expect(locks.isHeld(KEY)).toBe(false);
    locks.hold(KEY, 7).release();
  });

  it('that nobody ever held is free, and looking leaves nothing behind', async () => {
    const folder = temporaryFolder();
    expect((await createLocks(folder)).isHeld(KEY)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not hold another', async () => {
    const locks = await createLocks(temporaryFolder());
    const lock = locks.hold(KEY, 5);
    expect(locks.isHeld('demo')).toBe(false);
    locks.hold('demo', 5).release();
    lock.release();
  });

  it('held here is busy for another process, which learns by whom and since when', async () => {
    const folder = temporaryFolder();
    const lock = (await createLocks(folder)).hold(KEY, 99);
    const {said} = await another(folder);
    expect(JSON.parse(said)).toMatchObject({name: 'BusyTrouble', holder: {pid: process.pid, since: 99}});
    lock.release();
  });

  it('held by another process is free as soon as that is killed', async () => {
    const folder = temporaryFolder();
    const locks = await createLocks(folder);
    const {said, child} = await another(folder);
    expect(said).toBe('held');
    expect(() => locks.hold(KEY, 1)).toThrow(expect.objectContaining({holder: {pid: child.pid, since: 1234}}));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(locks.isHeld(KEY)).toBe(false);
    locks.hold(KEY, 1).release();
  });

  it('has files that are closed to others', async () => {
    const folder = temporaryFolder();
    (await createLocks(folder)).hold(KEY, 1).release();
    const home = join(folder, 'locks');
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(readdirSync(home).map(name => statSync(join(home, name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('is told to be busy although the note about it is broken', async () => {
    const folder = temporaryFolder();
    const locks = await createLocks(folder);
    locks.hold(KEY, 1).release();
    const note = readdirSync(join(folder, 'locks')).find(name => name.endsWith('.json')) ?? '';
    writeFileSync(join(folder, 'locks', note), 'no JSON');
    const lock = locks.hold(KEY, 2);
    writeFileSync(join(folder, 'locks', note), 'no JSON');
    expect(() => locks.hold(KEY, 3)).toThrow(expect.objectContaining({name: 'BusyTrouble', holder: undefined}));
    lock.release();
  });

  it('whose folder is a file cannot be held, and the folder is named', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'locks'), '');
    const locks = await createLocks(folder);
    expect(() => locks.hold(KEY, 1)).toThrow(expect.objectContaining({name: 'FilesTrouble', problem: 'unwritable'}));
  });
});
