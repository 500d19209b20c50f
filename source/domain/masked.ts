// What must stand in no output or file, whoever wrote it there. The codes of the keys at hand are known and taken out in
// every spelling (`WebhookAddress.redact`); this is for those of others, which show only by where they stand.

/** Whatever stands between the owner's number and the next slash of a webhook address. */
const IN_ADDRESS = /(\/rest(?:\/|%2f)\d+(?:\/|%2f))[^\s/"'%]+/gi;
/** Keys of sign-in in a query: of files, of OAuth, of a session. */
const IN_QUERY =
  /([?&]|%3f|%26)((?:auth|access_token|refresh_token|client_secret|application_token|token|sessid|password)(?:=|%3d))[^&\s"'#%]+/gi;
/** Name and password in front of a host. */
const IN_AUTHORITY = /(:\/\/)[^\s/@:"']+:[^\s/@"']+@/g;
const IN_HEADER = /\b(bearer|basic) +[a-z0-9._~+/=-]{8,}/gi;
/** Fields of a body or an answer that hold nothing but a secret. */
const SECRET_FIELD =
  /^(auth|auth_id|refresh_id|access_token|refresh_token|client_secret|application_token|token|sessid|password|confirm_password|checkword|authorization)$/i;

/** Addresses of webhooks in texts that other people wrote, as in the title of a record: their codes are taken out. */
export function maskAddresses(text: string): string {
  return text.replace(IN_ADDRESS, '$1***');
}

/** The same, and keys of sign-in wherever an address or a header would hold them. */
export function maskSecrets(text: string): string {
  return maskAddresses(text).replace(IN_QUERY, '$1$2***').replace(IN_AUTHORITY, '$1***@').replace(IN_HEADER, '$1 ***');
}

/**
 * A plain value with every secret taken out of its texts, of the names of its fields too; numbers that hold one become text.
 *
 * @param clean takes out what is known to be secret
 */
export function maskValue(value: unknown, clean: (text: string) => string): unknown {
  const mask = (text: string): string => maskSecrets(clean(text));
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return mask(one);
    if (typeof one === 'number') return mask(String(one)) === String(one) ? one : '***';
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, held]) => [mask(name), SECRET_FIELD.test(name) && held ? '***' : walk(held)]),
    );
  };
  return walk(value);
}
