import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {PLAIN_TYPE_KEYS, compareTypes, parseTypeKey, type EntityType} from '../../source/domain/entity-types.ts';
import {countIn, defaultScope, inState} from '../../source/domain/scope.ts';
import {rowOf, sumTally, type TallyRow} from '../../source/domain/tally.ts';
import {entityType} from './records.ts';

describe('a type name', () => {
  it.each([...PLAIN_TYPE_KEYS, 'contact:5', 'company:12', 'spa:128', 'spa:1030'])('%s is one', name => {
    expect(parseTypeKey(name)).toBe(name);
  });

  it.each([
    '',
    'Deal',
    'deals',
    ' deal',
    'deal\n',
    'spa',
    'spa:0',
    'spa:-1',
    'spa:01',
    'spa:1e3',
    'spa:9999999999',
    'deal:2',
    'quote',
    'contact:0',
    'constructor',
    'length',
  ])('%j is none', name => expect(parseTypeKey(name)).toBeUndefined());
});

it('types come in run order: records, then templates and vendors, then what may need a hire, activities last', () => {
  const types: EntityType[] = [
    entityType({key: 'activity', entityTypeId: 6}),
    entityType({key: 'old-invoice', entityTypeId: 5}),
    entityType({key: 'contact:7', entityTypeId: 3, categoryId: 7}),
    entityType({key: 'contact:5', entityTypeId: 3, categoryId: 5}),
    entityType({key: 'spa:1030', entityTypeId: 1030}),
    entityType({key: 'invoice', entityTypeId: 31}),
    entityType({key: 'spa:128', entityTypeId: 128}),
    entityType({key: 'deal-template'}),
    entityType({key: 'contact', entityTypeId: 3, categoryId: 0}),
    entityType(),
    entityType({key: 'lead', entityTypeId: 1}),
  ];
  const order = 'lead deal contact spa:128 spa:1030 contact:5 contact:7 deal-template invoice old-invoice activity';
  expect(types.sort(compareTypes).map(type => type.key)).toEqual(order.split(' '));
});

describe('the default scope', () => {
  it('takes closed records too, of activities the open ones, and nothing that is not taken by default', () => {
    const scope = defaultScope([
      entityType(),
      entityType({key: 'activity', entityTypeId: 6}),
      entityType({key: 'deal-template', takenByDefault: false}),
    ]);
    expect([...scope]).toEqual([
      ['deal', 'all'],
      ['activity', 'open'],
    ]);
  });

  it.each([
    ['all', true, true],
    ['all', false, true],
    ['open', true, false],
    ['open', false, true],
    ['closed', true, true],
    ['closed', false, false],
  ] as const)('%s and closed %s: %s', (choice, closed, meant) => {
    expect(inState(choice, closed)).toBe(meant);
  });
});

describe('sums', () => {
  const counted = fc
    .tuple(fc.nat(9), fc.nat(9))
    .map(([open, closed]): TallyRow => ({type: entityType(), state: 'counted', total: open + closed, open, closed}));

  it('what is taken and what is kept are together what there is', () => {
    const choice = fc.constantFrom('all', 'open', 'closed', undefined);
    fc.assert(
      fc.property(counted, choice, (row, some) => {
        const {taken, kept} = countIn(row, some);
        expect(taken + kept).toBe(row.state === 'counted' ? row.total : -1);
        expect(Math.min(taken, kept)).toBeGreaterThanOrEqual(0);
        if (some === undefined) expect(taken).toBe(0);
      }),
    );
  });

  it('a tally is complete when nothing counts any more; what cannot be read counts for nothing', () => {
    const type = entityType();
    const row: TallyRow = {type, state: 'counted', total: 5, open: 3, closed: 2};
    const unreadable: TallyRow = {type, state: 'unreadable', why: {code: '', text: ''}};
    expect(sumTally([row, row, unreadable])).toEqual({open: 6, closed: 4, total: 10, complete: true});
    expect(sumTally([row, {type, state: 'counting', total: 9}])).toEqual({
      open: 3,
      closed: 2,
      total: 5,
      complete: false,
    });
    expect(countIn(unreadable, 'all')).toEqual({taken: 0, kept: 0});
    expect(rowOf([row], 'deal')).toBe(row);
    expect(rowOf([row], 'lead')).toBeUndefined();
  });
});
