import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it, type TestContext} from 'vitest';
import {readPortalFile} from '../../source/demo/home.ts';
import {servePortal} from '../../source/demo/main.ts';
import {type DemoConnection, DemoStartError, ensureDemoPortal} from '../../source/demo/start.ts';

// The demo portal as a process of its own: found, started, held, let go, begun anew.

const SERVE = join(import.meta.dirname, 'fixtures/serve.ts');
const OWNER = join(import.meta.dirname, 'fixtures/owner.ts');

/** A folder for one test. At its end, when everything is let go, the portals of it are waited for. */
function newHome({onTestFinished}: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'demo-'));
  onTestFinished(async () => {
    const port = readPortalFile(home)?.port;
    if (port !== undefined && port !== 9) await untilGone(port);
    rmSync(home, {recursive: true, force: true});
  });
  return home;
}

const serveCommand = (home: string) => [process.execPath, SERVE, home];

async function open({onTestFinished}: TestContext, home: string, reset = false): Promise<DemoConnection> {
  const connection = await ensureDemoPortal({home, command: serveCommand(home), reset});
  onTestFinished(() => connection.release());
  return connection;
}

async function call(webhook: string, method: string, params: unknown = {}) {
  const answer = await fetch(`${webhook}${method}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Connection: 'close'},
    body: JSON.stringify(params),
  });
  return (await answer.json()) as {result: {ACTIVE: boolean}[]};
}

async function isAnnaActive(webhook: string): Promise<boolean | undefined> {
  return (await call(webhook, 'user.get', {FILTER: {ID: 42}})).result[0]?.ACTIVE;
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Waits for the end of a portal, however long the machine takes. */
async function untilGone(port: number): Promise<void> {
  while (await isListening(port)) await pause(20);
}

/** Waits for the end of a process. */
async function untilEnded(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
}

// Most of their time is waiting for processes, so they wait together.
describe.concurrent('the demo portal as a process', () => {
  it('starts a portal, says where it is to its owner only, and leaves nothing behind', async test => {
    const home = newHome(test);
    const connection = await ensureDemoPortal({home, command: serveCommand(home)});
    const file = join(home, 'portal.json');
    const told = JSON.parse(readFileSync(file, 'utf8'));
    expect(told).toMatchObject({port: connection.port, webhook: connection.webhook});
    expect(told.pid).not.toBe(process.pid);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await isAnnaActive(connection.webhook)).toBe(false);
    connection.release();
    await untilGone(connection.port);
    await untilEnded(told.pid);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(join(home, 'portal.lock'))).toBe(false);
  });

  it('keeps its state, its port and its secret from start to start', async test => {
    const home = newHome(test);
    const first = await ensureDemoPortal({home, command: serveCommand(home)});
    await call(first.webhook, 'user.update', {ID: 42, ACTIVE: 'Y'});
    first.release();
    await untilGone(first.port);
    const second = await open(test, home);
    expect(second.webhook).toBe(first.webhook);
    expect(await isAnnaActive(second.webhook)).toBe(true);
  });

  it('begins anew when asked to, a living one too, and stays the same portal', async test => {
    const home = newHome(test);
    const first = await open(test, home);
    await call(first.webhook, 'user.update', {ID: 42, ACTIVE: 'Y'});
    const second = await open(test, home, true);
    expect(second.webhook).toBe(first.webhook);
    expect(await isAnnaActive(first.webhook)).toBe(false);
  });

  it('is shared by all commands, and ends with the last of them', async test => {
    const home = newHome(test);
    const [first, second] = await Promise.all([open(test, home), open(test, home)]);
    expect(second.port).toBe(first.port);
    const third = await open(test, home);
    first.release();
    second.release();
    // Three times as long as it would linger: the third still holds it.
    await pause(900);
    expect(await isAnnaActive(third.webhook)).toBe(false);
  });

  it('outlives its owner for a moment, so that an account can still be shut', async test => {
    const home = newHome(test);
    const owner = spawn(process.execPath, [OWNER, home, ...serveCommand(home)], {stdio: ['pipe', 'pipe', 'inherit']});
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const webhook = line.toString().trim();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await call(webhook, 'user.update', {ID: 42, ACTIVE: 'N'})).toMatchObject({result: true});
    await untilGone(Number(new URL(webhook).port));
    expect(existsSync(join(home, 'portal.json'))).toBe(false);
  });

  it('is not taken in by the file of a dead portal', async test => {
    const home = newHome(test);
    const stranger = {
      port: 9,
      pid: process.pid,
      webhook: 'http://127.0.0.1:9/rest/17/0123456789abcdef/',
      startedAt: '',
    };
    writeFileSync(join(home, 'portal.json'), JSON.stringify(stranger));
    writeFileSync(join(home, 'portal.lock'), '999999999');
    const connection = await open(test, home);
    expect(connection.port).not.toBe(9);
    expect(await isAnnaActive(connection.webhook)).toBe(false);
  });

  it('takes over a lock whose number is somebody else’s by now', {timeout: 20_000}, async test => {
    const home = newHome(test);
    writeFileSync(join(home, 'portal.lock'), String(process.pid));
    const portal = await servePortal({home, foreground: true});
    expect(await isAnnaActive(portal.webhook)).toBe(false);
    await portal.stop();
  });

  it('ends on SIGTERM, and puts its files away', async test => {
    const home = newHome(test);
    const connection = await ensureDemoPortal({home, command: serveCommand(home)});
    const {pid} = readPortalFile(home)!;
    process.kill(pid, 'SIGTERM');
    await untilGone(connection.port);
    // Its pipe to us is still open: that alone must not keep the process.
    await untilEnded(pid);
    expect(existsSync(join(home, 'portal.json'))).toBe(false);
    expect(existsSync(join(home, 'portal.lock'))).toBe(false);
  });

  it('says what went wrong when it cannot be started', async test => {
    const home = newHome(test);
    const command = [process.execPath, '-e', 'console.error("no room here"); process.exit(7)'];
    const failed = ensureDemoPortal({home, command});
    await expect(failed).rejects.toThrow(DemoStartError);
    await expect(failed).rejects.toThrow(/its process ended\. no room here/);
    await expect(ensureDemoPortal({home, command: ['/no/such/program']})).rejects.toThrow(/ENOENT/);
  });

  it('served in the foreground it takes another port if its own is in use, and refuses a second one', async test => {
    const home = newHome(test);
    const first = await servePortal({home, foreground: true});
    await expect(servePortal({home, foreground: true})).rejects.toThrow('already running');
    const other = newHome(test);
    const second = await servePortal({home: other, foreground: true, port: first.port});
    expect(second.port).not.toBe(first.port);
    await Promise.all([first.stop(), second.stop()]);
    await Promise.all([first.ended, second.ended]);
    expect(await isListening(first.port)).toBe(false);
  });

  it('its side doors want the secret', async test => {
    const home = newHome(test);
    const {port} = await open(test, home);
    const {status} = await fetch(`http://127.0.0.1:${port}/demo/reset`, {
      method: 'POST',
      headers: {Connection: 'close'},
    });
    expect(status).toBe(403);
  });
});
