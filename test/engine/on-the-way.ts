import {createClient, type Client} from '../../source/portal/client.ts';
import {createTransport, type Envelope} from '../../source/portal/transport.ts';
import type {Stage} from './harness.ts';

/** What stands between program and portal: rewrites commands on their way there, or results on their way back. */
export interface Between {
  /** A command of a batch, as text, by its key. */
  readonly command?: (text: string, key: string) => string;
  /** The result of one, as JSON. */
  readonly result?: (value: unknown, key: string) => unknown;
}

/** A client of the stage's portal with somebody in between. */
export function clientOf(on: Stage, {command = text => text, result = value => value}: Between = {}): Client {
  const transport = createTransport(on.address, 'test');
  return createClient({
    address: on.address,
    version: 'test',
    clock: on.clock,
    onPause: () => {},
    async transport(method, body, timeoutMs) {
      const {cmd, ...rest} = body as {cmd?: Record<string, string>};
      if (!cmd) return transport(method, body, timeoutMs);
      const answer = await transport(method, {...rest, cmd: mapped(cmd, command)}, timeoutMs);
      const {result: results, ...others} = answer.result as {result: Record<string, unknown>};
      return {...answer, result: {...others, result: mapped(results, result)}} satisfies Envelope;
    },
  });
}

function mapped<T>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

/** How many commands each request since then had. */
export function commandsSince(on: Stage, requests: number): number[] {
  return on.portal.log.slice(requests).map(({commands}) => commands.length);
}
