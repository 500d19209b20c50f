import type {Action} from './actions.ts';
import {type AnswerAction, answered, NO_QUESTION, questionOf} from './confirm.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withNames} from './names.ts';
import {openRun} from './run.ts';
import type {UndoScreen} from './state-again.ts';
import {type Common, show, type WizardState} from './state.ts';
import type {UndoView} from './view.ts';

type State = UndoScreen & Common;

const HANDLERS: Handlers<State, WizardState> = {
  looked(state, {token, done, of}) {
    if (state.planning.state !== 'asking' || state.planning.token !== token) return state;
    return {...state, planning: {...state.planning, looked: {done, of}}};
  },
  undoable(state, {token, undo}) {
    if (state.planning.state !== 'asking' || state.planning.token !== token) return state;
    return askUndo({...state, planning: {state: 'got', undo}});
  },
  failed(state, {token, failure}) {
    if (state.planning.state !== 'asking' || state.planning.token !== token) return state;
    return {...state, planning: {state: 'failed', failure}};
  },
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
  edited: state => (mayTakeEdited(state) ? planAgain(state, !state.edited) : state),
  recount: state => (state.records || state.planning.state === 'asking' ? state : planAgain(state, state.edited)),
  side(state, {by}) {
    if (by < 0) return state.records ? askUndo({...state, records: undefined}) : state;
    return state.records || !undoOf(state)?.plan.records.length
      ? state
      : {...state, records: {cursor: 0}, confirm: NO_QUESTION};
  },
  move(state, {by}) {
    if (!state.records) return state;
    const cursor = moveWithin(state.records.cursor, by, undoOf(state)?.plan.records.length ?? 0);
    return {...state, records: {cursor}};
  },
  back: state => (state.records ? askUndo({...state, records: undefined}) : show(state, state.back)),
  enter: (state, action) =>
    state.planning.state === 'failed' ? planAgain(state, state.edited) : answer(state, action),
  // A paste is no answer, whatever it holds; so it is not in this table.
  armed: answer,
  text: answer,
  erase: answer,
  clear: answer,
  highlight: answer,
  choose: answer,
};

export function reduceUndo(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

export function undoOf(state: UndoScreen): UndoView | undefined {
  return state.planning.state === 'got' ? state.planning.undo : undefined;
}

/** Whether there is anything for the key that takes edited records along, or leaves them again. */
export function mayTakeEdited(state: UndoScreen): boolean {
  const undo = undoOf(state);
  return undo !== undefined && !state.records && (state.edited || undo.counts.edited > 0);
}

/** Puts the question anew, unarmed and empty. Its number is that of the records that would go back. */
export function askUndo(state: State): State {
  const undo = undoOf(state);
  if (!undo || state.records) return {...state, confirm: NO_QUESTION};
  if (undo.counts.putBack === 0) return {...state, confirm: {by: 'none', why: 'empty'}};
  if (!state.portal.me.admin) return {...state, confirm: {by: 'none', why: 'not-admin'}};
  const token = state.lastToken + 1;
  return {...state, lastToken: token, confirm: questionOf(undo.counts.putBack, token)};
}

function planAgain(state: State, edited: boolean): State {
  const token = state.lastToken + 1;
  const looked = {done: 0, of: state.back.end.report.counts.moved};
  return {...state, lastToken: token, edited, planning: {state: 'asking', token, looked}, confirm: NO_QUESTION};
}

function answer(state: State, action: AnswerAction): WizardState {
  const undo = undoOf(state);
  if (!undo) return state;
  const confirm = answered(state.confirm, action, undo.counts.putBack);
  if (confirm === 'yes') return state.portal.me.admin ? openRun(state, undo.plan, false) : state;
  return confirm === 'no' ? show(state, state.back) : {...state, confirm};
}
