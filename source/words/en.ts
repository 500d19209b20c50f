import {common} from './en/common.ts';
import {screens} from './en/screens.ts';
import type {Words} from './words.ts';

/** English. */
export const en: Words = {...common, screens};
