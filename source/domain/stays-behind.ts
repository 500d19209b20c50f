import type {TypeKey} from './entity-types.ts';
import type {Unreadable} from './tally.ts';

/** Where else a portal names a person (fact sheet section 13), as far as REST tells it. */
export type BehindKind = 'observer' | 'workflow-task' | 'department-head' | 'open-line' | 'order';

export const BEHIND_KINDS: readonly BehindKind[] = [
  'observer',
  'workflow-task',
  'department-head',
  'open-line',
  'order',
];

/** What names the leaver and is handed over by nobody: it is changed by hand. */
export interface Behind {
  readonly kind: BehindKind;
  readonly count: number;
  /** Of observers: how many of each type. */
  readonly types?: readonly (readonly [TypeKey, number])[];
  /** Of departments and open lines: what the first of them are called. Hostile text. */
  readonly names?: readonly string[];
}

export interface StaysBehind {
  readonly found: readonly Behind[];
  /** What this key cannot look at. What a portal does not have is in neither list. */
  readonly unread: readonly {readonly kind: BehindKind; readonly why: Unreadable}[];
}
