import type {TypeKey} from '../entity-types.ts';
import {refuseSuccessor, type Person, type SuccessorRefusal} from '../people.ts';
import {fieldOf, placeOfStage} from '../scope/conditions.ts';
import type {PlanRules, Rule, Rules, ShareRule, TableRow, TableRule} from './rule.ts';

/** What is wrong with rules. `type` is absent where the rule is for everything or for clients. */
export type RuleProblem =
  /** `unknown`: nobody of this id was found. */
  | {readonly problem: 'not-a-successor'; readonly personId: number; readonly why: SuccessorRefusal | 'unknown'}
  /** A rule among nobody, or a table without rows. */
  | {readonly problem: 'nobody'; readonly type?: TypeKey}
  /** Somebody stands twice among those who take turns: is a double share meant? */
  | {readonly problem: 'twice'; readonly type?: TypeKey; readonly personId: number}
  /** What they hold now is not known, so nothing can be balanced by it. */
  | {readonly problem: 'not-counted'; readonly personId: number}
  | {readonly problem: 'no-rule'; readonly type: TypeKey}
  | {readonly problem: 'not-taken'; readonly type: TypeKey}
  /** The type stays together with its clients, and has a rule that would part them. */
  | {readonly problem: 'parts-clients'; readonly type: TypeKey}
  | {
      readonly problem: /** Neither a pipeline nor a stage: that is what `otherwise` is for. */
        | 'asks-nothing'
        /** The type has no pipelines, or no stages; or the stage is another type's or another pipeline's. */
        | 'fits-nothing'
        /** An earlier row takes all that this one could. */
        | 'never-reached';
      readonly type: TypeKey;
      /** From 0. */
      readonly row: number;
    };

declare const checked: unique symbol;

/** Rules whose people have all been looked up, and may receive records. Only `checkRules` makes them. */
export type CheckedRules = Rules & {readonly [checked]: true};

export type RulesResult =
  | {readonly ok: true; readonly rules: CheckedRules}
  | {readonly ok: false; readonly problems: readonly RuleProblem[]};

/**
 * Checks rules before anything is divided: everybody named is somebody, active and not the leaver; every type is provided
 * for (activities may all follow their records); no rule contradicts another.
 *
 * @param people who was looked up, by id
 */
export function checkRules(rules: Rules, people: ReadonlyMap<number, Person>): RulesResult {
  const taken = new Set(rules.types.map(({key}) => key));
  const problems: RuleProblem[] = [];
  for (const personId of new Set(namedBy(rules))) {
    const person = people.get(personId);
    const why = person ? refuseSuccessor(person, rules.leaverId) : 'unknown';
    if (why) problems.push({problem: 'not-a-successor', personId, why});
  }
  if (rules.general) problems.push(...shares(rules.general));
  if (rules.together) problems.push(...shares(rules.together.share));
  for (const [type, rule] of rules.perType) {
    if (!taken.has(type)) problems.push({problem: 'not-taken', type});
    if (rules.together?.types.has(type)) problems.push({problem: 'parts-clients', type});
    problems.push(...ofType(type, rule));
  }
  for (const type of taken) {
    const provided = rules.general ?? rules.perType.get(type) ?? rules.together?.types.has(type);
    if (!provided && type !== 'activity') problems.push({problem: 'no-rule', type});
  }
  for (const personId of balancedAmong(rules))
    if (!((rules.holds?.get(personId) ?? -1) >= 0)) problems.push({problem: 'not-counted', personId});
  return problems.length === 0 ? {ok: true, rules: rules as CheckedRules} : {ok: false, problems};
}

/**
 * Rules that were checked when their plan was pinned, for what showed later. Whoever may not receive records by now has to
 * be taken out of the result.
 */
export function checkedBefore(rules: Rules): CheckedRules {
  return rules as CheckedRules;
}

/** Whether rules give each type to one person, so that nothing has to be divided. */
export function isPlain({general, perType, together}: PlanRules): boolean {
  const rules = [...(general ? [general] : []), ...perType.values()];
  return !together && rules.every(({kind}) => kind === 'person');
}

