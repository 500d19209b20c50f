import type {TypeKey} from '../../domain/entity-types.ts';
import {fieldOf} from '../../domain/scope/conditions.ts';
import type {Span} from '../../domain/scope/type-scope.ts';
import type {Params} from '../encode.ts';
import type {Asked} from './family.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * The conditions of a scope as a filter of either family of lists (fact sheet section 6), all but its state. Never with
 * an empty list, which would drop the condition or be an error (trap 7).
 *
 * @param idField `id` or `ID`
 * @param exactly dates as they are, for counting; else a day more on either side: a portal that reads them in another
 *   zone than they name then leaves out nothing, and each row is held against the dates on our side anyway
 */
export function narrowing(type: TypeKey, {scope, ids}: Asked, idField: string, exactly: boolean): Params {
  const slack = exactly ? 0 : DAY_MS;
  const pipeline = fieldOf(type, 'pipeline');
  const stage = fieldOf(type, 'stage');
  return {
    ...(scope.pipelines && pipeline ? oneOf(pipeline, scope.pipelines) : {}),
    ...(scope.stages && stage ? oneOf(stage, scope.stages) : {}),
    ...spanFilter(fieldOf(type, 'created'), scope.created, slack),
    ...spanFilter(fieldOf(type, 'changed'), scope.changed, slack),
    ...(ids ? oneOf(idField, ids) : {}),
  };
}

function oneOf(field: string, values: readonly (string | number)[]): Params {
  if (values.length === 0) throw new Error(`a filter by no ${field} at all`);
  return {[`@${field}`]: values};
}

function spanFilter(field: string | undefined, span: Span | undefined, slack: number): Params {
  if (!field || !span) return {};
  const {from, before} = span;
  return {
    ...(from === undefined ? {} : {[`>=${field}`]: whole(Math.floor((from - slack) / 1000))}),
    ...(before === undefined ? {} : {[`<${field}`]: whole(Math.ceil((before + slack) / 1000))}),
  };
}

/** A moment in whole seconds, as the portal writes them. */
function whole(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00');
}

/** Fields that have to be read for a scope to be held against a row, or for showing where it stands. */
export function fieldsFor(type: TypeKey, {scope, places}: Asked): string[] {
  const wanted = [
    scope.pipelines || places ? fieldOf(type, 'pipeline') : undefined,
    scope.stages || places ? fieldOf(type, 'stage') : undefined,
    scope.created ? fieldOf(type, 'created') : undefined,
    scope.changed ? fieldOf(type, 'changed') : undefined,
  ];
  return wanted.filter(field => field !== undefined);
}

/** A record's place and dates as its row has them, without what it does not say. */
export function told(place: {
  pipeline?: number | undefined;
  stage?: string | undefined;
  createdAt?: number | undefined;
  changedAt?: number | undefined;
}): {pipeline?: number; stage?: string; createdAt?: number; changedAt?: number} {
  const {pipeline, stage, createdAt, changedAt} = place;
  return {
    ...(pipeline === undefined ? {} : {pipeline}),
    ...(stage === undefined ? {} : {stage}),
    ...(createdAt === undefined ? {} : {createdAt}),
    ...(changedAt === undefined ? {} : {changedAt}),
  };
}
