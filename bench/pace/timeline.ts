import type {Clock as PortalClock} from '../../source/demo/clock.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {Transport} from '../../source/portal/transport.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * One time for the program and the portal. It stands still while either of them computes, and jumps to the next sleeper
 * once everybody sleeps: an hour of limits passes in seconds, exactly, whatever else the machine does. How fast the
 * machine is therefore does not show in it; processor time is told apart.
 */
export class Timeline {
  #now: number;
  #sleepers: Sleeper[] = [];
  /** Requests that were sent and not answered, and those of them at which the portal sleeps. */
  #open = 0;
  #asleep = 0;

  constructor(start: number) {
    this.#now = start;
  }

  readonly portal: PortalClock = {
    now: () => this.#now,
    sleep: async ms => {
      if (ms <= 0) return;
      this.#asleep += 1;
      await this.#sleep(ms);
      this.#asleep -= 1;
    },
  };

  /** The program's clock; its chance is always in the middle, so that two runs are the same. */
  readonly program: Clock = {
    now: () => this.#now,
    random: () => 0.5,
    wait: (ms, signal) => {
      signal?.throwIfAborted();
      return this.#sleep(Math.max(0, ms), signal);
    },
  };

  /** Sees each request on its way: time must not pass while one is between the two. */
  watch(transport: Transport): Transport {
    return async (...request) => {
      this.#open += 1;
      try {
        return await transport(...request);
      } finally {
        this.#open -= 1;
        this.#look();
      }
    };
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {at: this.#now + ms, wake: resolve};
      this.#sleepers.push(sleeper);
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter(one => one !== sleeper);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, {once: true});
      this.#look();
    });
  }

  /** Two turns of the event loop later everything that could go on has gone on. */
  #look(): void {
    setImmediate(() => setImmediate(() => this.#jump()));
  }

  #jump(): void {
    if (this.#open > this.#asleep) return;
    const next = this.#sleepers.reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.at < first.at ? one : first),
      undefined,
    );
    if (!next) return;
    this.#sleepers = this.#sleepers.filter(one => one !== next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    this.#look();
  }
}
