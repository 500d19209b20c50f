import {
  type Action,
  filterItem,
  type FilterPanel,
  type RowView,
  type ScopeScreen,
  shareItem,
  type SharePanel,
} from '../../../source/domain/wizard/index.ts';
import type {Chance} from './chance.ts';
import {PEOPLE, PLACES} from './world.ts';

/** Some rows, ids ascending, as a portal lists them. */
export function rowViews(by: Chance): RowView[] {
  const from = by.nat(40);
  return Array.from({length: by.nat(6)}, (_, at) => ({id: from + at + 1, title: '', closed: by.nat(2) === 0}));
}

/** What somebody does on the scope screen who wants to get on, now and then through one of its panels. */
export function scoping(state: ScopeScreen, by: Chance): Action {
  const asking = state.picker?.people.asking;
  if (asking) return {kind: 'people', token: asking.token, list: {people: PEOPLE, more: false}};
  if (state.picker) return by.of<Action>([{kind: 'move', by: 1}, {kind: 'enter'}]);
  if (state.panel) return inPanel(state, state.panel, by);
  if (state.counting && by.nat(2) === 0) {
    const counts = new Map([...state.counting.scope.keys()].map(key => [key, {records: by.nat(6)}] as const));
    return {kind: 'scope-counted', token: state.counting.token, counts};
  }
  if (by.nat(2) === 0) {
    if (state.cursor.row === 0) return by.of<Action>([{kind: 'move', by: 1}, {kind: 'share'}]);
    return by.of<Action>([{kind: 'filter'}, {kind: 'filter'}, {kind: 'rows'}, {kind: 'share'}, {kind: 'move', by: -1}]);
  }
  return state.general || state.several
    ? {kind: 'enter'}
    : by.of<Action>([{kind: 'move', by: Number.NEGATIVE_INFINITY}, {kind: 'space'}]);
}

function inPanel(state: ScopeScreen, panel: NonNullable<ScopeScreen['panel']>, by: Chance): Action {
  const leave: Action = by.of<Action>([{kind: 'back'}, {kind: 'enter'}]);
  switch (panel.panel) {
    case 'filter':
      if (panel.asked) return {kind: 'places', token: panel.asked.token, places: PLACES};
      if (by.nat(12) === 0) return leave;
      return filtering(state, panel, by);
    case 'rows':
      if (panel.asking !== undefined)
        return {kind: 'scope-rows', token: panel.asking, rows: rowViews(by), next: by.of([undefined, 7, 50])};
      return by.of<Action>([{kind: 'move', by: 1}, {kind: 'space'}, {kind: 'text', text: 'a'}, leave]);
    case 'share':
      if (panel.asked) return {kind: 'places', token: panel.asked.token, places: PLACES};
      if (state.holding && by.nat(2) === 0)
        return {kind: 'holds', token: state.holding.token, holds: new Map([[12, by.nat(9)]])};
      if (by.nat(8) === 0) return leave;
      return sharing(state, panel, by);
  }
}

/** Ticks what can be ticked, and types a date where one is typed. */
function filtering(state: ScopeScreen, panel: FilterPanel, by: Chance): Action {
  const down: Action = {kind: 'move', by: by.of([1, 1, -1, 10])};
  if (filterItem(state, panel)?.item !== 'date') return by.of<Action>([{kind: 'space'}, down, down]);
  const text = by.of(['2026-01-01', '2026-02-01', '2026-02-30', '1', 'x']);
  return by.of<Action>([{kind: 'paste', text}, {kind: 'clear'}, down]);
}

/** Goes to another way now and then, and adds people where people are added. */
function sharing(state: ScopeScreen, panel: SharePanel, by: Chance): Action {
  const move: Action = {kind: 'move', by: by.of([1, 1, -1])};
  switch (shareItem(state, panel)?.item) {
    case 'how':
      return by.of<Action>([{kind: 'side', by: panel.for === 'everything' ? 1 : -1}, move]);
    case 'add':
    case 'one':
    case 'place':
      return by.of<Action>([{kind: 'space'}, {kind: 'space'}, move]);
    case 'together':
    case 'others':
    case 'person':
    case undefined:
      return by.of<Action>([{kind: 'space'}, move, move, by.nat(4) === 0 ? {kind: 'erase'} : move]);
  }
}
