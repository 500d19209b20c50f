import type {Intents} from '../../source/journal/intents.ts';
import type {Journal} from '../../source/journal/journal.ts';
import type {RunWriter} from '../../source/journal/runs.ts';
import type {Transport} from '../../source/portal/transport.ts';

/** Thrown by everything that a dead process would have done. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

/**
 * A process that dies at one of its steps: every request and every write to the disk is a step. It dies before the step
 * is done, or after it was done and before anybody heard of it; whatever it would do from then on does not happen.
 */
export class Mortal {
  #left: number;
  readonly #moment: 'before' | 'after';
  steps = 0;
  dead = false;

  constructor(diesAt: number, moment: 'before' | 'after') {
    this.#left = diesAt;
    this.#moment = moment;
  }

  #step(): boolean {
    if (this.dead) throw new Dead();
    this.steps += 1;
    this.#left -= 1;
    if (this.#left >= 0) return false;
    this.dead = true;
    if (this.#moment === 'before') throw new Dead();
    return true;
  }

  transport(inner: Transport): Transport {
    return async (method, body) => {
      const dies = this.#step();
      const answer = await inner(method, body);
      if (dies) throw new Dead();
      return answer;
    };
  }

  #sync<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      const dies = this.#step();
      const result = work(...args);
      if (dies) throw new Dead();
      return result;
    };
  }

  intents(inner: Intents): Intents {
    return {...inner, write: this.#sync(inner.write), remove: this.#sync(inner.remove)};
  }

  journal(inner: Journal): Journal {
    const writer = (of: RunWriter): RunWriter => ({
      ...of,
      intend: this.#sync(of.intend),
      settle: this.#sync(of.settle),
      opened: this.#sync(of.opened),
      shut: this.#sync(of.shut),
      end: this.#sync(of.end),
    });
    const start = this.#sync(inner.runs.start);
    const resume = this.#sync(inner.runs.resume);
    return {
      ...inner,
      runs: {...inner.runs, start: (...args) => writer(start(...args)), resume: (...args) => writer(resume(...args))},
    };
  }
}
