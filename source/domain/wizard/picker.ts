import {type Person, refuseSuccessor} from '../people.ts';
import type {Action} from './actions.ts';
import {handle, type Handlers} from './handlers.ts';
import {answered, askAgain, movePeople, openPeople, searchFailed, searchFor, underCursor} from './people-search.ts';
import {choiceOf} from './choice.ts';
import {pickedInto} from './share-choice.ts';
import type {Common} from './state.ts';
import type {Picker, ScopeScreen} from './state-scope.ts';

type State = ScopeScreen & Common;

/** Opens the list of people who may receive, those first who are at hand: heads of the leaver's departments. */
export function openPicker(state: State, whose: Picker['for'], into: Picker['into'] = 'one'): State {
  const token = state.lastToken + 1;
  const current = into !== 'one' ? undefined : whose === 'everything' ? state.general : choiceOf(state, whose).to;
  const people = {...openPeople('active', '', current?.id, token), first: state.heads.people};
  return {...state, lastToken: token, picker: {for: whose, into, people, refused: undefined}};
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
  const reason = refuseSuccessor(person, state.leaver.id) ?? (isTwice(state, picker, person) ? 'twice' : undefined);
  return reason ? {...state, picker: {...picker, refused: {reason, person}}} : chosen(state, picker, person);
}

/** Nobody takes two turns. */
function isTwice({panel}: State, {into}: Picker, {id}: Person): boolean {
  return into === 'among' && panel?.panel === 'share' && panel.among.some(one => one.id === id);
}

/** Takes the choice; nobody, for a single type, means the general successor again. */
function chosen(state: State, picker: Picker, person: Person | undefined): State {
  const {for: whose, into} = picker;
  if (!person && (whose === 'everything' || into !== 'one')) return state;
  const shut = {...state, picker: undefined};
  if (state.panel?.panel === 'share') return pickedInto(shut, state.panel, into, person);
  if (whose === 'everything') return {...shut, general: person, several: undefined};
  const before = choiceOf(state, whose);
  const choice = {...before, take: person ? true : before.take, to: person, several: undefined};
  return {...shut, types: new Map(state.types).set(whose, choice)};
}
