import type {Balanced, ByTurns} from './rule.ts';

/** People by small numbers from 1, in the order in which they first come up. */
export class PersonNumbers {
  readonly #numbers = new Map<number, number>();
  readonly #people: number[] = [];

  of(personId: number): number {
    const known = this.#numbers.get(personId);
    if (known !== undefined) return known;
    this.#people.push(personId);
    this.#numbers.set(personId, this.#people.length);
    return this.#people.length;
  }

  person(number: number): number {
    return this.#people[number - 1] ?? 0;
  }
}

/** What somebody has: open records with what they hold now, closed ones only as given. */
interface Load {
  open: number;
  closed: number;
}

/** Who is next under a rule, and what everybody has been given so far. */
export class Loads {
  readonly #loads = new Map<number, Load>();
  readonly #turns = new Map<ByTurns, number>();

  /** @param holds open records that people hold now */
  constructor(holds: ReadonlyMap<number, number>) {
    for (const [personId, open] of holds) this.#loads.set(personId, {open, closed: 0});
  }

  give(personId: number, open: number, closed: number): void {
    const load = this.#loadOf(personId);
    load.open += open;
    load.closed += closed;
  }

  /**
   * Who gets the next lot. Balanced: whoever has the fewest open records; for a lot that is all closed, whoever has been
   * given the fewest closed ones, since what is done is no work, and would else all go to whoever has the least to do. Ties
   * go by the other count, then by the order of the rule.
   */
  next(rule: ByTurns | Balanced, open: number): number {
    const {among} = rule;
    if (rule.kind === 'turns') {
      const turn = this.#turns.get(rule) ?? 0;
      this.#turns.set(rule, (turn + 1) % among.length);
      return nth(among, turn);
    }
    const first = open > 0 ? 'open' : 'closed';
    const second = open > 0 ? 'closed' : 'open';
    let best = nth(among, 0);
    let least = this.#loadOf(best);
    for (const personId of among) {
      const load = this.#loadOf(personId);
      if (load[first] > least[first] || (load[first] === least[first] && load[second] >= least[second])) continue;
      best = personId;
      least = load;
    }
    return best;
  }

  #loadOf(personId: number): Load {
    const known = this.#loads.get(personId);
    if (known) return known;
    const load = {open: 0, closed: 0};
    this.#loads.set(personId, load);
    return load;
  }
}

function nth(among: readonly number[], at: number): number {
  const personId = among[at];
  if (personId === undefined) throw new Error('a rule among nobody');
  return personId;
}
