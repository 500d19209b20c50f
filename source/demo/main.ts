import {type Doors, sideDoors} from './doors.ts';
import {isLocked, readIdentity, removePortalFile, takeLock, writeIdentity, writePortalFile} from './home.ts';
import {hold} from './knock.ts';
import {DEMO_PACE, type PortalOptions} from './options.ts';
import {type RunningPortal, startPortal} from './server.ts';

export type ServeOptions = {
  /** Folder of the demo portal: its changes, its identity, and `portal.json` while it runs. */
  readonly home: string;
  /** Begins with the company as new. */
  readonly reset?: boolean;
  /** The last port of this home, else any free one, if not given. */
  readonly port?: number;
  /**
   * Served for somebody who looks on: ends with SIGINT too, and does not care about its stdin. Otherwise it belongs to the process
   * that started it, says on stdout that it is ready, and ends when stdin does.
   */
  readonly foreground?: boolean;
  /** Milliseconds it stays when its owner is gone and no more requests come; 3000 if not given. */
  readonly lingerMs?: number;
  /** Anything else to be different from the demo's usual pace and rules. */
  readonly portal?: Omit<PortalOptions, 'folder' | 'port' | 'secret' | 'sideDoor'>;
};

export type ServedPortal = {
  readonly webhook: string;
  readonly port: number;
  /** Resolves when the portal has ended and its files are in order. */
  readonly ended: Promise<void>;
  /** Ends it. */
  stop(): Promise<void>;
};

/** How long it stays after its owner is gone and the last request has come: long enough for an account to be shut. */
const LINGER_MS = 3000;
/** A portal answers long before that. */
const START_MS = 3000;
/** The line that says a portal is ready; followed by its port. */
export const READY = 'demo portal ready on port';

/** Another portal of the same home is running. */
export class PortalBusyError extends Error {}

/**
 * Serves the demo portal from this process. Throws PortalBusyError if this home has a living portal already, and whatever
 * the file system or the network refuse.
 */
export async function servePortal(options: ServeOptions): Promise<ServedPortal> {
  const {home, foreground = false} = options;
  const identity = readIdentity(home);
  const lock = takeLock(home) ?? ((await isServed(home)) ? null : takeLock(home, true));
  if (!lock) throw new PortalBusyError(`A demo portal of ${home} is already running.`);
  try {
    return await serve(options, foreground, identity, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Whether the process behind the lock really is a portal, or becomes one within its time to start. After a crash and a restart of the
 * machine its number may be anybody's.
 */
async function isServed(home: string): Promise<boolean> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const held = await hold(home);
    held?.letGo();
    if (held) return true;
    if (Date.now() > deadline || !isLocked(home)) return false;
    await new Promise(resolve => {
      setTimeout(resolve, START_MS / 30);
    });
  }
}

async function serve(
  options: ServeOptions,
  foreground: boolean,
  identity: {code: string; port: number},
  lock: {release(): void},
): Promise<ServedPortal> {
  const {home} = options;
  const settings: PortalOptions = {
    ...DEMO_PACE,
    ...options.portal,
    folder: home,
    secret: identity.code,
    sideDoor: (path, request, response) => doors.open(path, request, response),
  };
  let portal: RunningPortal | undefined;
  const doors = sideDoors(identity.code, () => portal?.reset());
  const running = await startOn(settings, options.port ?? identity.port);
  portal = running;
  if (options.reset) running.reset();
  writeIdentity(home, {...identity, port: running.port});
  const webhook = running.webhook();
  writePortalFile(home, {port: running.port, pid: process.pid, webhook, startedAt: new Date().toISOString()});
  const {promise: ended, resolve: finish} = deferred();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      removePortalFile(home, process.pid);
      unwatch();
      await running.close();
      lock.release();
      finish();
    })();
    return stopping;
  };
  const unwatch = watch({running, doors, foreground, stop, lingerMs: options.lingerMs ?? LINGER_MS});
  if (!foreground) process.stdout.write(`${READY} ${running.port}\n`);
  return {webhook, port: running.port, ended, stop};
}

function deferred(): {promise: Promise<void>; resolve: () => void} {
  let settle: (() => void) | undefined;
  const promise = new Promise<void>(resolve => {
    settle = resolve;
  });
  return {promise, resolve: () => settle?.()};
}

/** Takes the port if it is free, else any other. */
async function startOn(options: PortalOptions, port: number): Promise<RunningPortal> {
  try {
    return await startPortal({...options, port});
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (port === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    return startPortal({...options, port: 0});
  }
}

type Watched = {
  readonly running: RunningPortal;
  readonly doors: Doors;
  readonly foreground: boolean;
  readonly lingerMs: number;
  stop(): Promise<void>;
};

/** Everything that ends the portal; the answer stops listening for it. */
function watch(watched: Watched): () => void {
  const {foreground} = watched;
  const stop = () => watched.stop();
  const onSignal = (): void => void stop();
  process.on('SIGTERM', onSignal);
  if (foreground) {
    process.on('SIGINT', onSignal);
    return () => {
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    };
  }
  // Nobody reads any more once the owner is gone; that is no reason to die at once.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  let timer: NodeJS.Timeout | undefined;
  const onEnd = (): void => {
    timer ??= lingering(watched);
  };
  process.stdin.on('end', onEnd).on('close', onEnd).on('error', onEnd);
  process.stdin.resume();
  return () => {
    process.off('SIGTERM', onSignal);
    // First, since destroying it ends it: that must not begin the wait anew.
    process.stdin.off('end', onEnd).off('close', onEnd).off('error', onEnd);
    clearInterval(timer);
    process.stdin.destroy();
  };
}

/** Ends the portal once it has been left alone for a while. */
function lingering(watched: Watched): NodeJS.Timeout {
  const {running, doors, lingerMs} = watched;
  let seen = running.requests;
  let quietSince = Date.now();
  return setInterval(() => {
    if (running.requests !== seen || doors.holders > 0) {
      seen = running.requests;
      quietSince = Date.now();
    } else if (Date.now() - quietSince >= lingerMs) {
      void watched.stop();
    }
  }, lingerMs / 12);
}
