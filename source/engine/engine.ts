import type {Clock} from '../domain/clock.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import {createIntents} from '../journal/intents.ts';
import {openJournal, type Journal} from '../journal/journal.ts';
import {createLocks} from '../journal/lock.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {traced, type TraceSink} from '../portal/trace.ts';
import {createTransport, type Transport} from '../portal/transport.ts';
import {listAbandoned, listWatched, shutAbandoned} from './abandoned.ts';
import {systemClock} from './clock.ts';
import type {AbandonedWindow, Engine} from './contract.ts';
import {forget, viewHistory} from './history.ts';
import {openSession} from './session.ts';

export interface EngineOptions {
  /** Where the journal, intents and locks are kept. */
  readonly folder: string;
  /** Goes into the User-Agent of every request. */
  readonly version: string;
  /** Program and arguments that run `guardMain`: the process that shuts an account if this one cannot. */
  readonly guardCommand?: readonly string[];
  /** The machine's own unless given. */
  readonly clock?: Clock;
  /** Where every request and answer is written down; nowhere unless given. */
  readonly trace?: TraceSink;
}

/** The engine on a clock, the network and the disk. */
export async function createEngine({
  folder,
  version,
  guardCommand,
  clock = systemClock,
  trace,
}: EngineOptions): Promise<Engine> {
  const intents = createIntents(folder);
  const locks = await createLocks(folder);
  let opening: Promise<Journal> | undefined;
  // A failure is not kept: the disk may have room, or the folder be ours, when it is asked for again.
  const journal = (): Promise<Journal> =>
    (opening ??= openJournal(folder).catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
  /** For the reports alone: that it is shut is true whether or not it can be written down. */
  async function noteShut(window: AbandonedWindow, at: number): Promise<void> {
    try {
      (await journal()).runs.shutOpeningsOf(window, at);
    } catch (error) {
      if (!(error instanceof FilesTrouble)) throw error;
    }
  }

  const wayTo = (address: WebhookAddress): Transport => {
    const transport = createTransport(address, version);
    return trace ? traced(transport, address, clock, trace) : transport;
  };

  return {
    connect: (address, {demo, signal, maxRps}) =>
      openSession({
        address,
        demo,
        journal,
        folder,
        ...(guardCommand ? {guardCommand} : {}),
        version,
        clock,
        intents,
        locks,
        transport: wayTo(address),
        signal,
        maxRps,
      }),
    examine: async (address, options, tell) => {
      const {examine} = await import('./doctor.ts');
      return examine({...options, address, version, clock, transport: wayTo(address)}, tell);
    },
    checkFiles: async () => void (await journal()),
    history: () => viewHistory(folder, locks),
    forget: async number => forget(await journal(), locks, number),
    abandonedWindows: ({besideGuard} = {}) => listAbandoned(intents, locks, besideGuard),
    watchedWindows: () => listWatched(intents, locks),
    intentTroubles: () => intents.survey().troubles,
    async shutAbandoned(window, address, listener) {
      const end = await shutAbandoned(
        {clock, intents, locks, version, transport: wayTo(address)},
        window,
        address,
        listener,
      );
      if (end.state === 'dismissed') await noteShut(window, end.readAt);
      return end;
    },
  };
}
