import type {Plan} from '../plan.ts';
import type {Action} from './actions.ts';
import {end} from './ended.ts';
import {guideAfter, guideFor} from './guide.ts';
import {handle, type Handlers} from './handlers.ts';
import {withNames} from './names.ts';
import {openProof} from './open-proof.ts';
import {policyFor} from './policy.ts';
import {mayBeOpen, type Progress, progressed, startProgress} from './progress.ts';
import type {FirstQuestionState, RehireQuestionState} from './run-question.ts';
import type {FinishedRun, ResumeLook, ResumeScreen, UndoScreen} from './state-again.ts';
import {type Common, type PlanScreen, type RunScreen, show, type WizardState} from './state.ts';

type State = RunScreen & Common;

/** A screen on which a plan was confirmed; there is no other way to a run. */
type Confirmed = (PlanScreen | UndoScreen) & Common;

export function openRun(state: Confirmed, plan: Plan, acceptUnmovable: boolean): WizardState {
  const {home, portal, session, leaver, names} = state;
  const rehire = state.screen === 'plan' ? state.rehire : policyFor(state, portal, leaver);
  const looksFirst = state.screen === 'plan' && state.looksFirst;
  const work = {by: 'plan'} as const;
  const what = {home, portal, session, leaver, plan, names, acceptUnmovable, rehire, looksFirst, work};
  return begin(state, what, startProgress(plan));
}

/** Goes on with a run, where that was confirmed. Its bars begin at what is done already. */
export function resumeRun(state: ResumeScreen & Common, look: Extract<ResumeLook, {state: 'got'}>): WizardState {
  const {back: home, portal, session} = state;
  const {run, plan, leaver, progress} = look;
  const names = new Map([[leaver.id, leaver]]);
  const work = {by: 'resume', run: run.run} as const;
  return begin(
    state,
    {
      home,
      portal,
      session,
      leaver,
      plan,
      names,
      acceptUnmovable: false,
      rehire: policyFor(state, portal, leaver),
      looksFirst: false,
      work,
    },
    progress,
  );
}

type Begun = Pick<
  RunScreen,
  'home' | 'portal' | 'session' | 'leaver' | 'plan' | 'names' | 'acceptUnmovable' | 'rehire' | 'looksFirst' | 'work'
>;

function begin(state: Common, what: Begun, progress: Progress): WizardState {
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'run',
      ...what,
      token,
      progress,
      question: undefined,
      consent: undefined,
      stopping: false,
      paused: false,
      maxRps: what.portal.maxRps,
      shutNow: false,
      hurried: false,
    },
  );
}

const HANDLERS: Handlers<State, WizardState> = {
  told(state, {token, at, events}) {
    if (token !== state.token) return state;
    const progress = progressed(state.progress, at, events);
    // While the account may be open its keys come before the help.
    return {...state, progress, help: state.help && !mayBeOpen(progress)};
  },
  'rehire-asked': (state, {token, asked}) => ask(state, token, {of: 'rehire', asked}),
  'first-asked': (state, {token, first}) => ask(state, token, {of: 'first', first}),
  armed(state, {token}) {
    return state.question?.token === token ? {...state, question: {...state.question, armed: true}} : state;
  },
  highlight(state, {index}) {
    if (!state.question?.armed || (index !== 0 && index !== 1)) return state;
    return {...state, question: {...state.question, highlighted: index}};
  },
  choose(state, {index}) {
    if (!state.question?.armed || index !== state.question.highlighted) return state;
    // The account stays shut unless somebody goes down to yes; what was confirmed goes on unless they go down to no.
    return {...state, question: undefined, consent: state.question.of === 'rehire' ? index === 1 : index === 0};
  },
  pause: state => (mayControl(state) ? {...state, paused: !state.paused} : state),
  pace: (state, {by}) => (mayControl(state) ? {...state, maxRps: nextPace(state, by)} : state),
  'shut-now': state => (mayShutNow(state) ? {...state, shutNow: true} : state),
  reported: (state, action) => (action.token === state.token ? reported(state, action) : state),
  failed: (state, {token}) => (token === state.token ? end(state, 'crashed') : state),
  names: (state, {people}) => ({...state, names: withNames(state.names, people)}),
};

export function reduceRun(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

/** Stops after the request in flight, and asked once more without it; an open question counts as no. */
export function stopRun(state: State): State {
  if (state.stopping) return {...state, hurried: true};
  return {...state, quit: undefined, stopping: true, question: undefined, consent: state.consent ?? false};
}

/** While the account may be open nothing is asked: every second counts. */
export function interruptAsks(state: RunScreen): boolean {
  return !mayBeOpen(state.progress);
}

/** The account is open or about to be, and nobody has asked yet for it to be shut. */
export function mayShutNow({progress, shutNow, stopping}: RunScreen): boolean {
  const state = progress.account?.state;
  return (state === 'open' || state === 'opening') && !shutNow && !stopping;
}

/** Pause and pace are offered while writes are to come, and nothing is asked. */
export function mayControl({progress, stopping, question}: RunScreen): boolean {
  return !stopping && question === undefined && progress.proving === undefined;
}

/** Requests a second, and besides them the one that is saved for the portal; beyond the last it is the portal's own pace. */
const PACES = [0.25, 0.5, 1];

function nextPace({maxRps: now = Infinity, portal}: RunScreen, by: 1 | -1): number | undefined {
  const paces = [...PACES, ...(portal.maxRps === undefined ? [] : [portal.maxRps])].sort((a, b) => a - b);
  if (by > 0) return paces.find(pace => pace > now);
  return paces.findLast(pace => pace < now) ?? now;
}

type Asked = Pick<RehireQuestionState, 'of' | 'asked'> | Pick<FirstQuestionState, 'of' | 'first'>;

function ask(state: State, of: number, asked: Asked): State {
  if (of !== state.token || state.question || state.stopping) return state;
  const token = state.lastToken + 1;
  const question = {...asked, token, armed: false, highlighted: 0};
  // A question does not wait behind the help.
  return {...state, lastToken: token, help: false, question, consent: undefined};
}

function reported(state: State, {report, written}: Extract<Action, {kind: 'reported'}>): WizardState {
  const {portal, leaver} = state;
  const shutByKey = state.shutNow && report.windowRefused?.why === 'limit';
  const finished: FinishedRun = {portal, leaver, report, written, shutByKey};
  const guide = guideAfter(state.guide, portal, report);
  const next = {...state, quit: undefined, help: false, guide, finished: [...state.finished, finished]};
  return state.stopping ? end(next, 'stopped') : openProof(next, finished, state.guide.includes(guideFor(portal)));
}
