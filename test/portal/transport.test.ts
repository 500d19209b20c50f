import {describe, expect, it} from 'vitest';
import {WebhookAddress} from '../../source/domain/webhook.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {tokenIn} from './leaks.ts';
import {TOKEN, html, json, serve, type Answer} from './server.ts';

const METHOD = 'crm.item.list';

/** Asks a server once; gives what it threw. */
async function failure(answer: Answer, timeoutMs?: number): Promise<unknown> {
  const {address} = await serve(answer);
  return createTransport(
    address,
    '1.2.3',
    timeoutMs,
  )(METHOD, {start: 0}).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a request', () => {
  it('is one POST of JSON to the webhook, and says who asks', async () => {
    const {address, heard} = await serve(json(200, {result: [1], total: 1, time: {}}));
    const answer = await createTransport(address, '1.2.3')(METHOD, {filter: {'=id': 1}, title: 'ё👧'});
    expect(answer).toEqual({result: [1], total: 1, time: {}});
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      verb: 'POST',
      url: `/rest/17/${TOKEN}/${METHOD}`,
      headers: {'content-type': 'application/json', accept: 'application/json', 'user-agent': 'b24-handover/1.2.3'},
    });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({filter: {'=id': 1}, title: 'ё👧'});
  });

  it('holds no half of a surrogate pair, at which PHP would drop all parameters (trap 5)', async () => {
    const {address, heard} = await serve(json(200, {result: []}));
    await createTransport(address, '1')('user.get', {FILTER: {NAME_SEARCH: 'a\ud83d'}});
    expect(heard[0]?.body).toBe('{"FILTER":{"NAME_SEARCH":"a\ufffd"}}');
  });

  it.each([null, false, 0, '', []])('with the result %j has a result', async result => {
    const {address} = await serve(json(200, {result}));
    expect(await createTransport(address, '1')(METHOD, {})).toEqual({result});
  });

  it('takes an answer of several megabytes', async () => {
    const items = Array.from({length: 50}, (_, id) => ({id, text: 'x'.repeat(100_000)}));
    const {address} = await serve(json(200, {result: items}));
    expect((await createTransport(address, '1')(METHOD, {})).result).toHaveLength(50);
  });
});

describe('an answer that is none', () => {
  const raw =
    (status: number, text: string): Answer =>
    response => {
      response.writeHead(status, {'Content-Type': 'application/json'}).end(text);
    };
  it.each([
    ['a page with 200', html(200), 'HTTP 200', 200],
    ['a page with 404', html(404), 'HTTP 404', 404],
    ['a front end’s 502', html(502), 'HTTP 502', 502],
    ['a front end’s 504', html(504), 'HTTP 504', 504],
    ['an empty body', raw(200, ''), 'HTTP 200', 200],
    ['an empty 500', raw(500, ''), 'HTTP 500', 500],
    ['cut JSON', raw(200, '{"result":{"items":[{"id":1'), 'HTTP 200', 200],
    ['a list', raw(200, '[]'), 'HTTP 200', 200],
    ['null', raw(200, 'null'), 'HTTP 200', 200],
    ['an object of something else', json(200, {ok: true}), 'HTTP 200', 200],
    ['a warning of PHP before the JSON', raw(200, '<br />Warning<br />{"result":true}'), 'HTTP 200', 200],
  ])('%s: nobody knows whether it was done', async (_, answer, code, status) => {
    expect(await failure(answer)).toMatchObject({name: 'PortalFault', kind: 'lost', code, status});
  });

  it('a 503 or 429 without JSON still says: later', async () => {
    expect(await failure(html(503))).toMatchObject({kind: 'too-many', status: 503});
    expect(await failure(html(429))).toMatchObject({kind: 'execution-time', status: 429});
  });
});

describe('a connection that breaks', () => {
  it('before the body is read: lost, since the portal may have it', async () => {
    const {address} = await serve(json(200, {result: 1}), request => {
      request.socket.resetAndDestroy();
      return false;
    });
    await expect(createTransport(address, '1')(METHOD, {})).rejects.toMatchObject({kind: 'lost', code: 'ECONNRESET'});
  });

  it('after the body was read: lost', async () => {
    const error = await failure((_response, request) => request.socket.resetAndDestroy());
    expect(error).toMatchObject({kind: 'lost', code: 'ECONNRESET'});
  });

  it('in the middle of the answer: lost', async () => {
    const error = await failure(response => {
      response.writeHead(200, {'Content-Length': '100'}).write('{"result":', () => response.destroy());
    });
    expect(error).toMatchObject({kind: 'lost'});
  });

  it('by silence: lost after the time that was given', async () => {
    expect(await failure(() => {}, 40)).toMatchObject({kind: 'lost', code: 'ECONNABORTED'});
  });

  it('by silence, for somebody with less patience', async () => {
    const {address} = await serve(() => {});
    await expect(createTransport(address, '1')(METHOD, {}, 40)).rejects.toMatchObject({kind: 'lost'});
  });

  it('because nobody listens: nothing was sent', async () => {
    const {address} = await serve(json(200, {}));
    const closed = new WebhookAddress('http://127.0.0.1:1', 17, TOKEN);
    const error: unknown = await createTransport(closed, '1')(METHOD, {}).catch((cause: unknown) => cause);
    expect(error).toMatchObject({kind: 'unreachable', code: 'ECONNREFUSED', text: '127.0.0.1:1'});
    expect(address.host).not.toBe('127.0.0.1:1');
  });
});

describe('the token is in nothing that can be printed of an error', () => {
  const echo = `at /rest/17/${TOKEN}/ and ${TOKEN.toUpperCase()} and ${encodeURIComponent(TOKEN)}`;
  it.each([
    ['an error text that quotes it', json(400, {error: 'ERROR_CORE', error_description: echo})],
    ['an error code that quotes it', json(400, {error: echo, error_description: ''})],
    ['a wrong token', json(401, {error: 'INVALID_CREDENTIALS', error_description: echo})],
    ['a redirect that carries it on', html(302, {Location: `https://other.example/rest/17/${TOKEN}/profile`})],
    ['a page', html(502)],
    ['a reset', (_response, request) => request.socket.resetAndDestroy()],
    ['an invalid answer', (_response, request) => request.socket.end(`HTTP/1.1 ${TOKEN}\r\n\r\n`)],
  ] as [string, Answer][])('%s', async (_, answer) => {
    const error = await failure(answer);
    expect(error).toBeInstanceOf(Error);
    expect(tokenIn(error)).toBe(false);
  });
});
