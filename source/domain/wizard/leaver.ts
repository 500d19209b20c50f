import {type Person, refuseLeaver} from '../people.ts';
import type {Action} from './actions.ts';
import {handle, type Handlers} from './handlers.ts';
import {openTally} from './open-tally.ts';
import {
  answered,
  arranged,
  askAgain,
  movePeople,
  openPeople,
  type PeopleSearch,
  searchFailed,
  searchFor,
  underCursor,
} from './people-search.ts';
import {type Common, type LeaverScreen, show, type WizardState} from './state.ts';
import type {PeopleGroup} from './view.ts';

type State = LeaverScreen & Common;

const HANDLERS: Handlers<State, WizardState> = {
  people(state, action) {
    const token = state.lastToken + 1;
    const people = answered(state.people, action.token, action.list, token, state.holdings);
    return people === state.people ? state : remember(countNew({...state, people, lastToken: token}));
  },
  holdings(state, action) {
    if (state.counting?.token !== action.token) return state;
    const holdings = new Map(state.holdings);
    for (const holding of action.holdings) holdings.set(holding.personId, holding);
    return {...state, holdings, people: arranged(state.people, holdings)};
  },
  counted: (state, {token}) => (state.counting?.token === token ? countNew({...state, counting: undefined}) : state),
  failed(state, {token, failure}) {
    if (state.counting?.token === token) return {...state, counting: undefined, countFailure: failure};
    return {...state, people: searchFailed(state.people, token, failure)};
  },
  move: (state, {by}) => remember({...state, people: movePeople(state.people, by), refused: undefined}),
  tab: otherGroup,
  text: (state, {text}) => search(state, `${state.people.search}${text}`),
  paste: (state, {text}) => search(state, `${state.people.search}${text}`),
  erase: state => search(state, Array.from(state.people.search).slice(0, -1).join('')),
  clear: state => search(state, ''),
  enter: choose,
  back: state => show(state, state.back),
};

export function reduceLeaver(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

function otherGroup(state: State): WizardState {
  const group: PeopleGroup = state.people.group === 'dismissed' ? 'active' : 'dismissed';
  const token = state.lastToken + 1;
  return remember({
    ...state,
    lastToken: token,
    people: openPeople(group, state.people.search, undefined, token),
    counting: undefined,
    countFailure: undefined,
    refused: undefined,
  });
}

function search(state: State, text: string): WizardState {
  const token = state.lastToken + 1;
  const people = searchFor(state.people, text, token, state.holdings);
  return remember({...state, people, lastToken: token, refused: undefined});
}

function choose(state: State): WizardState {
  if (state.people.failure) {
    const token = state.lastToken + 1;
    return {...state, people: askAgain(state.people, token), lastToken: token};
  }
  const person = underCursor(state.people);
  if (!person) return state;
  const reason = refuseLeaver(person, state.portal.me.id);
  return reason ? {...state, refused: {reason, person}} : openTally(state, person);
}

/** Counts what those hold of whom that is not known yet. Only the dismissed: of the active there may be thousands. */
function countNew(state: State): State {
  if (state.counting || state.countFailure || state.people.group !== 'dismissed') return state;
  const uncounted = listed(state.people).filter(({id}) => !state.holdings.has(id));
  if (uncounted.length === 0) return state;
  const token = state.lastToken + 1;
  return {...state, lastToken: token, counting: {token, people: uncounted}};
}

function listed(people: PeopleSearch): readonly Person[] {
  const all = people.all?.people ?? [];
  const ids = new Set(all.map(({id}) => id));
  return [...all, ...(people.found?.list.people ?? []).filter(({id}) => !ids.has(id))];
}

function remember(state: State): State {
  const {group, search: text, cursor} = state.people;
  const leaver = new Map(state.drafts.leaver).set(state.portal.portalKey, {group, search: text, cursor});
  return {...state, drafts: {...state.drafts, leaver}};
}
