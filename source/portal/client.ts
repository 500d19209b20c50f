import type {Clock} from '../domain/clock.ts';
import type {RequestLimit} from '../domain/pace/bucket.ts';
import type {Chosen, Offer} from '../domain/pace/choose.ts';
import {createPaceModel, type Job, type PaceModel} from '../domain/pace/model.ts';
import type {Carrier, Planned} from '../domain/pace/seen.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {batchBody, readBatch, type CommandResult} from './batch.ts';
import {looksLikeReference, type Command} from './encode.ts';
import {PortalFault} from './faults.ts';
import {createPacer, type Pacer, type PauseListener} from './pacer.ts';
import {createReader} from './read-many.ts';
import {send, type Answered, type CallOptions, type Sender} from './send.ts';
import {seenIn, timesOf} from './timing.ts';
import {createTransport, type Envelope, type Transport} from './transport.ts';

export type {CallOptions} from './send.ts';

export interface ClientOptions {
  readonly address: WebhookAddress;
  readonly version: string;
  readonly clock: Clock;
  readonly onPause: PauseListener;
  /** Stands in for the network in tests. */
  readonly transport?: Transport;
  /** The portal's request limit, where it is known; the usual one unless given. */
  readonly limit?: RequestLimit;
  /** What earlier runs on this portal learned of the costs of writes, in milliseconds by kind. */
  readonly costs?: ReadonlyMap<string, number>;
}

/** What is known of the portal's limits, for whoever decides what to send next: the model of the pace, at this moment. */
export interface Pace
  extends Pick<Pacer, 'ready' | 'waitMs'>,
    Pick<
      PaceModel,
      'costs' | 'billing' | 'inFlight' | 'writesAtOnce' | 'mostReads' | 'setMaxRps' | 'maxRps' | 'setLimit' | 'limit'
    > {
  /** Seconds of execution time of a method that may still be begun now. */
  room(method: string, carrier: Carrier): number;
  /** When so many seconds of it have room, milliseconds since 1970. */
  freeAt(method: string, carrier: Carrier, seconds: number): number;
  /** What goes into the next request, at most so many: as much as may take no longer than a request should, by ways that have room. */
  fill<T>(offers: Iterable<Offer<T>>, most: number, carrier: Carrier): Chosen<T>[];
}

/** One portal, one pace: everything this process asks of a portal goes through one client. */
export interface Client {
  readonly address: WebhookAddress;
  readonly pace: Pace;
  /** A single read by JSON. Tried again after faults. Throws PortalTrouble, `refused` where the portal refuses it. */
  read(method: string, params: object, options?: CallOptions): Promise<Envelope>;
  /**
   * Reads in batches of 50 commands, fewer where the portal is slow, in order; a refused command comes back as its fault, the others are unharmed.
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
  /** A write like those of a batch, by itself: for values that a batch could change, and where a batch is dearer. */
  writeAlone(command: Command, options?: CallOptions): Promise<CommandResult>;
}

export function createClient({
  address,
  version,
  clock,
  onPause,
  transport = createTransport(address, version),
  limit,
  costs: before,
}: ClientOptions): Client {
  const model = createPaceModel({limit, ...(before ? {costs: before} : {})});
  const pacer = createPacer(clock, onPause, model);
  const sender: Sender = {
    address,
    clock,
    pacer,
    transport,
  };
  const redact = (text: string): string => address.redact(text);

  /** Sends what was set aside for, and gives it back where nothing came of it. */
  async function carryOut(
    job: Job,
    ...request: Parameters<typeof send> extends [Sender, ...infer Rest] ? Rest : never
  ): Promise<Answered> {
    try {
      return await send(sender, ...request);
    } catch (error) {
      if (error instanceof PortalFault && error.kind === 'lost') model.lost(job, clock.now());
      else model.drop(job);
      throw error;
    }
  }

  /** One batch, with what it is expected to take set aside while it is under way. */
  async function batch(
    commands: readonly Command[],
    kind: 'read' | 'write',
    options: CallOptions,
  ): Promise<CommandResult[]> {
    const job = model.plan('batch', commands);
    const {envelope, sent} = await carryOut(job, 'batch', batchBody(commands), kind, options);
    const results = readBatchOr(commands, envelope, () => model.lost(job, clock.now()));
    if (kind === 'read') model.readsEnded(commands.length, sent, false, clock.now());
    const outer = {method: 'batch', ok: true, ...timesOf(envelope.time)};
    model.told(job, seenIn(commands, results), outer, clock.now());
    for (const result of results) {
      if (!result.ok && result.fault.kind === 'execution-time')
        model.held(result.fault.method, sent, outer.finish, clock.now());
    }
    return results;
  }

  function readBatchOr(commands: readonly Command[], {result}: Envelope, otherwise: () => void): CommandResult[] {
    try {
      return readBatch(commands, result, redact);
    } catch (error) {
      otherwise();
      throw error;
    }
  }

  async function single(
    {method, kind: cost}: Planned,
    params: object,
    kind: 'read' | 'write',
    options?: CallOptions,
  ): Promise<Envelope> {
    const job = model.plan('single', [{method, kind: cost}]);
    const {envelope} = await carryOut(job, method, params, kind, options);
    model.told(job, [{method, kind: cost, ok: true, ...timesOf(envelope.time)}], undefined, clock.now());
    return envelope;
  }

  /** Where the time of a batch is used up, and that of its commands is not, they go one by one. */
  async function readAlone(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const results: CommandResult[] = [];
    for (const {method, params} of commands) {
      try {
        const {result, total, time} = await single({method}, params, 'read', options);
        results.push({ok: true, result, ...(typeof total === 'number' ? {total} : {}), times: timesOf(time)});
      } catch (error) {
        if (!(error instanceof PortalTrouble) || error.problem !== 'refused') throw error;
        results.push({ok: false, fault: new PortalFault('refused', method, '', error.detail)});
      }
    }
    return results;
  }

  async function readOnce(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const isUsedUp = model.isBatchUsedUp(clock.now());
    // References to other commands of the batch have no meaning outside of it.
    const canPart = !commands.some(({params}) => looksLikeReference(JSON.stringify(params)));
    return isUsedUp && canPart ? readAlone(commands, options) : batch(commands, 'read', {...options, tellsLost: true});
  }

  const readMany = createReader({address, clock, pacer, model, readOnce});

  return {
    address,
    pace: {
      ...model,
      setMaxRps(perSecond) {
        model.setMaxRps(perSecond);
        pacer.paceWasSet();
      },
      ready: pacer.ready,
      waitMs: pacer.waitMs,
      room: (method, carrier) => model.room(method, carrier, clock.now()),
      freeAt: (method, carrier, seconds) => model.freeAt(method, carrier, seconds, clock.now()),
      fill: (offers, most, carrier) => model.fill(offers, most, carrier, clock.now()),
    },
    read: (method, params, options) => single({method}, params, 'read', options),
    write: (method, params, options) => single({method}, params, 'write', options),
    readMany: (commands, options = {}) => readMany(commands, options),
    writeBatch: (commands, options = {}) => batch(commands, 'write', options),
    async writeAlone({method, params, kind}, options) {
      try {
        const {result, time} = await single({method, kind: kind ?? method}, params, 'write', options);
        return {ok: true, result, times: timesOf(time)};
      } catch (error) {
        if (!(error instanceof PortalFault) || error.kind !== 'refused') throw error;
        return {ok: false, fault: error};
      }
    },
  };
}
