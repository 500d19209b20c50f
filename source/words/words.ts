import type {CommonWords} from './common.ts';

/** Everything this program says, in one language. Another language is another object of this type. */
export interface Words extends CommonWords {}
