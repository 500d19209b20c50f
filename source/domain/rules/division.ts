import type {TypeKey} from '../entity-types.ts';
import type {FollowReason} from '../plan.ts';
import type {PersonNumbers} from './loads.ts';
import type {ClientCounts} from './lots.ts';
import type {RowStore} from './row-store.ts';
import type {NoSuccessor, Reason} from './rule.ts';

export const REASONS = ['rule', 'file', 'client', 'follows', 'other'] as const satisfies readonly Reason[];
export const PROBLEMS = ['no-rule', 'no-row', 'unreadable', 'not-in-file'] as const satisfies readonly NoSuccessor[];

/** Of each record exactly one of the two. */
export type Assigned = {readonly to: number; readonly reason: Reason} | {readonly problem: NoSuccessor};

/** What somebody gets. */
export interface Given {
  readonly to: number;
  readonly open: number;
  readonly closed: number;
  readonly byType: ReadonlyMap<TypeKey, {readonly open: number; readonly closed: number}>;
}

/** Records without a successor, to be told before anything is pinned. */
export interface Unassigned {
  readonly type: TypeKey;
  readonly problem: NoSuccessor;
  readonly records: number;
  /** The first few ids. */
  readonly ids: readonly number[];
}

/** Who gets which record. */
export interface Division {
  /** @returns undefined for a record that was not added */
  of(type: TypeKey, id: number): Assigned | undefined;
  /** All records of a type, ids ascending. */
  all(type: TypeKey): Iterable<{readonly id: number; readonly closed: boolean; readonly assigned: Assigned}>;
  /** By person id, ascending. */
  readonly given: readonly Given[];
  readonly unassigned: readonly Unassigned[];
  /** Where clients stay together. */
  readonly clients?: ClientCounts;
}

/** How a plan says why an activity goes to whom it goes. */
export function followReason(reason: Reason): FollowReason {
  if (reason === 'follows') return 'record-in-plan';
  return reason === 'other' ? 'record-of-another' : 'chosen';
}

/** Makes stores whose records are all settled readable. */
export function createDivision(
  stores: readonly RowStore[],
  people: PersonNumbers,
  clients: ClientCounts | undefined,
): Division {
  const assigned = (store: RowStore, at: number): Assigned => {
    const to = store.to.get(at);
    // What is not settled would be a bug of the divider; it is told as a record for which there is no rule.
    if (to <= 0) return {problem: PROBLEMS[-1 - to] ?? 'no-rule'};
    return {to: people.person(to), reason: REASONS[store.why.get(at)] ?? 'rule'};
  };
  return {
    of(type, id) {
      const store = stores.find(({key}) => key === type);
      const at = store?.find(id) ?? -1;
      return store && at !== -1 ? assigned(store, at) : undefined;
    },
    *all(type) {
      const store = stores.find(({key}) => key === type);
      if (!store) return;
      for (let at = 0; at < store.length; at += 1)
        yield {id: store.id(at), closed: store.closed(at), assigned: assigned(store, at)};
    },
    ...sums(stores, people),
    ...(clients && {clients}),
  };
}

const FIRST = 5;

function sums(stores: readonly RowStore[], people: PersonNumbers): Pick<Division, 'given' | 'unassigned'> {
  const given = new Map<number, {open: number; closed: number; byType: Map<TypeKey, {open: number; closed: number}>}>();
  const unassigned: Unassigned[] = [];
  for (const store of stores) {
    const without = new Map<NoSuccessor, {records: number; ids: number[]}>();
    for (let at = 0; at < store.length; at += 1) {
      const to = store.to.get(at);
      if (to <= 0) {
        const problem = PROBLEMS[-1 - to] ?? 'no-rule';
        const some = without.get(problem) ?? {records: 0, ids: []};
        some.records += 1;
        if (some.ids.length < FIRST) some.ids.push(store.id(at));
        without.set(problem, some);
        continue;
      }
      const share = given.get(to) ?? {open: 0, closed: 0, byType: new Map<TypeKey, {open: number; closed: number}>()};
      const own = share.byType.get(store.key) ?? {open: 0, closed: 0};
      const state = store.closed(at) ? 'closed' : 'open';
      share[state] += 1;
      own[state] += 1;
      share.byType.set(store.key, own);
      given.set(to, share);
    }
    for (const [problem, some] of without) unassigned.push({type: store.key, problem, ...some});
  }
  const shares = [...given].map(([number, share]) => ({to: people.person(number), ...share}));
  return {given: shares.sort((a, b) => a.to - b.to), unassigned};
}
