import type {TypeKey} from '../entity-types.ts';
import type {CheckedRules} from './check.ts';
import {findClients} from './clients.ts';
import {createDivision, PROBLEMS, REASONS, type Division} from './division.ts';
import {Loads, PersonNumbers} from './loads.ts';
import {Lots, type ClientCounts} from './lots.ts';
import {firstMatch, type Place} from './match.ts';
import {RowStore} from './row-store.ts';
import type {NoSuccessor, Reason, Rule, RuleRow, ShareRule} from './rule.ts';

const UNKNOWN = 0;

/** A record by its position. */
interface Spot {
  readonly store: RowStore;
  readonly at: number;
}

/**
 * Divides records among successors. First every record in scope is added, a page at a time and in any order; then
 * `divide` gives each exactly one successor, or says why it has none.
 *
 * What beats what, for one record: the task in scope that an activity stands for; the file that names its successor; the other active person whose record it belongs to;
 * the record in scope that it belongs to, whatever that goes by; the client that it stays together with; the rule of its
 * type.
 *
 * Same records and same rules, same result, in whatever order the records came: turns are taken type by type, ids
 * ascending; clients by their first record, under a balanced rule the largest first. Whatever needs no turn is divided
 * before, so that a balanced rule knows about it. It balances lots: a record, or a client, with all that follows it.
 */
export class Divider {
  readonly #rules: CheckedRules;
  readonly #stores: readonly RowStore[];
  readonly #people = new PersonNumbers();
  readonly #loads: Loads;

  constructor(rules: CheckedRules) {
    this.#rules = rules;
    this.#stores = rules.types.map(({key, entityTypeId}) => new RowStore(key, entityTypeId));
    this.#loads = new Loads(rules.holds ?? new Map());
  }

