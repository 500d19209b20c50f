import type {TypeKey} from '../domain/entity-types.ts';
import {MOST_NAMED, type Proof, type RecordName} from '../domain/outcomes.ts';

/**
 * What the two sources of a proof find still with the leaver, as sets of ids: numbers only, however much there is. Names are kept of
 * the first few.
 */
export class LeftRecords {
  readonly named: RecordName[] = [];
  count = 0;
  readonly #left = new Map<TypeKey, Set<number>>();
  readonly #kept = new Map<TypeKey, Set<number>>();
  readonly #recounted = new Map<TypeKey, Set<number>>();

  /** The read-back by id found it with the leaver. */
  add(name: RecordName): void {
    if (!put(this.#left, name)) return;
    this.count += 1;
    if (this.named.length < MOST_NAMED) this.named.push(name);
  }

  /** The read-back found it with the leaver, where it stays by choice: that the recount lists it is no contradiction. */
  keep(name: RecordName): void {
    put(this.#kept, name);
  }

  /** The recount by person lists it, and it is in the plan. */
  recounted(name: RecordName): void {
    put(this.#recounted, name);
  }

  /**
   * On which records of a type the two sources disagree.
   *
   * @param isWhole the recount was of all that there is: one of one state only misses what was opened or closed since
   */
  *contradictions(type: TypeKey, isWhole: boolean): Generator<Proof['contradictions'][number]> {
    const left = this.#left.get(type) ?? new Set();
    const recounted = this.#recounted.get(type) ?? new Set();
    if (isWhole) for (const id of left) if (!recounted.has(id)) yield {type, id, recountSaysLeft: false};
    const kept = this.#kept.get(type);
    for (const id of recounted) if (!left.has(id) && !kept?.has(id)) yield {type, id, recountSaysLeft: true};
  }

  types(): Set<TypeKey> {
    return new Set([...this.#left.keys(), ...this.#recounted.keys()]);
  }
}

/** @returns whether it was new */
function put(sets: Map<TypeKey, Set<number>>, {type, id}: RecordName): boolean {
  const set = sets.get(type) ?? new Set();
  sets.set(type, set);
  if (set.has(id)) return false;
  set.add(id);
  return true;
}
