import type {Balanced, ByTurns, PlanRules, Rule, ShareRule} from './rule.ts';

/**
 * Rules without those who may not receive any more: among several the others share, and a rule of one person, a table or
 * a file stays as it is, for its records to be taken out. One in which nobody is left goes.
 */
export function withoutPeople({general, perType, together}: PlanRules, may: (personId: number) => boolean): PlanRules {
  const left = general && share(general, may);
  const shared = together && among(together.share, may);
  const types = [...perType].flatMap(([type, rule]) => {
    const own = ofType(rule, may);
    return own ? [[type, own] as const] : [];
  });
  return {
    ...(left && {general: left}),
    perType: new Map(types),
    ...(together && shared && {together: {types: together.types, share: shared}}),
  };
}

function ofType(rule: Rule, may: (personId: number) => boolean): Rule | undefined {
  if (rule.kind === 'table') {
    const {otherwise, ...table} = rule;
    const left = otherwise && share(otherwise, may);
    return {...table, ...(left && {otherwise: left})};
  }
  if (rule.kind !== 'file') return share(rule, may);
  const {otherwise, ...file} = rule;
  const left = otherwise && ofType(otherwise, may);
  return {...file, ...(left && left.kind !== 'file' && {otherwise: left})};
}

function share(rule: ShareRule, may: (personId: number) => boolean): ShareRule | undefined {
  return rule.kind === 'person' ? rule : among(rule, may);
}

function among<S extends ByTurns | Balanced>(rule: S, may: (personId: number) => boolean): S | undefined {
  const left = rule.among.filter(may);
  return left.length === 0 ? undefined : {...rule, among: left};
}
