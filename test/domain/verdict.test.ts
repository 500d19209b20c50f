import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {afterWrite, beforeWrite, besideTask, type Found} from '../../source/domain/verdict.ts';
import {person, planned} from './records.ts';

const LEAVER = 1;
const found: fc.Arbitrary<Found> = fc.record(
  {
    responsibleId: fc.option(fc.integer({min: 0, max: 5}), {nil: undefined}),
    task: fc.oneof(person, fc.constant('unreadable' as const)),
  },
  {requiredKeys: ['responsibleId']},
);
const record = fc.integer({min: 2, max: 5}).map(to => planned({to}));

describe('an activity that goes with a task of the plan', () => {
  it.each([
    ['gone', undefined, true, {outcome: 'gone'}],
    ['with the successor, where the task was moved', 12, true, {outcome: 'moved'}],
    ['with the successor, where the task was there already', 12, false, {outcome: 'already-there'}],
    ['with somebody else', 3, true, {outcome: 'changed-hands', nowWith: 3}],
    ['still the leaver’s', LEAVER, true, {outcome: 'not-tried', why: 'with-task'}],
    ['still the leaver’s, as the task', LEAVER, false, {outcome: 'not-tried', why: 'with-task'}],
  ] as const)('%s', (_, responsibleId, taskMoved, result) => {
    const about = planned({type: 'activity'});
    expect(besideTask(about, {responsibleId}, LEAVER, taskMoved)).toEqual({record: about, ...result});
  });
});

describe('before a write', () => {
  it.each([
    ['gone', {responsibleId: undefined}, {outcome: 'gone'}],
    ['with the successor already', {responsibleId: 12}, {outcome: 'already-there'}],
    ['with somebody else', {responsibleId: 3}, {outcome: 'changed-hands', nowWith: 3}],
    ['with nobody', {responsibleId: 0}, {outcome: 'changed-hands', nowWith: 0}],
    [
      'a task that cannot be read',
      {responsibleId: LEAVER, task: 'unreadable'},
      {outcome: 'failed', why: 'task-unreadable'},
    ],
    ['a task of somebody else', {responsibleId: LEAVER, task: 3}, {outcome: 'changed-hands', nowWith: 3}],
  ] as const)('nothing is written to a record that is %s', (_, where, result) => {
    const about = planned();
    expect(beforeWrite(about, where, LEAVER, false)).toEqual({write: false, result: {record: about, ...result}});
  });

  it('a record found with its successor after we had sent a write is moved', () => {
    const about = planned();
    const end = beforeWrite(about, {responsibleId: 12}, LEAVER, true);
    expect(end).toEqual({write: false, result: {record: about, outcome: 'moved'}});
  });

  it.each([false, true])('one that was edited since stays as it is, whether a write was sent or not (%s)', intended => {
    const about = planned({stamp: '2026-11-01T10:00:00 17'});
    const where = {responsibleId: LEAVER, stamp: '2026-11-02T09:00:00 31'};
    const result = {record: about, outcome: 'not-tried', why: 'edited-since'};
    expect(beforeWrite(about, where, LEAVER, intended)).toEqual({write: false, result});
    expect(beforeWrite(about, {...where, stamp: about.stamp}, LEAVER, intended)).toEqual({write: true});
  });

  it('only what is the leaver’s is written, with its task', () => {
    fc.assert(
      fc.property(record, found, fc.boolean(), (about, where, intended) => {
        const end = beforeWrite(about, where, LEAVER, intended);
        const leavers =
          where.responsibleId === LEAVER && [undefined, LEAVER, about.to].includes(where.task as number | undefined);
        expect(end.write).toBe(leavers);
        if (end.write) return;
        // "Moved" needs both: the portal shows the successor, and it was us.
        expect(end.result.outcome === 'moved').toBe(where.responsibleId === about.to && intended);
        expect(end.result.outcome === 'gone').toBe(where.responsibleId === undefined);
        expect(end.result.record).toBe(about);
      }),
      {numRuns: 1000},
    );
  });
});

describe('after a write', () => {
  it('an error that came after the record was saved is no failure (trap 11)', () => {
    const end = afterWrite(planned(), {responsibleId: 12}, LEAVER, 'SQL query error!');
    expect(end).toMatchObject({settled: true, result: {outcome: 'moved'}});
  });

  it('a success without effect is none', () => {
    expect(afterWrite(planned(), {responsibleId: LEAVER}, LEAVER, undefined)).toMatchObject({
      settled: false,
      why: 'no-effect',
    });
  });

  it('a refusal keeps the portal’s words', () => {
    const end = afterWrite(planned(), {responsibleId: LEAVER}, LEAVER, 'Access denied.');
    expect(end).toEqual({settled: false, record: planned(), reason: 'Access denied.'});
  });

  it('moved is what the portal’s record says, whatever was answered', () => {
    fc.assert(
      fc.property(record, found, fc.option(fc.string(), {nil: undefined}), (about, where, refusal) => {
        const end = afterWrite(about, where, LEAVER, refusal);
        expect(end.settled).toBe(where.responsibleId !== LEAVER);
        if (!end.settled) return;
        expect(end.result.outcome === 'moved').toBe(where.responsibleId === about.to);
        expect(end.result.outcome).not.toBe('failed');
      }),
      {numRuns: 1000},
    );
  });
});
