import {inspect} from 'node:util';

/**
 * The address of an inbound webhook. Its token is a secret: this object prints as `https://host/rest/17/***` wherever
 * it is turned into text, JSON or a log line, and only `base()` gives the real address, to the transport.
 */
export class WebhookAddress {
  readonly #token: string;
  readonly #written: RegExp;
  /** `https://acme.bitrix24.com`, or `http://127.0.0.1:port` for a portal on this machine. */
  readonly origin: string;
  /** The person the webhook belongs to. */
  readonly userId: number;

  constructor(origin: string, userId: number, token: string) {
    this.origin = origin;
    this.userId = userId;
    this.#token = token;
    this.#written = everySpelling(token);
  }

  get host(): string {
    return new URL(this.origin).host;
  }

  /** The real address, with the secret, ending in a slash. For the transport and the settings file alone. */
  base(): string {
    return `${this.origin}/rest/${this.userId}/${this.#token}/`;
  }

  /** The same key at another origin: for a portal that has moved, after somebody has said so. */
  at(origin: string): WebhookAddress {
    return new WebhookAddress(origin, this.userId, this.#token);
  }

  /** Takes the token out of any text, whoever wrote it: also in other case, and percent-encoded once or more. */
  redact(text: string): string {
    return text.replace(this.#written, '***');
  }

  toString(): string {
    return `${this.origin}/rest/${this.userId}/***/`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Portals, proxies and libraries quote an address in their own spelling; each letter may be plain or percent-encoded. */
function everySpelling(token: string): RegExp {
  const letters = Array.from(Buffer.from(token), byte => {
    const hex = byte.toString(16).padStart(2, '0');
    return `(?:\\x${hex}|%(?:25)*${hex})`;
  });
  return new RegExp(letters.join(''), 'gi');
}

/** Why a text is no webhook address. The words for each are in the message table. */
export type AddressProblem = 'empty' | 'no-address' | 'token-only' | 'no-user' | 'rest-v3' | 'not-https' | 'no-token';

export type AddressResult =
  | {readonly ok: true; readonly address: WebhookAddress}
  | {readonly ok: false; readonly problem: AddressProblem};

const TOKEN = /^[A-Za-z0-9]{5,128}$/;

/**
 * Reads a pasted webhook address: quotes, angle brackets, white space (also inside, from a wrapped line), invisible
 * characters (a copied address often begins with a direction mark), leftovers of a bracketed paste, the full stop of a
 * sentence, a missing last slash and a method name behind the token are forgiven.
 * `http:` only for loopback, so that a secret never crosses a network in the clear.
 */
export function parseWebhookAddress(pasted: string): AddressResult {
  const text = pasted
    // Terminals and key readers swallow the escape, or it and the bracket, and leave the rest.
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, '')
    .replace(/^20[01]~|\[20[01]~/g, '')
    .replace(/^[~"'`«»“”„‘’<>()]+|[~"'`«»“”„‘’<>(),;.]+$/gu, '');
  if (text === '') return {ok: false, problem: 'empty'};
  if (TOKEN.test(text)) return {ok: false, problem: 'token-only'};
  if (text.startsWith('/')) return {ok: false, problem: 'no-address'};
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return {ok: false, problem: 'no-address'};
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') return {ok: false, problem: 'no-address'};
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return {ok: false, problem: url.protocol === 'http:' ? 'not-https' : 'no-address'};
  }
  return readPath(url);
}

function readPath(url: URL): AddressResult {
  const parts = url.pathname.split('/').filter(part => part !== '');
  if (parts[0] !== 'rest') return {ok: false, problem: 'no-address'};
  if (parts[1] === 'api') return {ok: false, problem: 'rest-v3'};
  const [, user = '', token = ''] = parts;
  if (!/^[1-9]\d{0,9}$/.test(user)) return {ok: false, problem: 'no-user'};
  if (!TOKEN.test(token)) return {ok: false, problem: 'no-token'};
  return {ok: true, address: new WebhookAddress(url.origin, Number(user), token)};
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
