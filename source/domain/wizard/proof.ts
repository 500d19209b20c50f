import type {RunReport} from '../outcomes.ts';
import type {Action} from './actions.ts';
import {leave} from './ended.ts';
import {editedOf} from './finished.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withNames} from './names.ts';
import {openNew, openRetry, openUndo} from './open-again.ts';
import {openLeaver} from './open-leaver.ts';
import {type Common, commonOf, type ProofScreen, type WizardState} from './state.ts';

type State = ProofScreen & Common;

export type ProofItem = 'next-person' | 'list' | 'leave';

/** What may be done after a run; the list only where there is something on it. */
export function proofItems(state: ProofScreen): readonly ProofItem[] {
  return notableOf(state.end.report).length > 0 ? ['next-person', 'list', 'leave'] : ['next-person', 'leave'];
}

/** The records of which more is to be said than that they moved. */
export function notableOf(report: RunReport): RunReport['results'] {
  return report.results.filter(({outcome}) => outcome !== 'moved' && outcome !== 'already-there');
}

/** What may follow this run besides: its new records planned, its failures tried again, the way back. */
export function mayFollow({end, portal}: ProofScreen): {planNew: boolean; retry: boolean; undo: boolean} {
  const {kind, counts, proof, account} = end.report;
  // An account that is open is to be shut before anything else.
  if (account.state === 'open') return {planNew: false, retry: false, undo: false};
  const {admin} = portal.me;
  const untried = counts['not-tried'] - editedOf(end);
  return {
    planNew: kind !== 'undo' && (proof?.fresh.length ?? 0) > 0,
    // What an undo could not put back is tried again by undoing the same run once more.
    retry: admin && kind !== 'undo' && counts.failed + untried > 0,
    undo: admin && counts.moved > 0,
  };
}

const HANDLERS: Handlers<State, WizardState> = {
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
  highlight(state, {index}) {
    if (state.list || index < 0 || index >= proofItems(state).length) return state;
    return {...state, highlighted: index};
  },
  choose: (state, {index}) => (!state.list && index === state.highlighted ? choose(state) : state),
  move(state, {by}) {
    if (!state.list) return state;
    return {...state, list: {cursor: moveWithin(state.list.cursor, by, notableOf(state.end.report).length)}};
  },
  'plan-new': state => (!state.list && mayFollow(state).planNew ? openNew(state) : state),
  retry: state => (!state.list && mayFollow(state).retry ? openRetry(state) : state),
  undo: state => (!state.list && mayFollow(state).undo ? openUndo(state) : state),
  back: state => ({...state, list: undefined}),
  side: (state, {by}) => (by < 0 ? {...state, list: undefined} : state),
};

export function reduceProof(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

function choose(state: State): WizardState {
  const item = proofItems(state)[state.highlighted];
  if (item === 'next-person') return openLeaver({...state.home, ...commonOf(state)}, state.portal, state.session);
  return item === 'list' ? {...state, list: {cursor: 0}} : leave(state);
}
