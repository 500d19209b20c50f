import type {Action} from './actions.ts';
import {type AnswerAction, answered, NO_QUESTION, questionOf} from './confirm.ts';
import {handle, type Handlers} from './handlers.ts';
import {openLeaver} from './open-leaver.ts';
import {startProgress} from './progress.ts';
import {resumeRun} from './run.ts';
import type {ResumeLook, ResumeScreen} from './state-again.ts';
import {type Common, commonOf, show, type WizardState} from './state.ts';

type State = ResumeScreen & Common;

const HANDLERS: Handlers<State, WizardState> = {
  resumable(state, {token, plan, leaver, done}) {
    const {look} = state;
    if (look?.state !== 'asking' || look.token !== token) return state;
    const progress = startProgress(plan, done);
    return askResume({...state, look: {run: look.run, state: 'got', plan, leaver, progress}});
  },
  failed(state, {token, failure}) {
    const {look} = state;
    if (look?.state !== 'asking' || look.token !== token) return state;
    return {...state, look: {run: look.run, state: 'failed', failure}};
  },
  back(state) {
    return state.look ? {...state, look: undefined, confirm: NO_QUESTION} : show(state, state.back);
  },
  armed: answer,
  text: answer,
  erase: answer,
  clear: answer,
  enter(state, action) {
    return state.look?.state === 'failed' ? lookAt(state, state.look.run) : answer(state, action);
  },
  highlight(state, action) {
    if (state.look) return answer(state, action);
    const there = action.index >= 0 && action.index <= state.runs.length;
    return there ? {...state, highlighted: action.index} : state;
  },
  choose(state, action) {
    if (state.look) return answer(state, action);
    if (action.index !== state.highlighted) return state;
    const run = state.runs[action.index - 1];
    return run ? lookAt(state, run) : later(state);
  },
};

export function reduceResume(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

/** How many records of a run are not done yet. */
export function leftOf({plan, progress}: Extract<ResumeLook, {state: 'got'}>): number {
  return plan.records.length - progress.done;
}

/** Puts the question anew, unarmed and empty. */
export function askResume(state: State): State {
  const {look} = state;
  if (look?.state !== 'got') return {...state, confirm: NO_QUESTION};
  if (!state.portal.me.admin) return {...state, confirm: {by: 'none', why: 'not-admin'}};
  const token = state.lastToken + 1;
  return {...state, lastToken: token, confirm: questionOf(leftOf(look), token)};
}

/** The run stays as it is, and is offered again at the next start. */
function later(state: State): WizardState {
  return openLeaver({...state.back, ...commonOf(state)}, state.portal, state.session);
}

/** Nothing is written by looking; what may still be done is asked then. */
function lookAt(state: State, run: ResumeLook['run']): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, look: {run, state: 'asking', token}, confirm: NO_QUESTION};
}

function answer(state: State, action: AnswerAction): WizardState {
  if (state.look?.state !== 'got') return state;
  const confirm = answered(state.confirm, action, leftOf(state.look));
  if (confirm === 'yes') return state.portal.me.admin ? resumeRun(state, state.look) : state;
  return confirm === 'no' ? {...state, look: undefined, confirm: NO_QUESTION} : {...state, confirm};
}
