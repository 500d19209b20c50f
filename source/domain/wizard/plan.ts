import type {Plan} from '../plan.ts';
import type {Action} from './actions.ts';
import {wantedOf} from './choices.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withNames} from './names.ts';
import {openRun} from './run.ts';
import {bare, type Common, type Confirm, type PlanScreen, type ScopeScreen, show, type WizardState} from './state.ts';

type State = PlanScreen & Common;

/** Up to here a plain yes is enough; larger plans are confirmed by typing the number of records. */
export const PLAIN_YES_LIMIT = 20;

const NO_QUESTION: Confirm = {by: 'none', why: 'not-yet'};

export function openPlan(state: ScopeScreen & Common): WizardState {
  const {portal, session, leaver} = state;
  const wanted = wantedOf(state);
  const token = state.lastToken + 1;
  const known = [leaver, wanted.general, ...wanted.perType.values()].filter(person => person !== undefined);
  return show(
    {...state, lastToken: token},
    {
      screen: 'plan',
      portal,
      session,
      leaver,
      back: bare<ScopeScreen>(state),
      wanted,
      pinning: {state: 'asking', token, pinned: new Map()},
      names: new Map(known.map(person => [person.id, person])),
      records: undefined,
      confirm: NO_QUESTION,
      acceptUnmovable: false,
    },
  );
}

const HANDLERS: Handlers<State, WizardState> = {
  pinned(state, {token, pinned}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return {...state, pinning: {...state.pinning, pinned: new Map([...state.pinning.pinned, ...pinned])}};
  },
  planned(state, {token, plan}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return ask({...state, pinning: {state: 'got', plan}});
  },
  failed(state, {token, failure}) {
    if (state.pinning.state !== 'asking' || state.pinning.token !== token) return state;
    return {...state, pinning: {state: 'failed', failure}};
  },
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
  armed: (state, {token}) => arm(state, token),
  side: (state, {by}) => side(state, by),
  move: (state, {by}) =>
    state.records ? {...state, records: {cursor: moved(state, state.records.cursor, by)}} : state,
  'accept-unmovable'(state) {
    return unmovableOf(state) > 0 && !state.records ? {...state, acceptUnmovable: !state.acceptUnmovable} : state;
  },
  back: state => (state.records ? ask({...state, records: undefined}) : show(state, state.back)),
  recount: state => (state.records || state.pinning.state === 'asking' ? state : pinAgain(state)),
  enter: state => (state.pinning.state === 'failed' ? pinAgain(state) : typed(state, submit)),
  // A paste is no answer, whatever it holds; so it is not in this table.
  text: (state, {text}) => typed(state, (_, question) => type(state, question, text)),
  erase: state => typed(state, (_, question) => retyped(state, question, question.typed.slice(0, -1))),
  clear: state => typed(state, (_, question) => retyped(state, question, '')),
  highlight: (state, {index}) => selected(state, question => highlight(state, question, index)),
  choose: (state, {index}) => selected(state, question => choose(state, question, index)),
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

function moved(state: PlanScreen, cursor: number, by: number): number {
  return moveWithin(cursor, by, planOf(state)?.records.length ?? 0);
}

function side(state: State, by: 1 | -1): State {
  if (by < 0) return state.records ? ask({...state, records: undefined}) : state;
  if (state.records || !planOf(state)?.records.length) return state;
  return {...state, records: {cursor: 0}, confirm: NO_QUESTION};
}

/** Puts the question anew, unarmed and empty: it always starts like that when it is painted again. */
export function ask(state: State): State {
  const plan = planOf(state);
  if (!plan || state.records) return {...state, confirm: NO_QUESTION};
  if (plan.records.length === 0) return {...state, confirm: {by: 'none', why: 'empty'}};
  if (!state.portal.me.admin) return {...state, confirm: {by: 'none', why: 'not-admin'}};
  const token = state.lastToken + 1;
  const confirm: Confirm =
    plan.records.length <= PLAIN_YES_LIMIT
      ? {by: 'select', token, armed: false, highlighted: 0}
      : {by: 'number', token, armed: false, typed: '', wrong: false};
  return {...state, lastToken: token, confirm};
}

function arm(state: State, token: number): State {
  const {confirm: question} = state;
  if (question.by === 'none' || question.token !== token) return state;
  return {...state, confirm: {...question, armed: true}};
}

function pinAgain(state: State): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, pinning: {state: 'asking', token, pinned: new Map()}, confirm: NO_QUESTION};
}

type ByNumber = Extract<Confirm, {by: 'number'}>;
type BySelect = Extract<Confirm, {by: 'select'}>;

/** Only an armed question takes an answer. */
function typed(state: State, answer: (state: State, question: ByNumber) => WizardState): WizardState {
  const {confirm} = state;
  return confirm.by === 'number' && confirm.armed ? answer(state, confirm) : state;
}

function selected(state: State, answer: (question: BySelect) => WizardState): WizardState {
  const {confirm} = state;
  return confirm.by === 'select' && confirm.armed ? answer(confirm) : state;
}

function type(state: State, question: ByNumber, text: string): State {
  return /^\d$/.test(text) && question.typed.length < 9 ? retyped(state, question, `${question.typed}${text}`) : state;
}

function retyped(state: State, question: ByNumber, text: string): State {
  return {...state, confirm: {...question, typed: text, wrong: false}};
}

function submit(state: State, question: ByNumber): WizardState {
  if (question.typed === '') return state;
  if (question.typed === String(planOf(state)?.records.length)) return start(state);
  return {...state, confirm: {...question, typed: '', wrong: true}};
}

function highlight(state: State, question: BySelect, index: number): State {
  return index === 0 || index === 1 ? {...state, confirm: {...question, highlighted: index}} : state;
}

function choose(state: State, question: BySelect, index: number): WizardState {
  if (index !== question.highlighted) return state;
  return index === 1 ? start(state) : show(state, state.back);
}

function start(state: State): WizardState {
  const plan = planOf(state);
  return plan && plan.records.length > 0 && state.portal.me.admin ? openRun(state, plan) : state;
}
