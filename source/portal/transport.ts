import {Agent as HttpAgent} from 'node:http';
import {Agent as HttpsAgent} from 'node:https';
import axios, {AxiosError} from 'axios';
import {wellFormed} from '../domain/text.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {isLoopback, type WebhookAddress} from '../domain/webhook.ts';
import {noteHead} from './answer-head.ts';
import {certificateTrouble} from './certificate.ts';
import {classifyError} from './classify.ts';
import {PortalFault} from './faults.ts';
import {ProxyFailure, proxyFault, tunnelAgent} from './proxy.ts';
import {proxyFor, type ProxyEnvironment} from './proxy-choice.ts';
import {redirectTrouble} from './redirect.ts';

/** Body of a successful answer: `result`, and what the portal lifts out of it (fact sheet section 1). */
export interface Envelope {
  readonly result: unknown;
  readonly total?: unknown;
  readonly next?: unknown;
  readonly time?: unknown;
}

/**
 * Sends one HTTP request. No retry, no pace: those are the client's.
 *
 * @param timeoutMs less than the usual patience for an answer, where somebody cannot wait that long
 */
export type Transport = (method: string, body: object, timeoutMs?: number) => Promise<Envelope>;

/** The portal ends a request after 60 s (section 5); an answer that is later than this will not come. */
export const REQUEST_TIMEOUT_MS = 70_000;
const MOST_ANSWER_BYTES = 64 * 1024 * 1024;
/** Errors at which no byte of the request can have reached the portal. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL']);
/** The same where they come from connecting; a connection that stood can end with them too, when the request is out. */
const NOT_CONNECTED = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

/**
 * A transport for one webhook. The body is always JSON from a serialiser, since a body that does not parse runs the
 * method without parameters (trap 5), and redirects are never followed, since that would drop the body (trap 30).
 */
export function createTransport(
  address: WebhookAddress,
  version: string,
  timeoutMs = REQUEST_TIMEOUT_MS,
  env: ProxyEnvironment = process.env,
): Transport {
  let tunnels: Promise<HttpAgent> | undefined;
  const proxy = proxyOf(address, env);
  /** The way out: a tunnel where a proxy is named, loaded only then. */
  const agent = async (): Promise<{httpsAgent?: HttpAgent}> => {
    if (proxy === undefined) return {};
    if (proxy === 'unreadable') throw new PortalTrouble('proxy', 'unreadable');
    tunnels ??= tunnelAgent(proxy);
    return {httpsAgent: await tunnels};
  };
  const http = axios.create({
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: MOST_ANSWER_BYTES,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: [(data: unknown) => data],
    httpAgent: new HttpAgent({keepAlive: true}),
    httpsAgent: new HttpsAgent({keepAlive: true}),
    headers: {'User-Agent': `b24-handover/${version}`, Accept: 'application/json', 'Content-Type': 'application/json'},
    // Proxies are ours to choose: axios opens a tunnel for each request, and takes a proxy's refusal for an answer.
    proxy: false,
  });
  return async (method, body, shorterMs = timeoutMs) => {
    const timeout = Math.min(timeoutMs, shorterMs);
    const way = await agent();
    const answer = await http
      .post<string>(`${address.base()}${method}`, JSON.stringify(body, readable), {timeout, ...way})
      .catch((error: unknown) => {
        throw networkFault(method, error, address);
      });
    const date = Date.parse(String(answer.headers['date'] ?? ''));
    const head = {status: answer.status, date: Number.isNaN(date) ? undefined : date};
    try {
      const location = String(answer.headers['location'] ?? '');
      return noteHead(readAnswer(method, answer.status, answer.data, location, address), head);
    } catch (error) {
      throw noteHead(error, head);
    }
  };
}

/** A proxy is for the way out; a portal on this machine is reached directly. */
function proxyOf({origin}: WebhookAddress, env: ProxyEnvironment): ReturnType<typeof proxyFor> {
  return isLoopback(new URL(origin).hostname) ? undefined : proxyFor(origin, env);
}

/** PHP cannot read half of a surrogate pair: the whole body would not parse, and run without parameters (trap 5). */
function readable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value;
}

/** Axios keeps the whole request, secret and all, on its errors: nothing of them but the code is passed on. */
function networkFault(method: string, error: unknown, address: WebhookAddress): Error {
  if (!(error instanceof AxiosError)) return new Error(address.redact(String(error)));
  if (error.cause instanceof ProxyFailure) return proxyFault(method, error.cause);
  const code = error.code ?? 'ERR_NETWORK';
  if (NOT_SENT.has(code) || (NOT_CONNECTED.has(code) && syscallOf(error) === 'connect'))
    return new PortalFault('unreachable', method, code, address.host);
  const text = address.redact(error.message);
  // Whether it came with the first byte or in the middle of an answer cannot be told.
  const said = code === 'EPROTO' && text.includes('wrong version number') ? 'no https there' : code;
  return certificateTrouble(address.host, code) ?? new PortalFault('lost', method, said, text);
}

function syscallOf({cause}: AxiosError): unknown {
  return typeof cause === 'object' && cause !== null && 'syscall' in cause ? cause.syscall : undefined;
}

function readAnswer(method: string, status: number, data: string, location: string, address: WebhookAddress): Envelope {
  if (status >= 300 && status < 400) throw redirectTrouble(address, status, location);
  const body = parseObject(data);
  if (body && 'error' in body) {
    const description = typeof body['error_description'] === 'string' ? address.redact(body['error_description']) : '';
    const code = typeof body['error'] === 'string' ? address.redact(body['error']) : body['error'];
    throw classifyError(method, status, code, description);
  }
  if (body && 'result' in body) return body as unknown as Envelope;
  if (status === 503) throw new PortalFault('too-many', method, 'HTTP 503', '', status);
  if (status === 429) throw new PortalFault('execution-time', method, 'HTTP 429', '', status);
  // A page instead of JSON: a front end's 502 or 504, a portal that is stopped, or no Bitrix24 at all. Whether the
  // method ran cannot be known.
  throw new PortalFault('lost', method, `HTTP ${status}`, body ? 'JSON without result or error' : 'no JSON', status);
}

function parseObject(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
