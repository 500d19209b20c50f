import type {Confirm} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import type {Binding} from './binding.ts';

export type KeyWords = Words['screens']['keys'];

/** Up, down and whole pages in a list of ours. */
export function moves(keys: KeyWords, hint: string): readonly Binding[] {
  return [
    {on: ['up'], does: {kind: 'move', by: -1}, label: keys.label.upDown, hint},
    {on: ['down'], does: {kind: 'move', by: 1}},
    {on: ['page-up'], does: {kind: 'move', by: -10}},
    {on: ['page-down'], does: {kind: 'move', by: 10}},
    {on: ['home'], does: {kind: 'move', by: Number.NEGATIVE_INFINITY}},
    {on: ['end'], does: {kind: 'move', by: Number.POSITIVE_INFINITY}},
  ];
}

/** A menu that takes its keys itself. */
export function menu(keys: KeyWords, enterHint: string): readonly Binding[] {
  return [
    {on: ['up', 'down'], does: 'menu', label: keys.label.upDown, hint: keys.choose},
    {on: ['enter'], does: 'menu', label: keys.label.enter, hint: enterHint},
  ];
}

export function backTo(keys: KeyWords, hint: string): Binding {
  return {on: ['escape'], does: {kind: 'back'}, label: keys.label.esc, hint};
}

export function enter(keys: KeyWords, hint: string): Binding {
  return {on: ['enter'], does: {kind: 'enter'}, label: keys.label.enter, hint};
}

export function help(keys: KeyWords): Binding {
  return {on: ['?'], does: {kind: 'help'}, label: '?', hint: keys.help};
}

/** Typing into a field: letters are text there. */
export function typing(hint: string | undefined): readonly Binding[] {
  const text: Binding = {on: ['text'], does: typed => ({kind: 'text', text: typed})};
  return [
    hint === undefined ? text : {...text, hint},
    {on: ['backspace'], does: {kind: 'erase'}},
    {on: ['ctrl-u'], does: {kind: 'clear'}},
  ];
}

/** The question takes keys only once it is armed; before that none of them is offered. */
export function confirmKeys(confirm: Confirm, keys: KeyWords): readonly Binding[] {
  if (confirm.by === 'none' || !confirm.armed) return [];
  if (confirm.by === 'select') return menu(keys, keys.choose);
  const digits = Array.from('0123456789', (digit): Binding => ({on: [digit], does: {kind: 'text', text: digit}}));
  return [
    ...digits,
    ...typing(undefined).filter(({on}) => !on.includes('text')),
    ...(confirm.typed === '' ? [] : [enter(keys, keys.start)]),
  ];
}
