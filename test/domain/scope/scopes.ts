import fc from 'fast-check';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import {fieldOf} from '../../../source/domain/scope/conditions.ts';
import type {ScopedRow} from '../../../source/domain/scope/fits.ts';
import {tidy, type Span, type TypeScope} from '../../../source/domain/scope/type-scope.ts';

export const TYPES: readonly TypeKey[] = [
  'lead',
  'deal',
  'deal-template',
  'contact',
  'contact:5',
  'company',
  'estimate',
  'invoice',
  'old-invoice',
  'activity',
  'spa:128',
];

const id = fc.integer({min: 1, max: 9});
const moment = fc.integer({min: 0, max: 9});
const span: fc.Arbitrary<Span> = fc
  .record({from: moment, before: moment}, {requiredKeys: []})
  .filter(({from = -1, before = 10}) => from < before);

/** A scope of one type with few values, so that every coincidence comes up; valid for the type. */
export function scopeOf(type: TypeKey): fc.Arbitrary<TypeScope> {
  return fc
    .record(
      {
        state: fc.constantFrom('all', 'open', 'closed'),
        pipelines: fc.array(fc.nat(3), {minLength: 1, maxLength: 3}),
        stages: fc.array(fc.constantFrom('NEW', 'WON', 'C2:NEW'), {minLength: 1, maxLength: 3}),
        created: span,
        changed: span,
        ids: fc.array(id, {minLength: 1, maxLength: 4}),
        without: fc.array(id, {maxLength: 4}),
      },
      {requiredKeys: ['state']},
    )
    .map(({pipelines, stages, ...rest}) =>
      tidy({
        ...rest,
        ...(pipelines && fieldOf(type, 'pipeline') && {pipelines}),
        ...(stages && fieldOf(type, 'stage') && {stages}),
      }),
    );
}

export const fullScopes = fc
  .uniqueArray(fc.constantFrom(...TYPES), {minLength: 1})
  .chain(types => fc.tuple(...types.map(type => scopeOf(type).map(scope => [type, scope] as const))))
  .map(entries => new Map(entries));

export const rows: fc.Arbitrary<ScopedRow> = fc.record(
  {
    id,
    closed: fc.boolean(),
    pipeline: fc.nat(3),
    stage: fc.constantFrom('NEW', 'WON', 'C2:NEW', 'LOSE'),
    createdAt: fc.integer({min: -1, max: 10}),
    changedAt: fc.integer({min: -1, max: 10}),
  },
  {requiredKeys: ['id', 'closed']},
);
