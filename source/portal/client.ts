import type {Clock} from '../domain/clock.ts';
import {backOff} from '../domain/pace.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {MOST_COMMANDS, batchBody, readBatch, type CommandResult} from './batch.ts';
import type {Command} from './encode.ts';
import {PortalFault, refusalText} from './faults.ts';
import {createPacer, type PauseListener} from './pacer.ts';
import {REQUEST_TIMEOUT_MS, createTransport, type Envelope, type Transport} from './transport.ts';

export interface ClientOptions {
  readonly address: WebhookAddress;
  readonly version: string;
  readonly clock: Clock;
  readonly onPause: PauseListener;
  /** Stands in for the network in tests. */
  readonly transport?: Transport;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to go on without an answer before giving up, in milliseconds. 0: give up at the first fault. */
  readonly patienceMs?: number;
  /** A write that has not been sent by then (milliseconds since 1970) is not sent: PortalFault `too-late`. */
  readonly sendBefore?: number;
  /** Aborted: the answer is not waited for any longer, as if it were lost. */
  readonly hurry?: AbortSignal | undefined;
}

/** How long reads of the screens are tried again before the trouble is shown. */
const READ_PATIENCE_MS = 60_000;
/** Who has little patience does not wait for one silent request as long as the portal may work on it, but at least this. */
const LEAST_TIMEOUT_MS = 15_000;
const MOST_PAUSE_MS = 600_000;

/** One portal, one pace: everything this process asks of a portal goes through one client. */
export interface Client {
  readonly address: WebhookAddress;
  /** A single read by JSON. Tried again after faults. Throws PortalTrouble, `refused` where the portal refuses it. */
  read(method: string, params: object, options?: CallOptions): Promise<Envelope>;
  /**
   * Reads in batches of 50 commands, in order; a refused command comes back as its fault, the others are unharmed.
   * Throws PortalTrouble where the batch as a whole is refused or never answered.
   */
  readMany(commands: readonly Command[], options?: CallOptions): Promise<CommandResult[]>;
  /**
   * Writes (and the reads that ride with them) in one request, tried again only where the portal cannot have begun.
   * Throws PortalFault `lost` where some of it may have been carried out: read the records before anything is sent again.
   */
  writeBatch(commands: readonly Command[], options?: CallOptions): Promise<CommandResult[]>;
  /** A single write by JSON, for `user.update` and values that a batch could change. Faults as for `writeBatch`. */
  write(method: string, params: object, options?: CallOptions): Promise<Envelope>;
}

export function createClient({
  address,
  version,
  clock,
  onPause,
  transport = createTransport(address, version),
}: ClientOptions): Client {
  const pacer = createPacer(clock, onPause);

  async function send(
    method: string,
    body: object,
    kind: 'read' | 'write',
    options: CallOptions = {},
  ): Promise<Envelope> {
    const {signal, patienceMs = READ_PATIENCE_MS, sendBefore = Infinity, hurry} = options;
    const giveUpAt = clock.now() + patienceMs;
    const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, patienceMs));
    try {
      for (let attempt = 0; ; attempt += 1) {
        await pacer.turn(signal);
        if (clock.now() > sendBefore) throw new PortalFault('too-late', method, 'TOO_LATE', '');
        try {
          return await orHurry(transport(method, body, timeoutMs), method, hurry);
        } catch (error) {
          if (!(error instanceof PortalFault)) throw error;
          if (error.kind === 'refused') throw kind === 'read' ? refusalOf(error) : error;
          if (error.kind === 'lost' && kind === 'write') throw error;
          const wait = pauseAfter(error, attempt, clock);
          if (clock.now() + wait > giveUpAt) throw troubleOf(error, address);
          await pacer.pause(error, wait, signal);
        }
      }
    } finally {
      // However it ended: whatever was said about waiting is over.
      pacer.answered();
    }
  }

  async function readOnce(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const {result} = await send('batch', batchBody(commands), 'read', options);
    return readBatch(commands, result, text => address.redact(text));
  }

  /** Commands that were held back by a limit or left without an answer are asked again; refusals are answers. */
  async function readChunk(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const {signal, patienceMs = READ_PATIENCE_MS} = options;
    const giveUpAt = clock.now() + patienceMs;
    const results = await readOnce(commands, options);
    for (let attempt = 0; ; attempt += 1) {
      const open = results.flatMap((result, index) => (!result.ok && result.fault.kind !== 'refused' ? [index] : []));
      const first = open[0];
      if (first === undefined) return results;
      const held = results[first];
      const fault = held && !held.ok ? held.fault : new PortalFault('lost', 'batch', 'NO_ANSWER', '');
      const wait = pauseAfter(fault, attempt, clock);
      if (clock.now() + wait > giveUpAt) throw troubleOf(fault, address);
      await pacer.pause(fault, wait, signal);
      const again = await readOnce(
        open.flatMap(index => commands[index] ?? []),
        options,
      );
      open.forEach((index, position) => {
        const result = again[position];
        if (result) results[index] = result;
      });
    }
  }

  return {
    address,
    read: (method, params, options) => send(method, params, 'read', options),
    write: (method, params, options) => send(method, params, 'write', options),
    async readMany(commands, options = {}) {
      const results: CommandResult[] = [];
      for (let from = 0; from < commands.length; from += MOST_COMMANDS) {
        results.push(...(await readChunk(commands.slice(from, from + MOST_COMMANDS), options)));
      }
      return results;
    },
    async writeBatch(commands, options) {
      const {result} = await send('batch', batchBody(commands), 'write', options);
      return readBatch(commands, result, text => address.redact(text));
    },
  };
}

function pauseAfter(fault: PortalFault, attempt: number, clock: Clock): number {
  return fault.kind === 'execution-time'
    ? Math.min(10_000 * 2 ** attempt, MOST_PAUSE_MS)
    : backOff(attempt, clock.random());
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
function troubleOf(fault: PortalFault, address: WebhookAddress): PortalTrouble {
  if (fault.kind === 'too-many' || fault.kind === 'execution-time') return new PortalTrouble('busy', fault.code);
  if (fault.kind === 'lost' && fault.code.startsWith('HTTP')) {
    return new PortalTrouble(fault.status >= 500 ? 'unreachable' : 'not-bitrix24', `${address.host}: ${fault.code}`);
  }
  return new PortalTrouble('unreachable', `${address.host} (${fault.code})`);
}
