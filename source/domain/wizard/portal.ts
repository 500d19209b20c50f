import {isProfileName} from '../profile.ts';
import {readMoved} from '../trouble.ts';
import {parseWebhookAddress} from '../webhook.ts';
import type {Action} from './actions.ts';
import {handle, type Handlers} from './handlers.ts';
import {openLeaver} from './open-leaver.ts';
import {openResume} from './open-resume.ts';
import type {Failure} from './view.ts';
import {type Common, type Entered, type PortalMode, type PortalScreen, type Target, type WizardState} from './state.ts';

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

/** What can be done with a saved portal. */
export const PORTAL_MENU = ['back', 'rename', 'test', 'forget'] as const;

const HANDLERS: Handlers<State, WizardState> = {
  saved: (state, action) => saved(state, action.portals, action.token),
  connected,
  failed,
  recount: retryWindows,
  back: state => (state.mode.at === 'list' ? state : {...state, mode: {at: 'list'}}),
  space: openMenu,
  highlight: (state, action) => highlight(state, action.index),
  choose: (state, action) => choose(state, action.index),
  enter,
  text: (state, action) => edit(state, typed => `${typed}${action.text}`),
  paste: (state, action) => pasted(state, action.text),
  erase: state => edit(state, typed => typed.slice(0, -1)),
  clear: state => edit(state, () => ''),
};

export function reducePortal(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

function connected(
  state: State,
  {portal, token, unfinished = [], last}: Extract<Action, {kind: 'connected'}>,
): WizardState {
  const {mode} = state;
  if (mode.at === 'testing' && mode.token === token)
    return {...state, mode: {at: 'tested', name: mode.name, result: portal}};
  if (mode.at !== 'connecting' || mode.token !== token) return state;
  const drafts = last ? {...state.drafts, last: new Map(state.drafts.last).set(portal.portalKey, last)} : state.drafts;
  const next = {...state, drafts};
  const isNew = mode.target.to === 'address' || (mode.target.to === 'moved' && mode.target.of.to === 'address');
  if (isNew) return {...next, mode: {at: 'entered', entered: {portal, token, unfinished}}};
  return goIn(next, {portal, token, unfinished});
}

function goIn(next: State, {portal, token, unfinished}: Entered): WizardState {
  return unfinished.length > 0 ? openResume(next, portal, token, unfinished) : openLeaver(next, portal, token);
}

function saved(state: State, portals: PortalScreen['saved'], token: number | undefined): WizardState {
  const {mode} = state;
  const over = (mode.at === 'forgetting' || mode.at === 'renaming') && mode.token === token;
  const next = {...state, saved: portals, mode: over ? {at: 'list' as const} : mode};
  return {...next, highlighted: Math.min(state.highlighted, portalItems(next).length - 1)};
}

function failed(state: State, {token, failure}: Extract<Action, {kind: 'failed'}>): WizardState {
  const {mode} = state;
  if (!('token' in mode) || mode.token !== token) return state;
  if (mode.at === 'connecting') return {...state, mode: notConnected(mode.target, failure)};
  if (mode.at === 'testing') return {...state, mode: {at: 'tested', name: mode.name, result: failure}};
  return {...state, mode: {at: 'list'}, noticed: [...state.noticed, failure]};
}

/** A portal that redirects to a host where it has not been yet is asked about; one that leads in a circle is not there. */
function notConnected(target: Target, failure: Failure): PortalMode {
  if (failure.of !== 'portal' || failure.problem !== 'moved' || target.to === 'demo')
    return {at: 'failed', target, failure, highlighted: 0};
  const {from, to: origin} = readMoved(failure.detail);
  const seen = [...(target.to === 'moved' ? target.seen : []), from];
  const circle = seen.some(host => origin.endsWith(`//${host}`));
  if (circle)
    return {at: 'failed', target, failure: {...failure, problem: 'redirected', detail: origin}, highlighted: 0};
  const of = target.to === 'moved' ? target.of : target;
  return {at: 'moved', target: {to: 'moved', of, origin, seen}, from, highlighted: 0};
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
  const most = mode.at === 'menu' ? PORTAL_MENU.length : 2;
  if ((mode.at === 'menu' || mode.at === 'failed' || mode.at === 'moved') && index >= 0 && index < most)
    return {...state, mode: {...mode, highlighted: index}};
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
  if (mode.at === 'menu' && index === mode.highlighted) return chooseFor(state, mode.name, PORTAL_MENU[index]);
  // Cancel stands first, so that Enter alone sends the key nowhere.
  if (mode.at === 'moved' && index === mode.highlighted)
    return index === 1 ? connect(state, mode.target) : {...state, mode: {at: 'list'}};
  if (mode.at === 'failed' && index === mode.highlighted) {
    return index === 0 ? connect(state, mode.target) : {...state, mode: {at: 'list'}};
  }
  return state;
}

function chooseFor(state: State, name: string, item: (typeof PORTAL_MENU)[number] | undefined): State {
  const token = state.lastToken + 1;
  switch (item) {
    case undefined:
    case 'back':
      return {...state, mode: {at: 'list'}};
    case 'rename':
      return {...state, mode: {at: 'rename', name, typed: name, problem: undefined}};
    case 'test':
      return {...state, lastToken: token, mode: {at: 'testing', name, token}};
    case 'forget':
      return {...state, lastToken: token, mode: {at: 'forgetting', name, token}};
  }
}

export function connect(state: State, target: Target): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, mode: {at: 'connecting', token, target}};
}

function enter(state: State): WizardState {
  const {mode} = state;
  if (mode.at === 'add') return submit(state, mode.typed);
  if (mode.at === 'rename') return rename(state, mode.name, mode.typed.trim());
  if (mode.at === 'entered') return goIn({...state, mode: {at: 'list'}}, mode.entered);
  return mode.at === 'tested' ? {...state, mode: {at: 'list'}} : state;
}

function submit(state: State, typed: string): WizardState {
  const result = parseWebhookAddress(typed);
  if (result.ok) return connect(state, {to: 'address', address: result.address});
  return {...state, mode: {at: 'add', typed, problem: result.problem}};
}

/** A whole address is tried as soon as it is pasted: signing in changes nothing. */
function pasted(before: State, text: string): WizardState {
  const state = edit(before, typed => `${typed}${text}`);
  const {mode} = state;
  if (mode.at !== 'add') return state;
  const result = parseWebhookAddress(mode.typed);
  return result.ok ? connect(state, {to: 'address', address: result.address}) : state;
}

function rename(state: State, name: string, to: string): WizardState {
  if (to === name) return {...state, mode: {at: 'list'}};
  const taken = state.saved.some(portal => portal.name === to);
  const problem = !isProfileName(to) ? 'bad' : to === 'demo' ? 'demo' : taken ? 'taken' : undefined;
  if (problem) return {...state, mode: {at: 'rename', name, typed: to, problem}};
  const token = state.lastToken + 1;
  return {...state, lastToken: token, mode: {at: 'renaming', name, to, token}};
}

function edit(state: State, change: (typed: string) => string): State {
  const {mode} = state;
  if (mode.at === 'add')
    return {...state, mode: {...mode, typed: change(mode.typed).slice(0, 2000), problem: undefined}};
  if (mode.at === 'rename')
    return {...state, mode: {...mode, typed: change(mode.typed).slice(0, 60), problem: undefined}};
  return state;
}
