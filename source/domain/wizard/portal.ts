import {parseWebhookAddress} from '../webhook.ts';
import type {Action} from './actions.ts';
import {handle, type Handlers} from './handlers.ts';
import {openLeaver} from './open-leaver.ts';
import {openResume} from './open-resume.ts';
import {type Common, type PortalMode, type PortalScreen, type Target, type WizardState} from './state.ts';

type State = PortalScreen & Common;

/** What the list of the first screen offers. */
export type PortalItem =
  | {readonly item: 'saved'; readonly name: string}
  | {readonly item: 'add'}
  | {readonly item: 'demo'};

export function portalItems(state: PortalScreen): readonly PortalItem[] {
  return [...state.saved.map(({name}): PortalItem => ({item: 'saved', name})), {item: 'add'}, {item: 'demo'}];
}

/** Nothing may be done on a portal before what an earlier start left open is shut. */
export function stillShutting(state: Common): boolean {
  return state.windows.some(window => window.state === 'shutting');
}

const HANDLERS: Handlers<State, WizardState> = {
  saved: (state, action) => saved(state, action.portals),
  connected(state, {portal, token, unfinished = []}) {
    if (state.mode.at !== 'connecting' || state.mode.token !== token) return state;
    return unfinished.length > 0 ? openResume(state, portal, token, unfinished) : openLeaver(state, portal, token);
  },
  failed,
  recount: retryWindows,
  back: state => (state.mode.at === 'list' ? state : {...state, mode: {at: 'list'}}),
  space: openMenu,
  highlight: (state, action) => highlight(state, action.index),
  choose: (state, action) => choose(state, action.index),
  enter: state => (state.mode.at === 'add' ? submit(state, state.mode.typed) : state),
  // A pasted address is only taken in: Enter is the admin's own.
  text: (state, action) => edit(state, typed => `${typed}${action.text}`),
  paste: (state, action) => edit(state, typed => `${typed}${action.text}`),
  erase: state => edit(state, typed => typed.slice(0, -1)),
  clear: state => edit(state, () => ''),
};

export function reducePortal(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

function saved(state: State, portals: PortalScreen['saved']): WizardState {
  const mode: PortalMode = state.mode.at === 'forgetting' ? {at: 'list'} : state.mode;
  const next = {...state, saved: portals, mode};
  return {...next, highlighted: Math.min(state.highlighted, portalItems(next).length - 1)};
}

function failed(state: State, {token, failure}: Extract<Action, {kind: 'failed'}>): WizardState {
  if (state.mode.at === 'connecting' && state.mode.token === token) {
    return {...state, mode: {at: 'failed', target: state.mode.target, failure, highlighted: 0}};
  }
  if (state.mode.at === 'forgetting' && state.mode.token === token) {
    return {...state, mode: {at: 'list'}, noticed: [...state.noticed, failure]};
  }
  return state;
}

/** Tries again to shut what could not be shut. */
function retryWindows(state: State): WizardState {
  if (state.mode.at !== 'list') return state;
  let {lastToken} = state;
  const windows = state.windows.map(item => {
    if (item.state === 'shutting' || (item.state === 'ended' && isSettled(item.end.state))) return item;
    lastToken += 1;
    return {window: item.window, state: 'shutting' as const, token: lastToken};
  });
  return {...state, windows, lastToken};
}

export function isSettled(end: 'active' | 'dismissed' | 'open' | 'unread'): boolean {
  return end === 'active' || end === 'dismissed';
}

function openMenu(state: State): WizardState {
  const item = portalItems(state)[state.highlighted];
  if (state.mode.at !== 'list' || item?.item !== 'saved' || stillShutting(state)) return state;
  return {...state, mode: {at: 'menu', name: item.name, highlighted: 0}};
}

function highlight(state: State, index: number): WizardState {
  const {mode} = state;
  if (mode.at === 'list' && index >= 0 && index < portalItems(state).length) return {...state, highlighted: index};
  if ((mode.at === 'menu' || mode.at === 'failed') && (index === 0 || index === 1)) {
    return {...state, mode: {...mode, highlighted: index}};
  }
  return state;
}

function choose(state: State, index: number): WizardState {
  const {mode} = state;
  if (mode.at === 'list') {
    const item = portalItems(state)[index];
    if (index !== state.highlighted || !item || stillShutting(state)) return state;
    if (item.item === 'add') return {...state, mode: {at: 'add', typed: '', problem: undefined}};
    return connect(state, item.item === 'demo' ? {to: 'demo'} : {to: 'saved', name: item.name});
  }
  if (mode.at === 'menu' && index === mode.highlighted) {
    if (index === 0) return {...state, mode: {at: 'list'}};
    return {
      ...state,
      mode: {at: 'forgetting', name: mode.name, token: state.lastToken + 1},
      lastToken: state.lastToken + 1,
    };
  }
  if (mode.at === 'failed' && index === mode.highlighted) {
    return index === 0 ? connect(state, mode.target) : {...state, mode: {at: 'list'}};
  }
  return state;
}

export function connect(state: State, target: Target): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, mode: {at: 'connecting', token, target}};
}

function submit(state: State, typed: string): WizardState {
  const result = parseWebhookAddress(typed);
  if (result.ok) return connect(state, {to: 'address', address: result.address});
  return {...state, mode: {at: 'add', typed, problem: result.problem}};
}

function edit(state: State, change: (typed: string) => string): WizardState {
  if (state.mode.at !== 'add') return state;
  return {...state, mode: {at: 'add', typed: change(state.mode.typed).slice(0, 2000), problem: undefined}};
}
