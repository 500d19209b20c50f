import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import type {Link, RuleRow} from '../../../source/domain/rules/rule.ts';
import {ALL_TYPES, OTHER, divide, records, types, type Records} from './handover.ts';

const TYPES = ['lead', 'deal', 'contact', 'company', 'estimate', 'invoice', 'activity'] as const;
const TOGETHER = {types: new Set<TypeKey>(TYPES), share: {kind: 'turns', among: [2, 3, 4, 5]}} as const;
const HOW = {types: types(...TYPES), perType: new Map(), together: TOGETHER};
const open = {closed: false};
const company = (id: number): Link => ({entityTypeId: 4, id});
const contact = (id: number): Link => ({entityTypeId: 3, id});
const deal = (id: number): Link => ({entityTypeId: 2, id});

/** To whom each record goes, "deal 1" → 2. */
function goesTo(what: Records, how: Parameters<typeof divide>[0] = HOW): Record<string, unknown> {
  const division = divide(how, what);
  return Object.fromEntries(
    [...what.keys()].flatMap(type =>
      [...division.all(type)].map(({id, assigned}) => [`${type} ${id}`, 'to' in assigned ? assigned.to : assigned]),
    ),
  );
}

describe('a client', () => {
  it('is a company with its contacts, deals, leads, estimates, invoices and activities', () => {
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['lead', [{id: 1, ...open, links: [company(7)]}]],
      ['deal', [{id: 1, ...open, links: [company(7), contact(3), {entityTypeId: 1, id: 1}]}]],
      ['contact', [{id: 3, ...open, links: [company(7)]}]],
      ['company', [{id: 7, ...open}]],
      ['estimate', [{id: 5, ...open, links: [deal(1)]}]],
      ['invoice', [{id: 6, ...open, links: [{entityTypeId: 7, id: 5}]}]],
      ['activity', [{id: 9, ...open, follows: {entityTypeId: 31, id: 6}}]],
    ]);
    expect(new Set(Object.values(goesTo(what))).size).toBe(1);
    expect(divide(HOW, what).clients).toEqual({clients: 1, largest: 7});
    expect(divide(HOW, what).of('activity', 9)).toEqual({to: 2, reason: 'follows'});
  });

  it('is a company of somebody else, too: two own deals with it are one client’s', () => {
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['deal', [1, 2, 3].map(id => ({id, ...open, links: [company(id === 2 ? 8 : 7)]}))],
      ['activity', [{id: 1, ...open, follows: company(8)}]],
    ]);
    expect(goesTo(what)).toEqual({'deal 1': 2, 'deal 2': 3, 'deal 3': 2, 'activity 1': 3});
  });

  it('is not a deal or lead of somebody else, nor what hangs together only through one', () => {
    const what: Records = new Map([['invoice', [1, 2].map(id => ({id, ...open, links: [deal(50)]}))]]);
    expect(goesTo(what)).toEqual({'invoice 1': 2, 'invoice 2': 3});
  });

  it('is not the contact 7 for the company 7, and no link at all with the id 0', () => {
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      [
        'deal',
        [
          {id: 1, ...open, links: [company(7)]},
          {id: 2, ...open, links: [contact(7)]},
          {id: 3, ...open, links: [company(0), contact(0)]},
          {id: 4, ...open, links: [company(0), contact(0)]},
        ],
      ],
    ]);
    expect(goesTo(what)).toEqual({'deal 1': 2, 'deal 2': 3, 'deal 3': 4, 'deal 4': 5});
  });

  it('does not hold records of types that were left out of it', () => {
    const together = {...TOGETHER, types: new Set<TypeKey>(['deal', 'company'])};
    const perType = new Map([['lead', {kind: 'person', to: 5}]] as const);
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['lead', [{id: 1, ...open, links: [company(7), company(8)]}]],
      ['deal', [7, 8].map(id => ({id, ...open, links: [company(id), {entityTypeId: 1, id: 1}]}))],
    ]);
    const how = {types: types('lead', 'deal'), perType, together};
    expect(goesTo(what, how)).toEqual({'lead 1': 5, 'deal 7': 2, 'deal 8': 3});
  });

  it('does not pull in an activity whose record is another’s, nor is pulled by it', () => {
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['deal', [1, 2].map(id => ({id, ...open, links: [company(id)]}))],
      ['activity', [{id: 1, ...open, follows: company(2), links: [company(1)], toOther: OTHER}]],
    ]);
    expect(goesTo(what)).toEqual({'deal 1': 2, 'deal 2': 3, 'activity 1': OTHER});
  });

  it('leaves an activity with its record, also when that is of a type apart', () => {
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['spa:128', [{id: 1, ...open}]],
      ['activity', [{id: 1, ...open, follows: {entityTypeId: 128, id: 1}}]],
    ]);
    const perType = new Map([['spa:128', {kind: 'person', to: 5}]] as const);
    const how = {types: types('spa:128', 'activity'), perType, together: TOGETHER};
    expect(goesTo(what, how)).toEqual({'spa:128 1': 5, 'activity 1': 5});
  });

  it('is given as a whole: the largest first where it is balanced', () => {
    const share = {kind: 'balanced', among: [2, 3]} as const;
    const holds = new Map([
      [2, 0],
      [3, 0],
    ]);
    const what: Records = new Map<TypeKey, readonly RuleRow[]>([
      ['deal', [1, 2, 3, 4, 5, 6].map(id => ({id, ...open, links: [company(id > 3 ? 9 : id)]}))],
    ]);
    const division = divide({...HOW, together: {...TOGETHER, share}, holds}, what);
    expect(division.given.map(({to, open: some}) => [to, some])).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(division.clients).toEqual({clients: 4, largest: 3});
  });
});

