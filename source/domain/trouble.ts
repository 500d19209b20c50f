/** What a key cannot do; `not-admin` means: it may look, sees only a part, and may not write. */
export type ConnectionLimit = 'not-admin' | 'no-department-scope' | 'no-task-scope' | 'types-incomplete';

/** Why a connection could not be made, or was lost. `text` is hostile portal text, with secrets already taken out. */
export type PortalProblem =
  | 'unreachable'
  | 'not-bitrix24'
  | 'redirected'
  /** It redirects to another host, which may be where it is now: somebody has to be asked. */
  | 'moved'
  /** The other side did not prove who it is. */
  | 'certificate'
  /** The proxy gives no way to it. */
  | 'proxy'
  | 'wrong-token'
  | 'no-subscription'
  | 'owner-inactive'
  | 'scope-missing'
  | 'not-admin'
  | 'blocked'
  | 'busy'
  | 'deviates'
  | 'refused';

/** From which host to which origin a portal has moved, for `detail`. */
export function movedDetail(from: string, to: string): string {
  return `${from} ${to}`;
}

export function readMoved(detail: string): {readonly from: string; readonly to: string} {
  const [from = '', to = ''] = detail.split(' ');
  return {from, to};
}

/** A failure that is explained to the user: exit code 4, never a stack. */
export class PortalTrouble extends Error {
  override readonly name = 'PortalTrouble';
  readonly problem: PortalProblem;
  /**
   * Scope names for `scope-missing`, the target for `redirected`, `movedDetail` for `moved`, host and code for
   * `certificate`, host and status or kind for `proxy`, else the portal's own words or the error code.
   */
  readonly detail: string;

  constructor(problem: PortalProblem, detail = '') {
    super(detail === '' ? problem : `${problem}: ${detail}`);
    this.problem = problem;
    this.detail = detail;
  }
}

/** Our own files fail (settings, intents, run log, disk): exit code 6, with the file named and kept as it is. */
export class FilesTrouble extends Error {
  override readonly name = 'FilesTrouble';
  readonly file: string;
  /**
   * `unreadable`, `broken` (present, but not what we wrote), `newer` (written by a later version), `unwritable`, `full`;
   * `locked`: what is kept under this name in the system keychain, which does not answer.
   */
  readonly problem: 'unreadable' | 'broken' | 'newer' | 'unwritable' | 'full' | 'locked';

  constructor(problem: FilesTrouble['problem'], file: string, cause?: unknown) {
    super(`${problem}: ${file}`, {cause});
    this.problem = problem;
    this.file = file;
  }
}

/** Bad input: exit code 2, one line that names the flag and what to write instead. */
export class UsageTrouble extends Error {
  override readonly name = 'UsageTrouble';
}

/** Who works on a portal right now. */
export interface Holder {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Another process of this user works on the portal: exit code 5. */
export class BusyTrouble extends Error {
  override readonly name = 'BusyTrouble';
  readonly holder: Holder | undefined;
  constructor(holder: Holder | undefined) {
    super('busy');
    this.holder = holder;
  }
}
