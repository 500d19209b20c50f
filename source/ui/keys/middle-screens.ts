import {holdsNothing, mayGoOn, type TallyScreen, type WizardState} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, enter, help, type KeyWords, menu, moves} from './common.ts';

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

export function right(keys: KeyWords, hint: string): Binding {
  return {on: ['right'], does: {kind: 'side', by: 1}, label: keys.label.right, hint};
}
