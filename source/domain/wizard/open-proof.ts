import type {FinishedRun} from './state-again.ts';
import {type Common, type RunScreen, show, type WizardState} from './state.ts';

/** @param guided whether this run was the first time, whose last screen explains itself, too */
export function openProof(state: RunScreen & Common, end: FinishedRun, guided: boolean): WizardState {
  const {home, portal, session, leaver, plan, names} = state;
  return show(state, {
    screen: 'proof',
    home,
    portal,
    session,
    leaver,
    plan,
    names,
    end,
    highlighted: 0,
    list: undefined,
    guided,
  });
}
