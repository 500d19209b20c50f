import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import type {Clock} from '../../domain/clock.ts';
import type {WebhookAddress} from '../../domain/webhook.ts';
import {READY, RELEASED, TOOK_OVER, type GuardOrder} from './words.ts';

/** The guard of one window, seen from the process that works. */
export interface Guard {
  /** The guard has shut the account, or is about to: it believes that this process is dead. Nothing more is written inside. */
  tookOver(): boolean;
  /** The account is shut and read back: the guard may go. */
  release(): Promise<void>;
  /** It could not be shut by us: from now on the guard tries, while whoever waits for our last screen to be left takes their time. */
  handOver(): void;
}

/** Starts a guard. Rejects when it does not come up: then nothing is opened. */
export type StartGuard = (order: GuardOrder) => Promise<Guard>;

const BEAT_MS = 2000;
/** A guard waits 20 s for a beat; a process that slept this long must not trust that it still has the window. */
const SLEPT_MS = 15_000;
const START_MS = 10_000;
/** A guard that was released has nothing left to do; one that is stopped would keep its worker from ending. */
const RELEASE_MS = 10_000;

/**
 * A guard is a small process of its own that is able to shut the account when this one cannot any more: killed, hung,
 * stopped, its terminal gone. It gets the key through a pipe, never on a command line or on disk; has a session of its
 * own, so that the terminal's signals do not reach it; and acts when the pipe closes or the beats stop.
 *
 * @param command program and arguments that run `guardMain`
 */
export function guardStarter(command: readonly string[], address: WebhookAddress, clock: Clock): StartGuard {
  return async order => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {detached: true, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true});
    // Heard from the start: a machine that is out of files has no pipes for it either, and the lines below fail.
    child.on('error', () => {});
    let took = false;
    let gone = false;
    let lastBeat = clock.now();
    const lines = createInterface({input: child.stdout});
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer')), START_MS);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        end();
      };
      lines.on('line', line => {
        if (line === READY) settle(resolve);
        if (line === TOOK_OVER) took = true;
      });
      child.once('error', error => settle(() => reject(error)));
      child.once('exit', code => {
        gone = true;
        settle(() => reject(new Error(`ended with ${code}`)));
      });
    });
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify({...order, address: address.base()})}\n`);
    await ready.catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    });
    const beat = setInterval(() => {
      // A process that was stopped and wakes up beats late: it has lost the window, whatever it believes.
      if (clock.now() - lastBeat > SLEPT_MS) took = true;
      lastBeat = clock.now();
      child.stdin.write('beat\n');
    }, BEAT_MS);
    beat.unref();
    return {
      tookOver: () => took || gone || clock.now() - lastBeat > SLEPT_MS,
      handOver() {
        clearInterval(beat);
        child.stdin.end();
        child.unref();
      },
      async release() {
        clearInterval(beat);
        if (gone) return;
        const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
        child.stdin.end(`${RELEASED}\n`);
        const late = setTimeout(() => child.kill('SIGKILL'), RELEASE_MS);
        await ended;
        clearTimeout(late);
      },
    };
  };
}
