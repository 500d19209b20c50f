import type {Plan} from '../plan.ts';
import type {Action} from './actions.ts';
import {wantedOf} from './choices.ts';
import {type AnswerAction, answered, NO_QUESTION, questionOf} from './confirm.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withNames} from './names.ts';
import {policyFor, withNextPolicy} from './policy.ts';
import {openRun} from './run.ts';
import {bare, type Common, type PlanScreen, show, type WizardState} from './state.ts';
import type {ScopeScreen} from './state-scope.ts';

type State = PlanScreen & Common;

export function openPlan(state: ScopeScreen & Common): WizardState {
  const {portal, session, leaver} = state;
  const wanted = wantedOf(state);
  const token = state.lastToken + 1;
  const known = [leaver, ...wanted.people];
  return show(
    {...state, lastToken: token},
    {
      screen: 'plan',
      portal,
      session,
      home: state.back.back.back,
      leaver,
      back: bare<ScopeScreen>(state),
      source: {by: 'scope', wanted},
      pinning: {state: 'asking', token, pinned: new Map()},
      names: new Map(known.map(person => [person.id, person])),
      records: undefined,
      facts: undefined,
      confirm: NO_QUESTION,
      acceptUnmovable: false,
      rehire: policyFor(state, portal, leaver),
      looksFirst: false,
    },
  );
}

const HANDLERS: Handlers<State, WizardState> = {
  pinned(state, {token, pinned}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return {...state, pinning: {...state.pinning, pinned: new Map([...state.pinning.pinned, ...pinned])}};
  },
  planned(state, {token, plan, forecast}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return ask({...state, pinning: {state: 'got', plan, forecast}});
  },
  failed(state, {token, failure}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return {...state, pinning: {state: 'failed', failure}};
  },
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
  armed: answer,
  side: (state, {by}) => side(state, by),
  facts: showFacts,
  move: (state, {by}) =>
    state.facts !== undefined
      ? {...state, facts: Number.isFinite(by) ? state.facts + by : by < 0 ? 0 : -1}
      : state.records
        ? {...state, records: {cursor: moved(state, state.records.cursor, by)}}
        : state,
  'accept-unmovable'(state) {
    return unmovableOf(state) > 0 && !isAside(state) ? {...state, acceptUnmovable: !state.acceptUnmovable} : state;
  },
  'look-first': state => (isAside(state) || !planOf(state) ? state : {...state, looksFirst: !state.looksFirst}),
  'rehire-policy': withNextPolicy,
  back: state => (isAside(state) ? ask({...state, records: undefined, facts: undefined}) : show(state, state.back)),
  recount: state => (isAside(state) || state.pinning.state === 'asking' ? state : pinAgain(state)),
  enter: (state, action) => (state.pinning.state === 'failed' ? pinAgain(state) : answer(state, action)),
  // A paste is no answer, whatever it holds; so it is not in this table.
  text: answer,
  erase: answer,
  clear: answer,
  highlight: answer,
  choose: answer,
};

export function reducePlan(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

export function planOf(state: PlanScreen): Plan | undefined {
  return state.pinning.state === 'got' ? state.pinning.plan : undefined;
}

function unmovableOf(state: PlanScreen): number {
  return planOf(state)?.summary.unmovable.length ?? 0;
}

/** Something else than the plan itself is looked at, so that nothing is asked. */
export function isAside({records, facts}: Pick<PlanScreen, 'records' | 'facts'>): boolean {
  return records !== undefined || facts !== undefined;
}

/** Shows all facts, and then the next part of them; which part comes after the last is the screen's to say. */
function showFacts(state: State): State {
  if (state.records || !planOf(state)) return state;
  return {...state, facts: (state.facts ?? -1) + 1, confirm: NO_QUESTION};
}

function moved(state: PlanScreen, cursor: number, by: number): number {
  return moveWithin(cursor, by, planOf(state)?.records.length ?? 0);
}

function side(state: State, by: 1 | -1): State {
  if (by < 0) return isAside(state) ? ask({...state, records: undefined, facts: undefined}) : state;
  if (isAside(state) || !planOf(state)?.records.length) return state;
  return {...state, records: {cursor: 0}, confirm: NO_QUESTION};
}

/** Puts the question anew, unarmed and empty: it always starts like that when it is painted again. */
export function ask(state: State): State {
  const plan = planOf(state);
  if (!plan || isAside(state)) return {...state, confirm: NO_QUESTION};
  if (plan.records.length === 0) return {...state, confirm: {by: 'none', why: 'empty'}};
  if (!state.portal.me.admin) return {...state, confirm: {by: 'none', why: 'not-admin'}};
  const token = state.lastToken + 1;
  return {...state, lastToken: token, confirm: questionOf(plan.records.length, token)};
}

function pinAgain(state: State): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, pinning: {state: 'asking', token, pinned: new Map()}, confirm: NO_QUESTION};
}

function answer(state: State, action: AnswerAction): WizardState {
  const confirm = answered(state.confirm, action, planOf(state)?.records.length ?? 0);
  if (confirm === 'yes') return start(state);
  return confirm === 'no' ? show(state, state.back) : {...state, confirm};
}

function start(state: State): WizardState {
  const plan = planOf(state);
  return plan && plan.records.length > 0 && state.portal.me.admin ? openRun(state, plan, state.acceptUnmovable) : state;
}
