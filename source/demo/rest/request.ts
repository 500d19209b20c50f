import {decodeJson, JsonSyntaxError} from '../php/decode-json.ts';
import {parseString} from '../php/parse-string.ts';
import {isArray, type PhpArray} from '../php/values.ts';

/** An HTTP request, as far as the portal reads it. */
export type Incoming = {
  readonly url: string;
  readonly contentType: string;
  readonly body: Buffer;
};

/** Where a request goes: whose key, and which method. `null` parts are missing in the address. */
export type Address = {
  readonly userId: number | null;
  readonly code: string | null;
  readonly method: string;
  readonly query: string;
};

/**
 * Reads `/rest/{userId}/{code}/{method}[.json|.xml][/]` and `/rest/{method}` (fact sheet 1); null for any other address. The
 * newer `/rest/api/…` has no CRM and no users and is not here.
 */
export function readAddress(url: string): Address | null {
  const [path = '', ...rest] = url.split('?');
  const parts = path.replace(/\/+$/, '').split('/').slice(1);
  if (parts[0] !== 'rest') return null;
  const query = rest.join('?');
  const method = (parts.at(-1) ?? '').replace(/\.(json|xml)$/i, '');
  if (parts.length === 4 && /^\d+$/.test(parts[1]!)) {
    return {userId: Number(parts[1]), code: parts[2]!, method, query};
  }
  if (parts.length === 2) return {userId: null, code: null, method, query};
  return parts.length === 1 || parts.length === 3 ? {userId: null, code: null, method: '', query} : null;
}

/** Parameters of query and body in one; the body wins (rest_util.php getRequestData). */
export function readParameters(query: string, incoming: Incoming): PhpArray {
  const params = parseString(query);
  for (const [key, value] of readBody(incoming)) params.set(key, value);
  return params;
}

function readBody({contentType, body}: Incoming): PhpArray {
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (body.length === 0) return new Map();
  if (type === 'application/json') {
    try {
      const value = decodeJson(new TextDecoder('utf-8', {fatal: true}).decode(body));
      return isArray(value) ? value : new Map();
    } catch (error) {
      // Swallowed, as the portal does: the method runs without parameters (trap 5).
      if (error instanceof JsonSyntaxError || error instanceof TypeError) return new Map();
      throw error;
    }
  }
  if (type === 'application/x-www-form-urlencoded') return parseString(body.toString('utf8'));
  if (type === 'multipart/form-data') return readMultipart(contentType, body.toString('utf8'));
  return new Map();
}

/** Plain fields of a multipart body; files are of no use to any method here. */
function readMultipart(contentType: string, body: string): PhpArray {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return new Map();
  const pairs: string[] = [];
  for (const part of body.split(`--${boundary}`)) {
    const [head = '', ...content] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined || /filename=/i.test(head)) continue;
    const value = content.join('\r\n\r\n').replace(/\r\n$/, '');
    pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
  return parseString(pairs.join('&'));
}
