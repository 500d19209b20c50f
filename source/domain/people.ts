/** One employee, normalised from `user.get` (fact sheet section 7). All texts come from the portal and are hostile. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly lastName: string;
  readonly email: string;
  readonly position: string;
  readonly departmentIds: readonly number[];
  /** Department names in the order of `departmentIds`, as far as they could be read. */
  readonly departments: readonly string[];
  readonly active: boolean;
  /** ISO 8601, or undefined for somebody who never signed in (which alone says nothing about dismissal). */
  readonly lastLogin?: string;
  /**
   * Why this person is no dismissed or ordinary employee: `asked-to-join` (not active, waits for approval) or
   * `invited` (active, has not accepted). Told by CONFIRM_CODE through `user.search`, never by a missing sign-in.
   */
  readonly waiting?: 'asked-to-join' | 'invited';
  /** Whether CONFIRM_CODE is empty, so that the account waits for nothing. Missing where the portal was not asked. */
  readonly confirmed?: boolean;
  /**
   * USER_TYPE of the row, which the portal concludes from departments: `employee`, or `extranet` and the like for people
   * from outside (fact sheet section 7). Missing where it was not read.
   */
  readonly accountKind?: 'employee' | 'outside';
  /** Whether this person may use the CRM. Missing where that is not known: REST does not say it of others. */
  readonly crmAccess?: boolean;
}

/** "Anna Petrova", or the e-mail where a profile has no name, or "#42" where it has neither. Still hostile text. */
export function personName(person: Pick<Person, 'id' | 'name' | 'lastName' | 'email'>): string {
  const full = `${person.name} ${person.lastName}`.trim();
  return full || person.email || `#${person.id}`;
}

/** Why a person may not receive records, or undefined when they may. */
export type SuccessorRefusal = 'is-leaver' | 'dismissed' | 'asked-to-join';

export function refuseSuccessor(person: Person, leaverId: number): SuccessorRefusal | undefined {
  if (person.id === leaverId) return 'is-leaver';
  if (person.active) return undefined;
  return person.waiting === 'asked-to-join' ? 'asked-to-join' : 'dismissed';
}

/** Why records may not be taken from a person, or undefined when they may. */
export type LeaverRefusal = 'owns-key' | 'asked-to-join';

/** @param keyOwnerId the person the webhook belongs to: dismissing them would kill the key in mid-run. */
export function refuseLeaver(person: Person, keyOwnerId: number): LeaverRefusal | undefined {
  if (person.id === keyOwnerId) return 'owns-key';
  return person.waiting === 'asked-to-join' ? 'asked-to-join' : undefined;
}
