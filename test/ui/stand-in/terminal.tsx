import {render} from 'ink';
import {EventEmitter} from 'node:events';
import {vi} from 'vitest';
import {initial, type Target, type WizardState} from '../../../source/domain/wizard/index.ts';
import type {Session} from '../../../source/engine/contract.ts';
import {App} from '../../../source/ui/app.tsx';
import {Backstage} from '../../../source/ui/backstage.ts';
import {QUIET_MS} from '../../../source/ui/hooks/use-arming.ts';
import type {WizardServices} from '../../../source/ui/services.ts';
import {en} from '../../../source/words/en.ts';
import {services as standInServices} from './services.ts';

export const KEYS = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  space: ' ',
  backspace: '\u007f',
  end: '\u001b[F',
  home: '\u001b[H',
  ctrlC: '\u0003',
} as const;

/** A terminal of any size; ink-testing-library's has a fixed width and no height. */
class Screen extends EventEmitter {
  readonly isTTY = true;
  readonly frames: string[] = [];
  columns: number;
  rows: number;
  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }
  write = (text: string, done?: () => void): boolean => {
    this.frames.push(text);
    done?.();
    return true;
  };
}

class Keys extends EventEmitter {
  readonly isTTY = true;
  #data: string | null = null;
  press(data: string): void {
    this.#data = data;
    this.emit('readable');
  }
  read = (): string | null => {
    const data = this.#data;
    this.#data = null;
    return data;
  };
  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
}

export interface Terminal {
  /** The last frame, without spaces at line ends and without empty lines at its end. */
  frame(): string;
  frames(): readonly string[];
  /** Presses keys one after the other, and lets everything settle after each. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  wait(ms: number): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  readonly backstage: Backstage;
  readonly exit: Promise<unknown>;
  end(): void;
}

export interface Opening {
  readonly session: Session;
  readonly services?: Partial<WizardServices>;
  readonly columns?: number;
  readonly rows?: number;
  readonly target?: Target;
  readonly state?: WizardState;
}

/** Opens the wizard on a stand-in session, under fake timers. */
export async function open({session, services, columns = 80, rows = 24, target, state}: Opening): Promise<Terminal> {
  const all = standInServices(session, services);
  const backstage = new Backstage(all);
  const stdout = new Screen(columns, rows);
  const stdin = new Keys();
  const start =
    state ??
    initial({saved: all.savedPortals(), windows: all.abandonedWindows(), noticed: [], target, guide: all.firstTimes()});
  const app = render(<App start={start} backstage={backstage} words={en} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  // React schedules with the real setImmediate, which it took before the timers were faked: what the last timer caused is
  // on the screen a few real turns later.
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await vi.advanceTimersByTimeAsync(0);
  };
  const settle = async (ms = 50): Promise<void> => {
    await turns();
    await vi.advanceTimersByTimeAsync(ms);
    await turns();
  };
  await settle();
  return {
    backstage,
    exit: app.waitUntilExit(),
    frame: () => clean(stdout.frames.findLast(isFrame) ?? ''),
    frames: () => stdout.frames.filter(isFrame).map(clean),
    async press(...keys) {
      for (const key of keys) {
        stdin.press(key);
        await settle();
      }
    },
    async type(text) {
      for (const key of text) {
        stdin.press(key);
        await settle();
      }
    },
    async wait(ms) {
      await settle(ms);
    },
    async resize(width, height) {
      stdout.columns = width;
      stdout.rows = height;
      stdout.emit('resize');
      await settle();
    },
    end: () => app.unmount(),
  };
}

/** Long enough for a question to be armed. */
export const ARMED_MS = QUIET_MS + 50;

/** What is painted, not what switches the terminal's modes. */
function isFrame(text: string): boolean {
  return text !== '' && !text.startsWith('\u001b');
}

function clean(text: string): string {
  return text
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd();
}
