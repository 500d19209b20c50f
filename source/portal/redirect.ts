import {movedDetail, PortalTrouble} from '../domain/trouble.ts';
import {isLoopback, type WebhookAddress} from '../domain/webhook.ts';

/**
 * What a redirect says. It is never followed: that would drop the body (trap 30), and carry the secret to whoever it
 * names. To another host it may be a portal that was renamed (fact sheet section 1), and somebody has to be asked; to the
 * same one, or to where the secret would be read on the way, the portal is not available.
 */
export function redirectTrouble(address: WebhookAddress, status: number, location: string): PortalTrouble {
  const shown = address.redact(location) || `status ${status}`;
  if (location === '' || !URL.canParse(location, address.origin)) return new PortalTrouble('redirected', shown);
  const to = new URL(location, address.origin);
  const near = isLoopback(new URL(address.origin).hostname);
  const sealed = to.protocol === 'https:' || (to.protocol === 'http:' && near && isLoopback(to.hostname));
  if (to.host === address.host || !sealed) return new PortalTrouble('redirected', shown);
  return new PortalTrouble('moved', movedDetail(address.host, to.origin));
}
