import type {PlanRules, Rule, ShareRule, TableRule} from './rule.ts';

/** The same rules of other people, or of the same ones known in another way. */
export function mapPeople<A, B>({general, perType, together}: PlanRules<A>, to: (person: A) => B): PlanRules<B> {
  return {
    ...(general && {general: share(general, to)}),
    perType: new Map([...perType].map(([type, rule]) => [type, ofType(rule, to)])),
    ...(together && {
      together: {types: together.types, share: {kind: together.share.kind, among: together.share.among.map(to)}},
    }),
  };
}

function ofType<A, B>(rule: Rule<A>, to: (person: A) => B): Rule<B> {
  if (rule.kind === 'table') return table(rule, to);
  if (rule.kind !== 'file') return share(rule, to);
  const {otherwise} = rule;
  return {
    kind: 'file',
    successors: new Map([...rule.successors].map(([id, person]) => [id, to(person)])),
    ...(otherwise && {otherwise: otherwise.kind === 'table' ? table(otherwise, to) : share(otherwise, to)}),
  };
}

function table<A, B>({rows, otherwise}: TableRule<A>, to: (person: A) => B): TableRule<B> {
  return {
    kind: 'table',
    rows: rows.map(row => ({...row, to: to(row.to)})),
    ...(otherwise && {otherwise: share(otherwise, to)}),
  };
}

function share<A, B>(rule: ShareRule<A>, to: (person: A) => B): ShareRule<B> {
  return rule.kind === 'person'
    ? {kind: 'person', to: to(rule.to)}
    : {kind: rule.kind, among: rule.among.map(person => to(person))};
}
