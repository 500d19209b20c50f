import type {Out} from '../php/values.ts';

/**
 * An error in the portal's envelope `{error, error_description, …extra}`. `code` may be '' (older methods), '0' or '400'
 * (controllers without a code): fact sheet 1, Error envelope.
 */
export class RestError extends Error {
  readonly status: number;
  readonly code: string | number;
  readonly extra: Readonly<Record<string, Out>>;

  constructor(status: number, code: string | number, description: string, extra: Readonly<Record<string, Out>> = {}) {
    super(description);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }

  body(): Record<string, Out> {
    return {error: this.code, error_description: this.message, ...this.extra};
  }
}

/** An error PHP itself raises: a controller turns it into code '0', an older method dies with an HTML 500. */
export class PhpFatal extends Error {}

/** An error of the database: code '400' in a controller, 500 ERROR_CORE in an older method. */
export class SqlError extends Error {}

/** Older methods throw a text without a code (restservice.php). */
export function legacyError(text: string): RestError {
  return new RestError(400, '', text);
}

/** Controllers answer 400 whatever the code says (restmanager.php createExceptionFromErrors). */
export function controllerError(code: string, text: string): RestError {
  return new RestError(400, code, text);
}

/** Errors of signing in are OAuthExceptions, whose status is 401 whatever the documentation says (trap 31). */
export function authError(code: string, text: string): RestError {
  return new RestError(401, code, text);
}

/** No right to a record or a method (crm-item-update.md). */
export const ACCESS_DENIED = (): RestError => controllerError('ACCESS_DENIED', 'Access denied');
/** The help article's rule, told by a controller. */
export const HELD_BY_RULE = (): RestError => controllerError('ACCESS_DENIED', 'Access denied.');
export const NOT_FOUND = (): RestError => controllerError('NOT_FOUND', 'Element not found');
export const TYPE_NOT_FOUND = (): RestError => controllerError('NOT_FOUND', 'Smart process not found');
