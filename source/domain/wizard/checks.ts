import type {Person} from '../people.ts';
import {type SuccessorWarning, warnOfSuccessor} from '../successors/warnings.ts';
import {takenRows} from './choices.ts';
import {namedIn} from './rules-of.ts';
import type {Common} from './state.ts';
import type {ScopeScreen} from './state-scope.ts';

type State = ScopeScreen & Common;

/** Nobody reads warnings of more people than this. */
const MOST_CHECKED = 25;

const BLIND = {lastLogin: false, departments: false};

/** Everybody who is chosen for what is taken. */
export function chosenPeople(state: ScopeScreen): Person[] {
  return namedIn(
    state,
    takenRows(state).map(row => row.type.key),
  );
}

/** Asks of those who are chosen what lists do not say: whether they are invited only. */
export function checkLive(state: State): State {
  const people = chosenPeople(state)
    .filter(({id}) => !state.checked.has(id))
    .slice(0, MOST_CHECKED);
  if (people.length === 0) return state.checking ? {...state, checking: undefined} : state;
  if (state.checking && people.every(({id}) => state.checking?.people.some(one => one.id === id))) return state;
  const token = state.lastToken + 1;
  return {...state, lastToken: token, checking: {token, people}};
}

/** Takes who they are. Who could not be looked up stays as the list had them. */
export function checkAnswered(state: State, token: number, people: readonly Person[]): State {
  if (state.checking?.token !== token) return state;
  const known = [...state.checking.people, ...people].map(person => [person.id, person] as const);
  return {...state, checked: new Map([...state.checked, ...known]), checking: undefined};
}

/** What is to be said of somebody who may receive, as far as this key can see it. */
export function warningsOf({portal, checked}: ScopeScreen, person: Person): SuccessorWarning[] {
  return warnOfSuccessor(checked.get(person.id) ?? person, portal.sight ?? BLIND);
}
