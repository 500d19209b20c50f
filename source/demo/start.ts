import {spawn} from 'node:child_process';
import type {Socket} from 'node:net';
import {isLocked, type PortalFile} from './home.ts';
import {type Held, hold, knock} from './knock.ts';

export type EnsureOptions = {
  /** Folder of the demo portal. */
  readonly home: string;
  /** Program and arguments of a process that calls `servePortal` for the same home. */
  readonly command: readonly string[];
  /** Begin with the company as new. */
  readonly reset?: boolean;
};

export type DemoConnection = {
  /** Webhook address of the portal's administrator, with its secret. */
  readonly webhook: string;
  readonly port: number;
  /** Lets go of the portal, which ends a moment after the last one who holds it has let go. */
  release(): void;
};

const START_MS = 10_000;
const POLL_MS = 40;

/** The demo portal did not come up; the text says what it said. */
export class DemoStartError extends Error {}

/**
 * Finds the demo portal of a home, or starts it in a process and session of its own, so that Ctrl-C in the terminal does not reach it.
 * Holds it open until `release`, or until this process ends. Throws DemoStartError if it is not there within ten seconds.
 */
export async function ensureDemoPortal({home, command, reset = false}: EnsureOptions): Promise<DemoConnection> {
  let held = await hold(home);
  let child: StartedProcess | null = null;
  if (!held) {
    child = startProcess(command);
    held = await untilHeld(home, child);
  }
  const {file} = held;
  if (reset) await startAnew(file);
  return {
    webhook: file.webhook,
    port: file.port,
    release: () => {
      held.letGo();
      child?.letGo();
    },
  };
}

/** Waits for a portal to answer: ours, or one that another command started in the same moment. */
async function untilHeld(home: string, child: StartedProcess): Promise<Held> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const held = await hold(home);
    if (held) return held;
    const {endedAt} = child;
    // Our own process may have ended because another command's was first; then that one is waited for.
    if (Date.now() > deadline || (endedAt !== null && !isLocked(home))) {
      child.kill();
      const why = endedAt === null ? 'it did not answer within 10 seconds' : 'its process ended';
      throw new DemoStartError(`The demo portal could not be started: ${why}. ${child.said}`.trim());
    }
    await new Promise(resolve => {
      setTimeout(resolve, POLL_MS);
    });
  }
}

async function startAnew(file: PortalFile): Promise<void> {
  const {status, request: done} = await knock(file, 'POST', '/demo/reset');
  done.destroy();
  if (status !== 204) throw new DemoStartError(`The demo portal could not be reset: it answered ${status}.`);
}

type StartedProcess = {
  /** When it ended by itself; null while it runs. */
  readonly endedAt: number | null;
  /** What it wrote on standard error. */
  readonly said: string;
  kill(): void;
  letGo(): void;
};

function startProcess(command: readonly string[]): StartedProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {detached: true, stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true});
  let endedAt: number | null = null;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.stdin.on('error', () => {});
  child.stderr.on('error', () => {});
  // 'close', not 'exit': by then all it said has been read.
  child.on('close', () => {
    endedAt = Date.now();
  });
  child.on('error', error => {
    said = error.message;
    endedAt = Date.now();
  });
  // The pipe of its stdin tells it that we are there; neither it nor the process keeps ours from ending.
  child.unref();
  (child.stdin as Socket).unref();
  (child.stderr as Socket).unref();
  return {
    get endedAt() {
      return endedAt;
    },
    get said() {
      return said.trim();
    },
    kill: () => void child.kill(),
    letGo: () => {
      child.stdin.end();
      child.stderr.destroy();
    },
  };
}
