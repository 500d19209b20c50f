import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {decodeJson} from '../../source/demo/php/decode-json.ts';
import {encodeJson} from '../../source/demo/php/encode-json.ts';
import {parseString, urlDecode} from '../../source/demo/php/parse-string.ts';
import {parseCommand} from '../../source/demo/php/parse-url.ts';
import {intval, isNumeric, type Out, type PhpValue, toPhp, toPlain, truthy} from '../../source/demo/php/values.ts';

// The rules of PHP that the portal's answers hang on, each as PHP 8.2 has it (fact sheet 4 and 17, "run").

describe('parse_str', () => {
  it.each([
    ['a=1&b=2', {a: '1', b: '2'}],
    ['filter[=a]=1', {filter_: 'a]=1'}],
    ['filter[>=id]=6', {'filter_>': 'id]=6'}],
    ['filter[>id]=6', {filter: {'>id': '6'}}],
    ['a.b=1&c d=2', {a_b: '1', c_d: '2'}],
    ['fields[a=1', {fields_a: '1'}],
    ['filter[a][b=1', {filter: {a: '1'}}],
    ['a[b]c[d]=1', {a: {b: '1'}}],
    ['a[]=x&a[]=y', {a: ['x', 'y']}],
    ['a[5]=x&a[]=y', {a: {5: 'x', 6: 'y'}}],
    ['a=1&a[b]=2', {a: {b: '2'}}],
    ['a[b]=1&a=2', {a: '2'}],
    ['a&b=', {a: '', b: ''}],
    ['=1&&a=2', {a: '2'}],
    ['a%5Bb%5D=1', {a: {b: '1'}}],
    ['a=%D0%AF+b%zz', {a: 'Я b%zz'}],
    ['a[0][logic]=OR&a[0][1][x]=y', {a: [{logic: 'OR', 1: {x: 'y'}}]}],
  ])('%s', (query, expected) => {
    expect(toPlain(parseString(query))).toEqual(expected);
  });

  it('keeps the first thousand', () => {
    const query = Array.from({length: 1005}, (_, index) => `k${index}=1`).join('&');
    expect(parseString(query).size).toBe(1000);
  });

  it('brings back whatever was encoded', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), text => {
        const value = text.toWellFormed();
        expect(parseString(`filter%5B%3Da%5D=${encodeURIComponent(value)}`).get('filter')).toEqual(
          new Map([['=a', value]]),
        );
        expect(urlDecode(encodeURIComponent(value))).toBe(value);
      }),
    );
  });
});

it.each([
  ['crm.item.list?a=1#b&c=2', {method: 'crm.item.list', query: 'a=1'}],
  ['profile', {method: 'profile', query: ''}],
  ['a?b=c?d', {method: 'a', query: 'b=c?d'}],
  ['a?b=\u0000\n\u007f', {method: 'a', query: 'b=___'}],
])('parse_url %j', (command, expected) => {
  expect(parseCommand(command)).toEqual(expected);
});

describe('json_decode and json_encode', () => {
  it('read what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        // Unpaired surrogates are refused, which JSON.parse does not do.
        fc.pre(!/\\u[dD][89a-fA-F]/.test(text) && text.isWellFormed());
        expect(toPlainLoosely(decodeJson(text))).toEqual(loosely(JSON.parse(text)));
      }),
    );
  });

  it.each([
    ['{"a":1,}'],
    ["{'a':1}"],
    ['[1 2]'],
    ['"\ud800"'],
    [String.raw`"\udc00\ud800"`],
    ['{"a":01}'],
    ['nul'],
    [''],
    ['{"a":"\n"}'],
    ['1 1'],
  ])('%j is refused', text => {
    expect(() => decodeJson(text)).toThrow(/.+/);
  });

  it('keep the order of keys, also of numbers', () => {
    expect([...(decodeJson('{"2":1,"1":2,"a":3}') as Map<string, PhpValue>).keys()]).toEqual(['2', '1', 'a']);
  });

  it.each<[Out, string]>([
    [new Map(), '[]'],
    [{}, '{}'],
    [
      new Map([
        ['0', 'a'],
        ['1', 'b'],
      ]),
      '["a","b"]',
    ],
    [
      new Map([
        ['0', 'a'],
        ['2', 'b'],
      ]),
      '{"0":"a","2":"b"}',
    ],
    [
      new Map([
        ['1', 'a'],
        ['0', 'b'],
      ]),
      '{"1":"a","0":"b"}',
    ],
    [{a: undefined, b: null}, '{"b":null}'],
    [['a\u2028"', 1.5, true], JSON.stringify(['a\u2028"', 1.5, true])],
  ])('%j becomes %s', (value, text) => {
    expect(encodeJson(value)).toBe(text);
  });
});

describe('casts', () => {
  it.each<[PhpValue, number]>([
    ['12abc', 12],
    [' 7', 7],
    ['-3', -3],
    ['1e2', 100],
    ['abc', 0],
    ['', 0],
    [null, 0],
    [true, 1],
    [4.9, 4],
    [new Map(), 0],
    [new Map([['x', 1]]), 1],
  ])('intval(%j) is %i', (value, number) => {
    expect(intval(value)).toBe(number);
  });

  it.each<[PhpValue, boolean]>([
    ['0', false],
    ['', false],
    [new Map(), false],
    [0, false],
    [null, false],
    ['false', true],
    ['0.0', true],
    [' ', true],
  ])('%j is %s', (value, truth) => {
    expect(truthy(value)).toBe(truth);
  });

  it.each<[PhpValue, boolean]>([
    ['12', true],
    [' 12 ', true],
    ['1e5', true],
    ['12abc', false],
    ['', false],
    [true, false],
  ])('is_numeric(%j) is %s', (value, numeric) => {
    expect(isNumeric(value)).toBe(numeric);
  });

  it('an answer seen as PHP sees it', () => {
    expect(toPhp({a: [1, {b: undefined}]})).toEqual(
      new Map<string, unknown>([
        [
          'a',
          new Map<string, unknown>([
            ['0', 1],
            ['1', new Map([['b', null]])],
          ]),
        ],
      ]),
    );
  });
});

/** PHP cannot tell an empty list from an empty map, nor a list from a map with the keys of one. */
function loosely(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, loosely(item)]));
}

function toPlainLoosely(value: PhpValue): unknown {
  if (!(value instanceof Map)) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries([...value].map(([key, item]) => [key, toPlainLoosely(item)]));
}
