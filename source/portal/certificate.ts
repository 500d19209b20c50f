import {PortalTrouble} from '../domain/trouble.ts';

const CODES =
  /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET|DECRYPT|DECODE)_|INVALID_(CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH)/;

/**
 * The connection ended because the other side did not prove who it is. Nothing of the request was sent.
 *
 * @param code of Node's TLS, as in `DEPTH_ZERO_SELF_SIGNED_CERT`
 * @returns undefined for codes that say something else
 */
export function certificateTrouble(host: string, code: string): PortalTrouble | undefined {
  return CODES.test(code) ? new PortalTrouble('certificate', `${host} ${code}`) : undefined;
}
