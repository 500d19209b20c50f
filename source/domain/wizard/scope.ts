import type {TypeKey} from '../entity-types.ts';
import {defaultState} from '../scope.ts';
import type {Action} from './actions.ts';
import {checkLive} from './checks.ts';
import {choiceOf} from './choice.ts';
import {scopeProblem} from './choices.ts';
import {narrowed} from './filter.ts';
import {nextState, openFilter, reduceFilter} from './filter-panel.ts';
import {handle, type Handlers} from './handlers.ts';
import {holdLive} from './holds.ts';
import {moveWithin} from './list.ts';
import {withoutUnfit} from './last-choices.ts';
import {openPicker, reducePicker} from './picker.ts';
import {openPlan} from './plan.ts';
import {openRows, reduceRows} from './rows-panel.ts';
import {scopeAnswered} from './scope-answers.ts';
import {askAgain, countAnew, countLive} from './scope-counts.ts';
import {openShare, reduceShare} from './share-panel.ts';
import {bare, type Common, draftKey, show, type TallyScreen, type WizardState} from './state.ts';
import type {CountedRow, ScopeScreen, TypeChoice} from './state-scope.ts';

type State = ScopeScreen & Common;

/** Opens scope and successors over what was counted, with what was chosen for this leaver before. */
export function openScope(state: TallyScreen & Common): WizardState {
  const {portal, session, leaver} = state;
  const own = state.drafts.scope.get(draftKey(portal, leaver));
  const last = own ? undefined : state.drafts.last.get(portal.portalKey);
  const draft = own ?? (last && withoutUnfit(last, leaver));
  const rows = state.rows.filter((row): row is CountedRow => row.state === 'counted' && row.total > 0);
  const types = new Map(rows.map(row => [row.type.key, draft?.types.get(row.type.key) ?? defaultChoice(row)]));
  const token = state.lastToken + 1;
  const scope: ScopeScreen = {
    screen: 'scope',
    portal,
    session,
    leaver,
    back: bare<TallyScreen>(state),
    rows,
    general: draft?.general,
    several: draft?.several,
    othersToChosen: draft?.othersToChosen,
    types,
    cursor: {row: 0, cell: 2},
    panel: undefined,
    picker: undefined,
    asLastTime: last !== undefined,
    places: new Map(),
    counts: new Map(),
    counting: undefined,
    heads: {token, people: []},
    checked: new Map(),
    checking: undefined,
    holds: new Map(),
    holding: undefined,
  };
  const next = show({...state, lastToken: token}, scope);
  return next.screen === 'scope' ? checkLive(countLive(next)) : next;
}

function defaultChoice({type}: CountedRow): TypeChoice {
  return {take: type.takenByDefault, which: defaultState(type), to: undefined};
}

const HANDLERS: Handlers<State, WizardState> = {
  move(state, {by}) {
    return {...state, cursor: {...state.cursor, row: moveWithin(state.cursor.row, by, state.rows.length + 1)}};
  },
  side: (state, {by}) => ({...state, cursor: {...state.cursor, cell: moveWithin(state.cursor.cell, by, 3)}}),
  space: change,
  filter: state => onRow(state, openFilter),
  rows: state => onRow(state, openRows),
  share: state => openShare(state, rowUnder(state)?.type.key ?? 'everything'),
  recount: state => (state.counting?.failure ? askAgain(state) : countAnew(state)),
  enter: state => (scopeProblem(state) ? state : openPlan(state)),
  back: state => show(state, state.back),
};

export function reduceScope(state: State, action: Action): WizardState {
  const next = scopeAnswered(state, action) ?? keyed(state, action);
  if (next === state || next.screen !== 'scope') return next;
  return remember(checkLive(holdLive(countLive(next))));
}

/** A key, or an answer that only the list of people waits for: what stands on top takes it. */
function keyed(state: State, action: Action): WizardState {
  const {picker, panel} = state;
  if (picker) return reducePicker(state, picker, action);
  switch (panel?.panel) {
    case 'filter':
      return reduceFilter(state, panel, action);
    case 'rows':
      return reduceRows(state, panel, action);
    case 'share':
      return reduceShare(state, panel, action);
    case undefined:
      return handle(HANDLERS, state, action);
  }
}

function rowUnder({rows, cursor}: State): CountedRow | undefined {
  return rows[cursor.row - 1];
}

function onRow(state: State, open: (state: State, key: TypeKey) => State): State {
  const row = rowUnder(state);
  return row ? open(state, row.type.key) : state;
}

/** Changes the cell under the cursor. */
function change(state: State): State {
  const row = rowUnder(state);
  if (!row) return openPicker(state, 'everything');
  const {key, closedBy} = row.type;
  const choice = choiceOf(state, key);
  if (state.cursor.cell === 0) return withChoice(state, key, {...choice, take: !choice.take});
  if (state.cursor.cell === 2) return openPicker(state, key);
  if (closedBy.by === 'none') return state;
  return withChoice(state, key, narrowed(choice, {which: nextState(choice.which)}));
}

function withChoice(state: State, key: TypeKey, choice: TypeChoice): State {
  return {...state, types: new Map(state.types).set(key, choice)};
}

/** Keeps what was chosen, so that going back and forth loses nothing. */
function remember(state: State): State {
  const key = draftKey(state.portal, state.leaver);
  const before = state.drafts.scope.get(key);
  const {general, several, othersToChosen} = state;
  if (before && isSame(before, state)) return state;
  const types = new Map([...(before?.types ?? []), ...state.types]);
  const scope = new Map(state.drafts.scope).set(key, {general, several, othersToChosen, types});
  return {...state, drafts: {...state.drafts, scope}};
}

function isSame(draft: {readonly types: ReadonlyMap<TypeKey, TypeChoice>} & Partial<State>, state: State): boolean {
  return (
    draft.general === state.general &&
    draft.several === state.several &&
    draft.othersToChosen === state.othersToChosen &&
    [...state.types].every(([type, choice]) => draft.types.get(type) === choice)
  );
}
