import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {certificateFor, connectProxy, tlsFront} from '../portal/tls.ts';
import {lastObject, runProgram} from './program.ts';
import {KEY, openScreen} from './screen.ts';
import {job, type Stage, stage} from './stage.ts';

const codeOf = (on: Stage): string => on.webhook.split('/').at(-2) ?? '';

/** The address of a stage's portal under another origin, with the same key. */
const addressAt = (on: Stage, origin: string): string => `${origin}${new URL(on.webhook).pathname}`;

test('a whole run through a proxy: tunnels alone, few of them, and the key in none of what the proxy sees', async () => {
  const on = await stage();
  const certificate = await certificateFor(['portal.example']);
  const front = await tlsFront(certificate, on.webhook);
  const proxy = await connectProxy(front.port);
  const env = {
    B24_HANDOVER_WEBHOOK: addressAt(on, 'https://portal.example'),
    HTTPS_PROXY: `http://alice:wonderland@127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: certificate.file,
    // What libraries write into their own log.
    DEBUG: '*',
  };
  const ended = await runProgram(job('--rehire', 'always'), {home: on.home, env});
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: 0});
  expect(lastObject(ended)).toMatchObject({left: 0, moved: 21, account: {open: false}});
  expect(proxy.asked.length).toBeLessThan(12);
  for (const head of proxy.asked) expect(head).toMatch(/^CONNECT portal\.example:443 HTTP\/1\.1\r\n/);
  expect(proxy.seen().includes(codeOf(on))).toBe(false);
  expect(ended.stdout + ended.stderr).not.toContain(codeOf(on));
  expect(ended.stdout + ended.stderr).not.toContain('wonderland');
});

test('a certificate of one’s own: exit 4 with the remedy, and the remedy works', async () => {
  const on = await stage();
  const certificate = await certificateFor(['127.0.0.1']);
  const front = await tlsFront(certificate, on.webhook);
  const env = {B24_HANDOVER_WEBHOOK: addressAt(on, `https://127.0.0.1:${front.port}`)};
  const refused = await runProgram(job(), {home: on.home, env});
  expect(refused.code).toBe(4);
  expect(lastObject(refused)).toMatchObject({error: {problem: 'certificate'}});
  expect(refused.stderr).toMatch(/self-signed.*NODE_EXTRA_CA_CERTS=\/path\/to\/it\.pem/);
  expect(front.heard).toEqual([]);
  const trusted = await runProgram(['tally', '--leaver', '42'], {
    home: on.home,
    env: {...env, NODE_EXTRA_CA_CERTS: certificate.file},
  });
  expect(trusted.code).toBe(0);
});

test.each([
  ['one that has expired', {from: Date.now() - 9e8, to: Date.now() - 1e8}, ['127.0.0.1'], /has expired/],
  ['one of tomorrow', {from: Date.now() + 1e8, to: Date.now() + 9e8}, ['127.0.0.1'], /not valid yet/],
  ['another host’s', {}, ['other.example'], /is for another host/],
])('a certificate that is %s is told as that', async (_case, dates, hosts, what) => {
  const on = await stage();
  const certificate = await certificateFor(hosts, dates);
  const front = await tlsFront(certificate, on.webhook);
  const ended = await runProgram(['tally', '--leaver', '42', '--json'], {
    home: on.home,
    env: {
      B24_HANDOVER_WEBHOOK: addressAt(on, `https://127.0.0.1:${front.port}`),
      NODE_EXTRA_CA_CERTS: certificate.file,
    },
  });
  expect(ended.code).toBe(4);
  expect(lastObject(ended)).toMatchObject({error: {problem: 'certificate'}});
  expect(ended.stderr).toMatch(what);
  expect(front.heard).toEqual([]);
});

/** A portal's old address: everything redirects to where it is now. */
async function oldAddress(on: Stage): Promise<{origin: string; heard: string[]}> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(302, {location: new URL(request.url ?? '/', on.webhook).href}).end();
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard};
}

test('a portal that has moved: commands name both hosts and what to do, and ask nobody else', async () => {
  const on = await stage();
  const old = await oldAddress(on);
  const env = {B24_HANDOVER_WEBHOOK: addressAt(on, old.origin)};
  const ended = await runProgram(job(), {home: on.home, env});
  expect(ended.code).toBe(4);
  expect(lastObject(ended)).toMatchObject({error: {problem: 'moved'}});
  expect(ended.stderr).toContain(new URL(old.origin).host);
  expect(ended.stderr).toContain(new URL(on.webhook).host);
  expect(ended.stderr).toContain('b24-handover profiles add');
  expect(old.heard).toHaveLength(1);
  expect(on.portal.requests).toBe(0);
  expect(ended.stdout + ended.stderr).not.toContain(codeOf(on));
});

test('a saved portal that has moved: the wizard asks, goes there after a yes, and knows it the next time', async () => {
  const on = await stage();
  const old = await oldAddress(on);
  // Saved before it moved.
  const host = new URL(old.origin).host;
  const first = {
    schema: 1,
    portals: [{name: 'work', host, userId: 17, lastUsed: 1}],
    secrets: {work: addressAt(on, old.origin)},
  };
  writeFileSync(`${on.home}/settings.json`, JSON.stringify(first));
  const screen = openScreen({home: on.home});
  onTestFinished(() => screen.dispose());
  await screen.until(/❯ work /);
  await screen.type(KEY.enter);
  await screen.until('redirects to another host');
  expect(on.portal.requests).toBe(0);
  await screen.until('❯ Cancel');
  await screen.type(KEY.down);
  await screen.until('❯ It is my portal');
  await screen.type(KEY.enter);
  await screen.until('Leaver 2/7');
  await screen.type(KEY.ctrlC, KEY.ctrlC);
  expect(await screen.exit()).toBe(130);
  expect(screen.raw()).not.toContain(codeOf(on));
  const asked = old.heard.length;
  expect((await runProgram(['tally', '--leaver', '42', '--profile', 'work'], {home: on.home})).code).toBe(0);
  expect(old.heard).toHaveLength(asked);
});
