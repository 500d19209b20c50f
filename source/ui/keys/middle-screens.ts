import {
  holdsNothing,
  mayGoOn,
  scopeProblem,
  type ScopeScreen,
  type TallyScreen,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, enter, help, type KeyWords, menu, moves} from './common.ts';
import {peopleKeys} from './first-screens.ts';

export function tallyKeys(state: Extract<WizardState, TallyScreen>, keys: KeyWords): readonly Binding[] {
  const again: Binding = {on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.countAgain};
  if (state.titles) {
    return [
      ...(state.titles.items.length > 1 ? moves(keys, keys.scroll) : []),
      {on: ['left'], does: {kind: 'side', by: -1}},
      backTo(keys, keys.back),
    ];
  }
  if (state.failure) return [enter(keys, keys.tryAgain), backTo(keys, keys.toPeople)];
  if (holdsNothing(state)) return [...menu(keys, keys.choose), again, backTo(keys, keys.toPeople), help(keys)];
  const counted = state.rows.some(row => row.type.key === state.cursor && row.state === 'counted');
  return [
    ...(mayGoOn(state) ? [enter(keys, keys.goOn)] : []),
    ...moves(keys, keys.move),
    ...(counted ? [right(keys, keys.titles)] : []),
    ...(state.asking === undefined ? [again] : []),
    backTo(keys, keys.toPeople),
    help(keys),
  ];
}

export function scopeKeys(state: Extract<WizardState, ScopeScreen>, keys: KeyWords): readonly Binding[] {
  if (state.picker) {
    const same: Binding = {on: ['tab'], does: {kind: 'tab'}, label: keys.label.tab, hint: keys.sameAsAll};
    return [
      ...peopleKeys(state.picker.people, keys),
      ...(state.picker.for === 'everything' ? [] : [same]),
      backTo(keys, keys.back),
    ];
  }
  const onSuccessor = state.cursor.row === 0 || state.cursor.cell === 2;
  const change = onSuccessor ? keys.chooseSuccessor : keys.change;
  return [
    {on: ['up'], does: {kind: 'move', by: -1}, label: keys.label.arrows, hint: keys.move},
    ...moves(keys, '').map(({on, does}) => ({on, does})),
    {on: ['left'], does: {kind: 'side', by: -1}},
    {on: ['right'], does: {kind: 'side', by: 1}},
    {on: [' '], does: {kind: 'space'}, label: keys.label.space, hint: change},
    ...(scopeProblem(state) ? [] : [enter(keys, keys.toPlan)]),
    backTo(keys, keys.toTally),
    help(keys),
  ];
}

export function right(keys: KeyWords, hint: string): Binding {
  return {on: ['right'], does: {kind: 'side', by: 1}, label: keys.label.right, hint};
}
