import fc from 'fast-check';
import type {EntityType} from '../../source/domain/entity-types.ts';
import type {PlannedRecord} from '../../source/domain/plan.ts';

/** A record of a plan; only what a test is about needs to be given. */
export function planned(given: Partial<PlannedRecord> = {}): PlannedRecord {
  return {type: 'deal', id: 1, title: 'Deal #1', closed: false, to: 12, ...given};
}

export function entityType(given: Partial<EntityType> = {}): EntityType {
  return {
    key: 'deal',
    entityTypeId: 2,
    closedBy: {by: 'semantic'},
    takenByDefault: true,
    mayNeedRehire: false,
    ...given,
  };
}

/** Few people and few records, so that every coincidence comes up. */
export const person = fc.integer({min: 1, max: 5});
export const plannedArbitrary: fc.Arbitrary<PlannedRecord> = fc.record({
  type: fc.constantFrom('lead', 'deal', 'contact', 'spa:128', 'activity'),
  id: fc.integer({min: 1, max: 9}),
  title: fc.string(),
  closed: fc.boolean(),
  to: person,
});
