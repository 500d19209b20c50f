import fc from 'fast-check';
import {expect, test} from 'vitest';
import {refuseSuccessor} from '../../../source/domain/people.ts';
import {reduce, shownRows, type WizardState} from '../../../source/domain/wizard/index.ts';
import {type Step, walk} from './walks.ts';
import {KEY_OWNER} from './world.ts';

const RUNS = {numRuns: 300};
const NUMBERS = fc.array(fc.nat({max: 0x7fff_ffff}), {minLength: 40, maxLength: 160, size: 'max'});

/** Walks often, and holds every step against what must be true of it. */
function everywhere(holds: (step: Step, steps: readonly Step[], at: number) => void): void {
  fc.assert(
    fc.property(NUMBERS, numbers => {
      const steps = walk(numbers);
      for (const [at, step] of steps.entries()) holds(step, steps, at);
    }),
    RUNS,
  );
}

test('a run starts only from a plan whose question was armed and answered', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'run' || before.screen === 'run') return;
    expect(before.screen).toBe('plan');
    if (before.screen !== 'plan' || before.pinning.state !== 'got') throw new Error('run without a plan');
    const {confirm, pinning, portal} = before;
    expect(portal.me.admin).toBe(true);
    expect(after.plan).toBe(pinning.plan);
    if (confirm.by === 'none') throw new Error('run without a question');
    expect(confirm.armed).toBe(true);
    if (confirm.by === 'number') {
      expect(confirm.typed).toBe(String(pinning.plan.records.length));
      expect(action.kind).toBe('enter');
    } else {
      // Enter alone stands on Cancel.
      expect(confirm.highlighted).toBe(1);
    }
  });
});

test('the number that starts a run is typed after its question was put, and never pasted', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'plan' || after.confirm.by !== 'number') return;
    const typedBefore = before.screen === 'plan' && before.confirm.by === 'number' ? before.confirm.typed : '';
    if (after.confirm.typed.length > typedBefore.length) expect(action.kind).toBe('text');
    if (!after.confirm.armed) expect(after.confirm.typed).toBe('');
  });
});

test('an account is opened only by moving to yes and choosing it, once armed', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'run' || before.screen !== 'run' || after.consent !== true || before.consent === true) return;
    expect(before.question?.armed).toBe(true);
    expect(before.question?.highlighted).toBe(1);
    expect(action.kind).toBe('choose');
  });
});

test('no successor is the leaver, dismissed or only asking to join', () => {
  everywhere(({after}) => {
    if (after.screen !== 'scope') return;
    const chosen = [after.general, ...[...after.types.values()].map(({to}) => to)].filter(
      person => person !== undefined,
    );
    for (const person of chosen) expect(refuseSuccessor(person, after.leaver.id)).toBeUndefined();
  });
});

test('nothing is pinned without a successor for each record', () => {
  everywhere(({before, after}) => {
    if (after.screen !== 'plan' || before.screen === 'plan') return;
    const {scope, general, perType} = after.wanted;
    expect(scope.size).toBeGreaterThan(0);
    for (const key of scope.keys()) expect(perType.get(key) ?? general).toBeDefined();
  });
});

test('the owner of the key is never the leaver', () => {
  everywhere(({after}) => {
    if ('leaver' in after) expect(after.leaver.id).not.toBe(KEY_OWNER);
  });
});

const ORDER = ['portal', 'leaver', 'tally', 'scope', 'plan'];

test('Esc goes back one screen at most, and keeps the choices', () => {
  everywhere(({before, action, after}) => {
    if (action.kind !== 'back' || before.quit || before.help) return;
    const [from, to] = [ORDER.indexOf(before.screen), ORDER.indexOf(after.screen)];
    if (from < 0) return expect(after.screen).toBe(before.screen);
    expect(from - to === 0 || from - to === 1).toBe(true);
    if (before.screen === 'scope' && after.screen === 'scope') {
      expect(after.general).toBe(before.general);
      expect(after.types).toBe(before.types);
    } else {
      expect(after.drafts).toBe(before.drafts);
    }
  });
});

