import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import {WebhookAddress} from '../../source/domain/webhook.ts';

export const TOKEN = 'x7k2p9q4m1z8c3v6';

export interface Heard {
  readonly verb: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Server {
  readonly origin: string;
  readonly address: WebhookAddress;
  /** Every request whose body was read. */
  readonly heard: readonly Heard[];
  /** Every connection, also those of which nothing was read. */
  readonly connections: () => number;
}

export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/**
 * A real server on this machine for one test: real resets, hangs and cut answers.
 *
 * @param onConnect called before anything of a request is read
 */
export async function serve(
  answer: Answer,
  onConnect: (request: IncomingMessage) => boolean = () => true,
): Promise<Server> {
  const heard: Heard[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    if (!onConnect(request)) return;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({verb: request.method ?? '', url: request.url ?? '', headers: request.headers, body});
      answer(response, request, body);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {origin, address: new WebhookAddress(origin, 17, TOKEN), heard, connections: () => connections};
}

export const json =
  (status: number, body: unknown): Answer =>
  response => {
    response.writeHead(status, {'Content-Type': 'application/json; charset=utf-8'}).end(JSON.stringify(body));
  };

export const html =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  response => {
    response.writeHead(status, {'Content-Type': 'text/html', ...headers}).end('<html><h1>Bad Gateway</h1></html>');
  };
