import type {Clock} from '../domain/clock.ts';
import {lastWait} from '../domain/pace/back-off.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {PortalFault, refusalText} from './faults.ts';
import type {Pacer, Sent} from './pacer.ts';
import {REQUEST_TIMEOUT_MS, type Envelope, type Transport} from './transport.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to go on without an answer before giving up, in milliseconds. 0: give up at the first fault. */
  readonly patienceMs?: number;
  /** A write that has not been sent by then (milliseconds since 1970) is not sent: PortalFault `too-late`. */
  readonly sendBefore?: number;
  /** Aborted: the answer is not waited for any longer, as if it were lost. */
  readonly hurry?: AbortSignal | undefined;
  /** Sent once: a limit or an unreachable portal is the caller's to wait for, as the PortalFault it is. */
  readonly once?: boolean;
  /** An answer that is lost is told at once, as the PortalFault it is: whoever asked will ask for less. */
  readonly tellsLost?: boolean;
  /** Sent at once, whatever the pace: one or two requests that must not wait. Refused by a limit it waits as others do. */
  readonly urgent?: boolean;
}

/** How long reads of the screens are tried again before the trouble is shown. */
export const READ_PATIENCE_MS = 60_000;
/** Who has little patience does not wait for one silent request as long as the portal may work on it, but at least this. */
const LEAST_TIMEOUT_MS = 15_000;

/** What one request needs to know of the client. */
export interface Sender {
  readonly address: WebhookAddress;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly transport: Transport;
}

/** An answer, and the request it is of. */
export interface Answered {
  readonly envelope: Envelope;
  readonly sent: Sent;
}

/** Sends one request, in its turn, again and again where that is safe, while patience lasts. */
export async function send(
  {address, clock, pacer, transport}: Sender,
  method: string,
  body: object,
  kind: 'read' | 'write',
  options: CallOptions = {},
): Promise<Answered> {
  const {signal, patienceMs = READ_PATIENCE_MS, sendBefore = Infinity, hurry, once = false, urgent = false} = options;
  const tellsLost = options.tellsLost === true || kind === 'write';
  const giveUpAt = clock.now() + patienceMs;
  const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, patienceMs));
  /** Who sends once has to know that nothing went, also when told to stop. */
  const turn = (attempt: number): ReturnType<Pacer['turn']> =>
    pacer.turn(signal, urgent && attempt === 0).catch((error: unknown) => {
      throw once && signal?.aborted ? new PortalFault('too-late', method, 'STOPPED', '') : error;
    });
  try {
    for (let attempt = 0; ; attempt += 1) {
      const sent = await turn(attempt);
      if (clock.now() > sendBefore) {
        pacer.unsent(sent);
        throw new PortalFault('too-late', method, 'TOO_LATE', '');
      }
      try {
        const envelope = await orHurry(transport(method, body, timeoutMs), method, hurry);
        pacer.answered(sent);
        return {envelope, sent};
      } catch (error) {
        if (!(error instanceof PortalFault) || error.kind === 'refused') {
          pacer.answered(sent);
          throw error instanceof PortalFault && kind === 'read' ? refusalOf(error) : error;
        }
        const wait = pacer.troubled(sent, error, attempt);
        if (once || (error.kind === 'lost' && tellsLost)) throw error;
        const ms = lastWait(wait, giveUpAt - clock.now(), error.kind === 'execution-time');
        if (ms === undefined) throw troubleOf(error, address);
        await pacer.pause(error, ms, signal);
      }
    }
  } finally {
    // However it ended: whatever was said about waiting is over.
    pacer.settled();
  }
}

/** A refused read has no use besides being explained; only writes need to know what kind of fault it was. */
function refusalOf(fault: PortalFault): PortalTrouble {
  return new PortalTrouble('refused', `${fault.method}: ${refusalText(fault)}`);
}

/** The answer, or that nobody waits for it any longer. */
function orHurry(answer: Promise<Envelope>, method: string, hurry: AbortSignal | undefined): Promise<Envelope> {
  if (!hurry) return answer;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new PortalFault('lost', method, 'NOT_WAITED_FOR', ''));
    if (hurry.aborted) leave();
    else hurry.addEventListener('abort', leave, {once: true});
    answer.then(resolve, reject).finally(() => hurry.removeEventListener('abort', leave));
  });
}

/** What a fault is called once patience has run out. */
export function troubleOf(fault: PortalFault, address: WebhookAddress): PortalTrouble {
  if (fault.kind === 'too-many' || fault.kind === 'execution-time') return new PortalTrouble('busy', fault.code);
  if (fault.kind === 'lost' && fault.code.startsWith('HTTP')) {
    return new PortalTrouble(fault.status >= 500 ? 'unreachable' : 'not-bitrix24', `${address.host}: ${fault.code}`);
  }
  return new PortalTrouble('unreachable', `${address.host} (${fault.code})`);
}
