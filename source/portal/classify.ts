import {PortalTrouble, type PortalProblem} from '../domain/trouble.ts';
import {PortalFault} from './faults.ts';

/** Errors after which no call with this key can succeed (fact sheet section 2). */
const FATAL: Readonly<Record<string, PortalProblem>> = {
  NO_AUTH_FOUND: 'wrong-token',
  INVALID_CREDENTIALS: 'wrong-token',
  INVALID_TOKEN: 'wrong-token',
  EXPIRED_TOKEN: 'wrong-token',
  AUTHORIZATION_ERROR: 'owner-inactive',
  ALLOWED_ONLY_INTRANET_USER: 'owner-inactive',
  USER_ACCESS_ERROR: 'refused',
  APPLICATION_NOT_FOUND: 'refused',
  WRONG_LICENSE: 'no-subscription',
  PORTAL_DELETED: 'not-bitrix24',
  INVALID_REQUEST: 'refused',
  OVERLOAD_LIMIT: 'blocked',
};

/**
 * Turns an error of the portal into a fault of this call or, where the key as a whole is refused, into trouble that
 * ends the session. Codes count, not statuses (they differ between documentation and source: trap 31). ACCESS_DENIED
 * has three meanings (trap 27): with status 401, or 403 and the word subscription or plan, the portal has no REST.
 */
export function classifyError(
  method: string,
  status: number,
  error: unknown,
  description: string,
): PortalFault | PortalTrouble {
  const code = typeof error === 'string' || typeof error === 'number' ? String(error) : '';
  const upper = code.toUpperCase();
  if (upper === 'QUERY_LIMIT_EXCEEDED') return new PortalFault('too-many', method, code, description, status);
  if (upper === 'OPERATION_TIME_LIMIT') return new PortalFault('execution-time', method, code, description, status);
  if (upper === 'INTERNAL_SERVER_ERROR' || upper === 'ERROR_UNEXPECTED_ANSWER') {
    return new PortalFault('lost', method, code, description, status);
  }
  // A self-hosted portal did not reach the server that knows its keys: nothing was carried out, and it may later (fact sheet section 2).
  if (upper === 'CONNECTION_ERROR') return new PortalFault('unreachable', method, code, description, status);
  const noSubscription = status === 401 || (status === 403 && /subscription|commercial plan/i.test(description));
  if (upper === 'ACCESS_DENIED' && noSubscription) return new PortalTrouble('no-subscription', description);
  const fatal = FATAL[upper];
  if (fatal) return new PortalTrouble(fatal, description || code);
  return new PortalFault('refused', method, code, description, status);
}
