/** What the process that asks the keychain is told: one line of JSON on its standard input. */
export interface KeychainOrder {
  readonly action: 'get' | 'set' | 'remove';
  readonly service: string;
  readonly account: string;
  /** What to keep, for `set`. */
  readonly secret?: string;
}

/** What it answers: one line of JSON on its standard output. `secret` is null where the keychain has none. */
export type KeychainAnswer =
  | {readonly ok: true; readonly secret?: string | null}
  | {readonly ok: false; readonly why: string};
