import type {EntityType, TypeKey} from '../entity-types.ts';
import {fieldOf} from '../scope/conditions.ts';
import type {StateChoice} from '../scope.ts';
import type {Action} from './actions.ts';
import {choiceOf} from './choice.ts';
import {dateProblems, narrowed, NO_FILTER, stageFits, toggled, withDates} from './filter.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {askPlaces} from './places.ts';
import type {Common} from './state.ts';
import {
  DATE_FIELDS,
  type DateField,
  type FilterPanel,
  type PipelineView,
  type ScopeScreen,
  type StageView,
  type TypeChoice,
} from './state-scope.ts';
import {zoneOf} from './zone.ts';

type State = ScopeScreen & Common;

/** A moment of ISO 8601 with its offset is no longer than this. */
const MOST_DATE = 35;

/** One line of the filter panel. Its sign stays the same while others come and go. */
export type FilterItem =
  | {readonly sign: string; readonly item: 'state'}
  | {readonly sign: string; readonly item: 'pipeline'; readonly pipeline: PipelineView}
  | {readonly sign: string; readonly item: 'stage'; readonly stage: StageView}
  | {readonly sign: DateField; readonly item: 'date'; readonly field: DateField};

/** What can be narrowed for the type of the panel, in the order in which it is shown. */
export function filterItems(state: ScopeScreen, {type}: FilterPanel): readonly FilterItem[] {
  const choice = choiceOf(state, type);
  const filter = choice.filter ?? NO_FILTER;
  const places = state.places.get(type);
  const pipelines = (places?.pipelines ?? []).length > 1 ? (places?.pipelines ?? []) : [];
  const stages = (places?.stages ?? []).filter(stage => stageFits(stage, filter, choice.which));
  return [
    ...(typeOf(state, type)?.closedBy.by === 'none' ? [] : [{sign: 'state', item: 'state'} as const]),
    ...pipelines.map(pipeline => ({sign: `pipeline ${pipeline.id}`, item: 'pipeline', pipeline}) as const),
    ...stages.map(stage => ({sign: `stage ${stage.id}`, item: 'stage', stage}) as const),
    ...DATE_FIELDS.filter(field => fieldOf(type, field.startsWith('created') ? 'created' : 'changed')).map(
      field => ({sign: field, item: 'date', field}) as const,
    ),
  ];
}

/** The line under the cursor; the first one where it is gone. */
export function filterItem(state: ScopeScreen, panel: FilterPanel): FilterItem | undefined {
  const items = filterItems(state, panel);
  return items.find(({sign}) => sign === panel.cursor) ?? items[0];
}

/** What cannot be taken over of what stands in the fields. */
export function filterProblems(state: ScopeScreen, panel: FilterPanel): ReturnType<typeof dateProblems> {
  return dateProblems(panel.typed, zoneOf(state.portal));
}

export function openFilter(state: State, type: TypeKey): State {
  const dates = choiceOf(state, type).filter?.dates ?? {};
  const typed = {createdFrom: '', createdBefore: '', changedFrom: '', changedBefore: '', ...dates};
  const {asked, lastToken} = askPlaces(state, type);
  const panel: FilterPanel = {panel: 'filter', type, cursor: '', asked, typed};
  return {...state, lastToken, panel: {...panel, cursor: filterItems(state, panel)[0]?.sign ?? ''}};
}

interface Filtering {
  readonly state: State;
  readonly panel: FilterPanel;
}

const HANDLERS: Handlers<Filtering, State | Filtering> = {
  move({state, panel}, {by}) {
    const items = filterItems(state, panel);
    const at = items.findIndex(({sign}) => sign === filterItem(state, panel)?.sign);
    return {...state, panel: {...panel, cursor: items[moveWithin(Math.max(0, at), by, items.length)]?.sign ?? ''}};
  },
  space: change,
  side: filtering =>
    filterItem(filtering.state, filtering.panel)?.item === 'state' ? change(filtering) : filtering.state,
  text: (filtering, {text}) => typeInto(filtering, typed => `${typed}${text}`),
  paste: (filtering, {text}) => typeInto(filtering, typed => `${typed}${text.trim()}`),
  erase: filtering => typeInto(filtering, typed => typed.slice(0, -1)),
  clear: filtering => typeInto(filtering, () => ''),
  enter({state, panel}) {
    if (panel.asked?.failure) return {...state, ...again(state, panel)};
    return filterProblems(state, panel).size > 0 ? state : {...state, panel: undefined};
  },
  // What cannot be read was not taken over, so nothing has to be undone.
  back: ({state}) => ({...state, panel: undefined}),
};

export function reduceFilter(state: State, panel: FilterPanel, action: Action): State {
  const next = handle(HANDLERS, {state, panel}, action);
  return 'screen' in next ? next : state;
}

function again(state: State, panel: FilterPanel): Pick<State, 'lastToken' | 'panel'> {
  const {asked, lastToken} = askPlaces(state, panel.type);
  return {lastToken, panel: {...panel, asked}};
}

const NEXT: Readonly<Record<StateChoice, StateChoice>> = {all: 'open', open: 'closed', closed: 'all'};

/** The state that follows a state, where a key goes through them. */
export function nextState(which: StateChoice): StateChoice {
  return NEXT[which];
}

function change({state, panel}: Filtering): State {
  const item = filterItem(state, panel);
  const choice = choiceOf(state, panel.type);
  const filter = choice.filter ?? NO_FILTER;
  switch (item?.item) {
    case 'state':
      return chosen(state, panel, narrowed(choice, {which: nextState(choice.which)}));
    case 'pipeline': {
      const pipelines = toggled(filter.pipelines, item.pipeline);
      return chosen(state, panel, narrowed(choice, {filter: {...filter, pipelines}}));
    }
    case 'stage': {
      const stages = toggled(filter.stages, item.stage);
      return chosen(state, panel, narrowed(choice, {filter: {...filter, stages}}));
    }
    case 'date':
    case undefined:
      return state;
  }
}

function chosen(state: State, {type: key}: FilterPanel, choice: TypeChoice): State {
  return {...state, types: new Map(state.types).set(key, choice)};
}

/** Edits the field under the cursor. All fields together are taken over as soon as each of them can be read. */
function typeInto({state, panel}: Filtering, edit: (typed: string) => string): State {
  const item = filterItem(state, panel);
  if (item?.item !== 'date') return state;
  const text = edit(panel.typed[item.field])
    .replace(/[\p{C}\s]/gu, '')
    .slice(0, MOST_DATE);
  const next = {...panel, typed: {...panel.typed, [item.field]: text}};
  if (filterProblems(state, next).size > 0) return {...state, panel: next};
  const choice = choiceOf(state, panel.type);
  const filter = withDates(choice.filter ?? NO_FILTER, next.typed, zoneOf(state.portal));
  return {...chosen(state, panel, narrowed(choice, {filter})), panel: next};
}

function typeOf(state: ScopeScreen, key: TypeKey): EntityType | undefined {
  return state.rows.find(row => row.type.key === key)?.type;
}
