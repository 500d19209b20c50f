import type {Person} from '../people.ts';
import {bare, type Common, type LeaverScreen, show, type WizardState} from './state.ts';

/** @param ahead goes on to scope and successors by itself, as soon as all is counted */
export function openTally(state: LeaverScreen & Common, leaver: Person, ahead = false): WizardState {
  const {portal, session} = state;
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'tally',
      portal,
      session,
      leaver,
      back: bare<LeaverScreen>({...state, refused: undefined}),
      rows: portal.types.map(type => ({type, state: 'counting'})),
      asking: token,
      failure: undefined,
      cursor: portal.types[0]?.key,
      highlighted: 0,
      ahead,
      titles: undefined,
    },
  );
}
