import {EventEmitter} from 'node:events';
import {StringDecoder} from 'node:string_decoder';
import {splitKeys} from './split-keys.ts';

/** What a terminal's input offers beyond a plain stream. */
export interface TerminalInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(mode: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** A lone Escape is told from the beginning of a sequence by waiting so long. */
const ESCAPE_WAIT_MS = 10;
/** A paste whose end never comes must not swallow the keyboard, Ctrl-C included. */
const PASTE_WAIT_MS = 1000;

/**
 * Hands on one key per turn of the event loop. Without it two keys that arrive in one piece (fast typing, a slow line,
 * pasted keys) reach the screens before the first has had its effect, and the second answers what is no longer asked.
 */
export class PacedInput extends EventEmitter {
  readonly isTTY: boolean;
  readonly #source: TerminalInput;
  readonly #decoder = new StringDecoder('utf8');
  readonly #keys: string[] = [];
  #rest = '';
  #turn = false;
  #scheduled = false;
  #waiting: NodeJS.Timeout | undefined;

  constructor(source: TerminalInput) {
    super();
    this.#source = source;
    this.isTTY = source.isTTY === true;
    source.on('data', this.#take);
    for (const end of ['end', 'close', 'error'] as const) source.on(end, this.#gone);
  }

  /** Ink's side: one key, once a turn. */
  read(): string | null {
    if (!this.#turn) return null;
    this.#turn = false;
    const key = this.#keys.shift() ?? null;
    this.#schedule();
    return key;
  }

  override on(event: string, listener: (...args: unknown[]) => void): this {
    super.on(event, listener);
    if (event === 'readable') this.#schedule();
    return this;
  }

  override addListener(event: string, listener: (...args: unknown[]) => void): this {
    return this.on(event, listener);
  }

  setEncoding(): this {
    return this;
  }

  setRawMode(mode: boolean): this {
    // The terminal may be gone by now; there is nothing left to restore then.
    try {
      this.#source.setRawMode?.(mode);
    } catch {}
    return this;
  }

  ref(): this {
    this.#source.ref?.();
    return this;
  }

  unref(): this {
    this.#source.unref?.();
    return this;
  }

  resume(): this {
    this.#source.resume();
    return this;
  }

  pause(): this {
    return this;
  }

  /** Lets go of the terminal. */
  dispose(): void {
    clearTimeout(this.#waiting);
    this.#source.off('data', this.#take);
    this.#source.pause();
  }

  readonly #take = (chunk: Buffer | string): void => {
    clearTimeout(this.#waiting);
    const {keys, rest} = splitKeys(this.#rest + (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)));
    this.#keys.push(...keys);
    this.#rest = rest;
    if (rest !== '') {
      const wait = rest.startsWith('\u001b[200~') ? PASTE_WAIT_MS : ESCAPE_WAIT_MS;
      this.#waiting = setTimeout(this.#giveUpWaiting, wait);
    }
    this.#schedule();
  };

  readonly #giveUpWaiting = (): void => {
    const rest = this.#rest;
    this.#rest = '';
    // Half a paste is still a paste: its line breaks must not become Enter.
    this.#keys.push(rest.startsWith('\u001b[200~') ? `${rest}\u001b[201~` : rest);
    this.#schedule();
  };

  readonly #gone = (error?: unknown): void => {
    this.emit('gone', error);
  };

  #schedule(): void {
    if (this.#scheduled || this.#keys.length === 0 || this.listenerCount('readable') === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn = true;
      this.emit('readable');
      // Nobody read it: the key stays for whoever listens next.
      this.#turn = false;
    });
  }
}