/** Those who hold records already by which a rule balances. */
export function balancedAmong(rules: PlanRules): number[] {
  return [...new Set(everyShare(rules).flatMap(rule => (rule.kind === 'balanced' ? rule.among : [])))];
}

/** Whether a rule asks where records stand. */
export function asksPlaces(rule: Rule | undefined): boolean {
  return rule !== undefined && withOtherwise(rule).some(({kind}) => kind === 'table');
}

/** Everybody whom rules name, to be looked up. May name somebody more than once. */
export function namedBy<P = number>(rules: PlanRules<P>): P[] {
  const own = everyRule(rules).flatMap(rule => {
    if (rule.kind === 'table') return rule.rows.map(({to}) => to);
    return rule.kind === 'file' ? [...rule.successors.values()] : [];
  });
  return [...own, ...everyShare(rules).flatMap(rule => (rule.kind === 'person' ? [rule.to] : rule.among))];
}

/** All rules, those behind `otherwise` too. */
function everyRule<P>({general, perType, together}: PlanRules<P>): Rule<P>[] {
  const first: Rule<P>[] = [...(general ? [general] : []), ...(together ? [together.share] : []), ...perType.values()];
  return first.flatMap(rule => withOtherwise(rule));
}

function withOtherwise<P>(rule: Rule<P>): Rule<P>[] {
  const rest = rule.kind === 'table' || rule.kind === 'file' ? rule.otherwise : undefined;
  return rest ? [rule, ...withOtherwise(rest)] : [rule];
}

function everyShare<P>(rules: PlanRules<P>): ShareRule<P>[] {
  return everyRule(rules).filter(rule => rule.kind !== 'table' && rule.kind !== 'file');
}

function ofType(type: TypeKey, rule: Rule): RuleProblem[] {
  return withOtherwise(rule).flatMap(one => {
    if (one.kind === 'table') return ofTable(type, one);
    return one.kind === 'file' ? [] : shares(one, type);
  });
}

function shares(rule: ShareRule, type?: TypeKey): RuleProblem[] {
  if (rule.kind === 'person') return [];
  const where = type === undefined ? {} : {type};
  if (rule.among.length === 0) return [{problem: 'nobody', ...where}];
  const twice = rule.among.filter((personId, at) => rule.among.indexOf(personId) !== at);
  return [...new Set(twice)].map(personId => ({problem: 'twice', personId, ...where}));
}

function ofTable(type: TypeKey, {rows}: TableRule): RuleProblem[] {
  if (rows.length === 0) return [{problem: 'nobody', type}];
  return rows.flatMap((row, at): RuleProblem[] => {
    if (!row.pipelines && !row.stages) return [{problem: 'asks-nothing', type, row: at}];
    if (!canFit(type, row)) return [{problem: 'fits-nothing', type, row: at}];
    const hidden = rows.slice(0, at).some(earlier => covers(type, earlier, row));
    return hidden ? [{problem: 'never-reached', type, row: at}] : [];
  });
}

/** Whether each part of a row can fit some record: a part that cannot is a mistake, though the others may be right. */
function canFit(type: TypeKey, {pipelines, stages}: TableRow): boolean {
  if (pipelines && (pipelines.length === 0 || fieldOf(type, 'pipeline') === undefined)) return false;
  if (stages && (stages.length === 0 || fieldOf(type, 'stage') === undefined)) return false;
  return (stages ?? []).every(stage => {
    const place = placeOfStage(type, stage);
    return place !== 'foreign' && (typeof place !== 'number' || !pipelines || pipelines.includes(place));
  });
}

/** Whether every record that fits `later` fits `earlier`. */
function covers(type: TypeKey, earlier: TableRow, later: TableRow): boolean {
  const inPipelines =
    later.pipelines ?? later.stages?.map(stage => placeOfStage(type, stage)).filter(place => typeof place === 'number');
  const pipelines = !earlier.pipelines || (inPipelines ?? []).every(one => earlier.pipelines?.includes(one));
  const stages = !earlier.stages || (later.stages?.every(one => earlier.stages?.includes(one)) ?? false);
  return pipelines && stages;
}
