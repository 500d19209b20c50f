import type {TypeKey} from '../entity-types.ts';
import type {Person} from '../people.ts';
import type {PlanRules, Rule, ShareRule, TableRow, Together} from '../rules/rule.ts';
import type {Among, ByPlace, PlaceTo, ScopeDraft} from './state-scope.ts';

/** Who gets every type that has nobody of its own; undefined where nobody was chosen. */
export function generalRule({several, general}: Pick<ScopeDraft, 'several' | 'general'>): ShareRule | undefined {
  return (several && shareRule(several)) ?? (general && {kind: 'person', to: general.id});
}

/** Who gets a type, where somebody of its own was chosen and each record has a successor by that. */
export function typeRule(draft: ScopeDraft, key: TypeKey): Rule | undefined {
  const {several, to} = draft.types.get(key) ?? {};
  if (several && several.by !== 'table') return shareRule(several);
  const rest: ShareRule | undefined = to ? {kind: 'person', to: to.id} : undefined;
  if (!several || several.rows.length === 0) return rest;
  const otherwise = rest ?? generalRule(draft);
  return otherwise && {kind: 'table', rows: tableRows(several.rows), otherwise};
}

function shareRule({by, among}: Among): ShareRule | undefined {
  const [first] = among;
  if (!first) return undefined;
  return among.length === 1 ? {kind: 'person', to: first.id} : {kind: by, among: among.map(({id}) => id)};
}

/** Stages before whole pipelines, since the first row that a record fits decides: a stage beats its pipeline. */
function tableRows(rows: readonly PlaceTo[]): TableRow[] {
  return [
    ...rows.flatMap(row => ('stage' in row ? [{stages: [row.stage.id], to: row.to.id}] : [])),
    ...rows.flatMap(row => ('pipeline' in row ? [{pipelines: [row.pipeline.id], to: row.to.id}] : [])),
  ];
}

/** Everybody whom a choice of several names, each once. */
export function peopleOf(several: Among | ByPlace | undefined): Person[] {
  if (!several) return [];
  const named = several.by === 'table' ? several.rows.map(({to}) => to) : several.among;
  return [...new Map(named.map(person => [person.id, person])).values()];
}

/** The rules for these types, with everybody whom they name. */
export function rulesOf(draft: ScopeDraft, keys: readonly TypeKey[]): {people: Person[]; rules: PlanRules} {
  const general = generalRule(draft);
  const perType = new Map<TypeKey, Rule>();
  for (const key of keys) {
    const rule = typeRule(draft, key);
    if (rule) perType.set(key, rule);
  }
  const rest = keys.filter(key => !perType.has(key));
  const together: Together | undefined =
    draft.several?.together && general && general.kind !== 'person' && rest.length > 0
      ? {types: new Set(rest), share: general}
      : undefined;
  return {
    people: namedIn(draft, keys),
    rules: {...(general && {general}), perType, ...(together && {together})},
  };
}

/** Everybody who is chosen for one of these types or for everything. */
export function namedIn(draft: ScopeDraft, keys: readonly TypeKey[]): Person[] {
  const general = draft.several && draft.several.among.length > 0 ? draft.several.among : [draft.general];
  const own = keys.flatMap(key => {
    const choice = draft.types.get(key);
    return choice ? [...peopleOf(choice.several), choice.to] : [];
  });
  const named = [...general, ...own].filter(person => person !== undefined);
  return [...new Map(named.map(person => [person.id, person])).values()];
}
