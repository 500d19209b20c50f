import {onTestFinished} from 'vitest';
import type {PortalOptions} from '../../source/demo/options.ts';
import {type RunningPortal, startPortal} from '../../source/demo/server.ts';

/** Any answer of the portal, as JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
export type Json = any;

export type Answered = {readonly status: number; readonly body: Json; readonly text: string; readonly headers: Headers};

/** A client that knows nothing of the portal's traps: it sends what it is told to. */
export type Naive = {
  readonly portal: RunningPortal;
  /** A call with a JSON body. */
  call(method: string, params?: unknown, webhook?: string): Promise<Answered>;
  /** A call with a body sent as it stands. */
  raw(method: string, body: string, contentType?: string): Promise<Answered>;
  /** A batch with a JSON body; the inner parts of the answer. */
  batch(cmd: unknown, more?: Record<string, unknown>): Promise<Json>;
};

/** A portal for one test, closed at its end. Without records unless it is asked for the demo company. */
export async function openPortal(options: PortalOptions = {}): Promise<Naive> {
  const portal = await startPortal({company: 'empty', ...options});
  onTestFinished(() => portal.close());
  return naive(portal);
}

export function naive(portal: RunningPortal): Naive {
  const send = async (address: string, body: string, contentType: string): Promise<Answered> => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: {'Content-Type': contentType},
      body,
      redirect: 'manual',
    });
    const text = await answer.text();
    return {status: answer.status, body: parse(text), text, headers: answer.headers};
  };
  const call: Naive['call'] = (method, params = {}, webhook = portal.webhook()) =>
    send(`${webhook}${method}`, JSON.stringify(params), 'application/json');
  return {
    portal,
    call,
    raw: (method, body, contentType = 'application/json') => send(`${portal.webhook()}${method}`, body, contentType),
    batch: async (cmd, more = {}) => (await call('batch', {cmd, ...more})).body.result,
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ids of an older list's rows, as numbers. */
export function idsOf(answer: Answered): number[] {
  const rows: Json[] = answer.body.result.items ?? answer.body.result;
  return rows.map(row => Number(row.id ?? row.ID));
}
