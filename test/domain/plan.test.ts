import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {digestOf, followCounts, recordsByType, sharesOf, type FollowReason} from '../../source/domain/plan.ts';
import {planned, plannedArbitrary} from './records.ts';

const KEY = 'https://acme.bitrix24.com';
const records = [planned({id: 1}), planned({id: 2, to: 13}), planned({type: 'lead', id: 1})];
const digest = digestOf(KEY, 42, records);

describe('the digest of a plan', () => {
  it('is at least eight hexadecimal digits', () => {
    expect(digest).toMatch(/^[0-9a-f]{8,}$/);
  });

  it('is the same for the same content in any order, whatever the titles', () => {
    const any = fc.uniqueArray(plannedArbitrary, {selector: ({type, id}) => `${type} ${id}`});
    fc.assert(
      fc.property(any, fc.string(), fc.boolean(), (some, title, closed) => {
        const same = some.map(record => ({...record, title, closed})).toReversed();
        expect(digestOf(KEY, 42, same)).toBe(digestOf(KEY, 42, some));
      }),
    );
  });

  it.each([
    ['portal', digestOf('https://other.bitrix24.com', 42, records)],
    ['leaver', digestOf(KEY, 43, records)],
    ['successor', digestOf(KEY, 42, [planned({id: 1, to: 13}), ...records.slice(1)])],
    ['record', digestOf(KEY, 42, [planned({id: 3}), ...records.slice(1)])],
    ['type', digestOf(KEY, 42, [planned({type: 'deal-template', id: 1}), ...records.slice(1)])],
    ['number of records', digestOf(KEY, 42, records.slice(1))],
  ])('is another with another %s', (_, other) => {
    expect(other).not.toBe(digest);
  });

  it('does not run ids and people together', () => {
    expect(digestOf(KEY, 4, [planned({id: 11, to: 2})])).not.toBe(digestOf(KEY, 4, [planned({id: 1, to: 12})]));
    expect(digestOf('a\n4', 2, [])).not.toBe(digestOf('a', 42, []));
  });
});

describe('what a plan is summed up to', () => {
  it('gives each successor their records by type, all of them once', () => {
    expect(sharesOf(records)).toEqual(
      new Map([
        [
          12,
          new Map([
            ['deal', 1],
            ['lead', 1],
          ]),
        ],
        [13, new Map([['deal', 1]])],
      ]),
    );
    fc.assert(
      fc.property(fc.array(plannedArbitrary), some => {
        const sum = [...sharesOf(some).values()].flatMap(share => [...share.values()]).reduce((a, b) => a + b, 0);
        expect(sum).toBe(some.length);
        expect([...recordsByType(some).values()].flat().length).toBe(some.length);
      }),
    );
  });

  it('keeps the order of records within a type', () => {
    const grouped = recordsByType([planned({id: 2}), planned({type: 'lead', id: 1}), planned({id: 5})]);
    expect([...grouped].map(([key, some]) => [key, some.map(({id}) => id)])).toEqual([
      ['deal', [2, 5]],
      ['lead', [1]],
    ]);
  });

  it('counts why activities go where they go, and only activities', () => {
    const activity = (follows: FollowReason) =>
      planned({type: 'activity', activity: {ownerTypeId: 2, ownerId: 1, follows}});
    expect(followCounts([...records, activity('chosen'), activity('record-in-plan'), activity('chosen')])).toEqual({
      'record-in-plan': 1,
      'record-of-another': 0,
      chosen: 2,
    });
  });
});
