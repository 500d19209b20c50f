import type {CommonWords} from './common.ts';
import type {screens} from './en/screens.ts';

/** What only the screens say. */
export type ScreenWords = typeof screens;

/** Everything this program says, in one language. Another language is another object of this type. */
export interface Words extends CommonWords {
  readonly screens: ScreenWords;
}
