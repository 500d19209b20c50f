import type {TableName} from './row.ts';

/** One write that somebody asked for, granted or refused. The side door by which tests learn what was really done. */
export type LedgerEntry = {
  /** Number of the HTTP request, from 1. */
  readonly request: number;
  /** Key of the command in a batch, else null. */
  readonly command: string | null;
  /** Milliseconds since 1970 on the portal's clock. */
  readonly at: number;
  /** The user whose key was used. */
  readonly by: number;
  readonly method: string;
  readonly params: unknown;
  /** What was written; null where the request did not get that far. The id is then the one it asked for. */
  readonly table: TableName | null;
  readonly id: number | null;
  /** Responsible person before and after; for accounts whether they were active. */
  readonly before: number | boolean | null;
  readonly after: number | boolean | null;
  /** True for what the portal changed on its own because of this write (the task of an activity, or the reverse). */
  readonly sideEffect: boolean;
  /** `code: description` of the refusal, else null. */
  readonly error: string | null;
};

/** One HTTP request that reached the portal, whatever became of it. */
export type RequestEntry = {
  readonly request: number;
  /** Milliseconds since 1970 on the portal's clock. */
  readonly at: number;
  readonly method: string;
  /** Methods of the commands of a batch, in order. */
  readonly commands: readonly string[];
};

/** A record that changed its stage, for crm.stagehistory.list. */
export type StageMove = {
  readonly at: number;
  readonly type: number;
  readonly owner: number;
  readonly category: number;
  readonly stage: string;
  readonly semantics: 'P' | 'S' | 'F';
};

/** A message the portal sent to a person on its own (fact sheet 9.9); it cannot be called back. */
export type PortalMessage = {
  readonly at: number;
  readonly to: number;
  readonly kind: 'now responsible' | 'no longer responsible' | 'account opened' | 'account shut';
  readonly table: TableName;
  readonly id: number;
};
