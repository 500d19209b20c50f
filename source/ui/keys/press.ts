import type {Key} from 'ink';

/** A key by the name the key table uses: a name of its own, or the character itself. */
export type Press =
  | {readonly name: NamedKey}
  /** A printable character, or several that an input method sends at once. */
  | {readonly name: 'text'; readonly text: string};

export type NamedKey =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backspace'
  | 'ctrl-c'
  | 'ctrl-u';

const NAMES: readonly (readonly [keyof Key, NamedKey])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  // Most terminals send DEL for the backspace key.
  ['delete', 'backspace'],
];

/** Names what was pressed; undefined for keys that mean nothing here. */
export function pressOf(input: string, key: Key): Press | undefined {
  if (key.eventType === 'release') return undefined;
  if (key.ctrl) return input === 'c' ? {name: 'ctrl-c'} : input === 'u' ? {name: 'ctrl-u'} : undefined;
  const named = NAMES.find(([flag]) => key[flag] === true);
  if (named) return {name: named[1]};
  if (key.meta || key.super || key.hyper || input === '' || /\p{Cc}/u.test(input)) return undefined;
  return {name: 'text', text: input};
}
