import type {Clock} from '../domain/clock.ts';
import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Journal} from '../journal/journal.ts';
import type {Intents} from '../journal/intents.ts';
import type {Locks} from '../journal/lock.ts';
import type {Account} from '../portal/account.ts';
import type {Client} from '../portal/client.ts';
import type {Gauge} from '../portal/gauge.ts';
import type {PortalFault} from '../portal/faults.ts';
import type {People} from '../portal/people.ts';
import type {Connection, EngineEvent, Listener} from './contract.ts';
import type {StartGuard} from './guard/guard.ts';

/** What the use cases of one signed-in portal share. */
export interface Parts {
  readonly clock: Clock;
  readonly client: Client;
  /** How quickly the portal answers, and how many requests were sent. */
  readonly gauge: Gauge;
  readonly people: People;
  readonly account: Account;
  readonly connection: Connection;
  readonly intents: Intents;
  readonly locks: Locks;
  /** The journal, opened at its first use: looking at a portal needs none. */
  readonly journal: () => Promise<Journal>;
  /** Starts the process that shuts an account if this one cannot. Without it (in tests) nobody watches. */
  readonly startGuard?: StartGuard;
  /** Where the journal, intents and locks are. */
  readonly folder: string;
  /** Passes an event to whoever listens at the moment (pauses come from the client, not from a use case). */
  readonly hear: (listener: Listener) => () => void;
}

/** @throws Error for a key that this portal does not have: callers offer only what the connection lists */
export function typeOf(connection: Connection, key: TypeKey): EntityType {
  const type = connection.types.find(candidate => candidate.key === key);
  if (!type) throw new Error(`no entity type ${key} on this portal`);
  return type;
}

/**
 * A plan of yesterday may hold a type that is not listed today: a smart process that was deleted, or directories that this
 * key could not read this time. Told before anything is written, not in the middle of it.
 *
 * @throws UsageTrouble naming the types
 */
export function checkTypes({types, portalName}: Connection, keys: Iterable<TypeKey>): void {
  const missing = [...new Set(keys)].filter(key => !types.some(type => type.key === key));
  if (missing.length > 0)
    throw new UsageTrouble(`${portalName} does not list ${missing.join(', ')} now: sign in again, or make a new plan`);
}

/**
 * Whether a refusal means that the portal has no such records at all: a smart process that is listed and does not
 * exist (39 is on every portal's list), or old invoices without their module. Nobody can hold any of them.
 */
export function isAbsent(type: EntityType, fault: Pick<PortalFault, 'code'>): boolean {
  if (type.key.startsWith('spa:')) return fault.code === 'NOT_FOUND';
  return type.key === 'old-invoice' && fault.code === 'ERROR_METHOD_NOT_FOUND';
}

/** Listeners of one session. Pauses go to all of them. */
export function createHearing(): {hear: Parts['hear']; tell: (event: EngineEvent) => void} {
  const listeners = new Set<Listener>();
  return {
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          // Pauses come out of the middle of a request: a listener's bug is told as one, and stops no request.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
