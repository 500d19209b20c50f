import type {Person} from '../people.ts';
import {choiceOf} from './choice.ts';
import {moveWithin} from './list.ts';
import {samePlace, shareItems} from './share-items.ts';
import type {Common} from './state.ts';
import type {Picker, ScopeScreen, SharePanel} from './state-scope.ts';

type State = ScopeScreen & Common;

/** Takes in who was picked, for what they were picked. */
export function pickedInto(state: State, panel: SharePanel, into: Picker['into'], person: Person | undefined): State {
  if (into === 'one') return taken(state, {...panel, among: person ? [person] : []});
  if (!person) return state;
  // The cursor stays on the line that adds people, which moves down by one.
  if (into === 'among') return taken(state, {...panel, among: [...panel.among, person], cursor: panel.cursor + 1});
  const others = panel.table.filter(row => !samePlace(row, into));
  return taken(state, {...panel, table: [...others, {...into, to: person}]});
}

/** Makes what the panel says the choice. */
export function taken(state: State, panel: SharePanel): State {
  const {how, among, table, for: whose} = panel;
  const cursor = moveWithin(panel.cursor, 0, shareItems(state, panel).length);
  const next = {...state, panel: {...panel, cursor}};
  const shared = how === 'turns' || how === 'balanced';
  // Nobody is no choice.
  const share = shared && among.length > 0 ? {by: how, among} : undefined;
  if (whose === 'everything') {
    const together = state.several?.together ?? true;
    return {...next, general: shared ? undefined : among[0], several: share && {...share, together}};
  }
  const choice = choiceOf(state, whose);
  const several = share ?? (how === 'table' && table.length > 0 ? ({by: 'table', rows: table} as const) : undefined);
  const types = new Map(state.types).set(whose, {...choice, take: true, several, to: shared ? undefined : among[0]});
  return {...next, types};
}
