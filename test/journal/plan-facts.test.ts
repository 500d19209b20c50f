import {expect, it} from 'vitest';
import {factsOf, factsToJson} from '../../source/journal/plan-facts.ts';

it('keeps scope and rules as they are', () => {
  const facts = {
    scope: [['deal', {state: 'open', pipelines: [2], created: {from: 5}, without: [7]}] as const],
    kept: [['deal', 3] as const],
    rules: {
      general: {kind: 'turns', among: [12, 31]} as const,
      perType: new Map([['lead', {kind: 'file', successors: new Map([[3, 12]])} as const] as const]),
      together: {types: new Set(['contact' as const]), share: {kind: 'balanced', among: [12, 31]} as const},
      ownersKeep: false,
    },
    holds: [[12, 40] as const],
  };
  expect(factsOf(JSON.parse(factsToJson(facts)))).toEqual(facts);
});

it('reads a journal of before, with states and people alone', () => {
  const before = {
    scope: [
      ['lead', 'all'],
      ['activity', 'open'],
    ],
    kept: [],
    assignment: {general: 12, perType: [['lead', 31]]},
  };
  expect(factsOf(before)).toEqual({
    scope: [
      ['lead', {state: 'all'}],
      ['activity', {state: 'open'}],
    ],
    kept: [],
    rules: {
      general: {kind: 'person', to: 12},
      perType: new Map([['lead', {kind: 'person', to: 31}]]),
      ownersKeep: true,
    },
  });
});
