import type {Readable} from 'node:stream';
import type {Engine} from '../engine/contract.ts';
import type {Folders} from '../settings/folders.ts';
import type {Profiles} from '../settings/profiles.ts';

/** The built-in portal, running. */
export interface DemoPortal {
  readonly webhook: string;
  release(): void | Promise<void>;
}

/** The part of a terminal's input that questions need. */
export type Keyboard = Readable & {isTTY?: boolean; setRawMode?: (raw: boolean) => unknown};

/**
 * Everything a command meets outside of itself, handed in so that tests can stand in for it. Commands end by returning
 * their exit code; none of them ends the process.
 */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Keyboard;
  /** A person is there: both ends are terminals, and no CI. Only then is anything asked. */
  readonly interactive: boolean;
  /** How wide the terminal is that results go to; absent where they go elsewhere. */
  readonly columns?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly folders: Folders;
  readonly profiles: Profiles;
  /** Aborted when the process is asked to stop. */
  readonly signal: AbortSignal;
  /** Aborted when it is asked a second time. */
  readonly hurry: AbortSignal;
  /** Results: standard output, one line each. */
  readonly out: (line: string) => void;
  /** The same with a secret in it that was asked for: the address of the built-in portal. */
  readonly reveal: (line: string) => void;
  /** A whole file to standard output, no faster than it is read. */
  readonly pour: (text: Iterable<string>) => Promise<void>;
  /** Messages for people: standard error, one line each. */
  readonly say: (line: string) => void;
  /** A question: where a person sees it, without a line end. */
  readonly prompt: (text: string) => void;
  /** Takes secrets out of whatever is said or thrown from now on. */
  readonly hide: (secret: string) => void;
  /**
   * While this runs, being asked to stop only aborts the signal: what it does must come to its end. `quiet` when the
   * work itself says that it stops.
   */
  readonly untilDone: <T>(work: () => Promise<T>, options?: {quiet?: boolean}) => Promise<T>;
  /** What a key like Ctrl-C does while a question has the keyboard. */
  readonly interrupt: () => void;
  /** Run at the end, whatever the end is. */
  readonly atEnd: (cleanup: () => void | Promise<void>) => void;
  /** @param folder where intents and run logs lie */
  readonly loadEngine: (folder: string) => Promise<Engine>;
  readonly startDemo: (options: {reset: boolean}) => Promise<DemoPortal>;
}
