import {maskAddresses} from '../domain/masked.ts';
import {parseWebhookAddress, type WebhookAddress} from '../domain/webhook.ts';

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

/** The first argument that holds a webhook address, masked, or undefined. */
export function secretInArguments(argv: readonly string[]): string | undefined {
  const found = argv.find(argument => /\/rest\/\d+\/[^\s/]{5}/.test(argument));
  if (found === undefined) return undefined;
  return found.replace(/^-[^=]*=/, '').replace(/(\/rest\/\d+\/).*$/s, '$1***/');
}
