import {type Person, refuseSuccessor} from '../people.ts';
import type {Action} from './actions.ts';
import {handle, type Handlers} from './handlers.ts';
import {answered, askAgain, movePeople, openPeople, searchFailed, searchFor, underCursor} from './people-search.ts';
import type {Common, Picker, ScopeScreen, TypeChoice} from './state.ts';

type State = ScopeScreen & Common;

/** Opens the list of people who may receive. */
export function openPicker(state: State, whose: Picker['for']): State {
  const token = state.lastToken + 1;
  const current = whose === 'everything' ? state.general : state.types.get(whose)?.to;
  const people = openPeople('active', '', current?.id, token);
  return {...state, lastToken: token, picker: {for: whose, people, refused: undefined}};
}

/** The scope screen while its picker stands open. */
interface Picking {
  readonly state: State;
  readonly picker: Picker;
}

const HANDLERS: Handlers<Picking, Picking | State> = {
  people({state, picker}, {token, list}) {
    const next = state.lastToken + 1;
    return {...state, lastToken: next, picker: {...picker, people: answered(picker.people, token, list, next)}};
  },
  failed({state, picker}, {token, failure}) {
    return {...state, picker: {...picker, people: searchFailed(picker.people, token, failure)}};
  },
  move({state, picker}, {by}) {
    return {...state, picker: {...picker, people: movePeople(picker.people, by), refused: undefined}};
  },
  text: (picking, {text}) => search(picking, `${picking.picker.people.search}${text}`),
  paste: (picking, {text}) => search(picking, `${picking.picker.people.search}${text}`),
  erase: picking => search(picking, Array.from(picking.picker.people.search).slice(0, -1).join('')),
  clear: picking => search(picking, ''),
  tab: ({state, picker}) => chosen(state, picker, undefined),
  enter: ({state, picker}) => pick(state, picker),
  back: ({state}) => ({...state, picker: undefined}),
};

export function reducePicker(state: State, picker: Picker, action: Action): State {
  const next = handle(HANDLERS, {state, picker}, action);
  return 'screen' in next ? next : state;
}

function search({state, picker}: Picking, text: string): State {
  const token = state.lastToken + 1;
  const people = searchFor(picker.people, text, token);
  return {...state, lastToken: token, picker: {...picker, people, refused: undefined}};
}

function pick(state: State, picker: Picker): State {
  if (picker.people.failure) {
    const token = state.lastToken + 1;
    return {...state, lastToken: token, picker: {...picker, people: askAgain(picker.people, token)}};
  }
  const person = underCursor(picker.people);
  if (!person) return state;
  const reason = refuseSuccessor(person, state.leaver.id);
  return reason ? {...state, picker: {...picker, refused: {reason, person}}} : chosen(state, picker, person);
}

/** Takes the choice; nobody, for a single type, means the general successor again. */
function chosen(state: State, picker: Picker, person: Person | undefined): State {
  if (picker.for === 'everything') return person ? {...state, general: person, picker: undefined} : state;
  const before: TypeChoice = state.types.get(picker.for) ?? {take: true, which: 'all', to: undefined};
  const types = new Map(state.types).set(picker.for, {...before, take: person ? true : before.take, to: person});
  return {...state, types, picker: undefined};
}
