import type {TypeKey} from '../entity-types.ts';
import {rowOf} from '../tally.ts';
import {moveWithin} from './list.ts';
import type {Common, TallyScreen, TitlesView} from './state.ts';
import type {Failure} from './view.ts';

type State = TallyScreen & Common;

/** The next page is asked for when so few rows are left below the cursor. */
const AHEAD = 25;

export function openTitles(state: State, type: TypeKey): State {
  const row = rowOf(state.rows, type);
  if (row?.state !== 'counted' || row.total === 0) return state;
  const token = state.lastToken + 1;
  const titles = {type, items: [], asking: token, atEnd: false, failure: undefined, cursor: 0};
  return {...state, titles, lastToken: token};
}

export function closeTitles(state: State): State {
  return state.titles ? {...state, titles: undefined} : state;
}

export function moveTitles(state: State, by: number): State {
  if (!state.titles) return state;
  const {titles} = state;
  return askMore(state, {...titles, cursor: moveWithin(titles.cursor, by, titles.items.length)});
}

export function titlesAnswered(state: State, token: number, items: TitlesView['items']): State {
  const {titles} = state;
  if (titles?.asking !== token) return state;
  const last = titles.items[titles.items.length - 1]?.id ?? 0;
  // Ids ascend; a page that brings nothing new ends the list, whatever a portal answers.
  const fresh = items.filter(({id}) => id > last);
  const next = {...titles, asking: undefined, items: [...titles.items, ...fresh], atEnd: fresh.length === 0};
  return askMore(state, next);
}

export function titlesFailed(state: State, token: number, failure: Failure): State {
  const {titles} = state;
  return titles?.asking === token ? {...state, titles: {...titles, asking: undefined, failure}} : state;
}

function askMore(state: State, titles: TitlesView): State {
  const row = rowOf(state.rows, titles.type);
  const all = row?.state === 'counted' && titles.items.length >= row.total;
  const enough = titles.items.length - titles.cursor > AHEAD;
  if (titles.asking !== undefined || titles.atEnd || titles.failure || enough || all) return {...state, titles};
  const token = state.lastToken + 1;
  return {...state, titles: {...titles, asking: token}, lastToken: token};
}
