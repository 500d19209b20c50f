import type {RunReport} from '../outcomes.ts';
import type {Plan} from '../plan.ts';
import type {Action} from './actions.ts';
import {end} from './ended.ts';
import {handle, type Handlers} from './handlers.ts';
import {withNames} from './names.ts';
import {mayBeOpen, progressed, startProgress} from './progress.ts';
import {openProof} from './proof.ts';
import {type Common, type PlanScreen, type RunScreen, show, type WizardState} from './state.ts';

type State = RunScreen & Common;

/** Starts the run of a plan that was confirmed on the screen before; there is no other way here. */
export function openRun(state: PlanScreen & Common, plan: Plan): WizardState {
  const {portal, session, leaver, names, acceptUnmovable} = state;
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'run',
      home: state.back.back.back.back,
      portal,
      session,
      leaver,
      plan,
      names,
      acceptUnmovable,
      token,
      progress: startProgress(plan),
      question: undefined,
      consent: undefined,
      stopping: false,
    },
  );
}

const HANDLERS: Handlers<State, WizardState> = {
  told(state, {token, at, events}) {
    return token === state.token ? {...state, progress: progressed(state.progress, at, events)} : state;
  },
  'rehire-asked': asked,
  armed(state, {token}) {
    return state.question?.token === token ? {...state, question: {...state.question, armed: true}} : state;
  },
  highlight(state, {index}) {
    if (!state.question?.armed || (index !== 0 && index !== 1)) return state;
    return {...state, question: {...state.question, highlighted: index}};
  },
  choose(state, {index}) {
    if (!state.question?.armed || index !== state.question.highlighted) return state;
    return {...state, question: undefined, consent: index === 1};
  },
  reported: (state, {token, report}) => (token === state.token ? reported(state, report) : state),
  failed: (state, {token}) => (token === state.token ? end(state, 'crashed') : state),
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
};

export function reduceRun(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

/** Stops after the request in flight; an open question counts as no. */
export function stopRun(state: State): State {
  return {...state, quit: undefined, stopping: true, question: undefined, consent: state.consent ?? false};
}

/** While the account may be open nothing is asked: every second counts. */
export function interruptAsks(state: RunScreen): boolean {
  return !mayBeOpen(state.progress);
}

function asked(state: State, action: Extract<Action, {kind: 'rehire-asked'}>): State {
  if (action.token !== state.token || state.question || state.stopping) return state;
  const token = state.lastToken + 1;
  const question = {asked: action.asked, token, armed: false, highlighted: 0};
  return {...state, lastToken: token, question, consent: undefined};
}

function reported(state: State, report: RunReport): WizardState {
  const {portal, leaver} = state;
  const next = {...state, quit: undefined, finished: [...state.finished, {portal, leaver, report}]};
  return state.stopping ? end(next, 'stopped') : openProof(next, report);
}
