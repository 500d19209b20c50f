import type {KeyAction} from '../../domain/wizard/index.ts';
import type {NamedKey, Press} from './press.ts';

/** One line of the key table: what a key does at this moment, and how the hints say it. */
export interface Binding {
  /** Named keys, single characters, or `text` for whatever is typed into a field. */
  readonly on: readonly (NamedKey | 'text' | (string & {}))[];
  /** `menu`: ink-select-input, which is on the screen then, takes the key itself. */
  readonly does: KeyAction | ((text: string) => KeyAction) | 'menu';
  /** How the key is written in a hint, and what it does; without a hint it works unsaid. */
  readonly label?: string;
  readonly hint?: string;
}

/** The action of a press, or undefined where the table has none or a menu takes it. */
export function actionFor(table: readonly Binding[], press: Press): KeyAction | undefined {
  const names = press.name === 'text' ? [press.text, 'text'] : [press.name];
  const binding = names.flatMap(name => table.filter(({on}) => on.includes(name)))[0];
  if (!binding || binding.does === 'menu') return undefined;
  return typeof binding.does === 'function' ? binding.does(press.name === 'text' ? press.text : '') : binding.does;
}

/** "↑↓ choose", "Enter open" …: generated from the table that does the handling, so that they cannot be wrong. */
export function hintsOf(table: readonly Binding[]): string[] {
  return table.flatMap(({label, hint}) =>
    hint === undefined ? [] : [label === undefined ? hint : `${label} ${hint}`],
  );
}
