import type {Agent, ClientRequest} from 'node:http';
import type {Socket} from 'node:net';
import type {HttpsProxyAgent as Library} from 'https-proxy-agent';
import {PortalTrouble} from '../domain/trouble.ts';
import {certificateTrouble} from './certificate.ts';
import {PortalFault} from './faults.ts';

/** No tunnel came about: nothing of the request has left, neither to the proxy nor to the portal. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  /** Host and port, never the password that may stand before them. */
  readonly proxy: string;
  /** The status of the proxy's answer, or the system's code. */
  readonly reason: string;
  constructor(proxy: string, reason: string) {
    super(`proxy ${proxy}: ${reason}`);
    this.proxy = proxy;
    this.reason = reason;
  }
}

/**
 * An agent that reaches `https:` hosts through a tunnel of this proxy: the proxy learns host and port, and the address
 * with its secret goes through the tunnel, encrypted. Connections are kept. A proxy that gives no tunnel ends as
 * ProxyFailure.
 *
 * @throws PortalTrouble `proxy` for a kind of proxy that has no such tunnels
 */
export async function tunnelAgent(proxy: URL): Promise<Agent> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new PortalTrouble('proxy', `${proxy.host} ${proxy.protocol.replace(/:$/, '')}`);
  const {HttpsProxyAgent} = await import('https-proxy-agent');

  class Tunnels extends HttpsProxyAgent<string> {
    override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
      let status = 0;
      request.once('proxyConnect', (answer: {statusCode: number}) => {
        status = answer.statusCode;
      });
      const socket = await super.connect(request, options).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
        throw new ProxyFailure(proxy.host, code);
      });
      if (status === 200) return socket;
      // What the library makes of a refusal would pass for an answer of the portal.
      socket.destroy();
      throw new ProxyFailure(proxy.host, String(status));
    }
  }
  return new Tunnels(withoutPassword(proxy), {keepAlive: true, headers: authorization(proxy)});
}

type ConnectOptions = Parameters<Library<string>['connect']>[1];

/** What a failed tunnel means: trouble that waiting does not mend, or a portal that cannot be reached now. */
export function proxyFault(method: string, {proxy, reason}: ProxyFailure): PortalFault | PortalTrouble {
  if (/^4\d\d$/.test(reason)) return new PortalTrouble('proxy', `${proxy} ${reason}`);
  return certificateTrouble(proxy, reason) ?? new PortalFault('unreachable', method, `proxy ${proxy}: ${reason}`, '');
}

/** The library writes the proxy's address into its own log where DEBUG is set. */
function withoutPassword(proxy: URL): string {
  const bare = new URL(proxy);
  bare.username = '';
  bare.password = '';
  return bare.href;
}

function authorization({username, password}: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = [username, password].map(decoded).join(':');
  return {'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}`};
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
