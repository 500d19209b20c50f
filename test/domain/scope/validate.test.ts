import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {TypeScope} from '../../../source/domain/scope/type-scope.ts';
import {checkScope, type Directory} from '../../../source/domain/scope/validate.ts';
import {entityType} from '../records.ts';
import {TYPES, fullScopes} from './scopes.ts';

const deal = entityType();
const contact = entityType({key: 'contact', entityTypeId: 3, closedBy: {by: 'none'}});
const activity = entityType({key: 'activity', entityTypeId: 6, closedBy: {by: 'completed'}});
const invoice = entityType({
  key: 'invoice',
  entityTypeId: 31,
  closedBy: {by: 'stages', closed: ['DT31_3:P', 'DT31_3:D']},
});

function problems(type: typeof deal, scope: Omit<TypeScope, 'state'> & Partial<TypeScope>, directory?: Directory) {
  return checkScope(new Map([[type.key, {state: 'all', ...scope}]]), [deal, contact, activity, invoice], directory);
}

describe('what would silently take nothing, or something else, is a problem', () => {
  it.each([
    ['no pipeline for contacts', contact, {pipelines: [2]}, {problem: 'not-applicable', condition: 'pipeline'}],
    ['no stage for activities', activity, {stages: ['NEW']}, {problem: 'not-applicable', condition: 'stage'}],
    ['a list of nothing', deal, {pipelines: []}, {problem: 'empty', what: 'pipelines'}],
    ['no stage at all', deal, {stages: []}, {problem: 'empty', what: 'stages'}],
    ['no record at all', deal, {ids: []}, {problem: 'empty', what: 'ids'}],
    ['the record 0', deal, {ids: [1, 0]}, {problem: 'not-an-id', what: 'ids', value: 0}],
    ['half a record', deal, {without: [1.5]}, {problem: 'not-an-id', what: 'without', value: 1.5}],
    ['a pipeline below 0', deal, {pipelines: [-1]}, {problem: 'not-an-id', what: 'pipelines', value: -1}],
    ['no time between', deal, {created: {from: 5, before: 5}}, {problem: 'empty-span', what: 'created'}],
    ['no moment', deal, {changed: {from: Number.NaN}}, {problem: 'empty-span', what: 'changed'}],
    ['the stage of another type', deal, {stages: ['DT31_3:N']}, {problem: 'foreign-stage', stage: 'DT31_3:N'}],
    [
      'a stage of a pipeline that is not meant',
      deal,
      {pipelines: [0], stages: ['NEW', 'C2:NEW']},
      {problem: 'stage-outside-pipelines', stage: 'C2:NEW', pipeline: 2},
    ],
    [
      'a closed stage among open records',
      invoice,
      {state: 'open', stages: ['DT31_3:P']},
      {problem: 'stage-outside-state', stage: 'DT31_3:P', state: 'open'},
    ],
    [
      'an open stage among closed records',
      invoice,
      {state: 'closed', stages: ['DT31_3:N', 'DT31_3:P']},
      {problem: 'stage-outside-state', stage: 'DT31_3:N', state: 'closed'},
    ],
  ] as const)('%s', (_, type, scope, problem) => {
    expect(problems(type, scope)).toEqual([{type: type.key, ...problem}]);
  });

  it('so are pipelines and stages that the portal does not list, where its lists are known', () => {
    const directory: Directory = {
      pipelines: new Map([['deal', [0, 2]]]),
      stages: new Map([['deal', ['NEW', 'C2:NEW']]]),
    };
    const scope = {pipelines: [2, 7], stages: ['C2:NEW', 'C2:NWE']};
    expect(problems(deal, scope, directory)).toEqual([
      {type: 'deal', problem: 'unknown-pipeline', pipeline: 7, known: [0, 2]},
      {type: 'deal', problem: 'unknown-stage', stage: 'C2:NWE', known: ['NEW', 'C2:NEW']},
    ]);
    expect(problems(deal, scope)).toEqual([]);
    expect(problems(invoice, {pipelines: [9]}, directory)).toEqual([]);
  });

  it('and a type that the portal does not have', () => {
    expect(checkScope(new Map([['lead', {state: 'all'}]]), [deal])).toEqual([{type: 'lead', problem: 'no-such-type'}]);
  });
});

it('a scope made of what its types can be asked is right', () => {
  const types = TYPES.map(key => entityType({key}));
  const stages = {'stage-outside-pipelines': true, 'foreign-stage': true};
  fc.assert(
    fc.property(fullScopes, scope => {
      expect(checkScope(scope, types).filter(({problem}) => !(problem in stages))).toEqual([]);
    }),
  );
});
