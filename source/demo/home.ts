import {randomBytes} from 'node:crypto';
import {closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import {join} from 'node:path';

/** `<home>/portal.json`: how a running demo portal is found. Readable by its owner only, since the webhook is a secret. */
export type PortalFile = {
  readonly port: number;
  readonly pid: number;
  readonly webhook: string;
  /** ISO time. */
  readonly startedAt: string;
};

/** `<home>/identity.json`: what stays the same from start to start, also after a reset. */
export type Identity = {readonly code: string; readonly port: number};

const PORTAL = 'portal.json';
const IDENTITY = 'identity.json';
const LOCK = 'portal.lock';

/** The portal that says it is running; null if none does, or its file cannot be read. */
export function readPortalFile(home: string): PortalFile | null {
  const value = readJson(join(home, PORTAL)) as Partial<PortalFile> | null;
  if (!value || typeof value.port !== 'number' || typeof value.pid !== 'number' || typeof value.webhook !== 'string')
    return null;
  return {port: value.port, pid: value.pid, webhook: value.webhook, startedAt: value.startedAt ?? ''};
}

export function writePortalFile(home: string, file: PortalFile): void {
  writeJson(join(home, PORTAL), file);
}

/** Removes the file of this process; that of another one stays. */
export function removePortalFile(home: string, pid: number): void {
  if (readPortalFile(home)?.pid === pid) rmSync(join(home, PORTAL), {force: true});
}

/** Secret code and last port of this home's portal; the code is made at the first start. */
export function readIdentity(home: string): Identity {
  mkdirSync(home, {recursive: true, mode: 0o700});
  const value = readJson(join(home, IDENTITY)) as Partial<Identity> | null;
  if (value && typeof value.code === 'string' && /^[a-z0-9]{16}$/.test(value.code)) {
    return {code: value.code, port: typeof value.port === 'number' ? value.port : 0};
  }
  const fresh = {code: randomBytes(8).toString('hex'), port: 0};
  writeJson(join(home, IDENTITY), fresh);
  return fresh;
}

export function writeIdentity(home: string, identity: Identity): void {
  writeJson(join(home, IDENTITY), identity);
}

/**
 * Makes this process the only portal of a home. Null if another living process is; a lock of a dead one is taken over, and with `force`
 * any. The answer's `release` gives it back.
 */
export function takeLock(home: string, force = false): {release(): void} | null {
  const path = join(home, LOCK);
  if (force) rmSync(path, {force: true});
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = openSync(path, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return {release: () => rmSync(path, {force: true})};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAlive(Number(readText(path)))) return null;
      rmSync(path, {force: true});
    }
  }
  return null;
}

/** Whether a living process is the portal of a home, or about to become it. */
export function isLocked(home: string): boolean {
  return isAlive(Number(readText(join(home, LOCK))));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readText(path)) as unknown;
  } catch {
    return null;
  }
}

function writeJson(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value)}\n`, {mode: 0o600});
  renameSync(draft, path);
}
