import type {Action} from './actions.ts';
import {checkAnswered} from './checks.ts';
import {handle, type Handlers} from './handlers.ts';
import {holdsAnswered, holdsFailed} from './holds.ts';
import {withFirst} from './people-search.ts';
import {placesAnswered, placesFailed} from './places.ts';
import {rowsAnswered, rowsFailed} from './rows-panel.ts';
import {countFailed, scopeCounted} from './scope-counts.ts';
import type {Common} from './state.ts';
import type {ScopeScreen} from './state-scope.ts';

type State = ScopeScreen & Common;

const HANDLERS: Handlers<State, State | undefined> = {
  'scope-counted': (state, {token, counts}) => scopeCounted(state, token, counts),
  places: (state, {token, places}) => placesAnswered(state, token, places),
  'scope-rows': (state, {token, rows, next}) => rowsAnswered(state, token, rows, next),
  holds: (state, {token, holds}) => holdsAnswered(state, token, holds),
  checked: (state, {token, people}) => checkAnswered(state, token, people),
  heads(state, {token, people}) {
    if (state.heads.token !== token) return state;
    const picker = state.picker && {...state.picker, people: withFirst(state.picker.people, people)};
    return {...state, heads: {token, people}, picker};
  },
  failed(state, {token, failure}) {
    return (
      countFailed(state, token, failure) ??
      placesFailed(state, token, failure) ??
      rowsFailed(state, token, failure) ??
      holdsFailed(state, token) ??
      (state.checking?.token === token ? checkAnswered(state, token, []) : undefined)
    );
  },
};

/** Takes an answer that the scope screen waits for, whatever stands over it; undefined: it is for somebody else. */
export function scopeAnswered(state: State, action: Action): State | undefined {
  return action.kind in HANDLERS ? handle<State, State | undefined>(HANDLERS, state, action) : undefined;
}
