import fc from 'fast-check';
import {expect, test} from 'vitest';
import {refuseSuccessor} from '../../../source/domain/people.ts';
import {readDefaults} from '../../../source/domain/profile.ts';
import {
  draftOf,
  initial,
  lastChoices,
  reduce,
  type ScopeDraft,
  type WizardState,
} from '../../../source/domain/wizard/index.ts';
import {withoutUnfit} from '../../../source/domain/wizard/last-choices.ts';
import {PEOPLE, portal, TYPES} from './world.ts';

const person = fc.constantFrom(undefined, ...PEOPLE);
const draft: fc.Arbitrary<ScopeDraft> = fc.record({
  general: person,
  types: fc
    .uniqueArray(fc.constantFrom(...TYPES.map(({key}) => key)))
    .chain(keys =>
      fc.tuple(
        ...keys.map(key =>
          fc
            .record({
              take: fc.boolean(),
              which: fc.constantFrom('all' as const, 'open' as const, 'closed' as const),
              to: person,
            })
            .map(choice => [key, choice] as const),
        ),
      ),
    )
    .map(entries => new Map(entries)),
});

test('choices come back as they were, through the file', () => {
  fc.assert(
    fc.property(draft, chosen => {
      const kept: unknown = JSON.parse(JSON.stringify({last: lastChoices(chosen, undefined)}));
      const read = readDefaults(kept as Record<string, unknown>);
      if (!read?.last) throw new Error('what was written cannot be read');
      expect(draftOf(read.last, PEOPLE)).toEqual(chosen);
    }),
  );
});

test('what belongs to one handover is not kept: filters, unticked records, several successors', () => {
  const [, ivan, maria] = PEOPLE;
  if (!ivan || !maria) throw new Error('people');
  const chosen: ScopeDraft = {
    general: undefined,
    several: {by: 'turns', among: [ivan, maria], together: true},
    othersToChosen: true,
    types: new Map([
      [
        'lead',
        {
          take: true,
          which: 'open',
          to: undefined,
          filter: {pipelines: [], stages: [{id: 'NEW', name: 'New', closed: false}], dates: {}},
          without: [7],
          several: {by: 'balanced', among: [ivan, maria]},
        },
      ],
    ]),
  };
  expect(lastChoices(chosen, undefined)).toEqual({types: {lead: {take: true, which: 'open'}}});
});

test('types that were not shown this time keep what was chosen before', () => {
  fc.assert(
    fc.property(draft, draft, (earlier, later) => {
      const both = draftOf(lastChoices(later, lastChoices(earlier, undefined)), PEOPLE);
      expect(both.types).toEqual(new Map([...earlier.types, ...later.types]));
      expect(both.general).toEqual(later.general);
    }),
  );
});

test('nobody who may not receive records of this leaver comes along', () => {
  fc.assert(
    fc.property(draft, fc.constantFrom(...PEOPLE), (chosen, leaver) => {
      const {general, types} = withoutUnfit(chosen, leaver);
      for (const one of [general, ...[...types.values()].map(({to}) => to)])
        if (one) expect(refuseSuccessor(one, leaver.id)).toBeUndefined();
      expect([...types.keys()]).toEqual([...chosen.types.keys()]);
    }),
  );
});

test('the scope begins with the last time, and with this leaver’s own choices once there are some', () => {
  const [olga, ivan, , , anna] = PEOPLE;
  if (!olga || !ivan || !anna) throw new Error('people');
  const last: ScopeDraft = {general: ivan, types: new Map([['activity', {take: true, which: 'all', to: undefined}]])};
  const start = initial({saved: [], windows: [], noticed: [], target: {to: 'saved', name: 'acme'}});
  let state: WizardState = reduce(start, {kind: 'connected', token: 1, portal: portal(true), last});
  state = reduce(state, {kind: 'people', token: state.lastToken, list: {people: [anna], more: false}});
  state = reduce(state, {kind: 'enter'});
  const rows = TYPES.map(type => ({type, state: 'counted' as const, total: 2, open: 1, closed: 1}));
  state = reduce(state, {kind: 'tallied', token: state.lastToken, rows});
  state = reduce(state, {kind: 'enter'});
  expect(state).toMatchObject({screen: 'scope', general: ivan, asLastTime: true});
  expect(state.screen === 'scope' && state.types.get('activity')?.which).toBe('all');
  state = reduce(reduce(state, {kind: 'move', by: 1}), {kind: 'side', by: -1});
  state = reduce(reduce(state, {kind: 'side', by: -1}), {kind: 'space'});
  state = reduce(reduce(state, {kind: 'back'}), {kind: 'enter'});
  expect(state).toMatchObject({screen: 'scope', general: ivan, asLastTime: false});
  expect(state.screen === 'scope' && state.types.get('lead')?.take).toBe(false);
});
