import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import {readScopeFlags, type ScopeFlagValues} from '../../../source/domain/scope/flags.ts';
import {namedTypes, narrowScope, scopeOfIds} from '../../../source/domain/scope/narrow.ts';
import {fullScope} from '../../../source/domain/scope/type-scope.ts';

const BERLIN_2026 = Date.parse('2025-12-31T23:00:00Z');

function read(values: ScopeFlagValues) {
  const result = readScopeFlags(values, 'Europe/Berlin');
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.flags;
}

function narrow(types: readonly TypeKey[], values: ScopeFlagValues) {
  return narrowScope(fullScope(new Map(types.map(type => [type, 'open']))), read(values));
}

describe('flag values', () => {
  it('stand for every type or for one, repeated or with commas between', () => {
    const values = {
      pipeline: ['deal=2,deal=0', 'spa:128=9'],
      stage: ['NEW', 'WON'],
      createdBefore: ['2026-01-01', 'contact:5=2026-01-01T00:00Z'],
      changedFrom: ['deal=2026-01-01'],
    };
    const {general, perType} = read(values);
    expect(general).toEqual({stage: ['NEW', 'WON'], createdBefore: BERLIN_2026});
    expect([...perType]).toEqual([
      ['deal', {pipeline: [2, 0], changedFrom: BERLIN_2026}],
      ['spa:128', {pipeline: [9]}],
      ['contact:5', {createdBefore: Date.parse('2026-01-01T00:00Z')}],
    ]);
    expect(namedTypes({general, perType})).toEqual(['deal', 'spa:128', 'contact:5']);
  });

  it('of none say nothing', () => expect(read({pipeline: []})).toEqual({general: {}, perType: new Map()}));

  it.each([
    ['pipeline', [''], '--pipeline', '', 'empty'],
    ['pipeline', ['2,'], '--pipeline', '', 'empty'],
    ['pipeline', ['deal='], '--pipeline', 'deal=', 'empty'],
    ['pipeline', ['deal=2x'], '--pipeline', 'deal=2x', 'not-a-pipeline'],
    ['pipeline', [' 2'], '--pipeline', ' 2', 'not-a-pipeline'],
    ['pipeline', ['02'], '--pipeline', '02', 'not-a-pipeline'],
    ['pipeline', ['-1'], '--pipeline', '-1', 'not-a-pipeline'],
    ['pipeline', ['deals=2'], '--pipeline', 'deals=2', 'unknown-type'],
    ['pipeline', ['Deal=2'], '--pipeline', 'Deal=2', 'unknown-type'],
    ['pipeline', ['spa:=2'], '--pipeline', 'spa:=2', 'unknown-type'],
    ['pipeline', ['deal=2,3'], '--pipeline', '3', 'mixed'],
    ['pipeline', ['3', 'deal=2'], '--pipeline', 'deal=2', 'mixed'],
    ['stage', ['deal=C2 NEW'], '--stage', 'deal=C2 NEW', 'not-a-stage'],
    ['stage', ['deal=C2:NEW,C2:WON'], '--stage', 'C2:WON', 'mixed'],
    ['stage', ['\u001b[2J'], '--stage', '\u001b[2J', 'not-a-stage'],
    ['createdBefore', ['2026-02-30'], '--created-before', '2026-02-30', 'no-such-day'],
    ['createdFrom', ['deal=soon'], '--created-after', 'deal=soon', 'not-a-date'],
    ['changedBefore', ['2026-01-01T10:00'], '--changed-before', '2026-01-01T10:00', 'no-offset'],
    ['changedFrom', ['2026-01-01', '2026-01-02'], '--changed-after', '2026-01-02', 'twice'],
    ['changedFrom', ['deal=2026-01-01,deal=2026-01-01'], '--changed-after', 'deal=2026-01-01', 'twice'],
  ] as const)('%s %j: told with flag and value', (flag, given, written, value, problem) => {
    const problems = [{flag: written, value, problem}];
    expect(readScopeFlags({[flag]: given}, 'UTC')).toEqual({ok: false, problems});
  });

  it('are all told that are wrong', () => {
    const result = readScopeFlags({pipeline: ['x,2,y'], createdBefore: ['z']}, 'UTC');
    expect(result.ok ? [] : result.problems.map(({value}) => value)).toEqual(['x', 'y', 'z']);
  });

  it('of any kind are read exactly or told', () => {
    const kinds = fc.constantFrom('pipeline', 'stage', 'createdBefore');
    fc.assert(
      fc.property(kinds, fc.array(fc.string({maxLength: 12}), {maxLength: 3}), (kind, given) => {
        const result = readScopeFlags({[kind]: given}, 'UTC');
        if (!result.ok) return;
        const {general, perType} = result.flags;
        const back = [...(general.pipeline ?? []), ...(general.stage ?? [])].map(String);
        if (kind !== 'createdBefore' && perType.size === 0)
          expect(back).toEqual(given.flatMap(value => value.split(',')));
      }),
      {numRuns: 1000},
    );
  });
});

describe('taken types are narrowed', () => {
  it('by what stands for all, which what stands for one beats flag by flag', () => {
    const result = narrow(['deal', 'contact'], {
      pipeline: ['deal=2'],
      createdBefore: ['2026-01-01'],
      createdFrom: ['1970-01-01T00:00Z', 'contact=1970-01-01T00:00:01Z'],
    });
    expect(result.ok && [...result.scope]).toEqual([
      ['deal', {state: 'open', pipelines: [2], created: {from: 0, before: BERLIN_2026}}],
      ['contact', {state: 'open', created: {from: 1000, before: BERLIN_2026}}],
    ]);
  });

  it('by a bare pipeline or stage when one type is taken', () => {
    const result = narrow(['deal'], {stage: ['C2:WON,C2:NEW']});
    expect(result.ok && [...result.scope]).toEqual([['deal', {state: 'open', stages: ['C2:NEW', 'C2:WON']}]]);
  });

  it.each([
    ['--pipeline', ['deal', 'contact'], {pipeline: ['2']}, {problem: 'not-applicable', types: ['contact']}],
    ['--pipeline', ['deal', 'spa:128'], {pipeline: ['2']}, {problem: 'which-type', types: ['deal', 'spa:128']}],
    ['--stage', ['contact'], {stage: ['contact=NEW']}, {problem: 'not-applicable', types: ['contact']}],
    ['--stage', ['deal'], {stage: ['lead=NEW']}, {problem: 'not-taken', type: 'lead'}],
  ] as const)('%s of %j by %j: refused', (flag, types, values, problem) => {
    expect(narrow(types, values)).toEqual({ok: false, problems: [{flag, ...problem}]});
  });
});

describe('a file of ids', () => {
  it('is a scope of exactly these records, closed ones too, unless a state was asked for', () => {
    const scope = scopeOfIds(
      new Map([
        ['activity', [9, 3, 9]],
        ['deal', [4]],
      ]),
      new Map([['deal', 'open']]),
    );
    expect([...scope]).toEqual([
      ['activity', {state: 'all', ids: [3, 9]}],
      ['deal', {state: 'open', ids: [4]}],
    ]);
  });
});
