import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {checkOf, type Misfit, type ScopedRow} from '../../../source/domain/scope/fits.ts';
import {tidy, type Span, type TypeScope} from '../../../source/domain/scope/type-scope.ts';
import {rows, scopeOf} from './scopes.ts';

const row: ScopedRow = {id: 5, closed: false, pipeline: 2, stage: 'C2:NEW', createdAt: 50, changedAt: 60};

describe('a record fits a scope', () => {
  it('that asks for nothing but every state', () => {
    expect(checkOf({state: 'all'}).fits({id: 1, closed: true})).toBe(true);
  });

  it('when all its conditions hold, borders with the later side', () => {
    const scope: TypeScope = {
      state: 'open',
      pipelines: [0, 2],
      stages: ['NEW', 'C2:NEW'],
      created: {from: 50, before: 51},
      changed: {from: 60},
      ids: [4, 5],
      without: [4],
    };
    expect(checkOf(scope).misfits(row)).toEqual([]);
  });

  it.each([
    ['state', {state: 'closed'}],
    ['pipeline', {state: 'all', pipelines: [0]}],
    ['stage', {state: 'all', stages: ['C2:WON', 'NEW']}],
    ['created', {state: 'all', created: {before: 50}}],
    ['created', {state: 'all', created: {from: 51}}],
    ['changed', {state: 'all', changed: {from: 0, before: 60}}],
    ['ids', {state: 'all', ids: [4, 6]}],
    ['without', {state: 'all', without: [5]}],
  ] as const)('not, and %s is named: %j', (condition, scope) => {
    const check = checkOf(scope);
    expect(check.fits(row)).toBe(false);
    expect(check.misfits(row)).toEqual([{condition, known: true}]);
  });

  it('not, when it does not say what is asked about', () => {
    const scope: TypeScope = {state: 'all', pipelines: [0], stages: ['NEW'], created: {from: 0}, changed: {before: 9}};
    expect(checkOf(scope).misfits({id: 5, closed: false})).toEqual(
      ['pipeline', 'stage', 'created', 'changed'].map(condition => ({condition, known: false})),
    );
    expect(checkOf({state: 'all', created: {from: 0}}).fits({...row, createdAt: Number.NaN})).toBe(false);
  });
});

// Says the same in another way, condition by condition, as a person would check a row by hand.
function byHand(scope: TypeScope, one: ScopedRow): Misfit['condition'][] {
  const inside = (span: Span, at: number | undefined): boolean =>
    at !== undefined &&
    !(span.from !== undefined && at < span.from) &&
    !(span.before !== undefined && at >= span.before);
  const failing: Misfit['condition'][] = [];
  if (scope.state === 'open' && one.closed) failing.push('state');
  if (scope.state === 'closed' && !one.closed) failing.push('state');
  if (scope.pipelines && !scope.pipelines.some(any => any === one.pipeline)) failing.push('pipeline');
  if (scope.stages && !scope.stages.some(any => any === one.stage)) failing.push('stage');
  if (scope.created && !inside(scope.created, one.createdAt)) failing.push('created');
  if (scope.changed && !inside(scope.changed, one.changedAt)) failing.push('changed');
  if (scope.ids && !scope.ids.some(any => any === one.id)) failing.push('ids');
  if (scope.without?.some(any => any === one.id)) failing.push('without');
  return failing;
}

it('every condition is checked, and exactly those that do not hold are named', () => {
  fc.assert(
    fc.property(scopeOf('deal'), rows, (scope, one) => {
      const check = checkOf(scope);
      expect(check.misfits(one).map(({condition}) => condition)).toEqual(byHand(scope, one));
      expect(check.fits(one)).toBe(byHand(scope, one).length === 0);
      expect(checkOf(tidy(scope)).misfits(one)).toEqual(check.misfits(one));
    }),
    {numRuns: 1000},
  );
});
