import type {IncomingMessage, ServerResponse} from 'node:http';
import {encodeJson} from '../php/encode-json.ts';
import {parseString} from '../php/parse-string.ts';
import {parseCommand} from '../php/parse-url.ts';
import {isArray, type PhpArray, toPlain} from '../php/values.ts';
import type {Portal} from '../portal.ts';
import type {Occasion} from '../misfortune.ts';
import {RequestTimeout} from './batch.ts';
import {PhpFatal} from './errors.ts';
import {execute} from './execute.ts';
import {type Address, readAddress, readParameters} from './request.ts';

/**
 * The front end: what is between the network and PHP. Waits the latency, counts requests against the leaky bucket, lets misfortunes
 * strike, and turns what is no answer of a method into the pages a web server gives.
 */
export async function answerRequest(portal: Portal, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (portal.options.sideDoor?.(request.url ?? '/', request, response)) return;
  const body = await readAll(request);
  if (body === null) return;
  const address = readAddress(request.url ?? '/');
  if (!address) {
    page(response, 404, 'Not Found');
    return;
  }
  portal.requests += 1;
  await portal.clock.sleep(portal.options.latencyMs ?? 0);
  if (portal.bucket && !portal.bucket.admit()) {
    tooMany(portal, response);
    return;
  }
  const params = readParameters(address.query, {
    url: request.url ?? '/',
    contentType: request.headers['content-type'] ?? '',
    body,
  });
  const subject = {portal, address, params, response};
  const [outer, ...inner] = occasionFor(portal, address, params).calls;
  portal.log.push({
    request: portal.requests,
    at: portal.clock.now(),
    method: outer?.method ?? '',
    commands: inner.map(call => call.method),
  });
  if (await befallen(subject)) return;
  await work(subject);
}

type Subject = {
  readonly portal: Portal;
  readonly address: Address;
  readonly params: PhpArray;
  readonly response: ServerResponse;
};

/** What strikes before anything is done; true if the request has had its answer, or never gets one. */
async function befallen({portal, address, params, response}: Subject): Promise<boolean> {
  const occasion = occasionFor(portal, address, params);
  const delay = portal.misfortunes.strike(['delay'], occasion);
  if (delay) await portal.clock.sleep(delay.milliseconds);
  const struck = portal.misfortunes.strikeAll(['unavailable', 'html', 'redirect', 'answer'], occasion, 1)[0];
  if (struck?.kind === 'unavailable') tooMany(portal, response);
  else if (struck?.kind === 'html') page(response, struck.status ?? 502, struck.text ?? 'Bad Gateway');
  else if (struck?.kind === 'redirect') {
    response.writeHead(struck.status ?? 302, {Location: struck.location, 'Content-Type': 'text/html'});
    response.end('<html><body>Moved</body></html>');
  } else if (struck?.kind === 'answer') send(portal, response, struck.status, JSON.stringify(struck.body));
  if (struck) return true;
  const cut = portal.misfortunes.strike(['reset', 'hang'], {...occasion, moment: 'before'});
  if (cut?.kind === 'reset') response.socket?.resetAndDestroy();
  return cut !== undefined;
}

async function work({portal, address, params, response}: Subject): Promise<void> {
  let reply;
  try {
    reply = await execute(portal, address, params);
  } catch (error) {
    if (error instanceof RequestTimeout) page(response, 504, 'Gateway Time-out');
    else if (error instanceof PhpFatal) page(response, 500, '');
    else throw error;
    return;
  }
  const occasion = occasionFor(portal, address, params);
  const cut = portal.misfortunes.strike(['reset', 'hang'], {...occasion, moment: 'after'});
  if (cut?.kind === 'reset') response.socket?.resetAndDestroy();
  if (cut) return;
  const text = encodeJson(reply.body);
  if (portal.misfortunes.strike(['truncate'], occasion)) {
    response.writeHead(reply.status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    });
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.destroy());
    return;
  }
  send(portal, response, reply.status, text);
}

/** All methods a request touches, the outer one first, with their parameters as plain JSON. */
function occasionFor(portal: Portal, address: Address, params: PhpArray): Occasion {
  const userId = address.userId ?? 0;
  const calls = [{method: address.method, params: toPlain(params), userId}];
  const commands = params.get('cmd');
  if (address.method.toLowerCase() === 'batch' && isArray(commands)) {
    for (const command of commands.values()) {
      if (typeof command !== 'string') continue;
      const {method, query} = parseCommand(command);
      calls.push({method, params: toPlain(parseString(query)), userId});
    }
  }
  return {calls, writes: portal.writes};
}

function readAll(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    // A client that went away in the middle of its own request gets no answer, and nothing is done.
    request.on('error', () => resolve(null));
  });
}

function tooMany(portal: Portal, response: ServerResponse): void {
  send(portal, response, 503, JSON.stringify({error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests'}));
}

function send(portal: Portal, response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'X-Bitrix-Rest-Application': 'local',
    Date: new Date(portal.clock.now()).toUTCString(),
  });
  response.end(text);
}

function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {'Content-Type': 'text/html; charset=utf-8'});
  response.end(text === '' ? '' : `<html><head><title>${status}</title></head><body><h1>${text}</h1></body></html>`);
}
