import fc from 'fast-check';
import {expect, test} from 'vitest';
import {proxyFor} from '../../source/portal/proxy-choice.ts';

const PORTAL = 'https://acme.bitrix24.com';
const found = (env: Record<string, string>, origin = PORTAL): string => {
  const proxy = proxyFor(origin, env);
  return proxy instanceof URL ? `${proxy.protocol}//${proxy.host}` : String(proxy);
};

test.each<[string, Record<string, string>, string]>([
  ['none', {}, 'undefined'],
  ['one for https', {HTTPS_PROXY: 'http://proxy:3128'}, 'http://proxy:3128'],
  ['the small letters first', {https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2'}, 'http://a:1'],
  ['one for all', {ALL_PROXY: 'http://proxy:3128'}, 'http://proxy:3128'],
  ['one for http alone', {HTTP_PROXY: 'http://proxy:3128'}, 'undefined'],
  ['one without a scheme', {HTTPS_PROXY: 'proxy.example:3128'}, 'http://proxy.example:3128'],
  ['one with a password', {HTTPS_PROXY: 'http://me:p%40ss@proxy:3128'}, 'http://proxy:3128'],
  ['one that speaks TLS', {HTTPS_PROXY: 'https://proxy:8443'}, 'https://proxy:8443'],
  ['one of another kind', {HTTPS_PROXY: 'socks5://proxy:1080'}, 'socks5://proxy:1080'],
  ['one set to nothing', {HTTPS_PROXY: ''}, 'undefined'],
  ['nonsense', {HTTPS_PROXY: 'http://['}, 'unreadable'],
])('the proxy of the environment: %s', (_case, env, proxy) => {
  expect(found(env)).toBe(proxy);
});

test.each<[string, boolean]>([
  ['*', true],
  ['acme.bitrix24.com', true],
  ['ACME.Bitrix24.com', true],
  ['bitrix24.com', true],
  ['.bitrix24.com', true],
  ['*.bitrix24.com', true],
  ['other.example, acme.bitrix24.com', true],
  ['other.example acme.bitrix24.com', true],
  ['acme.bitrix24.com:443', true],
  ['acme.bitrix24.com:8443', false],
  ['24.com', false],
  ['acme', false],
  ['', false],
  [',', false],
  ['.', false],
])('NO_PROXY=%s', (list, excepted) => {
  expect(found({HTTPS_PROXY: 'http://proxy:1', NO_PROXY: list}) === 'undefined').toBe(excepted);
});

test('addresses of machines can be excepted, of both families', () => {
  const env = {HTTPS_PROXY: 'http://proxy:1', NO_PROXY: '10.0.0.7,fd00::1,[fd00::2]:8443'};
  expect(found(env, 'https://10.0.0.7')).toBe('undefined');
  expect(found(env, 'https://110.0.0.7')).toBe('http://proxy:1');
  expect(found(env, 'https://[fd00::1]')).toBe('undefined');
  expect(found(env, 'https://[fd00::2]:8443')).toBe('undefined');
  expect(found(env, 'https://[fd00::2]')).toBe('http://proxy:1');
});

test('whatever stands in the variables, a portal is reached directly, by a proxy, or told that it is nonsense', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (proxy, list) => {
      const chosen = proxyFor(PORTAL, {HTTPS_PROXY: proxy, NO_PROXY: list});
      expect(chosen === undefined || chosen === 'unreadable' || chosen instanceof URL).toBe(true);
      if (list.split(/[\s,]+/).includes('acme.bitrix24.com')) expect(chosen).toBeUndefined();
    }),
  );
});
