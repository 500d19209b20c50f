import type {AccountEnd} from '../domain/outcomes.ts';
import {type AbandonedState, type FinishedRun, isSettled} from '../domain/wizard/index.ts';
import type {Session} from '../engine/contract.ts';
import type {WizardServices} from './services.ts';

/**
 * What must outlive the screen: connections, work under way, and the reports of runs. When the terminal vanishes or a
 * screen breaks, the engine still finishes its request and shuts what it opened, and its report is still known.
 */
export class Backstage {
  readonly services: WizardServices;
  readonly finished: FinishedRun[] = [];
  /** How the accounts stand that earlier starts may have left open. */
  windows: readonly AbandonedState[] = [];
  readonly #sessions = new Map<number, Session>();
  readonly #work = new Set<Promise<unknown>>();
  #crash: {readonly error: unknown} | undefined;
  readonly #ending = new AbortController();

  constructor(services: WizardServices) {
    this.services = services;
  }

  /** Aborted when the wizard ends, however it ends. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.services.now();

  noteWindows(windows: readonly AbandonedState[]): void {
    this.windows = windows;
  }

  windowEnded(window: AbandonedState['window'], end: AccountEnd): void {
    this.windows = this.windows.map(item => (item.window === window ? {window, state: 'ended', end} : item));
  }

  keepSession(token: number, session: Session): void {
    this.#sessions.set(token, session);
  }

  session(token: number): Session {
    const session = this.#sessions.get(token);
    if (!session) throw new Error(`There is no connection ${token}.`);
    return session;
  }

  /** A run that threw instead of reporting: a fault of this program, told once the screen is gone. */
  crash(error: unknown): void {
    this.#crash ??= {error};
  }

  get crashed(): {readonly error: unknown} | undefined {
    return this.#crash;
  }

  /** Work that has to come to its end before the program may. */
  track(work: Promise<unknown>): void {
    this.#work.add(work);
    void this.#await(work);
  }

  async #await(work: Promise<unknown>): Promise<void> {
    // Whoever started it hears how it went; here only its end counts.
    await Promise.allSettled([work]);
    this.#work.delete(work);
  }

  /** An account that is open, or of which nobody can say that it is shut. */
  mayBeOpen(): boolean {
    const left = this.windows.some(item => item.state !== 'ended' || !isSettled(item.end.state));
    return left || this.finished.some(({report}) => report.account.state === 'open');
  }

  /** Like Ctrl-C already confirmed, whatever is on the screen. */
  stop(): void {
    this.#ending.abort();
  }

  /** Asks everything to stop, and waits until it has. */
  async end(): Promise<void> {
    this.stop();
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
