import {format, inspect} from 'node:util';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {WebhookAddress, parseWebhookAddress} from '../../source/domain/webhook.ts';

const TOKEN = 'Qx7k2p9q4m1z8c3v';
const address = new WebhookAddress('https://acme.bitrix24.com', 17, TOKEN);
const MASKED = 'https://acme.bitrix24.com/rest/17/***/';

/** The token in every spelling that a text may hold it in. */
const percent = (text: string): string =>
  [...Buffer.from(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('the token of an address', () => {
  it.each([
    ['text', String(address)],
    ['a list in text', [address].join()],
    ['a sum', '' + address],
    ['JSON', JSON.stringify({address}).slice('{"address":"'.length, -'"}'.length)],
    ['inspect', inspect(address)],
    ['a console line', format('%s', address)],
    ['an object in a console line', format('%o', address)],
  ])('is masked in %s', (_, text) => {
    expect(text).toBe(MASKED);
  });

  it.each([
    ['nested inspect', inspect({deep: [{address}]}, {depth: 9, showHidden: true})],
    ['inspect that ignores our own form', inspect(address, {customInspect: false, showHidden: true, depth: 9})],
    ['entries', JSON.stringify(Object.entries(address))],
    ['a copy', JSON.stringify(Object.assign({}, address))],
    ['a clone', inspect(structuredClone(address))],
    [
      'an error that was given it',
      new Error('failed', {cause: address}).stack + inspect(new Error('x', {cause: address})),
    ],
    ['the host', address.host + address.origin],
  ])('is not in %s', (_, text) => {
    expect(text).not.toContain(TOKEN);
  });

  it('is in the real address alone', () => {
    expect(address.base()).toBe(`https://acme.bitrix24.com/rest/17/${TOKEN}/`);
  });
});

describe('redact', () => {
  it.each([
    ['as it is', TOKEN],
    ['in small letters', TOKEN.toLowerCase()],
    ['in capitals', TOKEN.toUpperCase()],
    ['percent-encoded', percent(TOKEN)],
    ['percent-encoded in capitals', percent(TOKEN).toUpperCase()],
    ['percent-encoded twice', encodeURIComponent(percent(TOKEN))],
    ['percent-encoded in part', TOKEN.slice(0, 4) + percent(TOKEN.slice(4))],
  ])('finds the token %s', (_, written) => {
    expect(address.redact(`GET /rest/17/${written}/profile, again ${written}.`)).toBe(
      'GET /rest/17/***/profile, again ***.',
    );
  });

  it('leaves other text alone', () => {
    expect(address.redact('Qx7k2p9q 100% %51 ***')).toBe('Qx7k2p9q 100% %51 ***');
  });

  it('finds any token in any text', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9]{5,40}$/);
    fc.assert(
      fc.property(token, fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (secret, before, after) => {
        const one = new WebhookAddress('https://a.example', 1, secret);
        expect(one.redact(before + secret + after)).not.toContain(secret);
      }),
    );
  });
});

it('tells of a bad address without the address', () => {
  const result = parseWebhookAddress(`http://acme.example/rest/17/${TOKEN}/`);
  expect(result.ok).toBe(false);
  expect(JSON.stringify(result)).not.toContain(TOKEN);
});
