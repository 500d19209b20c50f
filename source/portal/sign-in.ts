import * as v from 'valibot';
import {requestLimitOf} from '../domain/pace/license.ts';
import {isZone} from '../domain/scope/moments.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from './batch.ts';
import type {Client} from './client.ts';
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
  const [me, granted, plan] = results;
  // Not every portal tells it; then the usual limit stays, and a wrong one is learned from refusals.
  const told = plan?.ok ? v.safeParse(app, plan.result) : undefined;
  if (told?.success) client.pace.setLimit(requestLimitOf(told.output.LICENSE));
  const rights = read(scopes, 'scope', resultOf(granted));
  const missing = ['crm', 'user'].filter(scope => !rights.includes(scope));
  if (missing.length > 0) throw new PortalTrouble('scope-missing', missing.join(', '));
  const body = resultOf(me);
  // An empty profile: the person is not active any more, though the key still answers.
  if (body === null || (typeof body === 'object' && Object.keys(body).length === 0))
    throw new PortalTrouble('owner-inactive');
  const who = read(profile, 'profile', body);
  const name = `${who.NAME} ${who.LAST_NAME}`.trim();
  const zone = isZone(who.TIME_ZONE) ? {timeZone: who.TIME_ZONE} : {};
  return {id: who.ID, name: name || `#${who.ID}`, admin: who.ADMIN, scopes: rights, ...zone};
}

function resultOf(result: CommandResult | undefined): unknown {
  if (!result) throw new PortalTrouble('deviates', 'batch: too few answers');
  if (!result.ok) throw new PortalTrouble('refused', `${result.fault.method}: ${refusalText(result.fault)}`);
  return result.result;
}