  /** @throws Error for a type that is not in scope, and for an activity that would go to the leaver: bugs, both */
  add(type: TypeKey, rows: Iterable<RuleRow>): void {
    const store = this.#stores.find(({key}) => key === type);
    if (!store) throw new Error(`${type} is not in scope`);
    for (const row of rows) {
      if (row.toOther === this.#rules.leaverId) throw new Error(`${type} ${row.id} would stay with the leaver`);
      store.add(row);
    }
  }

  /**
   * To be called once. The result keeps what was added.
   *
   * @throws Error where a record was added twice, which is a bug
   */
  divide(): Division {
    for (const store of this.#stores) store.sort();
    this.#byName();
    this.#countBehind();
    this.#byRules(false);
    const clients = this.#byClients();
    this.#byRules(true);
    this.#follow();
    // What belongs to a record without a successor goes by the rule of its own type.
    this.#byRules(false);
    this.#byRules(true);
    return createDivision(this.#stores, this.#people, clients);
  }

  *#unsettled(): Generator<Spot> {
    for (const store of this.#stores)
      for (let at = 0; at < store.length; at += 1) if (store.to.get(at) === UNKNOWN) yield {store, at};
  }

  /** The file, and other active people. The activity of a task in scope waits for the task. */
  #byName(): void {
    for (const {store, at} of this.#unsettled()) {
      if (this.#leading(store, at)?.store.key === 'task') continue;
      const rule = this.#rules.perType.get(store.key);
      const named = rule?.kind === 'file' ? rule.successors.get(store.id(at)) : undefined;
      const to = named ?? store.toOther(at);
      if (to > 0) this.#settle({store, at}, to, named === undefined ? 'other' : 'file');
    }
  }

  /** Counts records that will go where another goes with that one, and then what was given by name, with all behind it. */
  #countBehind(): void {
    for (const {store, at} of this.#unsettled()) {
      const leading = this.#leading(store, at);
      if (!leading || this.#staysTogether(store, leading)) continue;
      (store.closed(at) ? leading.store.closedBehind : leading.store.openBehind).add(leading.at, 1);
    }
    for (const store of this.#stores)
      for (let at = 0; at < store.length; at += 1)
        if (store.to.get(at) > UNKNOWN) this.#count({store, at}, this.#people.person(store.to.get(at)));
  }

  /** The record in scope that this one belongs to. One that itself belongs to another leads nobody. */
  #leading(store: RowStore, at: number): Spot | undefined {
    const id = store.followsId(at);
    if (id === 0) return undefined;
    for (const other of this.#stores) {
      if (other.entityTypeId !== store.followsType(at)) continue;
      const found = other.find(id);
      if (found !== -1 && other.followsId(found) === 0) return {store: other, at: found};
    }
    return undefined;
  }

  /**
   * Gives what is left by the rules of its types: what goes to one person first, what goes by turns or balance in a
   * second pass. A record that belongs to another waits until that one is settled.
   */
  #byRules(shared: boolean): void {
    for (const store of this.#stores) {
      const rule = this.#rules.perType.get(store.key) ?? this.#rules.general;
      const perPlace = store.places.map(place => resolve(rule, place));
      for (let at = 0; at < store.length; at += 1) {
        if (store.to.get(at) !== UNKNOWN) continue;
        const leading = this.#leading(store, at);
        if (leading ? leading.store.to.get(leading.at) >= UNKNOWN : this.#staysTogether(store)) continue;
        const own = perPlace[store.place(at)] ?? 'no-rule';
        if (typeof own === 'string') store.to.set(at, -1 - PROBLEMS.indexOf(own));
        else if (own.kind === 'person') this.#give({store, at}, own.to);
        else if (shared) this.#give({store, at}, this.#loads.next(own, openOf({store, at})));
      }
    }
  }

  #byClients(): ClientCounts | undefined {
    const {together} = this.#rules;
    if (!together) return undefined;
    const stores = this.#stores.filter(({key}) => together.types.has(key));
    const inClient = (store: RowStore, at: number): boolean =>
      store.to.get(at) === UNKNOWN && this.#staysTogether(store, this.#leading(store, at));
    const clients = findClients(stores, inClient);
    const lots = new Lots(clients.nodes);
    const each = (visit: (spot: Spot, client: number) => void): void => {
      for (const [index, store] of stores.entries())
        for (let at = 0; at < store.length; at += 1) if (inClient(store, at)) visit({store, at}, clients.of(index, at));
    };
    each((spot, client) => {
      lots.add(client, openOf(spot), closedOf(spot));
    });
    for (const lot of lots.inOrder(together.share.kind === 'balanced')) {
      const personId = this.#loads.next(together.share, lots.open.get(lot));
      this.#loads.give(personId, lots.open.get(lot), lots.closed.get(lot));
      lots.to.set(lot, this.#people.of(personId));
    }
    each((spot, client) => {
      const to = this.#people.person(lots.to.get(lots.of(client)));
      this.#settle(spot, to, this.#leading(spot.store, spot.at) ? 'follows' : 'client');
    });
    return lots.counts();
  }

  /** A record that belongs to one of a type that does not stay together goes with that record instead. */
  #staysTogether(store: RowStore, leading?: Spot): boolean {
    const types = this.#rules.together?.types;
    return types?.has(store.key) === true && (!leading || types.has(leading.store.key));
  }

  #follow(): void {
    for (const {store, at} of this.#unsettled()) {
      const leading = this.#leading(store, at);
      const to = leading ? leading.store.to.get(leading.at) : UNKNOWN;
      // It was counted with the record that it follows.
      if (to > UNKNOWN) this.#settle({store, at}, this.#people.person(to), 'follows');
    }
  }

  #give(spot: Spot, personId: number): void {
    this.#settle(spot, personId, 'rule');
    this.#count(spot, personId);
  }

  #settle({store, at}: Spot, personId: number, reason: Reason): void {
    store.to.set(at, this.#people.of(personId));
    store.why.set(at, REASONS.indexOf(reason));
  }

  #count(spot: Spot, personId: number): void {
    this.#loads.give(personId, openOf(spot), closedOf(spot));
  }
}

/** Open records that go with this one, itself among them. */
function openOf({store, at}: Spot): number {
  return store.openBehind.get(at) + (store.closed(at) ? 0 : 1);
}

function closedOf({store, at}: Spot): number {
  return store.closedBehind.get(at) + (store.closed(at) ? 1 : 0);
}

/** The share that a record at a place falls under, or why there is none. */
function resolve(rule: Rule | undefined, place: Place): ShareRule | NoSuccessor {
  if (rule === undefined) return 'no-rule';
  if (rule.kind === 'file') return rule.otherwise ? resolve(rule.otherwise, place) : 'not-in-file';
  if (rule.kind !== 'table') return rule;
  const row = firstMatch(rule.rows, place);
  if (row === 'unknown') return 'unreadable';
  if (row === 'none') return rule.otherwise ?? 'no-row';
  const to = rule.rows[row]?.to;
  return to === undefined ? 'no-row' : {kind: 'person', to};
}
