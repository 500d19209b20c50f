import type {Action} from './actions.ts';
import {stop} from './ended.ts';
import {reduceLeaver} from './leaver.ts';
import {reducePlan} from './plan.ts';
import {reducePortal} from './portal.ts';
import {again, interrupted, isKey, reduceOverlay} from './overlay.ts';
import {reduceProof} from './proof.ts';
import {reduceResume} from './resume.ts';
import {reduceRun, stopRun} from './run.ts';
import {reduceScope} from './scope.ts';
import type {AbandonedState, Common, WizardState} from './state.ts';
import {reduceTally} from './tally.ts';
import {reduceUndo} from './undo.ts';

/** The wizard's one reducer: what stands over all screens first, then the screen itself. */
export function reduce(state: WizardState, action: Action): WizardState {
  if (state.screen === 'ended') return state;
  if (action.kind === 'stop') return state.screen === 'run' ? stopRun(state) : stop(state);
  if (action.kind === 'interrupt') return interrupted(state);
  if (action.kind === 'repaint') return again(state);
  if (action.kind === 'unfinished') return noted(state, action);
  const windows = windowsAfter(state, action);
  if (windows) return {...state, windows};
  if (isKey(action) && (state.quit || state.help || action.kind === 'help')) return reduceOverlay(state, action);
  return reduceScreen(state, action);
}

function reduceScreen(state: WizardState, action: Action): WizardState {
  switch (state.screen) {
    case 'portal':
      return reducePortal(state, action);
    case 'resume':
      return reduceResume(state, action);
    case 'leaver':
      return reduceLeaver(state, action);
    case 'tally':
      return reduceTally(state, action);
    case 'scope':
      return reduceScope(state, action);
    case 'plan':
      return reducePlan(state, action);
    case 'undo':
      return reduceUndo(state, action);
    case 'run':
      return reduceRun(state, action);
    case 'proof':
      return reduceProof(state, action);
    case 'ended':
      return state;
  }
}

/** Takes which runs are unfinished. A journal that cannot be read is said, once; the rest of the wizard works. */
function noted(state: WizardState, {runs, failure}: Extract<Action, {kind: 'unfinished'}>): WizardState {
  if (!failure) return {...state, unfinished: runs};
  const said = state.noticed.some(known => JSON.stringify(known) === JSON.stringify(failure));
  return said ? state : {...state, noticed: [...state.noticed, failure]};
}

/** Takes how an account that an earlier start left open was shut; undefined when the answer is about something else. */
function windowsAfter(state: Common, action: Action): readonly AbandonedState[] | undefined {
  if (action.kind !== 'window-ended' && action.kind !== 'failed') return undefined;
  const index = state.windows.findIndex(item => item.state === 'shutting' && item.token === action.token);
  return index < 0 ? undefined : state.windows.with(index, ended(state.windows[index] as AbandonedState, action));
}

function ended({window}: AbandonedState, action: Extract<Action, {kind: 'window-ended' | 'failed'}>): AbandonedState {
  return action.kind === 'failed'
    ? {window, state: 'failed', failure: action.failure}
    : {window, state: 'ended', end: action.end};
}
