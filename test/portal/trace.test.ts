import {expect, test} from 'vitest';
import {maskValue} from '../../source/domain/masked.ts';
import {PortalTrouble} from '../../source/domain/trouble.ts';
import {PortalFault} from '../../source/portal/faults.ts';
import {traced, type TraceSink} from '../../source/portal/trace.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {holds} from '../terminal/leaks.ts';
import {virtualClock} from './clock.ts';
import {replayed} from './replay.ts';
import {type Answer, html, json, serve, TOKEN} from './server.ts';

function sink(): TraceSink & {readonly entries: object[]; readonly text: () => string} {
  const entries: object[] = [];
  let requests = 0;
  return {
    entries,
    next: () => (requests += 1),
    write: entry => void entries.push({process: 1, ...entry}),
    redact: text => text,
    text: () => entries.map(entry => JSON.stringify(entry)).join('\n'),
  };
}

/** Sends one request to a server that answers so, traced. */
async function one(answer: Answer, body: object = {}) {
  const {address} = await serve(answer);
  const to = sink();
  const clock = virtualClock(Date.UTC(2026, 10, 25));
  const slow: typeof transport = async (...request) => {
    clock.pass(41);
    return transport(...request);
  };
  const transport = createTransport(address, '1');
  const came = await traced(slow, address, clock, to)('crm.item.list', body).catch((error: unknown) => error);
  return {...to, address, came};
}

test('a request and its answer, with times, address and status', async () => {
  const {entries, address} = await one(json(200, {result: {items: []}, total: 0}), {entityTypeId: 2});
  expect(entries).toEqual([
    {
      process: 1,
      request: 1,
      at: '2026-11-25T00:00:00.000Z',
      portal: `${address.origin}/rest/17/***/`,
      method: 'crm.item.list',
      body: {entityTypeId: 2},
    },
    {
      process: 1,
      request: 1,
      at: '2026-11-25T00:00:00.041Z',
      method: 'crm.item.list',
      ms: 41,
      status: 200,
      answer: {result: {items: []}, total: 0},
    },
  ]);
});

const FAILURES: readonly [string, Answer, object][] = [
  [
    'a refusal',
    json(400, {error: 'ACCESS_DENIED', error_description: 'Access denied.'}),
    {status: 400, fault: {kind: 'refused', code: 'ACCESS_DENIED', text: 'Access denied.', status: 400}},
  ],
  [
    'a key that is refused',
    json(401, {error: 'INVALID_CREDENTIALS', error_description: 'Invalid request credentials'}),
    {status: 401, trouble: {problem: 'wrong-token', detail: 'Invalid request credentials'}},
  ],
  ['a page', html(502), {status: 502, fault: {kind: 'lost', code: 'HTTP 502', text: 'no JSON', status: 502}}],
  ['a limit', json(503, {}), {status: 503, fault: {kind: 'too-many', code: 'HTTP 503', text: '', status: 503}}],
  ['a connection that is cut', response => void response.socket?.resetAndDestroy(), {fault: {kind: 'lost'}}],
];

test.each(FAILURES)('%s is written down, thrown on as it was, and replayed', async (_, answer, wanted) => {
  const {entries, came, text, address} = await one(answer);
  expect(entries[1]).toMatchObject(wanted);
  expect(came instanceof PortalFault || came instanceof PortalTrouble).toBe(true);
  const again = replayed(text(), address);
  expect(await again('crm.item.list', {}).catch((error: unknown) => error)).toEqual(came);
  expect(again.left()).toBe(0);
  await expect(again('crm.item.list', {})).rejects.toThrow('no (more) such request');
});

test('the code is in no line, in whatever spelling it was sent or comes back', async () => {
  const spelt = [TOKEN, TOKEN.toUpperCase(), TOKEN.replaceAll(/./g, letter => `%${letter.charCodeAt(0).toString(16)}`)];
  const errors = spelt.map(code => json(400, {error: code, error_description: `https://x/rest/17/${code}/y`}));
  const answers = spelt.map(code =>
    json(200, {result: [{[code]: {url: `https://x/rest/17/${code}/`}, deep: [[code]]}]}),
  );
  const pages: Answer[] = [
    html(302, {location: `/login/?back=/rest/17/${TOKEN}/`}),
    html(302, {location: `https://elsewhere.example/rest/17/${TOKEN}/`}),
  ];
  for (const answer of [...errors, ...answers, ...pages]) {
    const {text} = await one(answer, {title: `see /rest/17/${TOKEN}/profile`, [TOKEN]: TOKEN});
    expect(holds(text(), TOKEN)).toBe(false);
  }
});

test('keys of others go, wherever an address, a header or a field would hold them; people stay', () => {
  const value = {
    url: 'https://b.example/disk/download?auth=abcdef0123&name=plan.pdf',
    cmd: 'user.get?auth%3Dabcdef0123%26x=1',
    other: 'https://acme.bitrix24.com/rest/1/abcdef0123/deal.list',
    proxy: 'http://anna:abcdef0123@proxy:3128',
    header: 'Authorization: Bearer abcdef0123',
    access_token: 'abcdef0123',
    nested: [{REFRESH_TOKEN: 'abcdef0123', CHECKWORD: 'abcdef0123'}],
    EMAIL: 'anna@example.com',
    NAME: 'Anna',
    empty: {token: ''},
    12345: 12345,
    whole: 12345.5,
  };
  const clean = maskValue(value, text => text.replaceAll('12345', '***'));
  expect(JSON.stringify(clean)).not.toContain('abcdef0123');
  expect(clean).toMatchObject({
    url: 'https://b.example/disk/download?auth=***&name=plan.pdf',
    other: 'https://acme.bitrix24.com/rest/1/***/deal.list',
    EMAIL: 'anna@example.com',
    NAME: 'Anna',
    empty: {token: ''},
    '***': '***',
    whole: '***',
  });
});
