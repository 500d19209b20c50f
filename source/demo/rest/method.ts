import type {Out, PhpArray} from '../php/values.ts';
import type {Portal} from '../portal.ts';
import type {Row, TableName} from '../store/row.ts';
import type {Hook} from './hooks.ts';

/** What a write says about itself on its way to the ledger. */
export type Trace = {
  readonly table: TableName;
  readonly id: number;
  readonly before: number | boolean | null;
  after: number | boolean | null;
  readonly sideEffect: boolean;
};

/** One call of one method, single or in a batch. */
export type Call = {
  readonly portal: Portal;
  readonly hook: Hook;
  readonly user: Row;
  readonly admin: boolean;
  /** Name of the method as registered. */
  readonly method: string;
  readonly params: PhpArray;
  readonly traces: Trace[];
};

/** `total` and `next` stand beside `result` in the envelope. `bare` replaces the whole envelope (user.update with too small a scope). */
export type Answer = {
  readonly result: Out;
  readonly total?: number;
  readonly next?: number;
  readonly bare?: Readonly<Record<string, Out>>;
};

export type Method = {
  readonly name: string;
  /** A scope the key must have; any of several; '' for none. */
  readonly scope: string | readonly string[];
  /** How errors of PHP and of the database come out (fact sheet 1, Non-JSON answers). */
  readonly family: 'controller' | 'legacy';
  /** Kept in the ledger. */
  readonly writes?: boolean;
  readonly run: (call: Call) => Answer;
};
