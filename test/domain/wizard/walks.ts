import {type Action, initial, reduce, type WizardState} from '../../../source/domain/wizard/index.ts';
import {chance} from './chance.ts';
import {anyAnswer, anyKey, purposeful} from './moves.ts';

/** One step of a walk: what was, what was done, what came of it. */
export interface Step {
  readonly before: WizardState;
  readonly action: Action;
  readonly after: WizardState;
}

/** A walk through the wizard, one step for each number: mostly forward, with any keys and late answers in between. */
export function walk(numbers: readonly number[]): Step[] {
  const steps: Step[] = [];
  let state: WizardState = initial({
    saved: [{name: 'acme', host: 'acme.example', userId: 17, lastUsed: 0}],
    windows: [],
    noticed: [],
    target: {to: 'demo'},
  });
  for (const seed of numbers) {
    if (state.screen === 'ended') break;
    const by = chance(seed);
    const before = state;
    const kind = by.nat(10);
    const action = kind < 6 ? purposeful(before, by) : kind < 8 ? anyKey(by) : anyAnswer(before, by);
    state = reduce(before, action);
    steps.push({before, action, after: state});
  }
  return steps;
}