/** Groups by following links to and fro, one step at a time, as a person would on paper. */
function byHand(what: Records, together: ReadonlySet<TypeKey>): Map<string, string> {
  const clientKinds = [3, 4];
  const nameOf = new Map<string, string>();
  const rows = [...what].flatMap(([type, some]) => {
    const entityTypeId = ALL_TYPES.find(({key}) => key === type)?.entityTypeId ?? 0;
    return together.has(type) ? some.map(row => ({...row, node: `${entityTypeId}:${row.id}`})) : [];
  });
  const own = new Set(rows.map(({node}) => node));
  const edges = rows
    .filter(({toOther}) => toOther === undefined)
    .flatMap(({node, links = [], follows}) =>
      [...links, ...(follows ? [follows] : [])]
        .filter(
          ({entityTypeId, id}) => id > 0 && (own.has(`${entityTypeId}:${id}`) || clientKinds.includes(entityTypeId)),
        )
        .map(({entityTypeId, id}) => [node, `${entityTypeId}:${id}`] as const),
    );
  for (const {node} of rows) {
    if (nameOf.has(node)) continue;
    const reached = [node];
    for (const at of reached) {
      nameOf.set(at, node);
      for (const [a, b] of edges)
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const)
          if (from === at && !reached.includes(to)) reached.push(to);
    }
  }
  return nameOf;
}

const clientTypes = fc.subarray(ALL_TYPES.map(({key}) => key));

it('clients stay together, whatever is linked with what', () => {
  fc.assert(
    fc.property(records, clientTypes, fc.constantFrom('turns', 'balanced'), (what, keys, kind) => {
      const together = {types: new Set(keys), share: {kind, among: [2, 3, 4, 5]}} as const;
      const holds = new Map([2, 3, 4, 5].map(id => [id, id]));
      const how = {types: ALL_TYPES, general: {kind: 'person', to: 2} as const, perType: new Map(), together, holds};
      const division = divide(how, what);
      const clients = byHand(what, together.types);
      const successor = new Map<string, number>();
      let lots = 0;
      for (const {key, entityTypeId} of ALL_TYPES) {
        if (!together.types.has(key)) continue;
        for (const {id, toOther, follows} of what.get(key) ?? []) {
          const leading = ALL_TYPES.find(type => type.entityTypeId === follows?.entityTypeId)?.key;
          const elsewhere =
            leading && !together.types.has(leading) && what.get(leading)?.some(row => row.id === follows?.id);
          if (toOther !== undefined || elsewhere) continue;
          const client = clients.get(`${entityTypeId}:${id}`) ?? '';
          const assigned = division.of(key, id);
          const to = assigned && 'to' in assigned ? assigned.to : 0;
          if (!successor.has(client)) lots += 1;
          expect(successor.get(client) ?? to, `${key} ${id}`).toBe(to);
          successor.set(client, to);
        }
      }
      expect(division.clients?.clients).toBe(lots);
    }),
    {numRuns: 400},
  );
});

it('the balance is right within one client’s size', () => {
  fc.assert(
    fc.property(records, fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), (what, held) => {
      const among = [2, 3, 4];
      const holds = new Map(among.map((id, at) => [id, held[at] ?? 0]));
      const together = {types: new Set(ALL_TYPES.map(({key}) => key)), share: {kind: 'balanced', among} as const};
      const division = divide({types: ALL_TYPES, perType: new Map(), together, holds}, what);
      const then = (id: number): number => (holds.get(id) ?? 0) + (division.given.find(({to}) => to === id)?.open ?? 0);
      const least = Math.min(...among.map(then));
      const largest = division.clients?.largest ?? 0;
      for (const {to, open: some} of division.given)
        if (to !== OTHER && some > 0) expect(then(to)).toBeLessThanOrEqual(least + largest);
    }),
    {numRuns: 200},
  );
});

it('turns are taken by clients, so that their numbers differ by one at most', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 30}), of => {
      const what: Records = new Map([['deal', of.map((id, at) => ({id: at + 1, ...open, links: [company(id)]}))]]);
      const together = {...TOGETHER, share: {kind: 'turns', among: [2, 3, 4]} as const};
      const to = goesTo(what, {...HOW, together});
      const clients = new Map(of.map((id, at) => [id, to[`deal ${at + 1}`]]));
      const sizes = [2, 3, 4].map(id => [...clients.values()].filter(one => one === id).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
