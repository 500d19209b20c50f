import type {TypeKey} from '../domain/entity-types.ts';
import {asksPlaces} from '../domain/rules/check.ts';
import type {Rules} from '../domain/rules/rule.ts';
import type {WalkTask} from './walk.ts';

/** What rules have to know of the records of a type besides: where they stand, and what they link to. */
export function neededBy(
  {perType, together, types}: Pick<Rules, 'perType' | 'together' | 'types'>,
  type: TypeKey,
): Pick<WalkTask, 'places' | 'links'> {
  const links = together?.types.has(type) && type !== 'activity';
  return {
    ...(asksPlaces(perType.get(type)) && {places: true}),
    ...(links && {links: [...new Set(types.map(({entityTypeId}) => entityTypeId))]}),
  };
}
