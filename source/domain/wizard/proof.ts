import type {RunReport} from '../outcomes.ts';
import type {Action} from './actions.ts';
import {leave} from './ended.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withNames} from './names.ts';
import {openLeaver} from './open-leaver.ts';
import {type Common, commonOf, type ProofScreen, type RunScreen, show, type WizardState} from './state.ts';

type State = ProofScreen & Common;

export function openProof(state: RunScreen & Common, report: RunReport): WizardState {
  const {home, portal, session, leaver, plan, names} = state;
  return show(state, {
    screen: 'proof',
    home,
    portal,
    session,
    leaver,
    plan,
    names,
    report,
    highlighted: 0,
    list: undefined,
  });
}

export type ProofItem = 'next-person' | 'list' | 'leave';

/** What may be done after a run; the list only where there is something on it. */
export function proofItems(state: ProofScreen): readonly ProofItem[] {
  return notableOf(state.report).length > 0 ? ['next-person', 'list', 'leave'] : ['next-person', 'leave'];
}

/** The records of which more is to be said than that they moved. */
export function notableOf(report: RunReport): RunReport['results'] {
  return report.results.filter(({outcome}) => outcome !== 'moved' && outcome !== 'already-there');
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
    return {...state, list: {cursor: moveWithin(state.list.cursor, by, notableOf(state.report).length)}};
  },
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
