import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {parseWebhookAddress, type WebhookAddress} from '../../domain/webhook.ts';
import type {Profile} from '../../settings/file.ts';
import {DEMO_PROFILE} from '../../settings/names.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import type {Outside} from '../outside.ts';
import {readInput} from './input.ts';

/** Which portal is meant, and how it was told. */
export type PortalChoice =
  | {readonly kind: 'demo'}
  | {readonly kind: 'saved'; readonly profile: Profile; readonly address: WebhookAddress}
  | {readonly kind: 'given'; readonly address: WebhookAddress};

/**
 * `--profile`, B24_HANDOVER_PROFILE, B24_HANDOVER_WEBHOOK, an address on standard input, the only saved portal: the
 * first of these that is there.
 */
export async function choosePortal(profile: string | undefined, outside: Outside): Promise<PortalChoice> {
  const told = await toldPortal(profile, outside);
  if (told) return told;
  const [only, ...others] = outside.profiles.list();
  if (!only) throw new UsageTrouble(plain.noPortal);
  if (others.length > 0) throw new UsageTrouble(plain.severalPortals(savedNames(outside)));
  return savedPortal('--profile', only.name, outside);
}

/** The portal that flags, environment or input name, without falling back on a saved one. */
export async function toldPortal(profile: string | undefined, outside: Outside): Promise<PortalChoice | undefined> {
  const {env} = outside;
  if (profile !== undefined) return savedPortal('--profile', profile, outside);
  const named = env['B24_HANDOVER_PROFILE'];
  if (named) return savedPortal('B24_HANDOVER_PROFILE', named, outside);
  const webhook = env['B24_HANDOVER_WEBHOOK'];
  if (webhook) return given(plain.fromEnvironment, webhook, outside);
  if (outside.stdin.isTTY) return undefined;
  // A pipe that stays silent is refused, also where one portal is saved: an address that comes late would otherwise send
  // the work to another portal than was meant.
  const piped = await readInput(outside);
  return piped.trim() === '' ? undefined : given(plain.fromInput, piped, outside);
}

async function savedPortal(where: string, name: string, outside: Outside): Promise<PortalChoice> {
  if (name === DEMO_PROFILE) return {kind: 'demo'};
  const profile = findProfile(where, name, outside);
  return {kind: 'saved', profile, address: await keyOf(profile, outside)};
}

/** @throws UsageTrouble for a name under which nothing is saved */
export function findProfile(where: string, name: string, outside: Outside): Profile {
  const profile = outside.profiles.list().find(one => one.name === name);
  if (profile) return profile;
  throw new UsageTrouble(plain.unknownProfile(where, oneLine(name, 60), plain.savedPortals(savedNames(outside))));
}

/** The address with its secret. @throws UsageTrouble where the secret is gone, FilesTrouble where it cannot be read */
export async function keyOf({name}: Profile, outside: Outside): Promise<WebhookAddress> {
  const address = await outside.profiles.address(name);
  if (!address) throw new UsageTrouble(plain.keyGone(oneLine(name, 60)));
  outside.hide(address.base());
  return address;
}

function given(where: string, text: string, outside: Outside): PortalChoice {
  return {kind: 'given', address: readAddress(where, text, outside)};
}

/** @throws UsageTrouble for what is no webhook address, with where it came from and what is wrong with it */
export function readAddress(where: string, text: string, outside: Outside): WebhookAddress {
  const parsed = parseWebhookAddress(text);
  if (!parsed.ok) {
    const {what, next} = words.address(parsed.problem);
    throw new UsageTrouble(plain.badAddress(where, what, next));
  }
  outside.hide(parsed.address.base());
  return parsed.address;
}

function savedNames(outside: Outside): string {
  return outside.profiles
    .list()
    .map(profile => profile.name)
    .join(', ');
}
