/** An inbound webhook: acts with the rights of its owner and its own scopes only (fact sheet 3). */
export type Hook = {
  readonly userId: number;
  readonly code: string;
  scopes: readonly string[];
  revoked: boolean;
};

/** The scopes of a key as an administrator would tick them for this job. */
export const DEFAULT_SCOPES = ['crm', 'user', 'department', 'task', 'bizproc', 'imopenlines', 'sale'] as const;

/** True if the key's scopes hold one of those asked for. */
export function hasScope(hook: Hook, scope: string | readonly string[]): boolean {
  if (scope === '') return true;
  return typeof scope === 'string' ? hook.scopes.includes(scope) : scope.some(one => hook.scopes.includes(one));
}
