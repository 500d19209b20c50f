import type {TypeKey} from '../entity-types.ts';
import {fieldOf} from '../scope/conditions.ts';
import type {Common} from './state.ts';
import type {Panel, PlacesAsked, PlacesView, ScopeScreen} from './state-scope.ts';
import type {Failure} from './view.ts';

type State = ScopeScreen & Common;

/** The question for pipelines and stages of a type, where it has any and they are not known. */
export function askPlaces(state: State, type: TypeKey): {asked: PlacesAsked | undefined; lastToken: number} {
  const {lastToken} = state;
  if (state.places.has(type) || !hasPlaces(type)) return {asked: undefined, lastToken};
  return {asked: {token: lastToken + 1, failure: undefined}, lastToken: lastToken + 1};
}

export function hasPlaces(type: TypeKey): boolean {
  return fieldOf(type, 'stage') !== undefined;
}

/** The panel that waits for the answer with this token. */
function waiting({panel}: State, token: number): Exclude<Panel, {panel: 'rows'}> | undefined {
  if (!panel || panel.panel === 'rows') return undefined;
  return panel.asked?.token === token && !panel.asked.failure ? panel : undefined;
}

/** Takes where records can stand. A type of which nothing was told has neither pipelines nor stages. */
export function placesAnswered(state: State, token: number, answer: ReadonlyMap<TypeKey, PlacesView>): State {
  const panel = waiting(state, token);
  if (!panel) return state;
  const type = placesType(panel);
  const places = type === undefined ? state.places : new Map(state.places).set(type, answer.get(type) ?? NOWHERE);
  return {...state, places, panel: {...panel, asked: undefined}};
}

export function placesFailed(state: State, token: number, failure: Failure): State | undefined {
  const panel = waiting(state, token);
  return panel && {...state, panel: {...panel, asked: {token, failure}}};
}

const NOWHERE: PlacesView = {pipelines: [], stages: []};

/** The type whose pipelines and stages a panel is about. */
export function placesType(panel: Exclude<Panel, {panel: 'rows'}>): TypeKey | undefined {
  if (panel.panel === 'filter') return panel.type;
  return panel.for === 'everything' ? undefined : panel.for;
}
