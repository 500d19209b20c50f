import type {TypeKey} from '../entity-types.ts';
import {counts, ids, search, signed, small} from './column.ts';
import type {Place} from './match.ts';
import type {RuleRow} from './rule.ts';

/** The records of one type: in the order in which they were added until `sort`, by id from then on. */
export class RowStore {
  readonly key: TypeKey;
  readonly entityTypeId: number;
  /** Where records stand: the few pipelines and stages there are, each once. */
  readonly places: Place[] = [];
  readonly links = {from: ids(), entityTypeId: counts(), to: ids(), length: 0};
  /** Person number of whom each record goes to, from 1; 0: not yet known; negative: a problem's number. */
  readonly to = signed();
  /** Position of the reason among the reasons. */
  readonly why = small();
  /** Open and closed records that go wherever this one goes. */
  readonly openBehind = counts();
  readonly closedBehind = counts();
  #length = 0;
  #sorted = true;
  readonly #ids = ids();
  readonly #places = counts();
  readonly #closed = small();
  readonly #followsType = counts();
  readonly #followsId = ids();
  readonly #toOther = ids();
  readonly #placeNumbers = new Map<string, number>();

  constructor(key: TypeKey, entityTypeId: number) {
    this.key = key;
    this.entityTypeId = entityTypeId;
  }

  get length(): number {
    return this.#length;
  }

  add(row: RuleRow): void {
    const at = this.#length;
    if (at > 0 && row.id <= this.id(at - 1)) this.#sorted = false;
    this.#length += 1;
    this.#ids.set(at, row.id);
    this.#places.set(at, this.#placeOf(row));
    this.#closed.set(at, row.closed ? 1 : 0);
    this.#followsType.set(at, row.follows?.entityTypeId ?? 0);
    this.#followsId.set(at, row.follows?.id ?? 0);
    this.#toOther.set(at, row.toOther ?? 0);
    for (const link of row.links ?? []) {
      const {from, entityTypeId, to} = this.links;
      const next = this.links.length;
      from.set(next, row.id);
      entityTypeId.set(next, link.entityTypeId);
      to.set(next, link.id);
      this.links.length += 1;
    }
  }

  /** @throws Error where a record was added twice: whoever walks a list has to leave out what it has seen */
  sort(): void {
    if (this.#sorted) return;
    const order = Uint32Array.from({length: this.#length}, (_, at) => at);
    order.sort((a, b) => this.id(a) - this.id(b));
    const columns = [this.#ids, this.#places, this.#closed, this.#followsType, this.#followsId, this.#toOther];
    for (const column of columns) column.reorder(order);
    for (let at = 1; at < this.#length; at += 1)
      if (this.id(at) === this.id(at - 1)) throw new Error(`${this.key} ${this.id(at)} was added twice`);
    this.#sorted = true;
  }

  /** Where a record stands among the sorted ones, or -1. */
  find(id: number): number {
    return search(this.#ids, this.#length, id);
  }

  id(at: number): number {
    return this.#ids.get(at);
  }

  closed(at: number): boolean {
    return this.#closed.get(at) === 1;
  }

  /** Position among `places`. */
  place(at: number): number {
    return this.#places.get(at);
  }

  /** The type of the record that this one belongs to. */
  followsType(at: number): number {
    return this.#followsType.get(at);
  }

  /** The id of the record that this one belongs to; 0 where there is none. */
  followsId(at: number): number {
    return this.#followsId.get(at);
  }

  toOther(at: number): number {
    return this.#toOther.get(at);
  }

  #placeOf({pipeline, stage}: Place): number {
    const name = `${pipeline ?? ''} ${stage ?? ''}`;
    const known = this.#placeNumbers.get(name);
    if (known !== undefined) return known;
    this.#placeNumbers.set(name, this.places.length);
    return this.places.push({pipeline, stage}) - 1;
  }
}
