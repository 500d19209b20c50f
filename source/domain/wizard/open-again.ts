import type {RehirePolicy} from '../profile.ts';
import {NO_QUESTION} from './confirm.ts';
import {openLeaver} from './open-leaver.ts';
import {openTally} from './open-tally.ts';
import {policyFor} from './policy.ts';
import {bare, type Common, commonOf, type PlanSource, type ProofScreen, show, type WizardState} from './state.ts';

type State = ProofScreen & Common;

/** Counts again what the leaver holds, and goes on to what was chosen for them before: what is new is planned like that. */
export function openRecount(state: State): WizardState {
  const leaver = openLeaver({...state.home, ...commonOf(state)}, state.portal, state.session);
  return leaver.screen === 'leaver' ? openTally(leaver, state.leaver, true) : leaver;
}

/** What this run found to be new: the plan that it pinned of that, or a new count where it could pin none. */
export function openNew(state: State): WizardState {
  const {proof, run} = state.end.report;
  if (!proof?.newPlan) return openRecount(state);
  const {digest, hidden} = proof.newPlan;
  // What shows only while the leaver is hired back can be moved in no other way.
  return openPlanOf(
    state,
    {by: 'new', run: Number(run), digest},
    hidden ? 'always' : policyFor(state, state.portal, state.leaver),
  );
}

/** A plan of what this run left failed or not tried. */
export function openRetry(state: State): WizardState {
  return openPlanOf(
    state,
    {by: 'retry', run: Number(state.end.report.run)},
    policyFor(state, state.portal, state.leaver),
  );
}

function openPlanOf(state: State, source: PlanSource, rehire: RehirePolicy): WizardState {
  const {portal, session, home, leaver, names} = state;
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'plan',
      portal,
      session,
      home,
      leaver,
      back: bare<ProofScreen>(state),
      source,
      pinning: {state: 'asking', token, pinned: new Map()},
      names,
      records: undefined,
      facts: undefined,
      confirm: NO_QUESTION,
      acceptUnmovable: false,
      rehire,
      looksFirst: false,
    },
  );
}

/** The way back of this run. */
export function openUndo(state: State): WizardState {
  const {portal, session, home, leaver, names, end} = state;
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'undo',
      portal,
      session,
      home,
      back: bare<ProofScreen>(state),
      leaver,
      names: new Map([[leaver.id, leaver], ...names]),
      run: Number(end.report.run),
      edited: false,
      planning: {state: 'asking', token, looked: {done: 0, of: end.report.counts.moved}},
      records: undefined,
      confirm: NO_QUESTION,
    },
  );
}
