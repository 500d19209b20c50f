import type {TypeKey} from '../entity-types.ts';
import type {StateChoice} from '../scope.ts';
import {fieldOf, type Condition} from './conditions.ts';
import {SCOPE_FLAGS, type Narrowing, type ScopeFlag, type ScopeFlags} from './flags.ts';
import {tidy, type FullScope, type Span, type TypeScope} from './type-scope.ts';

/** Why flags and taken types do not go together. */
export type NarrowProblem =
  /** The flag names a type that is not taken: it would do nothing. */
  | {readonly problem: 'not-taken'; readonly flag: string; readonly type: TypeKey}
  /** The flag names a type without such a field, or names no type and these of the taken ones have none. */
  | {readonly problem: 'not-applicable'; readonly flag: string; readonly types: readonly TypeKey[]}
  /** Pipelines and stages belong to one type, several are taken, and the flag names none. */
  | {readonly problem: 'which-type'; readonly flag: string; readonly types: readonly TypeKey[]};

export type NarrowResult =
  | {readonly ok: true; readonly scope: Map<TypeKey, TypeScope>}
  | {readonly ok: false; readonly problems: readonly NarrowProblem[]};

const CONDITION: Readonly<Record<ScopeFlag, Condition>> = {
  pipeline: 'pipeline',
  stage: 'stage',
  createdFrom: 'created',
  createdBefore: 'created',
  changedFrom: 'changed',
  changedBefore: 'changed',
};

/**
 * Narrows what is taken by flags (`fullScope` makes a scope of states one of these). What stands for one type beats what
 * stands for all, flag by flag.
 *
 * A value without a type is for every taken type, and each of them has to have that field: with `--pipeline 2`, whether
 * contacts go whole or not at all would be a guess. A pipeline or a stage belongs to one type, so there a value without a
 * type needs that exactly one is taken.
 */
export function narrowScope(taken: FullScope, {general, perType}: ScopeFlags): NarrowResult {
  const problems: NarrowProblem[] = [];
  const types = [...taken.keys()];
  for (const key of Object.keys(SCOPE_FLAGS) as ScopeFlag[]) {
    const flag = SCOPE_FLAGS[key];
    const lacks = (type: TypeKey): boolean => fieldOf(type, CONDITION[key]) === undefined;
    for (const [type, narrowing] of perType) {
      if (narrowing[key] === undefined) continue;
      if (!taken.has(type)) problems.push({problem: 'not-taken', flag, type});
      else if (lacks(type)) problems.push({problem: 'not-applicable', flag, types: [type]});
    }
    if (general[key] === undefined) continue;
    const bare = types.filter(lacks);
    if (bare.length > 0) problems.push({problem: 'not-applicable', flag, types: bare});
    else if (types.length > 1 && (key === 'pipeline' || key === 'stage'))
      problems.push({problem: 'which-type', flag, types});
  }
  if (problems.length > 0) return {ok: false, problems};
  const scope = [...taken].map(([type, one]) => [type, narrowed(one, {...general, ...perType.get(type)})] as const);
  return {ok: true, scope: new Map(scope)};
}

/** Types that flags name: naming one takes it, also one that is not taken by default. */
export function namedTypes({perType}: ScopeFlags): TypeKey[] {
  return [...perType.keys()];
}

/**
 * The scope that a file of ids means: its types and no others, exactly its records, whatever their state, closed
 * activities too, since each was named. A state that was asked for by hand narrows it like everything else.
 */
export function scopeOfIds(
  ids: ReadonlyMap<TypeKey, readonly number[]>,
  asked: ReadonlyMap<TypeKey, StateChoice> = new Map(),
): Map<TypeKey, TypeScope> {
  return new Map([...ids].map(([type, own]) => [type, tidy({state: asked.get(type) ?? 'all', ids: own})]));
}

function narrowed(scope: TypeScope, flags: Narrowing): TypeScope {
  const created = spanOf(flags.createdFrom, flags.createdBefore);
  const changed = spanOf(flags.changedFrom, flags.changedBefore);
  return tidy({
    ...scope,
    ...(flags.pipeline && {pipelines: flags.pipeline}),
    ...(flags.stage && {stages: flags.stage}),
    ...(created && {created}),
    ...(changed && {changed}),
  });
}

function spanOf(from: number | undefined, before: number | undefined): Span | undefined {
  if (from === undefined && before === undefined) return undefined;
  return {...(from !== undefined && {from}), ...(before !== undefined && {before})};
}
