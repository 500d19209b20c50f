import type {Action} from './actions.ts';
import {choiceOf} from './choice.ts';
import {handle, type Handlers} from './handlers.ts';
import {moveWithin} from './list.ts';
import {openPicker} from './picker.ts';
import {askPlaces} from './places.ts';
import {taken} from './share-choice.ts';
import {howsOf, samePlace, shareItem, shareItems} from './share-items.ts';
import type {Common} from './state.ts';
import type {ScopeScreen, SharePanel} from './state-scope.ts';

type State = ScopeScreen & Common;

export function openShare(state: State, whose: SharePanel['for']): State {
  const choice = whose === 'everything' ? undefined : choiceOf(state, whose);
  const {several, to} = choice ?? {several: state.several, to: state.general};
  const {asked, lastToken} =
    whose === 'everything' ? {asked: undefined, lastToken: state.lastToken} : askPlaces(state, whose);
  const panel: SharePanel = {
    panel: 'share',
    for: whose,
    how: several?.by ?? 'one',
    among: several && several.by !== 'table' ? several.among : to ? [to] : [],
    table: several?.by === 'table' ? several.rows : [],
    cursor: 0,
    asked,
  };
  // What they hold depends on what is taken, which may be something else by now.
  return {...state, lastToken, panel, holds: new Map(), holding: undefined};
}

interface Sharing {
  readonly state: State;
  readonly panel: SharePanel;
}

const HANDLERS: Handlers<Sharing, State | Sharing> = {
  move({state, panel}, {by}) {
    return {...state, panel: {...panel, cursor: moveWithin(panel.cursor, by, shareItems(state, panel).length)}};
  },
  side: (sharing, {by}) =>
    shareItem(sharing.state, sharing.panel)?.item === 'how' ? turn(sharing, by) : space(sharing),
  space,
  erase: remove,
  enter({state, panel}) {
    if (!panel.asked?.failure || panel.for === 'everything') return {...state, panel: undefined};
    const {asked, lastToken} = askPlaces(state, panel.for);
    return {...state, lastToken, panel: {...panel, asked}};
  },
  back: ({state}) => ({...state, panel: undefined}),
};

export function reduceShare(state: State, panel: SharePanel, action: Action): State {
  const next = handle(HANDLERS, {state, panel}, action);
  return 'screen' in next ? next : state;
}

function turn({state, panel}: Sharing, by: 1 | -1): State {
  const hows = howsOf(panel);
  const how = hows[(hows.indexOf(panel.how) + by + hows.length) % hows.length] ?? 'one';
  return taken(state, {...panel, how});
}

function space(sharing: Sharing): State {
  const {state, panel} = sharing;
  const item = shareItem(sharing.state, sharing.panel);
  switch (item?.item) {
    case 'how':
      return turn(sharing, 1);
    case 'together':
      return state.several ? {...state, several: {...state.several, together: !state.several.together}} : state;
    case 'others':
      return {...state, othersToChosen: !state.othersToChosen};
    case 'add':
      return openPicker(state, panel.for, 'among');
    case 'one':
      return openPicker(state, panel.for, 'one');
    case 'place':
      return openPicker(state, panel.for, item.place);
    case 'person':
    case undefined:
      return state;
  }
}

/** Takes somebody out again. */
function remove(sharing: Sharing): State {
  const {state, panel} = sharing;
  const item = shareItem(sharing.state, sharing.panel);
  if (item?.item === 'person') {
    const among = panel.among.filter(({id}) => id !== item.person.id);
    return taken(state, {...panel, among});
  }
  if (item?.item === 'place') {
    return taken(state, {...panel, table: panel.table.filter(row => !samePlace(row, item.place))});
  }
  return state;
}
