import fc from 'fast-check';
import {expect, test} from 'vitest';
import {refuseSuccessor} from '../../../source/domain/people.ts';
import type {Plan} from '../../../source/domain/plan.ts';
import {type Confirm, reduce, shownRows, type WizardState} from '../../../source/domain/wizard/index.ts';
import {type Step, walk} from './walks.ts';
import {KEY_OWNER} from './world.ts';
import {namedBy} from '../../../source/domain/rules/check.ts';

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

/** The question that a screen asks before something is written, and the number that answers it. */
function questionOn(state: WizardState): {confirm: Confirm; count: number; plan: Plan} | undefined {
  if (state.screen === 'plan' && state.pinning.state === 'got') {
    const {plan} = state.pinning;
    return {confirm: state.confirm, count: plan.records.length, plan};
  }
  if (state.screen === 'undo' && state.planning.state === 'got') {
    const {plan, counts} = state.planning.undo;
    return {confirm: state.confirm, count: counts.putBack, plan};
  }
  if (state.screen === 'resume' && state.look?.state === 'got') {
    const {plan, progress} = state.look;
    return {confirm: state.confirm, count: plan.records.length - progress.done, plan};
  }
  return undefined;
}

test('a run starts, goes on or goes back only where its question was armed and answered', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'run' || before.screen === 'run') return;
    const asked = questionOn(before);
    if (!asked || !('portal' in before)) throw new Error(`a run without a question, from ${before.screen}`);
    const {confirm, count, plan} = asked;
    expect(before.portal.me.admin).toBe(true);
    expect(after.plan).toBe(plan);
    expect(after.work.by).toBe(before.screen === 'resume' ? 'resume' : 'plan');
    if (confirm.by === 'none') throw new Error('run without a question');
    expect(confirm.armed).toBe(true);
    if (confirm.by === 'number') {
      expect(confirm.typed).toBe(String(count));
      expect(action.kind).toBe('enter');
    } else {
      // Enter alone stands on Cancel.
      expect(confirm.highlighted).toBe(1);
    }
  });
});

test('the number that starts a run is typed after its question was put, and never pasted', () => {
  everywhere(({before, action, after}) => {
    const confirm = questionOn(after)?.confirm;
    if (confirm?.by !== 'number') return;
    const earlier = questionOn(before)?.confirm;
    const typedBefore = earlier?.by === 'number' ? earlier.typed : '';
    if (confirm.typed.length > typedBefore.length) expect(action.kind).toBe('text');
    if (!confirm.armed) expect(confirm.typed).toBe('');
  });
});

test('the account is shut by key only while it is open, and never unshut by one', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'run' || before.screen !== 'run') return;
    if (after.shutNow && !before.shutNow) {
      expect(action.kind).toBe('shut-now');
      expect(['opening', 'open']).toContain(before.progress.account?.state);
    }
    if (before.shutNow) expect(after.shutNow).toBe(true);
  });
});

test('what may follow a run: an undo of that run, a retry of what it left, its new records counted anew', () => {
  everywhere(({before, action, after}) => {
    if (before.screen !== 'proof' || after.screen === 'proof' || after.screen === 'ended') return;
    const {report} = before.end;
    if (after.screen === 'undo') {
      expect(after.run).toBe(Number(report.run));
      expect(report.counts.moved).toBeGreaterThan(0);
    } else if (after.screen === 'plan') {
      if (after.source.by === 'new') {
        expect(after.source).toEqual({by: 'new', run: Number(report.run), digest: report.proof?.newPlan?.digest});
        if (report.proof?.newPlan?.hidden) expect(after.rehire).toBe('always');
      } else {
        expect(after.source).toEqual({by: 'retry', run: Number(report.run)});
        expect(report.counts.failed + report.counts['not-tried']).toBeGreaterThan(0);
      }
    } else if (after.screen === 'tally') {
      expect(after.ahead).toBe(true);
      expect(after.leaver).toBe(before.leaver);
      expect(report.proof?.fresh).not.toEqual([]);
    } else {
      expect([action.kind, after.screen]).toEqual(['choose', 'leaver']);
    }
  });
});

test('unfinished runs are offered before anybody is chosen, and Enter alone leaves them for later', () => {
  everywhere(({before, action, after}) => {
    if (after.screen === 'resume' && before.screen === 'portal') {
      expect(action.kind).toBe('connected');
      expect([after.highlighted, after.look]).toEqual([0, undefined]);
    }
    if (
      before.screen === 'resume' &&
      !before.look &&
      !before.quit &&
      after.screen !== 'resume' &&
      action.kind === 'choose'
    ) {
      expect(after.screen).toBe('leaver');
    }
  });
});

test('when an account may be opened is chosen by its key alone, and the run is told what the plan said', () => {
  everywhere(({before, action, after}) => {
    if (before.screen !== 'plan') return;
    if (after.screen === 'run') expect(after.rehire).toBe(before.rehire);
    if (after.screen !== 'plan' || after.source !== before.source || after.rehire === before.rehire) return;
    expect(action.kind).toBe('rehire-policy');
    expect(before.leaver.active).toBe(false);
  });
});

test('an account is opened only by moving to yes and choosing it, once armed', () => {
  everywhere(({before, action, after}) => {
    if (after.screen !== 'run' || before.screen !== 'run' || after.consent !== true || before.consent === true) return;
    expect(before.question?.armed).toBe(true);
    // After the first records the rest was confirmed already; an account is another matter.
    expect(before.question?.highlighted).toBe(before.question?.of === 'first' ? 0 : 1);
    expect(action.kind).toBe('choose');
  });
});

test('no answer to one question is there when another is put', () => {
  everywhere(({before, after}) => {
    if (after.screen !== 'run' || before.screen !== 'run' || !after.question || before.question) return;
    expect(after.consent).toBeUndefined();
    expect(after.question).toMatchObject({armed: false, highlighted: 0});
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
    if (after.screen !== 'plan' || before.screen === 'plan' || after.source.by !== 'scope') return;
    const {scope, rules, people} = after.source.wanted;
    expect(scope.size).toBeGreaterThan(0);
    for (const key of scope.keys()) expect(rules.perType.get(key) ?? rules.general).toBeDefined();
    expect(new Set(people.map(({id}) => id))).toEqual(new Set(namedBy(rules)));
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
    if (before.screen === 'resume') return expect(['resume', 'portal']).toContain(after.screen);
    if (before.screen === 'undo') return expect(['undo', 'proof']).toContain(after.screen);
    if (before.screen === 'plan' && before.source.by !== 'scope')
      return expect(['plan', 'proof']).toContain(after.screen);
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
    if (before.screen === 'scope') expect(before.picker ?? before.panel).toBeDefined();
    if (before.screen === 'plan') expect(before.records ?? before.facts).toBeDefined();
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
        if (state.screen !== 'run') continue;
        if (state.stopping) {
          // Asked again, it does not wait for the request in flight either; nothing else changes.
          expect(next).toEqual({...state, quit: undefined, hurried: true});
          continue;
        }
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
  expect([...met].sort()).toEqual([
    'ended',
    'leaver',
    'plan',
    'portal',
    'proof',
    'question',
    'resume',
    'run',
    'scope',
    'tally',
    'undo',
  ]);
});
