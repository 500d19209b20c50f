import {
  isSettled,
  type LeaverScreen,
  type PeopleSearch,
  portalItems,
  type PortalScreen,
  type ResumeScreen,
  stillShutting,
  underCursor,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, confirmKeys, enter, help, type KeyWords, menu, moves, typing} from './common.ts';

export function portalKeys(state: Extract<WizardState, PortalScreen>, keys: KeyWords): readonly Binding[] {
  switch (state.mode.at) {
    case 'list':
      return listKeys(state, keys);
    case 'add':
      return [
        ...typing(keys.pasteAddress),
        ...(state.mode.typed === '' ? [] : [enter(keys, keys.connect)]),
        backTo(keys, keys.back),
      ];
    case 'menu':
    case 'moved':
    case 'failed':
      return [...menu(keys, keys.choose), backTo(keys, keys.back)];
    case 'rename':
      return [...typing(keys.typeName), enter(keys, keys.rename), backTo(keys, keys.back)];
    case 'forgetting':
    case 'renaming':
      return [];
    case 'connecting':
    case 'testing':
      return [backTo(keys, keys.cancel)];
    case 'entered':
      return [enter(keys, keys.goOn), backTo(keys, keys.back)];
    case 'tested':
      return [enter(keys, keys.back), backTo(keys, keys.back)];
  }
}

function listKeys(state: Extract<WizardState, PortalScreen>, keys: KeyWords): readonly Binding[] {
  if (stillShutting(state)) return [];
  const onSaved = portalItems(state)[state.highlighted]?.item === 'saved';
  const space: Binding = {on: [' '], does: {kind: 'space'}, label: keys.label.space, hint: keys.managePortal};
  const again: Binding = {on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.shutAgain};
  const unshut = state.windows.some(item => item.state !== 'ended' || !isSettled(item.end.state));
  return [...menu(keys, keys.open), ...(onSaved ? [space] : []), ...(unshut ? [again] : []), help(keys)];
}

export function resumeKeys({look, confirm}: Extract<WizardState, ResumeScreen>, keys: KeyWords): readonly Binding[] {
  if (!look) return [...menu(keys, keys.choose), backTo(keys, keys.toPortal), help(keys)];
  const back = backTo(keys, keys.back);
  if (look.state === 'asking') return [back];
  return look.state === 'failed'
    ? [enter(keys, keys.tryAgain), back]
    : [...confirmKeys(confirm, keys), back, help(keys)];
}

export function leaverKeys(state: Extract<WizardState, LeaverScreen>, keys: KeyWords): readonly Binding[] {
  const other = state.people.group === 'dismissed' ? keys.active : keys.dismissed;
  return [
    ...peopleKeys(state.people, keys),
    {on: ['tab'], does: {kind: 'tab'}, label: keys.label.tab, hint: other},
    backTo(keys, keys.toPortal),
    // No name that is searched for has one.
    help(keys),
  ];
}

/** A list of people that is searched by typing. */
export function peopleKeys(people: PeopleSearch, keys: KeyWords): readonly Binding[] {
  if (people.failure) return [enter(keys, keys.tryAgain)];
  return [
    ...typing(keys.typeToSearch),
    ...(people.rows.length > 1 ? moves(keys, keys.move) : []),
    ...(underCursor(people) ? [enter(keys, keys.choose)] : []),
  ];
}
