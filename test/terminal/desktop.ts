import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';

/** Why the test of the system keychain cannot run here, or undefined. */
export function noDesktop(): string | undefined {
  if (process.platform !== 'linux') return 'the keychain of a Mac or of Windows is that of whoever runs the tests';
  for (const program of ['dbus-daemon', 'gnome-keyring-daemon']) {
    if (spawnSync('which', [program]).status !== 0) return `${program} is not installed`;
  }
  return undefined;
}

export interface Desktop {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops the keychain from answering: whoever asks waits. */
  readonly hang: () => void;
}

/** A D-Bus session with a keychain of the test's own, unlocked and empty. Both are gone after the test. */
export async function desktop(): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'b24-desktop-'));
  const children: ChildProcess[] = [];
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(home, {recursive: true, force: true});
  });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {stdio: ['ignore', 'pipe', 'ignore']});
  children.push(bus);
  const [said] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = {DBUS_SESSION_BUS_ADDRESS: said.toString().trim()};
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: {...process.env, ...env, HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  children.push(keyring);
  keyring.stdin.end('password of the test');
  return {env, hang: () => void keyring.kill('SIGSTOP')};
}
