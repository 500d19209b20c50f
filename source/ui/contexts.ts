import {createContext, useContext} from 'react';
import {type Words, words} from '../words/index.ts';
import {Keyboard} from './keys/keyboard.ts';

/** The message table. */
export const WordsContext = createContext<Words>(words);
export const useWords = (): Words => useContext(WordsContext);

/** The space a screen has between header and hints. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export const RoomContext = createContext<Room>({width: 80, height: 20});
export const useRoom = (): Room => useContext(RoomContext);

export const KeyboardContext = createContext<Keyboard>(new Keyboard());
export const useKeyboard = (): Keyboard => useContext(KeyboardContext);

/** Milliseconds since 1970. */
export const ClockContext = createContext<() => number>(() => 0);
export const useNow = (): (() => number) => useContext(ClockContext);
