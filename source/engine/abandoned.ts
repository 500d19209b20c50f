import type {Clock} from '../domain/clock.ts';
import type {AccountEnd} from '../domain/outcomes.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import type {Intents} from '../journal/intents.ts';
import type {Locks} from '../journal/lock.ts';
import {createAccount} from '../portal/account.ts';
import {createClient} from '../portal/client.ts';
import {createPeople} from '../portal/people.ts';
import type {Transport} from '../portal/transport.ts';
import type {AbandonedWindow, Listener} from './contract.ts';
import {guardKey} from './guard/words.ts';
import {createWindow} from './window.ts';

/**
 * Intents to open an account whose process is dead. Those of a living run, or of a guard that is at work, are theirs to shut.
 *
 * @param besideGuard also those that a guard alone is left with: its key may be refused by now, and it tries for a day
 */
export function listAbandoned(intents: Intents, locks: Locks, besideGuard = false): AbandonedWindow[] {
  const isTheirs = (intent: AbandonedWindow): boolean =>
    besideGuard ? locks.isHeld(intent.portalKey) : isWatched(intent, locks);
  return intents.survey().intents.filter(intent => !isTheirs(intent));
}

/** Open accounts that somebody living looks after: a run, or its guard. */
export function listWatched(intents: Intents, locks: Locks): AbandonedWindow[] {
  return intents.survey().intents.filter(intent => isWatched(intent, locks));
}

function isWatched({portalKey}: AbandonedWindow, locks: Locks): boolean {
  return locks.isHeld(portalKey) || locks.isHeld(guardKey(portalKey));
}

export interface Shutting {
  readonly clock: Clock;
  readonly intents: Intents;
  readonly locks: Locks;
  readonly version: string;
  readonly transport: Transport;
}

/**
 * Shuts what an earlier start left. The intent says that this program was about to open the account or had opened it,
 * so it is dismissed without asking; holding the portal's lock keeps a run from starting meanwhile.
 *
 * @throws BusyTrouble when a run holds the portal by now
 */
export async function shutAbandoned(
  {clock, intents, locks, version, transport}: Shutting,
  abandoned: AbandonedWindow,
  address: WebhookAddress,
  listener: Listener,
): Promise<AccountEnd> {
  const lock = locks.hold(abandoned.portalKey, clock.now());
  try {
    const client = createClient({address, version, clock, onPause: () => {}, transport});
    const people = createPeople(client);
    const window = createWindow({clock, people, account: createAccount(client, people), intents}, abandoned, listener, {
      // Somebody waits for the start of the program: what cannot be shut within this is said, and stays on the list.
      patienceMs: 60_000,
      standing: abandoned,
    });
    return await window.shut();
  } finally {
    lock.release();
  }
}
