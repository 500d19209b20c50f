import {useInput, usePaste} from 'ink';
import {useKeyboard} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';
import {actionFor, type Binding} from '../keys/binding.ts';
import {pressOf} from '../keys/press.ts';

interface Props {
  readonly table: readonly Binding[];
  readonly dispatch: Dispatch;
}

/**
 * Where every key arrives first. It is the first child of the app and never goes away, so that it hears a key before any
 * menu does: a menu that changes the screen by Enter must not have the same Enter counted again on the next one.
 */
export function KeyDesk({table, dispatch}: Props): null {
  const keyboard = useKeyboard();
  useInput((input, key) => {
    const press = pressOf(input, key);
    keyboard.pressed(press?.name ?? '');
    const action = press && actionFor(table, press);
    if (action) dispatch(action);
  });
  // Taken on every screen: a paste is one piece, and never presses keys.
  usePaste(text => {
    keyboard.pressed('');
    dispatch({kind: 'paste', text});
  });
  return null;
}
