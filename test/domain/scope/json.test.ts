import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {describeScope} from '../../../source/domain/scope/describe.ts';
import {SCOPE_SCHEMA} from '../../../source/domain/scope/json-schema.ts';
import {scopeFromJson, scopeToJson} from '../../../source/domain/scope/json.ts';
import {PLAIN_TYPE_KEYS} from '../../../source/domain/entity-types.ts';
import {fullScope, narrows, statesOf, type TypeScope} from '../../../source/domain/scope/type-scope.ts';
import {fullScopes} from './scopes.ts';

function problems(value: unknown): string[] {
  const result = scopeFromJson(value, 'scope', 'UTC');
  if (result.ok) return [];
  return result.problems.map(({path, problem, expected}) => `${path} ${problem}${expected ? ` ${expected}` : ''}`);
}

it('what is written is read back the same, and equal scopes give equal text', () => {
  fc.assert(
    fc.property(fullScopes, scope => {
      const text = JSON.stringify(scopeToJson(scope));
      const read = scopeFromJson(JSON.parse(text), 'scope', 'Asia/Tokyo');
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expect(read.value).toEqual(scope);
      const other = [...scope].toReversed().map(([type, one]) => {
        const twice = one.ids ? {ids: [...one.ids.toReversed(), ...one.ids]} : {};
        return [type, {...one, ...twice}] as const;
      });
      expect(JSON.stringify(scopeToJson(new Map(other)))).toBe(text);
    }),
  );
});

describe('a scope written by hand', () => {
  it('may say days', () => {
    const written = [{type: 'deal', state: 'open', created: {before: '2026-01-01'}, stages: ['NEW']}];
    const read = scopeFromJson(written, 'scope', 'Europe/Berlin');
    const deal = {state: 'open', stages: ['NEW'], created: {before: Date.parse('2025-12-31T23:00Z')}};
    expect(read.ok && [...read.value]).toEqual([['deal', deal]]);
  });

  it.each([
    [null, 'scope unexpected list'],
    [{}, 'scope unexpected list'],
    [[], 'scope unexpected list'],
    [['deal'], 'scope[0] unexpected object'],
    [[{type: 'deals', state: 'all'}], 'scope[0].type unexpected type'],
    [[{type: 'deal'}], 'scope[0].state missing'],
    [[{type: 'deal', state: 'opened'}], 'scope[0].state unexpected all | open | closed'],
    [[{type: 'deal', state: 'all', stage: ['NEW']}], 'scope[0].stage unknown-key'],
    [[{type: 'deal', state: 'all', stages: 'NEW'}], 'scope[0].stages unexpected list'],
    [[{type: 'deal', state: 'all', stages: ['']}], 'scope[0].stages[0] unexpected stage'],
    [[{type: 'deal', state: 'all', pipelines: [0, '2']}], 'scope[0].pipelines[1] unexpected pipeline'],
    [[{type: 'deal', state: 'all', ids: [1, 0]}], 'scope[0].ids[1] unexpected id'],
    [[{type: 'deal', state: 'all', ids: [1e20]}], 'scope[0].ids[0] unexpected id'],
    [[{type: 'deal', state: 'all', ids: null}], 'scope[0].ids unexpected list'],
    [[{type: 'deal', state: 'all', created: {}}], 'scope[0].created unexpected from or before'],
    [[{type: 'deal', state: 'all', created: {after: '2026-01-01'}}], 'scope[0].created.after unknown-key'],
    [[{type: 'deal', state: 'all', created: {from: 5}}], 'scope[0].created.from unexpected date'],
    [[{type: 'deal', state: 'all', changed: {from: '2026-02-30'}}], 'scope[0].changed.from unexpected no-such-day'],
    [
      [
        {type: 'deal', state: 'all'},
        {type: 'deal', state: 'open'},
      ],
      'scope[1].type twice',
    ],
  ])('%j: the exact place is named', (value, told) => expect(problems(value)).toEqual([told]));

  it('is told everything that is wrong, thousands of times the same thing not that often', () => {
    expect(problems([{type: 'x', state: 'y', z: 1}])).toHaveLength(3);
    const many = scopeFromJson([{type: 'deal', state: 'all', ids: Array(5000).fill(0)}], 'scope', 'UTC');
    expect(many).toMatchObject({ok: false, total: 5000, problems: {length: 20}});
  });

  it('of any kind is a scope or problems, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const read = scopeFromJson(value, 'scope', 'UTC');
        if (!read.ok) expect(read.total).toBeGreaterThan(0);
      }),
    );
    expect(problems(JSON.parse('[{"__proto__": 1, "type": "deal", "state": "all"}]'))).toEqual([
      'scope[0].__proto__ unknown-key',
    ]);
  });
});

it('the schema names every type and every key that is read', () => {
  const {properties} = SCOPE_SCHEMA.items;
  const pattern = new RegExp(properties.type.pattern);
  for (const key of [...PLAIN_TYPE_KEYS, 'contact:5', 'company:7', 'spa:1030']) expect(pattern.test(key)).toBe(true);
  expect(pattern.test('deals')).toBe(false);
  const written: Record<keyof typeof properties, unknown> = {
    type: 'deal',
    state: 'all',
    pipelines: [0],
    stages: ['NEW'],
    created: {from: '2026-01-01', before: '2026-01-02'},
    changed: {from: '2026-01-01'},
    ids: [1],
    without: [2],
  };
  expect(problems([written])).toEqual([]);
});

describe('the parts of a scope', () => {
  it('are said in one order, and what says nothing is left out', () => {
    const scope: TypeScope = {
      state: 'closed',
      pipelines: [2, 0, 2],
      stages: ['NEW'],
      created: {from: 5},
      changed: {},
      ids: [3, 1, 3],
      without: [],
    };
    expect(describeScope(scope)).toEqual([
      {part: 'state', state: 'closed'},
      {part: 'pipelines', pipelines: [0, 2]},
      {part: 'stages', stages: ['NEW']},
      {part: 'created', span: {from: 5}},
      {part: 'ids', records: 2},
    ]);
    expect(describeScope({state: 'all', without: [7]})).toEqual([
      {part: 'state', state: 'all'},
      {part: 'without', records: 1},
    ]);
  });

  it('are more than the state where it narrows, and then a tally does not count it', () => {
    expect(narrows({state: 'open', without: [], created: {}})).toBe(false);
    expect(narrows({state: 'open', without: [1]})).toBe(true);
    const states = new Map([['deal', 'open']] as const);
    expect(statesOf(fullScope(states))).toEqual(states);
  });
});
