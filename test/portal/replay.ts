import type {WebhookAddress} from '../../source/domain/webhook.ts';
import {maskValue} from '../../source/domain/masked.ts';
import {type PortalProblem, PortalTrouble} from '../../source/domain/trouble.ts';
import {type FaultKind, PortalFault} from '../../source/portal/faults.ts';
import type {AnsweredEntry, SentEntry} from '../../source/portal/trace.ts';
import type {Envelope, Transport} from '../../source/portal/transport.ts';

type Line = Partial<SentEntry> & Partial<AnsweredEntry> & {readonly process?: number; readonly trace?: number};

/**
 * A network that answers from the lines of a trace: each request with what came of the first one like it that is not used
 * yet. A request that is not in the trace, or no longer, is a mistake of the test; one without an answer is lost.
 */
export function replayed(trace: string, address: WebhookAddress): Transport & {readonly left: () => number} {
  const lines = trace
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Line);
  const key = (method: string, body: unknown): string => `${method} ${JSON.stringify(body)}`;
  const waiting = new Map<string, (Line | undefined)[]>();
  for (const [at, line] of lines.entries()) {
    if (line.portal === undefined || line.method === undefined) continue;
    const isAnswer = (one: Line): boolean =>
      one.process === line.process && one.request === line.request && one.ms !== undefined;
    const all = waiting.get(key(line.method, line.body)) ?? [];
    waiting.set(key(line.method, line.body), [...all, lines.slice(at).find(isAnswer)]);
  }
  const transport = async (method: string, body: object): Promise<Envelope> => {
    const queue = waiting.get(
      key(
        method,
        maskValue(JSON.parse(JSON.stringify(body)), text => address.redact(text)),
      ),
    );
    if (!queue || queue.length === 0) throw new Error(`the trace has no (more) such request: ${method}`);
    const line = queue.shift();
    if (!line) throw new PortalFault('lost', method, 'NO_ANSWER', '');
    const {answer, fault, trouble, error} = line;
    if (fault) throw new PortalFault(fault.kind as FaultKind, method, fault.code, fault.text, fault.status);
    if (trouble) throw new PortalTrouble(trouble.problem as PortalProblem, trouble.detail);
    if (error !== undefined) throw new Error(error);
    return answer as Envelope;
  };
  return Object.assign(transport, {left: () => [...waiting.values()].reduce((sum, {length}) => sum + length, 0)});
}
