import {WebhookAddress} from '../../source/domain/webhook.ts';
import {createClient, type Client} from '../../source/portal/client.ts';
import type {Pause} from '../../source/portal/pacer.ts';
import type {Envelope} from '../../source/portal/transport.ts';
import {virtualClock, type VirtualClock} from './clock.ts';
import {TOKEN} from './server.ts';

export interface Asked {
  readonly method: string;
  readonly body: Record<string, unknown>;
}
/** An answer, an error that is thrown instead of one, or what makes one of what was asked. */
export type Step = object | ((asked: Asked) => object);

export interface Scripted {
  readonly client: Client;
  readonly clock: VirtualClock;
  readonly asked: readonly Asked[];
  readonly timeouts: readonly (number | undefined)[];
  /** What was told about waiting; undefined: over. */
  readonly pauses: readonly (Pause | undefined)[];
}

/** A client whose network is a list of answers, the last of them for ever, and whose time passes only by waiting. */
export function scripted(...steps: readonly Step[]): Scripted {
  const clock = virtualClock();
  const asked: Asked[] = [];
  const pauses: (Pause | undefined)[] = [];
  const timeouts: (number | undefined)[] = [];
  const client = createClient({
    address: new WebhookAddress('https://acme.bitrix24.com', 17, TOKEN),
    version: 'test',
    clock,
    onPause: pause => void pauses.push(pause),
    async transport(method, body, timeoutMs) {
      const step = steps[Math.min(asked.length, steps.length - 1)];
      const one: Asked = {method, body: body as Record<string, unknown>};
      asked.push(one);
      timeouts.push(timeoutMs);
      const answer: unknown = typeof step === 'function' ? (step as (about: Asked) => object)(one) : step;
      if (answer instanceof Error) throw answer;
      return answer as Envelope;
    },
  });
  return {client, clock, asked, timeouts, pauses};
}

/** A batch's answer: results by key, and errors by key. */
export const batch = (result: object, errors: object = {}): Envelope => ({
  result: {result, result_error: errors, result_total: [], result_next: [], result_time: []},
});

export const commandsOf = ({body}: Asked): string[] => Object.values(body['cmd'] as object) as string[];
