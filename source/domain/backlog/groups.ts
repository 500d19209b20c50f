import type {Grid} from './grid.ts';

/** People in one list: far below the 1000 variables that PHP keeps of a command (fact sheet section 4). */
const MOST_IN_GROUP = 250;
/** Fewer are counted one by one: in a list of two nobody is in the middle. */
const LEAST_IN_GROUP = 3;

/** People by their positions, whose records of a type are to be counted together. */
export interface Group {
  readonly type: number;
  readonly people: readonly number[];
}

/** The groups that are still to be counted. Whoever is in one is marked so in the grid, whoever is left out of one is not. */
export class Groups {
  readonly #grid: Grid;
  readonly #mayBeCounted: (type: number) => boolean;
  #list: Group[] = [];

  /** @param mayBeCounted whether lists of people are to be asked about for a type at all */
  constructor(grid: Grid, mayBeCounted: (type: number) => boolean) {
    this.#grid = grid;
    this.#mayBeCounted = mayBeCounted;
  }

  get types(): number[] {
    return this.#list.map(({type}) => type);
  }

  /** Everybody, in as many groups of each type as fit into so many commands, the same groups for all types. */
  addAll(commands: number): void {
    const {people, types} = this.#grid;
    const parts = Math.max(1, Math.floor(commands / types));
    const size = Math.min(MOST_IN_GROUP, Math.max(LEAST_IN_GROUP, Math.ceil(people / parts)));
    for (let from = 0; from < people; from += size) {
      const some = Array.from({length: Math.min(size, people - from)}, (_, index) => from + index);
      for (let type = 0; type < types; type += 1) this.add(type, some);
    }
  }

  /** Those of some people who are not known; too few of them are counted one by one. */
  add(type: number, people: readonly number[]): void {
    const unknown = people.filter(person => this.#grid.state(person, type) !== 'known');
    const together = unknown.length >= LEAST_IN_GROUP && this.#mayBeCounted(type);
    for (const person of unknown) this.#grid.mark(person, type, together ? 'grouped' : 'open');
    if (together) this.#list.push({type, people: unknown});
  }

  /** The first groups, which are asked about now. */
  take(count: number): Group[] {
    return this.#list.splice(0, count);
  }

  /** Looks again who may and needs to be counted together. */
  review(): void {
    for (const {type, people} of this.#list.splice(0)) this.add(type, people);
  }
}

/**
 * A group that holds much, in parts of growing size: however many of them hold something, some part is small enough to
 * hold nothing, or large enough to be worth its count. To ask them all together takes fewer counts, but may show one
 * more of them each time, and nothing about the others.
 */
export function partsOf(people: readonly number[]): (readonly number[])[] {
  const parts: (readonly number[])[] = [];
  let rest = people;
  while (rest.length >= 2 * LEAST_IN_GROUP) {
    const half = Math.floor(rest.length / 2);
    parts.unshift(rest.slice(half));
    rest = rest.slice(0, half);
  }
  return [rest, ...parts];
}
