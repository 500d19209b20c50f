import {spawn} from '@lydell/node-pty';
import xterm, {type Terminal} from '@xterm/headless';
import {cleanEnv, PROGRAM} from './environment.ts';
import {codeIn, refuseLeak, refuseLeakingProcesses} from './leaks.ts';

/** How long a text may take to appear. Only ever waited out when a test fails. */
const DEADLINE_MS = 30_000;

export interface ScreenOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly home: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A line for bash to run instead, in which "$B24" starts the program: for pipes and redirections. */
  readonly shell?: string;
}

/** The built program in a pseudo-terminal, and what a person would see of it. */
export interface Screen {
  /** The visible rows, without trailing space. */
  text(): string;
  /** Everything the program ever wrote, escape sequences and all. */
  raw(): string;
  /** Waits until the screen shows this, and returns the screen. */
  until(wanted: string | RegExp): Promise<string>;
  /** Waits until the screen no longer shows this. */
  untilGone(unwanted: string | RegExp): Promise<string>;
  /** Sends keys in one write; each of several arguments is a write of its own, after the screen has answered. */
  type(...keys: readonly string[]): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Closes the terminal under the program, as closing its window does. */
  hangUp(): void;
  /** Sends a signal to the program. */
  kill(signal: string): void;
  /** The exit code, after everything was read. */
  exit(): Promise<number>;
  /** Ends the program if it still runs. */
  dispose(): void;
  readonly pid: number;
  /** The terminal itself, for drawing what it shows. */
  readonly terminal: Terminal;
}

export const KEY = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  tab: '\t',
  ctrlC: '\u0003',
  backspace: '\u007f',
} as const;

/** Starts the built bundle in a terminal of this size. */
export function openScreen(options: ScreenOptions): Screen {
  const {columns = 80, rows = 24} = options;
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 2000});
  const program = [process.execPath, PROGRAM];
  const [file = '', ...args] =
    options.shell === undefined ? [...program, ...(options.args ?? [])] : ['bash', '-c', options.shell];
  const env = {
    ...cleanEnv(options.home, options.env),
    ...(options.shell === undefined ? {} : {B24: program.join(' ')}),
  };
  const child = spawn(file, args, {name: 'xterm-256color', cols: columns, rows, env});
  const webhook = codeIn(options.env?.['B24_HANDOVER_WEBHOOK']);
  let raw = '';
  let code: number | undefined;
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  child.onData(data => {
    raw += data;
    terminal.write(data, changed);
  });
  // The terminal answers what the program asks of it (cursor position, device attributes), as a real one does.
  terminal.onData(data => {
    if (code === undefined) child.write(data);
  });
  child.onExit(event => {
    code = event.exitCode;
    terminal.write('', changed);
  });

  const text = (): string => {
    const buffer = terminal.buffer.active;
    const lines = Array.from(
      {length: terminal.rows},
      (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '',
    );
    return lines.join('\n').replace(/\n+$/, '');
  };
  const waitFor = (what: string, met: () => boolean, overAtExit: boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (met()) end(() => resolve(text()));
        else if (code !== undefined && overAtExit)
          end(() => reject(failure(`${what}, and the program ended with ${code}`)));
      };
      const limit = setTimeout(() => end(() => reject(failure(`${what} within ${DEADLINE_MS} ms`))), DEADLINE_MS);
      const end = (settle: () => void): void => {
        clearTimeout(limit);
        watchers.delete(check);
        settle();
      };
      watchers.add(check);
      check();
    });
  const failure = (what: string): Error => new Error(`${what}\n--- screen ---\n${text()}\n--- end ---`);
  const matches = (pattern: string | RegExp): boolean =>
    typeof pattern === 'string' ? text().includes(pattern) : pattern.test(text());

  return {
    text,
    raw: () => raw,
    pid: child.pid,
    terminal,
    until: wanted => waitFor(`the screen never showed ${String(wanted)}`, () => matches(wanted), true),
    untilGone: unwanted => waitFor(`the screen kept showing ${String(unwanted)}`, () => !matches(unwanted), true),
    async type(...keys) {
      // A screen program takes keys a moment after its first frame; it says so by asking for bracketed pastes.
      const listens = (): boolean => !raw.includes('\u001b[?1049h') || terminal.modes.bracketedPasteMode;
      await waitFor('the program never listened to keys', listens, true);
      for (const key of keys) {
        const before = raw.length;
        child.write(key);
        if (keys.length > 1)
          await waitFor(`nothing answered the key ${JSON.stringify(key)}`, () => raw.length > before, true);
      }
    },
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    // The library has it on its Unix terminal and not in its types.
    hangUp: () => (child as unknown as {destroy(): void}).destroy(),
    kill: signal => child.kill(signal),
    async exit() {
      await waitFor('the program did not end', () => code !== undefined, false);
      return code ?? -1;
    },
    dispose() {
      // Also what stands in no cell: the title of the window, the clipboard.
      refuseLeak('what it wrote to the terminal', raw, webhook);
      if (code === undefined && options.shell === undefined) refuseLeakingProcesses(child.pid, webhook);
      if (code === undefined) child.kill('SIGKILL');
      terminal.dispose();
    },
  };
}
