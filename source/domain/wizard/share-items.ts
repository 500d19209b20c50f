import type {Person} from '../people.ts';
import {hasPlaces} from './places.ts';
import {type How, HOWS, type Place, type ScopeScreen, type SharePanel} from './state-scope.ts';

/** One line of the panel that divides a type, or everything, among several. */
export type ShareItem =
  | {readonly item: 'how'}
  /** A client stays together. */
  | {readonly item: 'together'}
  /** Activities of another's record. */
  | {readonly item: 'others'}
  | {readonly item: 'person'; readonly person: Person}
  | {readonly item: 'add'}
  | {readonly item: 'place'; readonly place: Place; readonly to: Person | undefined}
  /** The one who gets it, or what stands nowhere of the table. */
  | {readonly item: 'one'};

/** The ways in which it can be divided: by a table only a type that stands somewhere. */
export function howsOf({for: whose}: SharePanel): readonly How[] {
  const places = whose !== 'everything' && hasPlaces(whose);
  return HOWS.filter(how => how !== 'table' || places);
}

export function shareItems(state: ScopeScreen, panel: SharePanel): readonly ShareItem[] {
  const {how, for: whose} = panel;
  const several = how === 'turns' || how === 'balanced';
  return [
    {item: 'how'},
    ...(whose === 'everything' && several ? [{item: 'together'} as const] : []),
    ...(whose === 'activity' ? [{item: 'others'} as const] : []),
    ...(several ? panel.among.map(person => ({item: 'person', person}) as const) : []),
    ...(several ? [{item: 'add'} as const] : []),
    ...(how === 'table' ? placesOf(state, panel) : []),
    ...(several ? [] : [{item: 'one'} as const]),
  ];
}

/** Each pipeline with its stages behind it; where there is only one, the stages alone. */
function placesOf(state: ScopeScreen, {for: whose, table}: SharePanel): ShareItem[] {
  const {pipelines, stages} = (whose !== 'everything' && state.places.get(whose)) || {pipelines: [], stages: []};
  const item = (place: Place): ShareItem => ({item: 'place', place, to: table.find(row => samePlace(row, place))?.to});
  const known = new Set(pipelines.map(({id}) => id));
  return [
    ...pipelines.flatMap(pipeline => [
      ...(pipelines.length > 1 ? [item({pipeline})] : []),
      ...stages.filter(stage => stage.pipeline === pipeline.id).map(stage => item({stage})),
    ]),
    ...stages.filter(({pipeline}) => pipeline === undefined || !known.has(pipeline)).map(stage => item({stage})),
  ];
}

/** Whether two name the same stage or pipeline. */
export function samePlace(one: Place, other: Place): boolean {
  if ('stage' in one) return 'stage' in other && one.stage.id === other.stage.id;
  return 'pipeline' in other && one.pipeline.id === other.pipeline.id;
}

/** The line under the cursor. */
export function shareItem(state: ScopeScreen, panel: SharePanel): ShareItem | undefined {
  return shareItems(state, panel)[panel.cursor];
}
