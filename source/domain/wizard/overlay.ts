import type {Action, KeyAction} from './actions.ts';
import {stop} from './ended.ts';
import {ask} from './plan.ts';
import {askResume} from './resume.ts';
import {askUndo} from './undo.ts';
import {interruptAsks, stopRun} from './run.ts';
import type {WizardState} from './state.ts';

const KEYS: Readonly<Record<KeyAction['kind'], true>> = {
  move: true,
  side: true,
  enter: true,
  back: true,
  space: true,
  tab: true,
  text: true,
  paste: true,
  erase: true,
  clear: true,
  recount: true,
  filter: true,
  rows: true,
  share: true,
  search: true,
  'accept-unmovable': true,
  'rehire-policy': true,
  'look-first': true,
  facts: true,
  pause: true,
  pace: true,
  'shut-now': true,
  'plan-new': true,
  retry: true,
  undo: true,
  edited: true,
  help: true,
  interrupt: true,
  highlight: true,
  choose: true,
};

export function isKey(action: Action): action is KeyAction {
  return Object.hasOwn(KEYS, action.kind);
}

/** Ctrl-C asks; a second one is the answer. While an account may be open it never asks. */
export function interrupted(state: WizardState): WizardState {
  if (state.screen === 'run') {
    if (state.stopping || state.quit || !interruptAsks(state)) return stopRun(state);
  } else if (state.quit) {
    return stop(state);
  }
  return {...state, quit: {highlighted: 0}, help: false};
}

/** Keys while the question of Ctrl-C or the help stands over a screen: none of them reaches the screen. */
export function reduceOverlay(state: WizardState, action: KeyAction): WizardState {
  if (!state.quit) {
    if (!state.help) return {...state, help: true};
    return action.kind === 'back' || action.kind === 'help' || action.kind === 'enter'
      ? again({...state, help: false})
      : state;
  }
  const {quit} = state;
  if (action.kind === 'back') return again({...state, quit: undefined});
  if (action.kind === 'highlight' && (action.index === 0 || action.index === 1)) {
    return {...state, quit: {highlighted: action.index}};
  }
  if (action.kind !== 'choose' || action.index !== quit.highlighted) return state;
  if (action.index === 0) return again({...state, quit: undefined});
  return state.screen === 'run' ? stopRun(state) : stop(state);
}

/** A question that was covered is painted anew, and takes no answer before that. */
export function again(state: WizardState): WizardState {
  if (state.screen === 'plan') return ask(state);
  if (state.screen === 'undo') return askUndo(state);
  if (state.screen === 'resume') return askResume(state);
  if (state.screen !== 'run' || !state.question) return state;
  const token = state.lastToken + 1;
  return {...state, lastToken: token, question: {...state.question, token, armed: false, highlighted: 0}};
}
