import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import {refuseLeaver, refuseSuccessor} from '../domain/people.ts';
import {asksPlaces, balancedAmong, checkRules, namedBy, type CheckedRules} from '../domain/rules/check.ts';
import type {PlanRules} from '../domain/rules/rule.ts';
import {checkScope, type Directory} from '../domain/scope/validate.ts';
import type {FullScope, TypeScope} from '../domain/scope/type-scope.ts';
import {rowOf, type Tally} from '../domain/tally.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {CallOptions} from '../portal/client.ts';
import type {PlanRequest, TypeStages} from './contract.ts';
import {holdings} from './holdings.ts';
import {typeOf, type Parts} from './parts.ts';
import {ruleProblemText, scopeProblemText} from './request-problems.ts';
import {readStages} from './stages.ts';

/** What more successors hold now is not asked only to be shown: a file may name hundreds. */
const MOST_COUNTED = 25;

/** @throws UsageTrouble for a leaver or a successor who is not allowed to be one */
export function checkPeople({leaver, people}: Pick<PlanRequest, 'leaver' | 'people'>, keyOwnerId: number): void {
  const leaverProblem = refuseLeaver(leaver, keyOwnerId);
  if (leaverProblem) throw new UsageTrouble(`leaver #${leaver.id}: ${leaverProblem}`);
  for (const person of people) {
    const problem = refuseSuccessor(person, leaver.id);
    if (problem) throw new UsageTrouble(`successor #${person.id}: ${problem}`);
  }
}

/**
 * Looks at scope and rules before anything is pinned: pipelines and stages by what the portal has, people by who they
 * are, and what those hold now among whom is balanced. A type that holds nothing needs no rule.
 *
 * @throws UsageTrouble for the first thing that cannot be meant
 */
export async function checkRequest(
  parts: Parts,
  {leaver, people, scope, rules}: PlanRequest,
  held: Tally,
  options: CallOptions,
): Promise<{rules: CheckedRules; holds: ReadonlyMap<number, number>}> {
  const {types} = parts.connection;
  const asked = [...scope].filter(([key, one]) => one.pipelines || one.stages || asksPlaces(rules.perType.get(key)));
  const keys = asked.map(([key]) => key);
  const found = keys.length === 0 ? new Map<TypeKey, TypeStages>() : await readStages(parts, keys, options);
  const directory = directoryOf(found);
  const [wrong] = [scope, ...tableScopes(rules, scope)].flatMap(one => checkScope(one, types, directory));
  if (wrong) {
    const nameOf = (type: TypeKey, id: string | number): string | undefined =>
      [...(found.get(type)?.pipelines ?? []), ...(found.get(type)?.stages ?? [])].find(one => one.id === id)?.name;
    throw new UsageTrouble(scopeProblemText(wrong, nameOf));
  }
  const taken = [...scope.keys()].map(key => typeOf(parts.connection, key));
  const isReadable = ({key}: EntityType): boolean => rowOf(held.rows, key)?.state !== 'unreadable';
  const balanced = balancedAmong(rules);
  const named = [...new Set(namedBy(rules))];
  const counted = named.length <= MOST_COUNTED ? named : balanced;
  const holds =
    counted.length === 0
      ? new Map<number, number>()
      : await holdings(parts, taken.filter(isReadable), counted, options);
  const checked = checkRules(
    {
      leaverId: leaver.id,
      types: taken.filter(({key}) => rules.perType.has(key) || needsRule(key, held)),
      ...rules,
      holds,
    },
    new Map(people.map(person => [person.id, person])),
  );
  if (!checked.ok) {
    const [problem] = checked.problems;
    throw new UsageTrouble(problem ? ruleProblemText(problem) : 'rules that cannot be meant');
  }
  return {rules: {...checked.rules, types: taken}, holds};
}

/** Whether a type holds something, or may. */
function needsRule(key: TypeKey, held: Tally): boolean {
  const row = rowOf(held.rows, key);
  return row?.state === 'counted' ? row.total > 0 : row?.state !== 'unreadable';
}

function directoryOf(found: ReadonlyMap<TypeKey, TypeStages>): Directory {
  return {
    pipelines: new Map([...found].map(([key, {pipelines}]) => [key, pipelines.map(({id}) => id)])),
    stages: new Map([...found].map(([key, {stages}]) => [key, stages.map(({id}) => id)])),
  };
}

/** Pipelines, and stages, that tables name: as scopes, to be held against what the portal has. */
function tableScopes(rules: PlanRules, scope: FullScope): FullScope[] {
  const inPipelines = new Map<TypeKey, TypeScope>();
  const inStages = new Map<TypeKey, TypeScope>();
  for (const [key, rule] of rules.perType) {
    const table = rule.kind === 'file' ? rule.otherwise : rule;
    if (!scope.has(key) || table?.kind !== 'table') continue;
    const pipelines = table.rows.flatMap(row => row.pipelines ?? []);
    const stages = table.rows.flatMap(row => row.stages ?? []);
    if (pipelines.length > 0) inPipelines.set(key, {state: 'all', pipelines});
    if (stages.length > 0) inStages.set(key, {state: 'all', stages});
  }
  return [inPipelines, inStages];
}
