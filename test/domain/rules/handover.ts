import fc from 'fast-check';
import {TYPE_IDS, type TypeKey} from '../../../source/domain/entity-types.ts';
import type {Person} from '../../../source/domain/people.ts';
import {checkRules, namedBy, type CheckedRules} from '../../../source/domain/rules/check.ts';
import {Divider} from '../../../source/domain/rules/divider.ts';
import type {Division} from '../../../source/domain/rules/division.ts';
import type {Link, Rule, RuleRow, Rules, ShareRule, Together} from '../../../source/domain/rules/rule.ts';

export const LEAVER = 1;
export const SUCCESSORS = [2, 3, 4, 5] as const;
/** Another active person, whose record an activity may belong to. */
export const OTHER = 9;

const IDS: Readonly<Record<string, number>> = {
  lead: TYPE_IDS.lead,
  deal: TYPE_IDS.deal,
  contact: TYPE_IDS.contact,
  company: TYPE_IDS.company,
  estimate: TYPE_IDS.estimate,
  invoice: TYPE_IDS.invoice,
  'spa:128': 128,
  activity: TYPE_IDS.activity,
};

export const types = (...keys: TypeKey[]) => keys.map(key => ({key, entityTypeId: IDS[key] ?? 0}));

export function person(id: number, given: Partial<Person> = {}): Person {
  const base = {id, name: 'P', lastName: `${id}`, email: '', position: '', departmentIds: [1], departments: ['Sales']};
  return {...base, active: id !== LEAVER, ...given};
}

export function checkedRules(rules: Omit<Rules, 'leaverId'>): CheckedRules {
  const all = {leaverId: LEAVER, ...rules};
  const result = checkRules(all, new Map(namedBy(all).map(id => [id, person(id)])));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rules;
}

/** The records of a handover, by type. */
export type Records = ReadonlyMap<TypeKey, readonly RuleRow[]>;

export function divide(rules: Omit<Rules, 'leaverId'>, records: Records): Division {
  const divider = new Divider(checkedRules(rules));
  for (const [type, rows] of records) divider.add(type, rows);
  return divider.divide();
}

/** Everybody's records as text, to be compared. */
export function table(division: Division, keys: Iterable<TypeKey>): string[] {
  return [...keys]
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap(type =>
      [...division.all(type)].map(({id, assigned}) =>
        'to' in assigned ? `${type} ${id}: ${assigned.to} ${assigned.reason}` : `${type} ${id}: ${assigned.problem}`,
      ),
    );
}

/** Few records and few links, so that every coincidence comes up. */
const LINKED: readonly TypeKey[] = ['lead', 'deal', 'contact', 'company', 'estimate', 'spa:128'];
const link: fc.Arbitrary<Link> = fc.record({
  entityTypeId: fc.constantFrom(...LINKED.map(key => IDS[key] ?? 0)),
  id: fc.integer({min: 0, max: 12}),
});
const row: fc.Arbitrary<RuleRow> = fc.record(
  {
    id: fc.integer({min: 1, max: 12}),
    closed: fc.boolean(),
    pipeline: fc.nat(2),
    stage: fc.constantFrom('NEW', 'WON'),
    links: fc.array(link, {maxLength: 2}),
  },
  {requiredKeys: ['id', 'closed']},
);
const activity: fc.Arbitrary<RuleRow> = fc.record(
  {id: fc.integer({min: 1, max: 20}), closed: fc.boolean(), follows: link, toOther: fc.constant(OTHER)},
  {requiredKeys: ['id', 'closed']},
);

export const records: fc.Arbitrary<Records> = fc
  .record({
    linked: fc.tuple(...LINKED.map(() => fc.uniqueArray(row, {selector: ({id}) => id, maxLength: 8}))),
    activities: fc.uniqueArray(activity, {selector: ({id}) => id, maxLength: 8}),
  })
  .map(({linked, activities}) => {
    const all = new Map<TypeKey, readonly RuleRow[]>(LINKED.map((key, at) => [key, linked[at] ?? []]));
    return all.set('activity', activities);
  });

export const ALL_TYPES = types(...LINKED, 'activity');

const among = fc.shuffledSubarray([...SUCCESSORS], {minLength: 1});
const someone = fc.constantFrom(...SUCCESSORS);
const shareRule: fc.Arbitrary<ShareRule> = fc.oneof(
  someone.map(to => ({kind: 'person', to}) as const),
  among.map(people => ({kind: 'turns', among: people}) as const),
  among.map(people => ({kind: 'balanced', among: people}) as const),
);
const otherwise = fc.option(shareRule, {nil: undefined}).map(rule => (rule ? {otherwise: rule} : {}));
const stageRule: fc.Arbitrary<Rule> = fc.tuple(someone, someone, otherwise).map(([won, fresh, rest]) => ({
  kind: 'table',
  rows: [
    {stages: ['WON'], to: won},
    {stages: ['NEW'], to: fresh},
  ],
  ...rest,
}));
const fileRule: fc.Arbitrary<Rule> = fc
  .tuple(fc.array(fc.tuple(fc.integer({min: 1, max: 12}), someone)), otherwise)
  .map(([pairs, rest]) => ({kind: 'file', successors: new Map(pairs), ...rest}));

const holds = fc
  .tuple(...SUCCESSORS.map(() => fc.nat(6)))
  .map(counts => new Map(SUCCESSORS.map((id, at) => [id, counts[at] ?? 0])));
const together: fc.Arbitrary<Together> = fc
  .tuple(fc.subarray(ALL_TYPES.map(({key}) => key)), fc.constantFrom('turns', 'balanced'), among)
  .map(([keys, kind, people]) => ({types: new Set(keys), share: {kind, among: people}}));

/** Rules of every kind for all types; those that stay together have none of their own. */
export const rules: fc.Arbitrary<Omit<Rules, 'leaverId'>> = fc
  .record({
    general: shareRule,
    deal: fc.option(fc.oneof(stageRule, fileRule, shareRule), {nil: undefined}),
    contact: fc.option(fileRule, {nil: undefined}),
    activity: fc.option(fc.oneof(shareRule, fileRule), {nil: undefined}),
    clients: fc.option(together, {nil: undefined}),
    counts: holds,
  })
  .map(({general, deal, contact, activity: own, clients, counts}) => {
    const given = [
      ['deal', deal],
      ['contact', contact],
      ['activity', own],
    ] as const;
    const perType = new Map<TypeKey, Rule>();
    for (const [type, rule] of given) if (rule && !clients?.types.has(type)) perType.set(type, rule);
    return {types: ALL_TYPES, general, perType, holds: counts, ...(clients && {together: clients})};
  });
