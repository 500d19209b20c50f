import type {Unreadable} from '../tally.ts';

/**
 * How it stands with one person's records of one type.
 *
 * - `open`: nobody knows. `grouped`: nobody knows, and a group it is in is to be counted.
 * - `assumed`: known from the count of a group, on a portal that has not been seen yet to take lists of people as such.
 * - `known`: final.
 */
export type CellState = 'open' | 'grouped' | 'assumed' | 'known';

/** What is known of each person and type; both by their position. */
export class Grid {
  readonly people: number;
  readonly types: number;
  readonly #states: CellState[];
  readonly #values: (number | Unreadable)[];
  readonly #unknown: number[];
  /** Cells that are not known for certain. */
  left: number;

  constructor(people: number, types: number) {
    this.people = people;
    this.types = types;
    this.left = people * types;
    this.#states = Array.from({length: this.left}, () => 'open');
    this.#values = Array.from({length: this.left}, () => 0);
    this.#unknown = Array.from({length: people}, () => types);
  }

  state(person: number, type: number): CellState {
    return this.#states[person * this.types + type] ?? 'known';
  }

  isUnknown(person: number, type: number): boolean {
    return this.state(person, type) !== 'known';
  }

  /** A cell that is not known: who finds it out. */
  mark(person: number, type: number, state: 'open' | 'grouped'): void {
    if (this.isUnknown(person, type)) this.#states[person * this.types + type] = state;
  }

  assume(person: number, type: number, value: number): void {
    if (!this.isUnknown(person, type)) return;
    this.#states[person * this.types + type] = 'assumed';
    this.#values[person * this.types + type] = value;
  }

  know(person: number, type: number, value = this.#values[person * this.types + type] ?? 0): void {
    if (!this.isUnknown(person, type)) return;
    this.#states[person * this.types + type] = 'known';
    this.#values[person * this.types + type] = value;
    this.left -= 1;
    this.#unknown[person] = (this.#unknown[person] ?? 0) - 1;
  }

  /** The same of a type for everybody of whom it is not known. */
  knowAll(type: number, value: number | Unreadable): void {
    for (let person = 0; person < this.people; person += 1) {
      if (!this.isUnknown(person, type)) continue;
      this.#values[person * this.types + type] = value;
      this.know(person, type);
    }
  }

  /** Everything of a person, once it is known: in the order of the types. */
  row(person: number): (number | Unreadable)[] | undefined {
    if (this.#unknown[person] !== 0) return undefined;
    return this.#values.slice(person * this.types, (person + 1) * this.types);
  }

  /** Cells in a state, person by person. */
  *inState(state: CellState): Generator<{person: number; type: number}> {
    for (const [index, one] of this.#states.entries()) {
      if (one === state) yield {person: Math.floor(index / this.types), type: index % this.types};
    }
  }
}
