import * as v from 'valibot';
import {describe, expect, it} from 'vitest';
import {id, listOf, phpMap, read, reference, responsible, text, yesNo} from '../../source/portal/shapes.ts';

const parse = (schema: v.GenericSchema, value: unknown): unknown => {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : 'refused';
};

describe('values are made one way at the edge (trap 24)', () => {
  it.each([
    [
      'id',
      id,
      [
        [1, 1],
        ['17', 17],
        [0, 'refused'],
        ['0', 'refused'],
        ['', 'refused'],
        [-1, 'refused'],
        [1.5, 'refused'],
        ['1e3', 'refused'],
        [null, 'refused'],
        ['9999999999999999', 'refused'],
      ],
    ],
    [
      'reference',
      reference,
      [
        [undefined, 0],
        [null, 0],
        ['', 0],
        [0, 0],
        ['0', 0],
        [false, 0],
        ['5', 5],
        [5, 5],
        ['x', 'refused'],
        [{}, 'refused'],
      ],
    ],
    [
      'responsible',
      responsible,
      [
        [null, 0],
        ['0', 0],
        ['5', 5],
        [undefined, 'refused'],
        ['x', 'refused'],
      ],
    ],
    [
      'text',
      text,
      [
        [undefined, ''],
        [null, ''],
        [false, ''],
        [[], ''],
        [{}, ''],
        ['null', 'null'],
        [0, '0'],
        [15.5, '15.5'],
      ],
    ],
    [
      'yes or no',
      yesNo,
      [
        ['Y', true],
        ['N', false],
        ['', false],
        [null, false],
        [undefined, false],
        [true, true],
        [false, false],
        ['yes', 'refused'],
        [1, 'refused'],
      ],
    ],
  ] as [string, v.GenericSchema, [unknown, unknown][]][])('%s', (_, schema, cases) => {
    for (const [given, made] of cases) expect([given, parse(schema, given)]).toEqual([given, made]);
  });

  it('lists and maps, however PHP writes them', () => {
    expect(parse(listOf(v.number()), [1, 2])).toEqual([1, 2]);
    expect(parse(listOf(v.number()), {1: 5, 3: 7})).toEqual([5, 7]);
    expect(parse(listOf(v.number()), [])).toEqual([]);
    expect(parse(listOf(v.number()), 'x')).toBe('refused');
    expect(parse(phpMap, [])).toEqual(new Map());
    expect(parse(phpMap, ['a'])).toEqual(new Map([['0', 'a']]));
    expect(parse(phpMap, {c0: 1})).toEqual(new Map([['c0', 1]]));
  });
});

it('what does not fit is told by method, field and kind, never by its value', () => {
  const schema = listOf(v.object({ID: id}));
  expect(() => read(schema, 'user.get', [{ID: 1}, {ID: 'anna@secret.example'}])).toThrow(/user\.get: 1\.ID is string/);
  expect(() => read(schema, 'user.get', [{ID: 'anna@secret.example'}])).not.toThrow(/secret/);
  expect(() => read(schema, 'user.get', 'secret')).not.toThrow(/secret/);
});
