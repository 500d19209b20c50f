import {describe, expect, it} from 'vitest';
import {WebhookAddress} from '../../source/domain/webhook.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {en} from '../../source/words/en.ts';
import {everythingOf, tokenIn} from './leaks.ts';
import {json, serve, TOKEN} from './server.ts';
import {certificateFor, connectProxy, tlsFront} from './tls.ts';

const ADDRESS = new WebhookAddress('https://portal.example', 17, TOKEN);

async function failure(proxy: string, env: Record<string, string> = {}): Promise<unknown> {
  const all = {HTTPS_PROXY: proxy, ...env};
  const error: unknown = await createTransport(
    ADDRESS,
    '1',
    5000,
    all,
  )('profile', {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(tokenIn(error)).toBe(false);
  expect(everythingOf(error)).not.toMatch(/wonderland|alice/);
  return error;
}

describe('a proxy', () => {
  it('is asked for a tunnel by host and port alone; the address goes through it encrypted', async () => {
    const front = await tlsFront(await certificateFor(['portal.example']));
    const proxy = await connectProxy(front.port);
    // Its certificate is nobody's: the tunnel stands, and the portal is not trusted.
    const error = await failure(`http://alice:wonder%6Cand@127.0.0.1:${proxy.port}`);
    expect(error).toMatchObject({problem: 'certificate', detail: 'portal.example DEPTH_ZERO_SELF_SIGNED_CERT'});
    expect(proxy.asked[0]).toMatch(/^CONNECT portal\.example:443 HTTP\/1\.1\r\n/);
    expect(proxy.asked[0]).toContain(
      `Proxy-Authorization: Basic ${Buffer.from('alice:wonderland').toString('base64')}\r\n`,
    );
    expect(proxy.seen().includes(TOKEN)).toBe(false);
    expect(proxy.seen().includes('/rest/')).toBe(false);
  });

  it.each([
    [407, /wants a name and a password/],
    [403, /does not let this program through/],
  ])('that answers %i: told, and nothing is sent', async (status, what) => {
    const proxy = await connectProxy(1, status);
    const error = await failure(`http://127.0.0.1:${proxy.port}`);
    expect(error).toMatchObject({problem: 'proxy', detail: `127.0.0.1:${proxy.port} ${status}`});
    expect(en.trouble('proxy', (error as {detail: string}).detail).what).toMatch(what);
  });

  it.each([502, 503, 504])('that answers %i has not reached the portal: nothing was carried out', async status => {
    const proxy = await connectProxy(1, status);
    expect(await failure(`http://127.0.0.1:${proxy.port}`)).toMatchObject({
      name: 'PortalFault',
      kind: 'unreachable',
      code: `proxy 127.0.0.1:${proxy.port}: ${status}`,
    });
  });

  it('that nobody runs: nothing was carried out, and it is the proxy that is named', async () => {
    expect(await failure('http://alice:wonderland@127.0.0.1:1')).toMatchObject({
      kind: 'unreachable',
      code: 'proxy 127.0.0.1:1: ECONNREFUSED',
    });
  });

  it.each([
    ['socks5://127.0.0.1:1', /of a kind that this program cannot use \(socks5\)/],
    ['http://[', /names no proxy/],
  ])('like %s is told as what it is', async (proxy, what) => {
    const error = await failure(proxy);
    expect(error).toMatchObject({problem: 'proxy'});
    expect(en.trouble('proxy', (error as {detail: string}).detail).what).toMatch(what);
  });

  it('is passed by where NO_PROXY names the portal, and for a portal on this machine', async () => {
    const proxy = await connectProxy(1);
    const all = {HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HTTP_PROXY: `http://127.0.0.1:${proxy.port}`};
    const {address} = await serve(json(200, {result: 1}));
    expect(await createTransport(address, '1', 5000, all)('profile', {})).toEqual({result: 1});
    const nowhere = new WebhookAddress('https://127.0.0.2:1', 17, TOKEN);
    await expect(createTransport(nowhere, '1', 5000, all)('profile', {})).rejects.toMatchObject({code: 'ECONNREFUSED'});
    const invalid = new WebhookAddress('https://portal.invalid', 17, TOKEN);
    await expect(
      createTransport(invalid, '1', 5000, {...all, NO_PROXY: '.invalid'})('profile', {}),
    ).rejects.toMatchObject({kind: 'unreachable', text: 'portal.invalid'});
    expect(proxy.asked).toEqual([]);
  });
});
