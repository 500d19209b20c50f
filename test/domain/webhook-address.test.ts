import {describe, expect, it} from 'vitest';
import {isLoopback, parseWebhookAddress, type AddressProblem} from '../../source/domain/webhook.ts';

const TOKEN = 'x7k2p9q4m1z8c3v6';
const ADDRESS = `https://acme.bitrix24.com/rest/17/${TOKEN}/`;
/** The same address with something between any two of its letters, as a wrapped line or an editor leaves it. */
const cutBy = (between: string, at = 20): string => ADDRESS.slice(0, at) + between + ADDRESS.slice(at);

/** Field report F6: what copying and pasting adds to an address, or takes from it. */
const GOOD: Readonly<Record<string, string>> = {
  'as it is shown': ADDRESS,
  'without the last slash': ADDRESS.slice(0, -1),
  'with a method': `${ADDRESS}profile`,
  'with a method and a suffix': `${ADDRESS}profile.json`,
  'with a whole call': `${ADDRESS}crm.lead.add.json?x=1&y=2#top`,
  'with doubled slashes': `https://acme.bitrix24.com//rest//17//${TOKEN}//`,
  'without the scheme': ADDRESS.slice('https://'.length),
  'in capital letters where they do not count': `HTTPS://ACME.Bitrix24.COM/rest/17/${TOKEN}/`,
  'with the usual port': ADDRESS.replace('.com/', '.com:443/'),
  'in double quotes': `"${ADDRESS}"`,
  'in single quotes': `'${ADDRESS}'`,
  'in backticks': `\`${ADDRESS}\``,
  'in typographic quotes': `“${ADDRESS}”`,
  'in angle brackets': `<${ADDRESS}>`,
  'at the end of a sentence': `${ADDRESS.slice(0, -1)}.`,
  'in a list': `${ADDRESS},`,
  'between spaces': `   ${ADDRESS}\t `,
  'with a line end': `${ADDRESS}\r\n`,
  'with no-break spaces': `\u00a0${cutBy('\u00a0')}\u00a0`,
  'with a zero-width space': cutBy('\u200b'),
  'with a byte order mark': `\ufeff${ADDRESS}`,
  'with a soft hyphen': cutBy('\u00ad'),
  'with direction marks': `\u202a${ADDRESS}\u202c`,
  'with isolates': `\u2066${ADDRESS}\u2069`,
  'with one line break inside': cutBy('\n'),
  'wrapped and indented inside the token': cutBy('\r\n    ', ADDRESS.length - 5),
  'with tildes at both ends': `~${ADDRESS}~`,
  'as a bracketed paste': `\u001b[200~${ADDRESS}\u001b[201~`,
  'as a bracketed paste with quotes': `\u001b[200~"${ADDRESS}"\n\u001b[201~`,
  'as a bracketed paste whose escapes were swallowed': `[200~${ADDRESS}[201~`,
  'as a bracketed paste of which only the first end lost its bracket': `200~${ADDRESS}\u001b[201~`,
};

describe('an address that is almost right', () => {
  it.each(Object.entries(GOOD))('is read %s', (_, pasted) => {
    const result = parseWebhookAddress(pasted);
    expect(result.ok && [result.address.base(), result.address.userId]).toEqual([ADDRESS, 17]);
  });

  it('keeps digits before a tilde, which are the token’s', () => {
    const result = parseWebhookAddress(`~https://acme.bitrix24.com/rest/1/abc200~`);
    expect(result.ok && result.address.base()).toBe('https://acme.bitrix24.com/rest/1/abc200/');
  });
});

const BAD: readonly (readonly [string, string, AddressProblem])[] = [
  ['nothing', '', 'empty'],
  ['spaces and invisible characters', ' \u200b\u00a0\n"" ', 'empty'],
  ['the token alone', TOKEN, 'token-only'],
  ['a path without a host', `/rest/17/${TOKEN}/`, 'no-address'],
  ['a path without host and person', `/rest/${TOKEN}/`, 'no-address'],
  ['an address without a person', `https://acme.bitrix24.com/rest/${TOKEN}/`, 'no-user'],
  ['person 0', `https://acme.bitrix24.com/rest/0/${TOKEN}/`, 'no-user'],
  ['the newer REST', `https://acme.bitrix24.com/rest/api/1/${TOKEN}/`, 'rest-v3'],
  ['the portal alone', 'https://acme.bitrix24.com/', 'no-address'],
  ['no token', 'https://acme.bitrix24.com/rest/17/', 'no-token'],
  ['a cut token', 'https://acme.bitrix24.com/rest/17/x7k/', 'no-token'],
  ['a method where the token should be', 'https://acme.bitrix24.com/rest/17/crm.lead.list', 'no-token'],
  ['a token with a percent sign', 'https://acme.bitrix24.com/rest/17/x7k2%2e%2e/', 'no-token'],
  ['http to another machine', `http://acme.bitrix24.com/rest/17/${TOKEN}/`, 'not-https'],
  ['http to a name that only looks local', `http://127.0.0.1.evil.example/rest/17/${TOKEN}/`, 'not-https'],
  ['another scheme', `ftp://acme.bitrix24.com/rest/17/${TOKEN}/`, 'no-address'],
  ['a person before the host', `https://acme.bitrix24.com@evil.example/rest/17/${TOKEN}/`, 'no-address'],
  ['words', 'my webhook please', 'token-only'],
  ['an e-mail address', 'anna@acme.example', 'no-address'],
];

describe('what is no address', () => {
  it.each(BAD)('%s', (_, pasted, problem) => {
    expect(parseWebhookAddress(pasted)).toEqual({ok: false, problem});
  });
});

describe('http', () => {
  it.each(['localhost:8080', '127.0.0.1:1', '127.9.9.9', '[::1]:9'])('is for this machine: %s', host => {
    const result = parseWebhookAddress(`http://${host}/rest/1/${TOKEN}/`);
    expect(result.ok && result.address.origin).toBe(`http://${host}`);
  });

  it.each(['0.0.0.0', '10.0.0.1', '128.0.0.1', 'localhost.evil.example', '[::2]', '127.0.0.1.'])('not for %s', host => {
    expect(isLoopback(host)).toBe(false);
  });
});
