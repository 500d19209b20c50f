import {join} from 'node:path';
import {PortalTrouble} from '../../domain/trouble.ts';
import {parseWebhookAddress, type WebhookAddress} from '../../domain/webhook.ts';
import type {Engine, Session} from '../../engine/contract.ts';
import type {Profile} from '../../settings/file.ts';
import type {Outside} from '../outside.ts';
import type {PortalChoice} from './choose.ts';

/** A portal that was chosen: where it is, and the engine whose folder its intents and run logs lie in. */
export interface OpenedPortal {
  readonly engine: Engine;
  /** Its journal, intents and reports lie here. */
  readonly folder: string;
  readonly address: WebhookAddress;
  readonly demo: boolean;
  /** What its plans, intents and locks are filed under. */
  readonly portalKey: string;
  /** The profile that was chosen, whose pace and policy count. */
  readonly profile?: Profile;
}

/** Intents and logs of the built-in portal lie apart, so that none of it shows up beside a real one. */
export function demoRecords(outside: Outside): string {
  return join(outside.folders.demo, 'handover');
}

/** Starts the built-in portal if it is the one. Sends nothing to a real one. */
export async function openPortal(choice: PortalChoice, outside: Outside): Promise<OpenedPortal> {
  if (choice.kind === 'demo') return openDemo(outside, false);
  const folder = outside.folders.data;
  const engine = await outside.loadEngine(folder);
  const {address} = choice;
  const opened = {engine, folder, address, demo: false, portalKey: address.origin};
  return choice.kind === 'saved' ? {...opened, profile: choice.profile} : opened;
}

export async function openDemo(outside: Outside, reset: boolean): Promise<OpenedPortal> {
  const portal = await outside.startDemo({reset});
  outside.atEnd(() => portal.release());
  const parsed = parseWebhookAddress(portal.webhook);
  if (!parsed.ok) throw new Error('the demo portal gave an address that is no webhook address');
  outside.hide(parsed.address.base());
  const folder = demoRecords(outside);
  const engine = await outside.loadEngine(folder);
  return {engine, folder, address: parsed.address, demo: true, portalKey: 'demo'};
}

export async function signIn(opened: OpenedPortal, outside: Outside): Promise<Session> {
  const {engine, address, demo, profile} = opened;
  return engine.connect(address, {demo, signal: outside.signal, maxRps: profile?.maxRps});
}

/** Signs in for a command that writes: a key that is no administrator's sees only a part, and may not. */
export async function signInToWrite(opened: OpenedPortal, outside: Outside): Promise<Session> {
  const session = await signIn(opened, outside);
  if (!session.connection.me.admin || session.connection.limits.includes('not-admin'))
    throw new PortalTrouble('not-admin');
  return session;
}
