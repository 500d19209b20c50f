import type {TypeKey} from '../entity-types.ts';
import {sumTally, type TallyRow} from '../tally.ts';
import type {Action} from './actions.ts';
import {leave} from './ended.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {openScope} from './scope.ts';
import {type Common, show, type TallyScreen, type WizardState} from './state.ts';
import {closeTitles, moveTitles, openTitles, titlesAnswered, titlesFailed} from './titles.ts';

type State = TallyScreen & Common;

/** The rows that are shown: those that hold something, and those that still count. */
export function shownRows(rows: readonly TallyRow[]): readonly TallyRow[] {
  return rows.filter(row => row.state === 'counting' || (row.state === 'counted' && row.total > 0));
}

/** Counted, and nothing there that could be handed over. */
export function holdsNothing(state: TallyScreen): boolean {
  return state.asking === undefined && !state.failure && sumTally(state.rows).total === 0;
}

export function mayGoOn(state: TallyScreen): boolean {
  return state.asking === undefined && !state.failure && sumTally(state.rows).total > 0;
}

const HANDLERS: Handlers<State, WizardState> = {
  'tally-rows': (state, {token, rows}) => (state.asking === token ? withRows(state, rows) : state),
  tallied(state, {token, rows}) {
    if (state.asking !== token) return state;
    const counted = {...withRows(state, rows), asking: undefined, ahead: false};
    return state.ahead && mayGoOn(counted) ? openScope(counted) : counted;
  },
  titles: (state, {token, items}) => titlesAnswered(state, token, items),
  failed(state, {token, failure}) {
    if (state.asking === token) return {...state, asking: undefined, ahead: false, failure};
    return titlesFailed(state, token, failure);
  },
  move: (state, {by}) => (state.titles ? moveTitles(state, by) : move(state, by)),
  side(state, {by}) {
    if (by < 0) return closeTitles(state);
    return state.titles || !state.cursor ? state : openTitles(state, state.cursor);
  },
  recount: countAgain,
  enter(state) {
    if (state.failure) return countAgain(state);
    return state.titles || !mayGoOn(state) ? state : openScope(state);
  },
  back: state => (state.titles ? closeTitles(state) : show(state, state.back)),
  highlight(state, {index}) {
    const there = holdsNothing(state) && index >= 0 && index < NOTHING_MENU.length;
    return there ? {...state, highlighted: index} : state;
  },
  choose: (state, {index}) => (holdsNothing(state) && index === state.highlighted ? chooseNothing(state) : state),
};

export function reduceTally(state: State, action: Action): WizardState {
  return handle(HANDLERS, state, action);
}

/** What is offered where there is nothing to hand over. */
export const NOTHING_MENU = ['other-person', 'count-again', 'leave'] as const;

function chooseNothing(state: State): WizardState {
  const item = NOTHING_MENU[state.highlighted];
  if (item === 'other-person') return show(state, state.back);
  return item === 'leave' ? leave(state) : countAgain(state);
}

function countAgain(state: State): WizardState {
  if (state.asking !== undefined || state.titles) return state;
  const token = state.lastToken + 1;
  const rows = state.rows.map((row): TallyRow => ({type: row.type, state: 'counting'}));
  return {...state, rows, asking: token, failure: undefined, highlighted: 0, lastToken: token};
}

/** Takes rows as they come; the cursor goes to a neighbour when its row folds away. */
function withRows(state: State, arrived: readonly TallyRow[]): State {
  const byKey = new Map(arrived.map(row => [row.type.key, row]));
  const rows = state.rows.map(row => byKey.get(row.type.key) ?? row);
  const known = new Set(rows.map(row => row.type.key));
  const all = [...rows, ...arrived.filter(row => !known.has(row.type.key))];
  const before = shownRows(state.rows).findIndex(row => row.type.key === state.cursor);
  return {...state, rows: all, cursor: stay(shownRows(all), state.cursor, before)};
}

function stay(shown: readonly TallyRow[], cursor: TypeKey | undefined, before: number): TypeKey | undefined {
  if (shown.some(row => row.type.key === cursor)) return cursor;
  return shown[Math.min(Math.max(before, 0), shown.length - 1)]?.type.key;
}

function move(state: State, by: number): State {
  const shown = shownRows(state.rows);
  const at = shown.findIndex(row => row.type.key === state.cursor);
  return {...state, cursor: shown[moveWithin(Math.max(at, 0), by, shown.length)]?.type.key};
}
