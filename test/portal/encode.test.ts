import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {encodeCommand, looksLikeReference, Reference, type Param, type Params} from '../../source/portal/encode.ts';
import {asPhp, parseCommand} from './php.ts';

/** Bypasses the types, as data from elsewhere does. */
const forced = (value: unknown): Params => ({filter: value}) as Params;

describe('a command', () => {
  it.each([
    ['a raw = in a filter key', {filter: {'=assignedById': 17, '>=id': 5, '!=title': 'x'}}],
    ['every sign that means something in a query', {title: 'A+B%26C&d=1#e ?/\\ %41 50% [x] ;'}],
    ['brackets and dots in inner keys', {filter: {'a.b': '1', 'c d': '2', 'x[y': '3'}}],
    ['control characters and line breaks', {title: 'a\nb\tc\r\u0000\u0007'}],
    ['emoji and letters of all kinds', {title: '👩‍👩‍👧 ё й 漢 é'}],
    ['an empty text', {title: ''}],
    ['numbers', {id: 1, start: -1, sum: 15000.5, big: 9007199254740991}],
    ['lists and lists of maps', {select: ['id', 'title'], filter: {'@id': [3, 1, 2], 0: {logic: 'OR'}}}],
    ['words of PHP', {title: 'null', flag: 'false'}],
  ] as [string, Params][])('brings over %s', (_, params) => {
    expect(parseCommand(encodeCommand({method: 'crm.item.list', params}))).toEqual({
      method: 'crm.item.list',
      params: asPhp(params),
    });
  });

  it('brings over whatever it is given', () => {
    const text = fc.string({unit: 'grapheme', maxLength: 12});
    // An inner key may hold anything but its own closing bracket; PHP ends it there.
    const key = text.filter(name => name !== '' && !name.includes(']') && !/^\d+$/.test(name));
    const name = fc.stringMatching(/^[A-Za-z_]{1,8}$/).filter(one => one !== '__proto__');
    const leaf = fc.oneof(text, fc.integer(), fc.constantFrom('=', '&', '+', '#', '%', '%5B', '[', ']', '\0'));
    const value: fc.Arbitrary<Param> = fc.oneof(
      leaf,
      fc.array(leaf, {minLength: 1, maxLength: 4}),
      fc
        .dictionary(key, leaf, {minKeys: 1, maxKeys: 4, noNullPrototype: true})
        .filter(map => !Object.hasOwn(map, '__proto__')),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, {maxKeys: 5, noNullPrototype: true}), params => {
        expect(parseCommand(encodeCommand({method: 'm', params}))).toEqual({method: 'm', params: asPhp(params)});
      }),
      {numRuns: 500},
    );
  });

  it('without parameters is its method', () => {
    expect(encodeCommand({method: 'profile', params: {}})).toBe('profile');
  });

  it('replaces half a surrogate pair instead of failing', () => {
    expect(encodeCommand({method: 'm', params: {place: 'a\ud83d'}})).toBe('m?place=a%EF%BF%BD');
  });
});

describe('what would become something else on the way is refused', () => {
  it.each([
    ['an empty list, which would vanish with its condition', []],
    ['an empty map', {}],
    ['an empty list deep inside', {'@id': []}],
    ['true', true],
    ['false', false],
    ['null', null],
    ['undefined', undefined],
    ['no number', Number.NaN],
    ['an endless number', Number.POSITIVE_INFINITY],
    ['a text that would be a reference', 'see $result[c0][items][0][id]'],
    ['one deep inside', {'>id': ['1', '$NEXT[a]']}],
  ])('%s', (_, value) => {
    expect(() => encodeCommand({method: 'crm.item.list', params: forced(value)})).toThrow(Error);
  });

  it('more than 1000 variables, since PHP drops the rest without a word', () => {
    const ids = (count: number): Params => ({filter: {'@id': Array.from({length: count}, (_, index) => index + 1)}});
    expect(parseCommand(encodeCommand({method: 'm', params: ids(1000)})).params).toEqual(asPhp(ids(1000)));
    expect(() => encodeCommand({method: 'm', params: ids(1001)})).toThrow(/1001/);
  });
});

it.each([
  ['$result[a]', true],
  ['meet at $RESULT[a][0] or so', true],
  ['$total[x] $next[x] $error[x] $time[x]', true],
  ['$results', false],
  ['result[a]', false],
  ['$ 5 [net]', false],
])('%j is a reference: %s', (text, is) => {
  expect(looksLikeReference(text)).toBe(is);
});

describe('a reference that is meant', () => {
  const after = new Reference('l0p3', ['items', 48, 'id']);

  it('goes as a value of a list’s filter', () => {
    const params = {entityTypeId: 2, filter: {assignedById: 42, '>id': after}};
    const {params: got} = parseCommand(encodeCommand({method: 'crm.item.list', params}));
    expect(got.get('filter')).toEqual(
      new Map([
        ['assignedById', '42'],
        ['>id', '$result[l0p3][items][48][id]'],
      ]),
    );
  });

  it.each([
    [
      'the id of a write',
      {method: 'crm.item.update', params: {entityTypeId: 2, id: after, fields: {assignedById: 12}}},
    ],
    [
      'a field of a write',
      {method: 'crm.item.update', params: {entityTypeId: 2, id: 1, fields: {assignedById: after}}},
    ],
    ['the filter of a write', {method: 'crm.item.update', params: {filter: {id: after}}}],
    ['another parameter of a list', {method: 'crm.item.list', params: {start: after}}],
  ])('is never %s (trap 4)', (_, command) => {
    expect(() => encodeCommand(command)).toThrow(/only filters of lists/);
  });

  it('shows that its command cannot go by itself, without the batch it is of', () => {
    expect(looksLikeReference(JSON.stringify({filter: {'>id': after}}))).toBe(true);
  });

  it.each([
    ['c0', ['items']],
    ['a]', ['items']],
    ['a', ['b]']],
    ['', []],
  ])('has a plain name and path: not %j %j', (name, path) => {
    expect(() => new Reference(name, path)).toThrow(/no reference/);
  });
});
