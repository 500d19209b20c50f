import type {Person} from '../people.ts';

/** `warning`: records may not reach anybody. `notice`: worth knowing, and no proof of anything. */
export type Severity = 'warning' | 'notice';

/** Something about a person that may receive records, which whoever chooses them should know. */
export type SuccessorWarning =
  /** Invited and not yet in: nobody works with the records until they are. */
  | {readonly about: 'invited'; readonly severity: 'warning'}
  /**
   * From outside the company, so that most of the CRM is closed to them. By the portal's word on what kind of account it
   * is; or by a missing department, from which the portal itself concludes it.
   */
  | {readonly about: 'outside'; readonly severity: 'warning'; readonly by: 'account' | 'no-department'}
  | {readonly about: 'no-crm-access'; readonly severity: 'warning'}
  /**
   * Never signed in. That is no proof of an invitation: imported people have no sign-in either. `confirmed`: the portal
   * says that the account is no open invitation; false: it was not asked.
   */
  | {readonly about: 'never-signed-in'; readonly severity: 'notice'; readonly confirmed: boolean};

/** What this key could read of people. What it may not read is missing in their rows, and must not look like a fact. */
export interface PeopleSight {
  /** The key has the full scope `user`: with less, nobody has a last sign-in (fact sheet section 7). */
  readonly lastLogin: boolean;
  /** Departments of people are read. */
  readonly departments: boolean;
}

/**
 * What is to be said of somebody who may receive records (`refuseSuccessor` says who may not): warnings before notices.
 * The portal gives records to anybody, without a question (trap 19).
 */
export function warnOfSuccessor(person: Person, sight: PeopleSight): SuccessorWarning[] {
  const invited = person.waiting === 'invited' || (person.active && person.confirmed === false);
  const warnings: SuccessorWarning[] = [];
  if (invited) warnings.push({about: 'invited', severity: 'warning'});
  const outside = outsideBy(person, sight);
  if (outside) warnings.push({about: 'outside', severity: 'warning', by: outside});
  if (person.crmAccess === false) warnings.push({about: 'no-crm-access', severity: 'warning'});
  if (!invited && sight.lastLogin && person.lastLogin === undefined)
    warnings.push({about: 'never-signed-in', severity: 'notice', confirmed: person.confirmed === true});
  return warnings;
}

function outsideBy({accountKind, departmentIds}: Person, sight: PeopleSight): 'account' | 'no-department' | undefined {
  if (accountKind !== undefined) return accountKind === 'employee' ? undefined : 'account';
  return sight.departments && departmentIds.length === 0 ? 'no-department' : undefined;
}
