import type {Clock} from '../domain/clock.ts';
import {maskValue} from '../domain/masked.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {headOf} from './answer-head.ts';
import {PortalFault} from './faults.ts';
import type {Transport} from './transport.ts';

/** Where a trace goes: one for a process, whichever portals it talks to. None of this may throw. */
export interface TraceSink {
  /** The number of the next request. */
  next(): number;
  /** One object a line. */
  write(entry: SentEntry | AnsweredEntry): void;
  /** Takes out what this process knows to be secret. */
  redact(text: string): string;
}

/** A request, as it goes out. All texts are redacted. */
export interface SentEntry {
  readonly request: number;
  /** ISO 8601. */
  readonly at: string;
  /** The address, without its code. */
  readonly portal: string;
  readonly method: string;
  readonly body: unknown;
}

/** What came of it. One that a process did not live to hear has none. */
export interface AnsweredEntry {
  readonly request: number;
  readonly at: string;
  readonly method: string;
  readonly ms: number;
  /** Of HTTP; absent where no answer came. */
  readonly status?: number;
  /** The body of an answer. */
  readonly answer?: unknown;
  /** Why there is none: of this call, */
  readonly fault?: {readonly kind: string; readonly code: string; readonly text: string; readonly status: number};
  /** of the whole key, */
  readonly trouble?: {readonly problem: string; readonly detail: string};
  /** or an error of ours. */
  readonly error?: string;
}

/**
 * Writes down what goes through a transport, and changes nothing of it. Secrets are taken out; names, titles and other
 * data of people and records are what a trace is for, and stay.
 */
export function traced(transport: Transport, address: WebhookAddress, clock: Clock, sink: TraceSink): Transport {
  const masked = (value: unknown): unknown => maskValue(value, text => sink.redact(address.redact(text)));
  return async (method, body, timeoutMs) => {
    const request = sink.next();
    const sentAt = clock.now();
    const note = (what: Pick<AnsweredEntry, 'answer' | 'fault' | 'trouble' | 'error'>, came: unknown): void => {
      const now = clock.now();
      const status = headOf(came)?.status;
      sink.write({
        request,
        at: iso(now),
        method,
        ms: now - sentAt,
        ...(status === undefined ? {} : {status}),
        ...(masked(what) as object),
      });
    };
    sink.write({request, at: iso(sentAt), portal: String(address), method, body: masked(body)});
    try {
      const answer = await transport(method, body, timeoutMs);
      note({answer}, answer);
      return answer;
    } catch (error) {
      note(failure(error), error);
      throw error;
    }
  };
}

function failure(error: unknown): Pick<AnsweredEntry, 'fault' | 'trouble' | 'error'> {
  if (error instanceof PortalFault) {
    const {kind, code, text, status} = error;
    return {fault: {kind, code, text, status}};
  }
  if (error instanceof PortalTrouble) return {trouble: {problem: error.problem, detail: error.detail}};
  return {error: String(error)};
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