test('an Esc that closes nothing leaves the screen', () => {
  everywhere(({before, action, after}) => {
    if (action.kind !== 'back' || before.quit || before.help || after.screen !== before.screen) return;
    if (before.screen === 'tally') expect(before.titles).toBeDefined();
    if (before.screen === 'scope') expect(before.picker).toBeDefined();
    if (before.screen === 'plan') expect(before.records).toBeDefined();
    expect(before.screen).not.toBe('leaver');
  });
});

test('what was chosen for a leaver is there again when their scope is opened again', () => {
  everywhere(({before, after}, steps, at) => {
    if (after.screen !== 'scope' || before.screen !== 'tally') return;
    const {portal, leaver} = after;
    const last = steps
      .slice(0, at)
      .map(step => step.after)
      .findLast(
        (state): state is Extract<WizardState, {screen: 'scope'}> =>
          state.screen === 'scope' && state.leaver.id === leaver.id && state.portal.portalKey === portal.portalKey,
      );
    if (last?.general) expect(after.general).toEqual(last.general);
  });
});

test('every cursor stands within its list', () => {
  everywhere(({after}) => {
    const within = (cursor: number, length: number): void => {
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThan(Math.max(1, length));
    };
    if (after.screen === 'leaver' && after.people.rows.length > 0) {
      expect(after.people.rows.map(({id}) => id)).toContain(after.people.cursor);
    }
    if (after.screen === 'tally') {
      const shown = shownRows(after.rows).map(({type}) => type.key);
      if (shown.length > 0) expect(shown).toContain(after.cursor);
      if (after.titles) within(after.titles.cursor, after.titles.items.length);
    }
    if (after.screen === 'scope') within(after.cursor.row, after.rows.length + 1);
    if (after.screen === 'plan' && after.records && after.pinning.state === 'got') {
      within(after.records.cursor, after.pinning.plan.records.length);
    }
  });
});

test('the person under the cursor stays under it while the list is reordered', () => {
  everywhere(({before, action, after}) => {
    if (action.kind !== 'holdings' || before.screen !== 'leaver' || after.screen !== 'leaver') return;
    expect(after.people.cursor).toBe(before.people.cursor);
  });
});

test('bars are whole, between nothing and all, and never go back', () => {
  everywhere(({before, after}) => {
    if (after.screen !== 'run') return;
    for (const bar of after.progress.bars) {
      expect(bar.planned).toBeGreaterThan(0);
      expect(bar.done).toBeLessThanOrEqual(bar.planned);
      expect(Object.values(bar.counts).reduce((sum, count) => sum + count, 0)).toBe(bar.done);
      const earlier = before.screen === 'run' ? before.progress.bars.find(({type}) => type === bar.type) : undefined;
      expect(bar.done).toBeGreaterThanOrEqual(earlier?.done ?? 0);
    }
    expect(after.progress.done).toBeLessThanOrEqual(after.progress.planned);
    expect(after.progress.at).toBeGreaterThanOrEqual(before.screen === 'run' ? before.progress.at : 0);
  });
});

test('tokens only grow, so that no two questions share one', () => {
  everywhere(({before, after}) => {
    expect(after.lastToken).toBeGreaterThanOrEqual(before.lastToken);
  });
});

test('Ctrl-C while the account may be open stops at once; otherwise it asks', () => {
  fc.assert(
    fc.property(NUMBERS, numbers => {
      for (const {after: state} of walk(numbers)) {
        if (state.screen === 'ended') continue;
        const next = reduce({...state, quit: undefined}, {kind: 'interrupt'});
        if (state.screen !== 'run' || state.stopping) continue;
        const account = state.progress.account;
        const open = account !== undefined && account.state !== 'shut';
        expect(next.screen === 'run' && next.stopping).toBe(open);
        expect(next.quit !== undefined).toBe(!open);
      }
    }),
    RUNS,
  );
});

test('the walks get around: every screen is met', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(NUMBERS, numbers => {
      for (const {after} of walk(numbers))
        met.add(after.screen === 'run' && after.question ? 'question' : after.screen);
    }),
    {numRuns: 600, seed: 1},
  );
  expect([...met].sort()).toEqual(['ended', 'leaver', 'plan', 'portal', 'proof', 'question', 'run', 'scope', 'tally']);
});
