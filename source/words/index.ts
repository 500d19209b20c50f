import {en} from './en.ts';
import type {Words} from './words.ts';

export type {CommonWords, Explained, NamedPerson, NamedType, PauseReason} from './common.ts';
export type {Words} from './words.ts';

/** The message table in use. */
export const words: Words = en;
