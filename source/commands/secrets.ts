import {parseWebhookAddress, type WebhookAddress} from '../domain/webhook.ts';

// Whatever stands between the owner's number and the next slash of a webhook address.
const IN_ADDRESS = /(\/rest(?:\/|%2f)\d+(?:\/|%2f))[^\s/"'%]+/gi;

/** The webhook address in the environment, which no process of ours that is started later has to know. */
const IN_ENVIRONMENT = 'B24_HANDOVER_WEBHOOK';

/**
 * Takes the environment as it is now, and the webhook address out of the one that processes started from here inherit:
 * what stands there can be read in the process list.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const taken = {...env};
  delete env[IN_ENVIRONMENT];
  return taken;
}

/**
 * Takes webhook codes out of texts: those it was told of wherever and however they are spelt, others where they stand in
 * an address.
 */
export function secretKeeper(): {hide: (secret: string) => void; redact: (text: string) => string} {
  const known = new Map<string, WebhookAddress>();
  return {
    hide(secret) {
      const parsed = parseWebhookAddress(secret);
      if (parsed.ok) known.set(parsed.address.base(), parsed.address);
    },
    redact(text) {
      let clean = maskAddresses(text);
      for (const address of known.values()) clean = address.redact(clean);
      return clean;
    },
  };
}

/** Addresses of webhooks in texts that other people wrote, as in the title of a record: their codes are taken out. */
export function maskAddresses(text: string): string {
  return text.replace(IN_ADDRESS, '$1***');
}

/** The first argument that holds a webhook address, masked, or undefined. */
export function secretInArguments(argv: readonly string[]): string | undefined {
  const found = argv.find(argument => /\/rest\/\d+\/[^\s/]{5}/.test(argument));
  if (found === undefined) return undefined;
  return found.replace(/^-[^=]*=/, '').replace(/(\/rest\/\d+\/).*$/s, '$1***/');
}
