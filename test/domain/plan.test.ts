import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {byTypeAndId, digestOf, type FollowReason, type PlannedRecord, summarise} from '../../source/domain/plan.ts';
import {planned, plannedArbitrary} from './records.ts';

const KEY = 'https://acme.bitrix24.com';
const records = [planned({id: 1}), planned({id: 2, to: 13}), planned({type: 'lead', id: 1})];
const inOrder = (some: readonly PlannedRecord[]): PlannedRecord[] => some.toSorted(byTypeAndId);
const digest = digestOf(KEY, 42, inOrder(records));

describe('the digest of a plan', () => {
  it('is at least eight hexadecimal digits', () => {
    expect(digest).toMatch(/^[0-9a-f]{8,}$/);
  });

  it('is the same for the same content in any order, whatever the titles', () => {
    const any = fc.uniqueArray(plannedArbitrary, {selector: ({type, id}) => `${type} ${id}`});
    fc.assert(
      fc.property(any, fc.string(), fc.boolean(), (some, title, closed) => {
        const same = some.map(record => ({...record, title, closed})).toReversed();
        expect(digestOf(KEY, 42, inOrder(same))).toBe(digestOf(KEY, 42, inOrder(some)));
      }),
    );
  });

  it.each([
    ['portal', digestOf('https://other.bitrix24.com', 42, inOrder(records))],
    ['leaver', digestOf(KEY, 43, inOrder(records))],
    ['successor', digestOf(KEY, 42, inOrder([planned({id: 1, to: 13}), ...records.slice(1)]))],
    ['record', digestOf(KEY, 42, inOrder([planned({id: 3}), ...records.slice(1)]))],
    ['type', digestOf(KEY, 42, inOrder([planned({type: 'deal-template', id: 1}), ...records.slice(1)]))],
    ['number of records', digestOf(KEY, 42, inOrder(records.slice(1)))],
  ])('is another with another %s', (_, other) => {
    expect(other).not.toBe(digest);
  });

  it('does not run ids and people together', () => {
    expect(digestOf(KEY, 4, inOrder([planned({id: 11, to: 2})]))).not.toBe(
      digestOf(KEY, 4, inOrder([planned({id: 1, to: 12})])),
    );
    expect(digestOf('a\n4', 2, [])).not.toBe(digestOf('a', 42, []));
  });
});

describe('what a plan is summed up to', () => {
  it('gives each successor their records by type, all of them once', () => {
    expect(summarise(records).shares).toEqual([
      {
        to: 12,
        records: 2,
        byType: new Map([
          ['deal', 1],
          ['lead', 1],
        ]),
      },
      {to: 13, records: 1, byType: new Map([['deal', 1]])},
    ]);
    fc.assert(
      fc.property(fc.array(plannedArbitrary), some => {
        const {shares, byType} = summarise(some);
        expect(shares.reduce((sum, share) => sum + share.records, 0)).toBe(some.length);
        expect(byType.reduce((sum, type) => sum + type.records, 0)).toBe(some.length);
        for (const share of shares) expect([...share.byType.values()].reduce((a, b) => a + b, 0)).toBe(share.records);
      }),
    );
  });

  it('counts why activities go where they go, and only activities', () => {
    const activity = (follows: FollowReason) =>
      planned({type: 'activity', activity: {ownerTypeId: 2, ownerId: 1, follows}});
    expect(summarise([...records, activity('chosen'), activity('record-in-plan'), activity('chosen')]).follows).toEqual(
      {
        'record-in-plan': 1,
        'record-of-another': 0,
        chosen: 2,
      },
    );
  });

  it('counts what cannot be moved by reason and type', () => {
    const {unmovable, byType} = summarise([
      planned({id: 1}),
      planned({type: 'activity', id: 2, unmovable: 'rest-app'}),
      planned({type: 'activity', id: 3, unmovable: 'rest-app'}),
    ]);
    expect(unmovable).toEqual([{reason: 'rest-app', type: 'activity', records: 2}]);
    expect(byType).toEqual([
      {type: 'deal', records: 1, unmovable: 0},
      {type: 'activity', records: 2, unmovable: 2},
    ]);
  });
});
