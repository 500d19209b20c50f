import type {Clock} from '../domain/clock.ts';
import type {AccountEnd} from '../domain/outcomes.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import type {Intents} from '../journal/intents.ts';
import type {Locks} from '../journal/lock.ts';
import {createAccount} from '../portal/account.ts';
import {createClient} from '../portal/client.ts';
import {createPeople} from '../portal/people.ts';
import type {AbandonedWindow, Listener} from './contract.ts';
import {createWindow} from './window.ts';

/** Intents to open an account whose process is dead. Those of a living run are that run's business. */
export function listAbandoned(intents: Intents, locks: Locks): AbandonedWindow[] {
  return intents.list().filter(intent => !locks.isHeld(intent.portalKey));
}

/**
 * Shuts what an earlier start left. The intent says that this program was about to open the account or had opened it,
 * so it is dismissed without asking; holding the portal's lock keeps a run from starting meanwhile.
 *
 * @throws BusyTrouble when a run holds the portal by now
 */
export async function shutAbandoned(
  {clock, intents, locks, version}: {clock: Clock; intents: Intents; locks: Locks; version: string},
  abandoned: AbandonedWindow,
  address: WebhookAddress,
  listener: Listener,
): Promise<AccountEnd> {
  const lock = locks.hold(abandoned.portalKey, clock.now());
  try {
    const client = createClient({address, version, clock, onPause: () => {}});
    const people = createPeople(client);
    const window = createWindow({clock, people, account: createAccount(client, people), intents}, abandoned, listener, {
      // Somebody waits for the start of the program: what cannot be shut within this is said, and stays on the list.
      patienceMs: 60_000,
      intended: true,
    });
    return await window.shut();
  } finally {
    lock.release();
  }
}
