import {describe, expect, it} from 'vitest';
import {createTransport} from '../../source/portal/transport.ts';
import {tokenIn} from './leaks.ts';
import {TOKEN, html, json, serve} from './server.ts';

/** Field report F2: a redirect is never followed, and the secret never goes where it points. */
describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %i to another host: that host hears nothing', async status => {
    const other = await serve(json(200, {result: true}));
    const {address, heard} = await serve(html(status, {Location: `${other.origin}/rest/17/${TOKEN}/user.update`}));
    const error: unknown = await createTransport(address, '1')('user.update', {ID: 1, ACTIVE: 'Y'}).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({
      name: 'PortalTrouble',
      problem: 'moved',
      detail: `${address.host} ${other.origin}`,
    });
    expect(tokenIn(error)).toBe(false);
    expect(heard).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it('to the same host: one request, and where it points', async () => {
    const {address, heard} = await serve(html(302, {Location: '/bitrix/coupon_activation.php'}));
    const asked = createTransport(address, '1')('profile', {});
    await expect(asked).rejects.toMatchObject({problem: 'redirected', detail: '/bitrix/coupon_activation.php'});
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['http:, where the secret would be read on the way', 'http://acme.example/rest/17/x/profile'],
    ['a machine’s own http: port, from elsewhere', 'ftp://acme.example/'],
    ['what is no address', 'http://['],
  ])('to %s is no question', async (_case, location) => {
    const {address, heard} = await serve(html(302, {Location: location}));
    await expect(createTransport(address, '1')('profile', {})).rejects.toMatchObject({problem: 'redirected'});
    expect(heard).toHaveLength(1);
  });

  it('in a circle: one request', async () => {
    const {address, heard} = await serve((response, request) => {
      response.writeHead(302, {Location: request.url ?? ''}).end();
    });
    await expect(createTransport(address, '1')('profile', {})).rejects.toMatchObject({problem: 'redirected'});
    expect(heard).toHaveLength(1);
  });

  it('without a target is told by its status', async () => {
    const {address} = await serve(html(302));
    await expect(createTransport(address, '1')('profile', {})).rejects.toMatchObject({detail: 'status 302'});
  });

  it('even if its body is an answer', async () => {
    const {address} = await serve(response => {
      response.writeHead(302, {Location: '/login/'}).end('{"result":true}');
    });
    await expect(createTransport(address, '1')('profile', {})).rejects.toMatchObject({problem: 'redirected'});
  });
});
