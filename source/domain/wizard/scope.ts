import type {TypeKey} from '../entity-types.ts';
import {defaultState, type StateChoice} from '../scope.ts';

import type {Action} from './actions.ts';
import {choiceOf, scopeProblem} from './choices.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {withoutUnfit} from './last-choices.ts';
import {openPicker, reducePicker} from './picker.ts';
import {openPlan} from './plan.ts';
import {
  bare,
  type Common,
  type CountedRow,
  draftKey,
  type ScopeScreen,
  show,
  type TallyScreen,
  type TypeChoice,
  type WizardState,
} from './state.ts';

type State = ScopeScreen & Common;

/** Opens scope and successors over what was counted, with what was chosen for this leaver before. */
export function openScope(state: TallyScreen & Common): WizardState {
  const {portal, session, leaver} = state;
  const own = state.drafts.scope.get(draftKey(portal, leaver));
  const last = own ? undefined : state.drafts.last.get(portal.portalKey);
  const draft = own ?? (last && withoutUnfit(last, leaver));
  const rows = state.rows.filter((row): row is CountedRow => row.state === 'counted' && row.total > 0);
  const types = new Map(rows.map(row => [row.type.key, draft?.types.get(row.type.key) ?? defaultChoice(row)]));
  return show(state, {
    screen: 'scope',
    portal,
    session,
    leaver,
    back: bare<TallyScreen>(state),
    rows,
    general: draft?.general,
    types,
    cursor: {row: 0, cell: 2},
    picker: undefined,
    asLastTime: last !== undefined,
  });
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
  enter: state => (scopeProblem(state) ? state : openPlan(state)),
  back: state => show(state, state.back),
};

export function reduceScope(state: State, action: Action): WizardState {
  if (state.picker) return remember(reducePicker(state, state.picker, action));
  return handle(HANDLERS, state, action);
}

/** Changes the cell under the cursor. */
function change(state: State): WizardState {
  const row = state.rows[state.cursor.row - 1];
  if (!row) return openPicker(state, 'everything');
  const {key, closedBy} = row.type;
  const choice = choiceOf(state, key);
  if (state.cursor.cell === 0) return withChoice(state, key, {...choice, take: !choice.take});
  if (state.cursor.cell === 2) return openPicker(state, key);
  if (closedBy.by === 'none') return state;
  return withChoice(state, key, {...choice, take: true, which: NEXT[choice.which]});
}

const NEXT: Readonly<Record<StateChoice, StateChoice>> = {all: 'open', open: 'closed', closed: 'all'};

function withChoice(state: State, key: TypeKey, choice: TypeChoice): State {
  return remember({...state, types: new Map(state.types).set(key, choice)});
}

function remember(state: State): State {
  const before = state.drafts.scope.get(draftKey(state.portal, state.leaver));
  const types = new Map([...(before?.types ?? []), ...state.types]);
  const scope = new Map(state.drafts.scope).set(draftKey(state.portal, state.leaver), {general: state.general, types});
  return {...state, drafts: {...state.drafts, scope}};
}
