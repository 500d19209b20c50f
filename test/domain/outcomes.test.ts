import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  EXIT,
  OUTCOMES,
  countOutcomes,
  exitCodeOf,
  noOutcomes,
  type Proof,
  type RunReport,
} from '../../source/domain/outcomes.ts';
import {plannedArbitrary} from './records.ts';

const PROVED: Proof = {left: [], fresh: [], unproved: [], contradictions: []};
const LEAD = {type: 'lead', id: 1} as const;

function report(given: Partial<RunReport> = {}): RunReport {
  return {
    run: '1',
    kind: 'handover',
    digest: 'abc',
    leaverId: 1,
    planned: 0,
    results: [],
    counts: noOutcomes(),
    proof: PROVED,
    kept: 0,
    openings: [],
    account: {state: 'dismissed', readAt: 1},
    startedAt: 0,
    endedAt: 1,
    ...given,
  };
}
const counts = (given: Partial<RunReport['counts']>): Partial<RunReport> => ({counts: {...noOutcomes(), ...given}});

describe('the sum of the outcomes', () => {
  it('is the plan, whatever they are', () => {
    const result = fc.record({record: plannedArbitrary, outcome: fc.constantFrom(...OUTCOMES)});
    fc.assert(
      fc.property(fc.array(result), results => {
        const sum = Object.values(countOutcomes(results)).reduce((a, b) => a + b, 0);
        expect(sum).toBe(results.length);
      }),
    );
  });

  it('starts anew each time', () => {
    countOutcomes([]).moved += 1;
    expect(countOutcomes([])).toEqual(noOutcomes());
  });
});

describe('the exit code', () => {
  it.each([
    ['all moved and proved', counts({moved: 3}), EXIT.done],
    ['a plan of nothing', {}, EXIT.done],
    ['gone, changed hands and already there', counts({gone: 3, 'changed-hands': 2, 'already-there': 1}), EXIT.done],
    ['new records since the plan', {proof: {...PROVED, fresh: [LEAD]}}, EXIT.done],
    ['kept by choice', {kept: 312}, EXIT.done],
    ['an active leaver', {account: {state: 'active'}}, EXIT.done],
    ['a failed record', counts({moved: 3, failed: 1}), EXIT.left],
    ['one not tried', counts({'not-tried': 1}), EXIT.left],
    ['one left', {proof: {...PROVED, left: [LEAD]}}, EXIT.left],
    ['a type without proof', {proof: {...PROVED, unproved: [{type: 'lead', reason: ''}]}}, EXIT.left],
    ['a contradiction', {proof: {...PROVED, contradictions: [{...LEAD, recountSaysLeft: true}]}}, EXIT.left],
    ['stopped by its user', {stopped: {why: 'user'}}, EXIT.stopped],
    ['a portal that went away', {stopped: {why: 'portal'}}, EXIT.portal],
    ['a full disk', {stopped: {why: 'files'}}, EXIT.files],
    ['an open account', {account: {state: 'open', since: 1, text: ''}}, EXIT.open],
    [
      'an opening without an end and no answer',
      {openings: [{from: 1}], account: {state: 'unread', text: ''}},
      EXIT.open,
    ],
    [
      'an opening that ended and no answer',
      {openings: [{from: 1, to: 2}], account: {state: 'unread', text: ''}},
      EXIT.done,
    ],
  ] as [string, Partial<RunReport>, number][])('of %s', (_, given, code) => {
    expect(exitCodeOf(report(given))).toBe(code);
  });

  it('of a run without proof is never success', () => {
    const {proof: _, ...without} = report(counts({moved: 5}));
    expect(exitCodeOf(without)).toBe(EXIT.left);
  });

  it('of an open account beats every other', () => {
    const stopped = fc.option(fc.record({why: fc.constantFrom('user', 'portal', 'files')}), {nil: undefined});
    const numbers = fc.record(Object.fromEntries(OUTCOMES.map(one => [one, fc.nat(3)])));
    fc.assert(
      fc.property(stopped, numbers, fc.boolean(), fc.boolean(), (stop, some, proved, open) => {
        const {proof, ...rest} = report({
          ...counts(some),
          ...(stop ? {stopped: stop} : {}),
          account: open ? {state: 'open', since: 1, text: ''} : {state: 'active'},
        });
        const code = exitCodeOf(proved ? {...rest, proof: proof ?? PROVED} : rest);
        expect(code === EXIT.open).toBe(open);
        if (code === EXIT.done)
          expect([some['failed'], some['not-tried'], stop, proved]).toEqual([0, 0, undefined, true]);
      }),
      {numRuns: 500},
    );
  });
});
