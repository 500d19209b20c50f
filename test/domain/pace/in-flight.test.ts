import fc from 'fast-check';
import {expect, it} from 'vitest';
import {createInFlight, MOST_IN_FLIGHT} from '../../../source/domain/pace/in-flight.ts';

it('begins with few, and grows by one with each answer', () => {
  const flight = createInFlight();
  expect(flight.most()).toBe(5);
  flight.answered();
  expect(flight.most()).toBe(6);
});

it('halves with each trouble, and is never less than one nor more than twenty', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), {maxLength: 100}), ends => {
      const flight = createInFlight();
      for (const isGood of ends) {
        const before = flight.most();
        if (isGood) flight.answered();
        else flight.troubled();
        expect(flight.most()).toBe(isGood ? Math.min(MOST_IN_FLIGHT, before + 1) : Math.max(1, Math.floor(before / 2)));
      }
    }),
  );
});
