import {type ChildProcess, spawn} from 'node:child_process';
import {cleanEnv, PROGRAM} from './environment.ts';
import {codeIn, refuseLeak, refuseLeakingProcesses} from './leaks.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from start to end. */
  readonly took: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until standard error or output holds this. */
  readonly until: (wanted: string | RegExp) => Promise<void>;
  /** What this finds in standard output. */
  readonly line: (wanted: RegExp) => string;
}

export interface StartOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is piped in; `null` leaves the pipe open and silent. Without it standard input ends at once. */
  readonly input?: string | null;
  /** How long it may take; longer than usual for what waits on purpose. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 50_000;

/** Starts the built program without a terminal. */
export function start(
  args: readonly string[],
  {home, env, input = '', deadlineMs = DEADLINE_MS}: StartOptions,
): Started {
  const begun = Date.now();
  const code = codeIn(env?.['B24_HANDOVER_WEBHOOK']) ?? codeIn(input);
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: cleanEnv(home, env),
    stdio: 'pipe',
    // A session of its own, without the terminal that the tests may run in.
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    stdout += data;
    changed();
  });
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    stderr += data;
    changed();
  });
  child.stdin.on('error', () => {});
  if (input !== null) child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${args.join(' ')} did not end\n--- stdout ---\n${stdout}\n--- stderr ---\n${stderr}`));
    }, deadlineMs);
    child.on('close', (exit, signal) => {
      clearTimeout(limit);
      try {
        refuseLeak('what it printed', stdout + stderr, code);
      } catch (error) {
        return reject(error);
      }
      resolve({code: exit, signal, stdout, stderr, took: Date.now() - begun});
      changed();
    });
  });
  return {
    child,
    ended,
    line: wanted => wanted.exec(stdout)?.[0] ?? '',
    until(wanted) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          const seen = stdout + stderr;
          if (typeof wanted === 'string' ? !seen.includes(wanted) : !wanted.test(seen)) {
            if (child.exitCode !== null) reject(new Error(`ended without ${String(wanted)}:\n${seen}`));
            return;
          }
          watchers.delete(check);
          try {
            refuseLeakingProcesses(child.pid, code);
          } catch (error) {
            return reject(error);
          }
          resolve();
        };
        watchers.add(check);
        check();
      });
    },
  };
}

/** Runs it to its end. */
export function runProgram(args: readonly string[], options: StartOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** The object that `--json` prints as the last line of standard output. */
export function lastObject<T = Record<string, unknown>>(ended: Ended): T {
  const last = ended.stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as T;
  } catch {
    throw new Error(`the last line of standard output is no object: ${last}\n--- stderr ---\n${ended.stderr}`);
  }
}
