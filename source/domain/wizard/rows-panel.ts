import type {TypeKey} from '../entity-types.ts';
import type {Action} from './actions.ts';
import {choiceOf} from './choice.ts';
import {scopeOf} from './filter.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import type {Common} from './state.ts';
import type {RowsPanel, RowView, ScopeScreen} from './state-scope.ts';
import type {Failure} from './view.ts';

type State = ScopeScreen & Common;

/** The next page is asked for when so few rows are left below the cursor. */
const AHEAD = 25;
/** Nobody searches for more than this; a paste may be a whole file. */
const MOST_SEARCH = 100;

/** Opens the records of a type, as its scope stands now, whether they are ticked or not. */
export function openRows(state: State, type: TypeKey): State {
  const token = state.lastToken + 1;
  const panel: RowsPanel = {
    panel: 'rows',
    type,
    scope: scopeOf({...choiceOf(state, type), without: []}),
    search: '',
    field: false,
    items: [],
    next: 0,
    asking: token,
    failure: undefined,
    cursor: 0,
  };
  return {...state, lastToken: token, panel};
}

interface Ticking {
  readonly state: State;
  readonly panel: RowsPanel;
}

const HANDLERS: Handlers<Ticking, State | Ticking> = {
  // Whoever moves is not typing any more, so that Space ticks.
  move({state, panel}, {by}) {
    return askMore(state, {...panel, field: false, cursor: moveWithin(panel.cursor, by, panel.items.length)});
  },
  space: ticking => (ticking.panel.field ? search(ticking, `${ticking.panel.search} `) : tick(ticking)),
  search: ({state, panel}) => ({...state, panel: {...panel, field: true}}),
  text: (ticking, {text}) => search(ticking, `${ticking.panel.search}${text}`),
  paste: (ticking, {text}) => search(ticking, `${ticking.panel.search}${text}`),
  erase: ticking => search(ticking, Array.from(ticking.panel.search).slice(0, -1).join('')),
  clear: ticking => search(ticking, ''),
  enter({state, panel}) {
    if (panel.failure) return ask(state, {...panel, failure: undefined});
    return {...state, panel: panel.field ? {...panel, field: false} : undefined};
  },
  back(ticking) {
    const {state, panel} = ticking;
    if (panel.field) return {...state, panel: {...panel, field: false}};
    if (panel.search === '') return {...state, panel: undefined};
    const all = search(ticking, '');
    return all.panel?.panel === 'rows' ? {...all, panel: {...all.panel, field: false}} : all;
  },
};

export function reduceRows(state: State, panel: RowsPanel, action: Action): State {
  const next = handle(HANDLERS, {state, panel}, action);
  return 'screen' in next ? next : state;
}

/** Takes a page. Ids ascend, whatever a portal answers: what is not behind the last one is not taken. */
export function rowsAnswered(state: State, token: number, items: readonly RowView[], next: number | undefined): State {
  const {panel} = state;
  if (panel?.panel !== 'rows' || panel.asking !== token) return state;
  const last = panel.items[panel.items.length - 1]?.id ?? 0;
  const fresh = items.filter(({id}) => id > last);
  // A list that does not get on is at its end.
  const onward = next !== undefined && next > (panel.next ?? 0) ? next : undefined;
  return askMore(state, {...panel, asking: undefined, items: [...panel.items, ...fresh], next: onward});
}

export function rowsFailed(state: State, token: number, failure: Failure): State | undefined {
  const {panel} = state;
  if (panel?.panel !== 'rows' || panel.asking !== token) return undefined;
  return {...state, panel: {...panel, asking: undefined, failure}};
}

function askMore(state: State, panel: RowsPanel): State {
  const enough = panel.items.length - panel.cursor > AHEAD;
  if (panel.asking !== undefined || panel.next === undefined || panel.failure || enough) return {...state, panel};
  return ask(state, panel);
}

function ask(state: State, panel: RowsPanel): State {
  const token = state.lastToken + 1;
  return {...state, lastToken: token, panel: {...panel, asking: token}};
}

/** Begins the list anew with another search. */
function search({state, panel}: Ticking, text: string): State {
  // A paste may bring line breaks along.
  const wanted = text.replace(/\p{Cc}+/gu, ' ').slice(0, MOST_SEARCH);
  const next = {...panel, search: wanted, field: true};
  if (wanted.trim() === panel.search.trim() && !panel.failure) return {...state, panel: next};
  return ask(state, {...next, items: [], next: 0, failure: undefined, cursor: 0});
}

/** Takes the record under the cursor in or leaves it out. Only those left out are kept, by their ids. */
function tick({state, panel}: Ticking): State {
  const item = panel.items[panel.cursor];
  if (!item) return state;
  const choice = choiceOf(state, panel.type);
  const before = choice.without ?? [];
  const without = before.includes(item.id)
    ? before.filter(id => id !== item.id)
    : [...before, item.id].sort((a, b) => a - b);
  const types = new Map(state.types).set(panel.type, {
    ...choice,
    take: true,
    without: without.length > 0 ? without : undefined,
  });
  return {...state, types};
}
