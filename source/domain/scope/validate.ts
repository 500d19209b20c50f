import type {EntityType, TypeKey} from '../entity-types.ts';
import type {StateChoice} from '../scope.ts';
import {CONDITIONS, fieldOf, placeOfStage, type Condition} from './conditions.ts';
import type {FullScope, TypeScope} from './type-scope.ts';

/** What is wrong with the scope of one type. Each would silently take nothing, or not what was meant. */
export type ScopeProblem = {readonly type: TypeKey} & (
  | {readonly problem: 'no-such-type'}
  /** The type has no such field: contacts have no pipeline. */
  | {readonly problem: 'not-applicable'; readonly condition: Condition}
  /** A list of nothing is a choice somebody forgot, never "none" and never "all". */
  | {readonly problem: 'empty'; readonly what: 'pipelines' | 'stages' | 'ids'}
  | {readonly problem: 'not-an-id'; readonly what: 'pipelines' | 'ids' | 'without'; readonly value: number}
  /** `from` is not earlier than `before`, or one of them is no moment. */
  | {readonly problem: 'empty-span'; readonly what: 'created' | 'changed'}
  /** By its form the stage belongs to another type. */
  | {readonly problem: 'foreign-stage'; readonly stage: string}
  | {readonly problem: 'stage-outside-pipelines'; readonly stage: string; readonly pipeline: number}
  /** A closed stage where only open records are meant, or the other way round. */
  | {readonly problem: 'stage-outside-state'; readonly stage: string; readonly state: StateChoice}
  | {readonly problem: 'unknown-pipeline'; readonly pipeline: number; readonly known: readonly number[]}
  | {readonly problem: 'unknown-stage'; readonly stage: string; readonly known: readonly string[]}
);

/** Pipelines and stages as the portal lists them, as far as that is known; a type that is missing is not checked. */
export interface Directory {
  readonly pipelines?: ReadonlyMap<TypeKey, readonly number[]>;
  readonly stages?: ReadonlyMap<TypeKey, readonly string[]>;
}

/** Everything that is wrong with a scope, in the order of its types. */
export function checkScope(scope: FullScope, types: readonly EntityType[], directory: Directory = {}): ScopeProblem[] {
  return [...scope].flatMap(([key, one]) => {
    const type = types.find(known => known.key === key);
    if (!type) return [{type: key, problem: 'no-such-type'} as const];
    return [...form(key, one), ...places(type, one), ...unknown(key, one, directory)];
  });
}

/**
 * Whether nothing at all can fit a scope while it is being put together: a list of nothing, or stages that are all of
 * the other state. Such a scope is counted without asking, since a filter by nothing is none (trap 7).
 */
export function takesNothing(type: EntityType, scope: TypeScope): boolean {
  const {pipelines, stages, ids} = scope;
  if ([pipelines, stages, ids].some(list => list?.length === 0)) return true;
  const outside = places(type, scope).filter(({problem}) => problem === 'stage-outside-state');
  return stages !== undefined && outside.length === stages.length;
}

function form(type: TypeKey, scope: TypeScope): ScopeProblem[] {
  const used = {pipeline: scope.pipelines, stage: scope.stages, created: scope.created, changed: scope.changed};
  const found: ScopeProblem[] = CONDITIONS.filter(condition => used[condition] && !fieldOf(type, condition)).map(
    condition => ({type, problem: 'not-applicable', condition}),
  );
  for (const what of ['pipelines', 'stages', 'ids'] as const)
    if (scope[what]?.length === 0) found.push({type, problem: 'empty', what});
  for (const what of ['pipelines', 'ids', 'without'] as const) {
    const least = what === 'pipelines' ? 0 : 1;
    const value = scope[what]?.find(id => !Number.isSafeInteger(id) || id < least);
    if (value !== undefined) found.push({type, problem: 'not-an-id', what, value});
  }
  for (const what of ['created', 'changed'] as const) {
    const {from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY} = scope[what] ?? {};
    if (!(from < before)) found.push({type, problem: 'empty-span', what});
  }
  return found;
}

/** Conditions that cannot both hold. */
function places({key, closedBy}: EntityType, scope: TypeScope): ScopeProblem[] {
  if (!fieldOf(key, 'stage')) return [];
  // Only for these types a stage's meaning is known by its id.
  const final = closedBy.by === 'stages' || closedBy.by === 'statuses' ? new Set(closedBy.closed) : undefined;
  return (scope.stages ?? []).flatMap((stage): ScopeProblem[] => {
    const place = placeOfStage(key, stage);
    if (place === 'foreign') return [{type: key, problem: 'foreign-stage', stage}];
    if (typeof place === 'number' && scope.pipelines && !scope.pipelines.includes(place))
      return [{type: key, problem: 'stage-outside-pipelines', stage, pipeline: place}];
    const {state} = scope;
    if (final && state !== 'all' && final.has(stage) !== (state === 'closed'))
      return [{type: key, problem: 'stage-outside-state', stage, state}];
    return [];
  });
}

function unknown(type: TypeKey, scope: TypeScope, directory: Directory): ScopeProblem[] {
  const pipelines = directory.pipelines?.get(type);
  const stages = directory.stages?.get(type);
  return [
    ...(pipelines ? (scope.pipelines ?? []).filter(it => !pipelines.includes(it)) : []).map(
      pipeline => ({type, problem: 'unknown-pipeline', pipeline, known: pipelines ?? []}) as const,
    ),
    ...(stages ? (scope.stages ?? []).filter(it => !stages.includes(it)) : []).map(
      stage => ({type, problem: 'unknown-stage', stage, known: stages ?? []}) as const,
    ),
  ];
}
