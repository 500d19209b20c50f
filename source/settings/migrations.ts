import {parseWebhookAddress} from '../domain/webhook.ts';

/** What a settings file of any known schema says, in the words of the newest. */
export interface Migrated {
  readonly profiles: unknown;
  readonly moving: Readonly<Record<string, string>>;
}

/**
 * Brings what an older version wrote to the newest form, in memory; the file is written anew at the first change. Undefined
 * when it is not what that version wrote.
 *
 * Schema 1 held the hosts under `portals` and the webhook addresses under `secrets`, both in one file. Schema 2 holds
 * profiles alone.
 */
export function migrate(value: Readonly<Record<string, unknown>>): Migrated | undefined {
  switch (value['schema']) {
    case 1:
      return fromFirst(value);
    case 2:
      return {profiles: value['profiles'], moving: {}};
    default:
      return undefined;
  }
}

function fromFirst({portals, secrets}: Readonly<Record<string, unknown>>): Migrated | undefined {
  if (!Array.isArray(portals) || typeof secrets !== 'object' || secrets === null || Array.isArray(secrets))
    return undefined;
  const moving = new Map<string, string>();
  const origins = new Map<string, string>();
  for (const [name, secret] of Object.entries(secrets as Record<string, unknown>)) {
    const parsed = typeof secret === 'string' ? parseWebhookAddress(secret) : undefined;
    if (!parsed?.ok) return undefined;
    moving.set(name, parsed.address.base());
    origins.set(name, parsed.address.origin);
  }
  const profiles = (portals as Readonly<Record<string, unknown>>[]).map(portal => {
    if (typeof portal !== 'object' || portal === null) return undefined;
    const {host, ...rest} = portal;
    const origin = origins.get(String(rest['name'])) ?? `https://${String(host)}`;
    return typeof host === 'string' ? {...rest, origin} : undefined;
  });
  // Without a prototype: a portal may be called like something every object has.
  return {profiles, moving: Object.assign(Object.create(null), Object.fromEntries(moving))};
}
