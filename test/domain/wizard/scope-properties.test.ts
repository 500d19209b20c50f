import fc from 'fast-check';
import {expect, test} from 'vitest';
import {refuseSuccessor} from '../../../source/domain/people.ts';
import {checkRules} from '../../../source/domain/rules/check.ts';
import {narrows} from '../../../source/domain/scope/type-scope.ts';
import {checkScope} from '../../../source/domain/scope/validate.ts';
import {
  choiceOf,
  countsOf,
  filterItem,
  filterItems,
  filterProblems,
  reduce,
  scopeOf,
  scopeProblem,
  type ScopeScreen,
  shareItems,
  type WizardState,
} from '../../../source/domain/wizard/index.ts';
import {wantedOf} from '../../../source/domain/wizard/choices.ts';
import {namedIn} from '../../../source/domain/wizard/rules-of.ts';
import {scopeSign} from '../../../source/domain/wizard/filter.ts';
import {type Step, walk} from './walks.ts';
import {PEOPLE, TYPES} from './world.ts';

const NUMBERS = fc.array(fc.nat({max: 0x7fff_ffff}), {minLength: 60, maxLength: 200, size: 'max'});

type Scope = Extract<WizardState, {screen: 'scope'}>;

/** Walks often, and holds every state of the scope screen against what must be true of it. */
function onScope(holds: (after: Scope, step: Step) => void): void {
  fc.assert(
    fc.property(NUMBERS, numbers => {
      for (const step of walk(numbers)) if (step.after.screen === 'scope') holds(step.after, step);
    }),
    {numRuns: 100},
  );
}

const scopeFor = (state: ScopeScreen, key: (typeof TYPES)[number]['key']): ReturnType<typeof scopeOf> =>
  scopeOf(choiceOf(state, key));

test('every filter is one that can be meant: no contradiction, no empty span, no stage elsewhere', () => {
  onScope(state => {
    const scope = new Map(state.rows.map(({type}) => [type.key, scopeFor(state, type.key)]));
    expect(
      checkScope(scope, TYPES).filter(
        ({problem}) =>
          problem !== 'not-applicable' && problem !== 'foreign-stage' && problem !== 'stage-outside-pipelines',
      ),
    ).toEqual([]);
    for (const [, {pipelines, stages}] of scope) {
      if (!pipelines || !stages) continue;
      for (const stage of stages) expect(pipelines).toContain(stage.startsWith('C2:') ? 2 : 0);
    }
  });
});

test('a count that is shown is one of the scope that is shown', () => {
  onScope((state, {before, action}) => {
    for (const row of state.rows) {
      const counts = countsOf(state, row);
      const choice = choiceOf(state, row.type.key);
      const scope = scopeFor(state, row.type.key);
      if (counts.state !== 'known' || !choice.take || !narrows(scope)) continue;
      expect(state.counts.get(row.type.key)?.of).toBe(scopeSign(scope));
    }
    // Only the answer to the question that stood brings counts.
    if (before.screen !== 'scope' || state.counts === before.counts || state.counts.size === 0) return;
    expect(action).toMatchObject({kind: 'scope-counted', token: before.counting?.token});
  });
});

test('what is not counted is being asked for, unless that failed', () => {
  onScope(state => {
    for (const row of state.rows) {
      if (countsOf(state, row).state !== 'counting') continue;
      expect(state.counting?.scope.has(row.type.key)).toBe(true);
      expect(scopeSign(state.counting?.scope.get(row.type.key) ?? {state: 'all'})).toBe(
        scopeSign(scopeFor(state, row.type.key)),
      );
    }
  });
});

test('an older answer changes no count', () => {
  onScope(state => {
    const token = (state.counting?.token ?? state.lastToken + 1) - 1;
    const late = reduce(state, {kind: 'scope-counted', token, counts: new Map([['lead', {records: 99}]])});
    expect(late.screen === 'scope' && late.counts).toBe(state.counts);
  });
});

test('rules that the way on is open with are rules that can be carried out', () => {
  onScope(state => {
    if (scopeProblem(state)) return;
    const {rules, people, scope} = wantedOf(state);
    for (const person of people) expect(refuseSuccessor(person, state.leaver.id)).toBeUndefined();
    const types = TYPES.filter(({key}) => scope.has(key));
    const holds = new Map(PEOPLE.map(({id}) => [id, 1]));
    const checked = checkRules(
      {leaverId: state.leaver.id, types, holds, ...rules},
      new Map(people.map(person => [person.id, person])),
    );
    // Leads of this small world stand in pipelines, which the portal's do not.
    const problems = checked.ok ? [] : checked.problems.filter(({problem}) => problem !== 'fits-nothing');
    expect(problems).toEqual([]);
  });
});

test('nobody who shares is there twice, and none of them is nobody', () => {
  onScope(state => {
    const {panel} = state;
    const ids = panel?.panel === 'share' ? panel.among.map(({id}) => id) : [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const person of namedIn(state, [...state.types.keys()])) {
      expect(refuseSuccessor(person, state.leaver.id)).toBeUndefined();
    }
    expect(state.several?.among.length).not.toBe(0);
    for (const {several} of state.types.values()) {
      if (several) expect(several.by === 'table' ? several.rows.length : several.among.length).toBeGreaterThan(0);
    }
  });
});

test('cursors of panels stand within their lists, and unticked ids are kept once, ascending', () => {
  onScope(state => {
    const {panel} = state;
    if (panel?.panel === 'filter' && filterItems(state, panel).length > 0) {
      expect(filterItem(state, panel)).toBeDefined();
    }
    if (panel?.panel === 'rows') {
      expect(panel.cursor).toBeGreaterThanOrEqual(0);
      expect(panel.cursor).toBeLessThan(Math.max(1, panel.items.length));
      const ids = panel.items.map(({id}) => id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }
    if (panel?.panel === 'share') expect(panel.cursor).toBeLessThan(shareItems(state, panel).length);
    for (const {without = []} of state.types.values()) {
      expect(without).toEqual([...new Set(without)].sort((a, b) => a - b));
    }
  });
});

test('what cannot be read as a date is never part of a filter', () => {
  onScope(state => {
    const {panel} = state;
    if (panel?.panel !== 'filter') return;
    const dates = choiceOf(state, panel.type).filter?.dates ?? {};
    if (filterProblems(state, panel).size === 0) {
      for (const [field, text] of Object.entries(panel.typed)) expect(dates[field as 'createdFrom'] ?? '').toBe(text);
    }
    expect(
      filterProblems(state, {
        ...panel,
        typed: {createdFrom: '', createdBefore: '', changedFrom: '', changedBefore: '', ...dates},
      }).size,
    ).toBe(0);
  });
});

test('the walks get into every panel, and out of the screen with several', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(NUMBERS, numbers => {
      for (const {after} of walk(numbers)) {
        if (after.screen === 'scope' && after.panel)
          met.add(after.picker ? `${after.panel.panel} picker` : after.panel.panel);
        if (after.screen !== 'plan' || after.source.by !== 'scope') continue;
        const {rules, scope} = after.source.wanted;
        for (const rule of [rules.general, ...rules.perType.values()]) if (rule) met.add(`plan ${rule.kind}`);
        if ([...scope.values()].some(one => one.without)) met.add('plan without');
        if ([...scope.values()].some(one => one.stages)) met.add('plan stages');
      }
    }),
    {numRuns: 4000, seed: 1},
  );
  expect([...met].sort()).toEqual([
    'filter',
    'plan balanced',
    'plan person',
    'plan stages',
    'plan table',
    'plan turns',
    'plan without',
    'rows',
    'share',
    'share picker',
  ]);
});
