import type {Profile} from '../../settings/file.ts';

/** A profile as `--json` gives it: `{name, portal, user, lastUsed, maxRps, rehire}`. The secret is never in it. */
export function profileObject({name, origin, userId, lastUsed, maxRps, rehire}: Profile): Record<string, unknown> {
  return {
    name,
    portal: origin,
    user: userId,
    lastUsed: new Date(lastUsed).toISOString(),
    maxRps: maxRps ?? null,
    rehire: rehire ?? null,
  };
}
