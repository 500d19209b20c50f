/** What a key cannot do; `not-admin` means: it may look, sees only a part, and may not write. */
export type ConnectionLimit = 'not-admin' | 'no-department-scope' | 'no-task-scope' | 'types-incomplete';

/** Why a connection could not be made, or was lost. `text` is hostile portal text, with secrets already taken out. */
export type PortalProblem =
  | 'unreachable'
  | 'not-bitrix24'
  | 'redirected'
  | 'wrong-token'
  | 'no-subscription'
  | 'owner-inactive'
  | 'scope-missing'
  | 'not-admin'
  | 'blocked'
  | 'busy'
  | 'deviates'
  | 'refused';

/** A failure that is explained to the user: exit code 4, never a stack. */
export class PortalTrouble extends Error {
  override readonly name = 'PortalTrouble';
  readonly problem: PortalProblem;
  /** Scope names for `scope-missing`, the new host for `redirected`, else the portal's own words or the error code. */
  readonly detail: string;

  constructor(problem: PortalProblem, detail = '') {
    super(detail === '' ? problem : `${problem}: ${detail}`);
    this.problem = problem;
    this.detail = detail;
  }
}
