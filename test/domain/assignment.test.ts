import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {followRecord, ownerKey, unmovableReason, type OwnerFacts} from '../../source/domain/assignment.ts';
import {TYPE_IDS} from '../../source/domain/entity-types.ts';
import {person} from './records.ts';

const LEAVER = 1;
const owner = fc.record({ownerTypeId: fc.constantFrom(0, 1, 2, 3), ownerId: fc.integer({min: 0, max: 3})});
const keys = fc
  .tuple(fc.constantFrom(0, 1, 2, 3), fc.integer({min: 0, max: 3}))
  .map(([type, id]) => ownerKey(type, id));
const successor = fc.integer({min: 2, max: 5});
const facts: fc.Arbitrary<OwnerFacts> = fc.record({
  inPlan: fc.array(fc.tuple(keys, successor)).map(pairs => new Map(pairs)),
  responsible: fc.array(fc.tuple(keys, fc.integer({min: 0, max: 5}))).map(pairs => new Map(pairs)),
  activePeople: fc.array(person).map(ids => new Set(ids)),
});

describe('whom an activity goes to', () => {
  const facts1: OwnerFacts = {
    inPlan: new Map([['2:10', 12]]),
    responsible: new Map([
      ['2:11', 13],
      ['2:12', 14],
      ['2:13', LEAVER],
      ['2:14', 0],
    ]),
    activePeople: new Set([13, LEAVER]),
  };
  it.each([
    ['to the successor of its record in the plan', 10, 'record-in-plan', 12],
    ['to the active person its record belongs to', 11, 'record-of-another', 13],
    ['not to a dismissed person', 12, 'chosen', 99],
    ['not back to the leaver, active or not', 13, 'chosen', 99],
    ['not to nobody', 14, 'chosen', 99],
    ['to the chosen one where the record cannot be read', 15, 'chosen', 99],
  ] as const)('%s', (_, ownerId, follows, to) => {
    expect(followRecord({ownerTypeId: 2, ownerId}, LEAVER, facts1, 99)).toEqual({follows, to});
  });

  it('that of a task in the plan to whom the task goes, wherever its record is', () => {
    const known = {...facts1, inPlan: new Map([...facts1.inPlan, [ownerKey(TYPE_IDS.task, 7), 31]])};
    for (const ownerId of [10, 11, 15])
      expect(followRecord({ownerTypeId: 2, ownerId, taskId: 7}, LEAVER, known, 99)).toEqual({
        follows: 'record-in-plan',
        to: 31,
      });
    expect(followRecord({ownerTypeId: 2, ownerId: 10, taskId: 8}, LEAVER, known, 99).to).toBe(12);
  });

  it('is one person, never the leaver, and an active one unless somebody chose', () => {
    fc.assert(
      fc.property(owner, facts, fc.option(successor, {nil: undefined}), (of, known, chosen) => {
        const {follows, to} = followRecord(of, LEAVER, known, chosen);
        const key = ownerKey(of.ownerTypeId, of.ownerId);
        expect(to).not.toBe(LEAVER);
        if (follows === 'chosen') expect(to).toBe(chosen);
        if (follows === 'record-of-another') expect(known.activePeople.has(to ?? 0)).toBe(true);
        // What is in the plan always wins: the activity must not part from its record.
        expect(follows === 'record-in-plan').toBe(known.inPlan.has(key));
        if (known.inPlan.has(key)) expect(to).toBe(known.inPlan.get(key));
      }),
      {numRuns: 1000},
    );
  });
});

describe('what REST refuses whatever one does', () => {
  it.each([
    ['REST_APP', 0, ['crm', 'task'], 'rest-app'],
    ['CONFIGURABLE_REST_APP', 0, ['crm', 'task'], 'configurable-app'],
    ['CRM_TASKS_TASK', 7, ['crm'], 'task-scope-missing'],
    ['CRM_TASKS_TASK', 7, ['crm', 'task'], undefined],
    ['CRM_TODO', 0, ['crm'], undefined],
    ['rest_app', 0, [], undefined],
  ] as const)('%s with task %i and %j: %s', (provider, taskId, scopes, reason) => {
    expect(unmovableReason(provider, taskId, scopes)).toBe(reason);
  });
});
