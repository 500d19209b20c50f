import {describe, expect, it} from 'vitest';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import {checkRules, namedBy} from '../../../source/domain/rules/check.ts';
import type {Rule, Rules, TableRow} from '../../../source/domain/rules/rule.ts';
import {LEAVER, person, types} from './handover.ts';

const PEOPLE = new Map(
  [
    person(LEAVER, {active: true}),
    person(2),
    person(3),
    person(4, {active: false}),
    person(5, {active: false, waiting: 'asked-to-join'}),
    person(6, {waiting: 'invited'}),
  ].map(one => [one.id, one]),
);

function problems(given: Partial<Rules>) {
  const rules = {leaverId: LEAVER, types: types('deal', 'contact', 'activity'), perType: new Map(), ...given};
  const result = checkRules(rules, PEOPLE);
  return result.ok ? [] : result.problems;
}

const to = (id: number): Rule => ({kind: 'person', to: id});
const general = {kind: 'person', to: 2} as const;
const per = (type: TypeKey, rule: Rule): Partial<Rules> => ({general, perType: new Map([[type, rule]])});
const tableOf = (...rows: TableRow[]): Partial<Rules> => per('deal', {kind: 'table', rows});

describe('who may receive records', () => {
  it.each([
    [LEAVER, 'is-leaver'],
    [4, 'dismissed'],
    [5, 'asked-to-join'],
    [99, 'unknown'],
    [0, 'unknown'],
  ] as const)('not #%i: %s, wherever they are named', (personId, why) => {
    const told = [{problem: 'not-a-successor', personId, why}];
    expect(problems({general: {kind: 'person', to: personId}})).toEqual(told);
    expect(problems({general: {kind: 'turns', among: [2, personId]}})).toEqual(told);
    expect(problems(tableOf({pipelines: [1], to: personId}))).toEqual(told);
    const file = {kind: 'file', successors: new Map([[7, personId]]), otherwise: general} as const;
    expect(problems(per('deal', file))).toEqual(told);
    expect(problems(per('deal', {...file, successors: new Map(), otherwise: {kind: 'person', to: personId}}))).toEqual(
      told,
    );
    const share = {kind: 'turns', among: [personId]} as const;
    expect(problems({general, together: {types: new Set(), share}})).toEqual(told);
  });

  it('somebody who was invited, which is warned of', () =>
    expect(problems({general: {kind: 'person', to: 6}})).toEqual([]));

  it('whoever is named can be looked up', () => {
    const perType = new Map<TypeKey, Rule>([
      ['deal', {kind: 'table', rows: [{pipelines: [1], to: 3}], otherwise: {kind: 'turns', among: [4]}}],
      ['contact', {kind: 'file', successors: new Map([[1, 5]]), otherwise: general}],
    ]);
    const share = {kind: 'balanced', among: [6]} as const;
    const rules = {leaverId: LEAVER, types: [], general, perType, together: {types: new Set<TypeKey>(), share}};
    expect(new Set(namedBy(rules))).toEqual(new Set([2, 3, 4, 5, 6]));
  });
});

describe('rules that do not go together', () => {
  it('a type without a rule; activities may all follow', () => {
    expect(problems({perType: new Map([['deal', to(2)]])})).toEqual([{problem: 'no-rule', type: 'contact'}]);
  });

  it('a rule for a type that is not taken', () => {
    expect(problems(per('lead', to(2)))).toEqual([{problem: 'not-taken', type: 'lead'}]);
  });

  it('a rule that would part clients', () => {
    const share = {kind: 'turns', among: [2, 3]} as const;
    const together = {types: new Set<TypeKey>(['deal', 'contact']), share};
    expect(problems({together})).toEqual([]);
    expect(problems({together, perType: new Map([['deal', to(2)]])})).toEqual([
      {problem: 'parts-clients', type: 'deal'},
    ]);
  });

  it('shares among nobody, or among one twice', () => {
    expect(problems({general: {kind: 'turns', among: []}})).toEqual([{problem: 'nobody'}]);
    expect(problems(per('deal', {kind: 'turns', among: [2, 3, 2]}))).toEqual([
      {problem: 'twice', personId: 2, type: 'deal'},
    ]);
  });

  it('a balance by counts that are not known', () => {
    const rule = {kind: 'balanced', among: [2, 3]} as const;
    expect(problems({general: rule, holds: new Map([[2, 0]])})).toEqual([{problem: 'not-counted', personId: 3}]);
    expect(
      problems({
        general: rule,
        holds: new Map([
          [2, 0],
          [3, Number.NaN],
        ]),
      }),
    ).toEqual([{problem: 'not-counted', personId: 3}]);
  });
});

describe('a table', () => {
  it('is right', () => {
    expect(problems(tableOf({stages: ['C2:NEW'], to: 2}, {pipelines: [2], to: 3}, {pipelines: [0, 2], to: 2}))).toEqual(
      [],
    );
  });

  it.each([
    ['without rows', [], {problem: 'nobody', type: 'deal'}],
    ['asks nothing', [{to: 2}], {problem: 'asks-nothing', type: 'deal', row: 0}],
    ['asks for none', [{pipelines: [], to: 2}], {problem: 'fits-nothing', type: 'deal', row: 0}],
    ['a stage of another type', [{stages: ['DT31_1:N'], to: 2}], {problem: 'fits-nothing', type: 'deal', row: 0}],
    [
      'a stage of another pipeline',
      [{pipelines: [1], stages: ['C2:NEW'], to: 2}],
      {problem: 'fits-nothing', type: 'deal', row: 0},
    ],
    [
      'a row behind one that takes all of it',
      [
        {pipelines: [2, 3], to: 2},
        {pipelines: [3], to: 3},
      ],
      {problem: 'never-reached', type: 'deal', row: 1},
    ],
    [
      'a stage behind its pipeline',
      [
        {pipelines: [2], to: 2},
        {stages: ['C2:NEW'], to: 3},
      ],
      {problem: 'never-reached', type: 'deal', row: 1},
    ],
  ])('%s', (_, rows, problem) => expect(problems(tableOf(...rows))).toEqual([problem]));

  it('of pipelines for a type that has none', () => {
    expect(problems(per('contact', {kind: 'table', rows: [{pipelines: [1], to: 2}]}))).toEqual([
      {problem: 'fits-nothing', type: 'contact', row: 0},
    ]);
  });
});
