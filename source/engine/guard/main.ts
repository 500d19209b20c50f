import {createInterface} from 'node:readline';
import * as v from 'valibot';
import {parseWebhookAddress} from '../../domain/webhook.ts';
import {createIntents, type Intents, type RehireIntent} from '../../journal/intents.ts';
import {openJournal} from '../../journal/journal.ts';
import {createLocks} from '../../journal/lock.ts';
import {createAccount} from '../../portal/account.ts';
import {createClient} from '../../portal/client.ts';
import {createPeople} from '../../portal/people.ts';
import {traced, type TraceSink} from '../../portal/trace.ts';
import {createTransport} from '../../portal/transport.ts';
import {systemClock} from '../clock.ts';
import {createWindow} from '../window.ts';
import {guardKey, orderShape, READY, RELEASED, TOOK_OVER} from './words.ts';

/** Beats come every two seconds; a worker that is silent this long is stopped or hung. */
const SILENCE_MS = 20_000;
/** Nobody waits for a guard: it goes on trying as long as there may be sense in it. */
const PATIENCE_MS = 24 * 3_600_000;

export interface GuardProcess {
  readonly input: NodeJS.ReadableStream;
  readonly say: (line: string) => void;
  readonly version: string;
  /** Where its requests are written down, should it come to any. */
  readonly trace?: TraceSink;
}

/**
 * The guard: waits for its worker to vanish, to fall silent or to release it. In the first two cases it dismisses the
 * person, reads back, and writes down what it did. Without an intent on the disk there is nothing to shut.
 */
export async function guardMain({input, say, version, trace}: GuardProcess): Promise<void> {
  const lines = createInterface({input});
  const heard = lines[Symbol.asyncIterator]();
  const first = await heard.next();
  if (first.done) return;
  const {address: text, folder, run, ...who} = v.parse(v.pipe(v.string(), v.parseJson(), orderShape), first.value);
  const parsed = parseWebhookAddress(text);
  if (!parsed.ok) return;
  const locks = await createLocks(folder);
  const lock = locks.hold(guardKey(who.portalKey), systemClock.now());
  say(READY);
  const released = await untilItEnds(heard);
  lines.close();
  if (!released) {
    say(TOOK_OVER);
    await shutAccount();
  }
  lock.release();

  async function shutAccount(): Promise<void> {
    const intents = createIntents(folder);
    // A file beside it that cannot be read must not keep this account open, nor must its own: then nothing but that it
    // was written is known, and that a hire may be under way.
    if (!intents.stands(who)) return;
    const intent = standingOf(intents) ?? {since: systemClock.now(), opened: false};
    const address = parsed.ok ? parsed.address : never();
    const network = createTransport(address, version);
    const transport = trace ? traced(network, address, systemClock, trace) : network;
    const client = createClient({address, version, clock: systemClock, onPause: () => {}, transport});
    const people = createPeople(client);
    const window = createWindow(
      {clock: systemClock, people, account: createAccount(client, people), intents},
      who,
      () => {},
      {
        patienceMs: PATIENCE_MS,
        standing: intent,
      },
    );
    const end = await window.shut();
    if (end.state !== 'dismissed') return;
    const journal = await openJournal(folder);
    journal.runs.shutOpenings(run, end.readAt);
    journal.close();
  }

  function standingOf(intents: Intents): RehireIntent | undefined {
    try {
      return intents.survey().intents.find(one => one.portalKey === who.portalKey && one.leaverId === who.leaverId);
    } catch {
      return undefined;
    }
  }
}

function never(): never {
  throw new Error('the address was read before');
}

/** Resolves true when released, false when the worker is gone or has been silent for too long. */
async function untilItEnds(heard: AsyncIterator<string>): Promise<boolean> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<'silent'>(resolve => {
      timer = setTimeout(() => resolve('silent'), SILENCE_MS);
    });
    const line = await Promise.race([heard.next(), silence]);
    clearTimeout(timer);
    if (line === 'silent' || line.done) return false;
    if (line.value === RELEASED) return true;
  }
}
