import {createServer as createHttp, request as ask} from 'node:http';
import {createServer, type Server} from 'node:https';
import {type AddressInfo, connect, createServer as createTcp, type Socket} from 'node:net';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {generate} from 'selfsigned';
import {onTestFinished} from 'vitest';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The certificate as a file, as NODE_EXTRA_CA_CERTS takes it. */
  readonly file: string;
}

/** A certificate for these hosts that nobody else vouches for. */
export async function certificateFor(
  hosts: readonly string[],
  {from = Date.now() - 86_400_000, to = Date.now() + 86_400_000}: {from?: number; to?: number} = {},
): Promise<Certificate> {
  const made = await generate([{name: 'commonName', value: hosts[0] ?? ''}], {
    keySize: 2048,
    notBeforeDate: new Date(from),
    notAfterDate: new Date(to),
    extensions: [
      {name: 'basicConstraints', cA: true},
      {
        name: 'subjectAltName',
        altNames: hosts.map(host =>
          /^[\d.]+$/.test(host) ? {type: 7 as const, ip: host} : {type: 2 as const, value: host},
        ),
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'b24-tls-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const file = join(folder, 'certificate.pem');
  writeFileSync(file, made.cert);
  return {key: made.private, cert: made.cert, file};
}

/** A server that speaks TLS and hands what it hears to a portal that does not. Gives its port. */
export async function tlsFront({key, cert}: Certificate, portal?: string): Promise<{port: number; heard: string[]}> {
  const heard: string[] = [];
  const server = createServer({key, cert}, (request, response) => {
    heard.push(request.url ?? '');
    if (portal === undefined) return void response.end('{"result":true}');
    const {method = 'POST', url = '/', headers} = request;
    const onward = ask(new URL(url, portal), {method, headers}, answer => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  return {port: await listen(server), heard};
}

export interface Proxy {
  readonly port: number;
  /** First lines of what was asked of it, with the headers. */
  readonly asked: string[];
  /** Everything that ever went through, both ways. */
  readonly seen: () => Buffer;
}

/**
 * A real proxy that opens tunnels to one port, whatever host is asked for.
 *
 * @param status what it answers instead of opening one
 */
export async function connectProxy(to: number, status = 200): Promise<Proxy> {
  const asked: string[] = [];
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createTcp(client => {
    sockets.add(client);
    client.on('error', () => {});
    client.once('data', head => {
      chunks.push(head);
      asked.push(head.toString());
      if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
      const portal = connect(to, '127.0.0.1');
      sockets.add(portal);
      portal.on('error', () => client.destroy());
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      for (const [a, b] of [
        [client, portal],
        [portal, client],
      ] as const) {
        a.on('data', (data: Buffer) => void chunks.push(data));
        a.pipe(b);
      }
    });
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {port: (server.address() as AddressInfo).port, asked, seen: () => Buffer.concat(chunks)};
}

/** A port of this machine at which something else than TLS answers. */
export async function plainPort(): Promise<number> {
  return listen(createHttp((_request, response) => void response.end('hello')));
}

async function listen(server: Server | ReturnType<typeof createHttp>): Promise<number> {
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
