import type {WebhookAddress} from '../domain/webhook.ts';

/** The name that `--profile` gives to the built-in portal; no saved portal may take it. */
export const DEMO_PROFILE = 'demo';

/** "acme" for acme.bitrix24.com, otherwise the host; with the person's id where that is taken. */
export function freeName(address: WebhookAddress, taken: readonly {readonly name: string}[]): string {
  const cloud = /^([a-z0-9-]+)\.bitrix24\.[a-z.]+$/.exec(address.host);
  const candidates = [cloud?.[1] ?? address.host, address.host, `${address.host}-${address.userId}`];
  const names = new Set(taken.map(entry => entry.name));
  const name = candidates.map(plain).find(candidate => candidate !== DEMO_PROFILE && !names.has(candidate));
  return name ?? plain(`${address.host}-${address.userId}-${names.size}`);
}

/** What can be typed after `--profile` without quoting. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9.:-]+/g, '-').replace(/^-+/, '') || 'portal';
}
