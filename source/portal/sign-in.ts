import * as v from 'valibot';
import {requestLimitOf} from '../domain/pace/license.ts';
import {isZone} from '../domain/scope/moments.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from './batch.ts';
import type {CallOptions, Client} from './client.ts';
import type {Command} from './encode.ts';
import {refusalText} from './faults.ts';
import {id, listOf, read, text} from './shapes.ts';

/** Who a key speaks for and what it may do (fact sheet section 3). */
export interface Identity {
  readonly id: number;
  readonly name: string;
  readonly admin: boolean;
  readonly scopes: readonly string[];
  /** IANA name; missing where the portal names none, or something else. */
  readonly timeZone?: string;
}

const profile = v.object({ID: id, ADMIN: v.optional(v.boolean(), false), NAME: text, LAST_NAME: text, TIME_ZONE: text});
const scopes = listOf(v.string());
const app = v.object({LICENSE: v.string()});

/**
 * Asks who the key belongs to, and what plan the portal is on, which its request limit goes with. These methods need no scope, so this
 * tells a wrong key from one with too few rights.
 */
export const SIGN_IN: readonly Command[] = [
  {method: 'profile', params: {}},
  {method: 'scope', params: {}},
  {method: 'app.info', params: {}},
];

/**
 * @param results of `SIGN_IN`
 * @throws PortalTrouble `owner-inactive`, `scope-missing` (`crm` or `user`), `refused` or `deviates`
 */
export function signedIn(client: Client, results: readonly CommandResult[]): Identity {
  const key = keyIn(client, results);
  const missing = ['crm', 'user'].filter(scope => !key.scopes.includes(scope));
  if (missing.length > 0) throw new PortalTrouble('scope-missing', missing.join(', '));
  return {...ownerOf(key), scopes: key.scopes};
}

/** What the portal says of a key, whatever it may do. */
export interface Key {
  readonly scopes: readonly string[];
  /** Region and plan, where it is told. */
  readonly license: string | undefined;
  /** The answer of `profile`. */
  readonly profile: unknown;
}

/** Asks what signing in goes by, and judges nothing of it. */
export async function readKey(client: Client, options: CallOptions): Promise<Key> {
  return keyIn(client, await client.readMany(SIGN_IN, options));
}

function keyIn(client: Client, [me, granted, plan]: readonly CommandResult[]): Key {
  // Not every portal tells it; then the usual limit stays, and a wrong one is learned from refusals.
  const told = plan?.ok ? v.safeParse(app, plan.result) : undefined;
  if (told?.success) client.pace.setLimit(requestLimitOf(told.output.LICENSE));
  const rights = read(scopes, 'scope', resultOf(granted));
  return {scopes: rights, license: told?.success ? told.output.LICENSE : undefined, profile: resultOf(me)};
}

/** @throws PortalTrouble `owner-inactive` */
export function ownerOf({profile: body}: Key): Omit<Identity, 'scopes'> {
  // An empty profile: the person is not active any more, though the key still answers.
  if (body === null || (typeof body === 'object' && Object.keys(body).length === 0))
    throw new PortalTrouble('owner-inactive');
  const who = read(profile, 'profile', body);
  const name = `${who.NAME} ${who.LAST_NAME}`.trim();
  const zone = isZone(who.TIME_ZONE) ? {timeZone: who.TIME_ZONE} : {};
  return {id: who.ID, name: name || `#${who.ID}`, admin: who.ADMIN, ...zone};
}

function resultOf(result: CommandResult | undefined): unknown {
  if (!result) throw new PortalTrouble('deviates', 'batch: too few answers');
  if (!result.ok) throw new PortalTrouble('refused', `${result.fault.method}: ${refusalText(result.fault)}`);
  return result.result;
}
