import {
  filterItem,
  type FilterPanel,
  filterProblems,
  type RowsPanel,
  scopeProblem,
  type ScopeScreen,
  shareItem,
  type SharePanel,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, enter, help, type KeyWords, moves, typing} from './common.ts';
import {peopleKeys} from './first-screens.ts';

type State = Extract<WizardState, ScopeScreen>;

export function scopeKeys(state: State, keys: KeyWords): readonly Binding[] {
  if (state.picker) return pickerKeys(state, keys);
  switch (state.panel?.panel) {
    case 'filter':
      return filterKeys(state, state.panel, keys);
    case 'rows':
      return rowsKeys(state.panel, keys);
    case 'share':
      return shareKeys(state, state.panel, keys);
    case undefined:
      return tableKeys(state, keys);
  }
}

function tableKeys(state: State, keys: KeyWords): readonly Binding[] {
  const onType = state.cursor.row > 0;
  const change = !onType || state.cursor.cell === 2 ? keys.chooseSuccessor : keys.change;
  const ofType: readonly Binding[] = [
    {on: ['f'], does: {kind: 'filter'}, label: 'f', hint: keys.filter},
    {on: ['t'], does: {kind: 'rows'}, label: 't', hint: keys.singleRecords},
  ];
  return [
    {on: ['up'], does: {kind: 'move', by: -1}, label: keys.label.arrows, hint: keys.move},
    ...silent(moves(keys, '')),
    {on: ['left'], does: {kind: 'side', by: -1}},
    {on: ['right'], does: {kind: 'side', by: 1}},
    space(keys, change),
    ...(scopeProblem(state) ? [] : [enter(keys, keys.toPlan)]),
    ...(onType ? ofType : []),
    {on: ['s'], does: {kind: 'share'}, label: 's', hint: keys.several},
    ...(state.counts.size > 0 || state.counting?.failure
      ? [{on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.countAgain} as const]
      : []),
    backTo(keys, keys.toTally),
    help(keys),
  ];
}

function pickerKeys({picker}: State, keys: KeyWords): readonly Binding[] {
  if (!picker) return [];
  const same: Binding = {on: ['tab'], does: {kind: 'tab'}, label: keys.label.tab, hint: keys.sameAsAll};
  return [
    ...peopleKeys(picker.people, keys),
    ...(picker.for === 'everything' || picker.into !== 'one' ? [] : [same]),
    backTo(keys, keys.back),
  ];
}

function filterKeys(state: State, panel: FilterPanel, keys: KeyWords): readonly Binding[] {
  if (panel.asked?.failure) return [enter(keys, keys.tryAgain), backTo(keys, keys.back)];
  const item = filterItem(state, panel)?.item;
  const done = filterProblems(state, panel).size > 0 ? [] : [enter(keys, keys.done)];
  const change: readonly Binding[] = item === 'date' ? typing(keys.typeDate) : [space(keys, keys.change)];
  const sides: readonly Binding[] = [
    {on: ['left'], does: {kind: 'side', by: -1}},
    {on: ['right'], does: {kind: 'side', by: 1}},
  ];
  return [
    ...moves(keys, keys.move),
    ...change,
    ...(item === 'state' ? sides : []),
    ...done,
    backTo(keys, keys.back),
    // In a field it is a letter.
    ...(item === 'date' ? [] : [help(keys)]),
  ];
}

function rowsKeys(panel: RowsPanel, keys: KeyWords): readonly Binding[] {
  if (panel.failure) return [enter(keys, keys.tryAgain), backTo(keys, keys.back)];
  const scrolls = panel.items.length > 1 ? moves(keys, panel.field ? keys.choose : keys.scroll) : [];
  if (panel.field) {
    return [
      ...typing(keys.typeToSearch),
      ...scrolls,
      {on: ['enter'], does: {kind: 'enter'}, label: keys.label.enter, hint: keys.done},
      backTo(keys, keys.done),
    ];
  }
  return [
    ...scrolls,
    ...(panel.items.length > 0 ? [space(keys, keys.tick)] : []),
    {on: ['/'], does: {kind: 'search'}, label: '/', hint: keys.search},
    help(keys),
    // Any other letter begins the search.
    ...typing(undefined),
    enter(keys, keys.done),
    backTo(keys, panel.search === '' ? keys.back : keys.wholeList),
  ];
}

function shareKeys(state: State, panel: SharePanel, keys: KeyWords): readonly Binding[] {
  if (panel.asked?.failure) return [enter(keys, keys.tryAgain), backTo(keys, keys.back)];
  const item = shareItem(state, panel);
  const out: Binding = {
    on: ['backspace'],
    does: {kind: 'erase'},
    label: keys.label.backspace,
    hint: keys.takeOut,
  };
  return [
    ...moves(keys, keys.move),
    ...changeOf(item, keys),
    ...(item?.item === 'person' || (item?.item === 'place' && item.to) ? [out] : []),
    enter(keys, keys.done),
    backTo(keys, keys.back),
    help(keys),
  ];
}

function changeOf(item: ReturnType<typeof shareItem>, keys: KeyWords): readonly Binding[] {
  switch (item?.item) {
    case 'how':
      return [
        {on: ['left'], does: {kind: 'side', by: -1}, label: keys.label.sides, hint: keys.otherWay},
        {on: ['right'], does: {kind: 'side', by: 1}},
        {on: [' '], does: {kind: 'space'}},
      ];
    case 'together':
    case 'others':
      return [space(keys, keys.change), {on: ['left', 'right'], does: {kind: 'space'}}];
    case 'add':
      return [space(keys, keys.addPerson)];
    case 'one':
    case 'place':
      return [space(keys, keys.chooseSuccessor)];
    case 'person':
    case undefined:
      return [];
  }
}

function space(keys: KeyWords, hint: string): Binding {
  return {on: [' '], does: {kind: 'space'}, label: keys.label.space, hint};
}

function silent(bindings: readonly Binding[]): readonly Binding[] {
  return bindings.map(({on, does}) => ({on, does}));
}
