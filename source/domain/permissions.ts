/** Permissions (scopes) of a webhook that a handover is better with, in the order in which they are named. */
export const WELCOME_PERMISSIONS = ['department', 'task', 'bizproc'] as const;

export type WelcomePermission = (typeof WELCOME_PERMISSIONS)[number];

/** Those that were not ticked. Where it is not known what was ticked, nothing is said to be missing. */
export function missingPermissions(scopes: readonly string[] | undefined): readonly WelcomePermission[] {
  return scopes === undefined ? [] : WELCOME_PERMISSIONS.filter(one => !scopes.includes(one));
}
