import type {StateChoice} from '../scope.ts';
import {tidy, type Span, type TypeScope} from './type-scope.ts';

/** One part of what a scope says, for words to be made of: the state first, then only what narrows it. */
export type ScopePart =
  | {readonly part: 'state'; readonly state: StateChoice}
  | {readonly part: 'pipelines'; readonly pipelines: readonly number[]}
  | {readonly part: 'stages'; readonly stages: readonly string[]}
  | {readonly part: 'created' | 'changed'; readonly span: Span}
  /** So many records by name, or so many left out by name. */
  | {readonly part: 'ids' | 'without'; readonly records: number};

/** The parts of a scope in the order in which they are said. */
export function describeScope(scope: TypeScope): ScopePart[] {
  const {state, pipelines, stages, created, changed, ids, without} = tidy(scope);
  return [
    {part: 'state', state},
    ...(pipelines ? [{part: 'pipelines', pipelines} as const] : []),
    ...(stages ? [{part: 'stages', stages} as const] : []),
    ...(created ? [{part: 'created', span: created} as const] : []),
    ...(changed ? [{part: 'changed', span: changed} as const] : []),
    ...(ids ? [{part: 'ids', records: ids.length} as const] : []),
    ...(without ? [{part: 'without', records: without.length} as const] : []),
  ];
}
