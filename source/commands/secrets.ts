import {parseWebhookAddress} from '../domain/webhook.ts';

// Whatever stands between the owner's number and the next slash of a webhook address.
const IN_ADDRESS = /(\/rest(?:\/|%2f)\d+(?:\/|%2f))[^\s/"'%]+/gi;

/** Takes webhook codes out of texts: those it was told of wherever they stand, others where they stand in an address. */
export function secretKeeper(): {hide: (secret: string) => void; redact: (text: string) => string} {
  const known = new Set<string>();
  return {
    hide(secret) {
      const parsed = parseWebhookAddress(secret);
      const token = parsed.ok ? parsed.address.base().split('/').at(-2) : undefined;
      if (token !== undefined && token.length >= 5) known.add(token);
    },
    redact(text) {
      let clean = text.replace(IN_ADDRESS, '$1***');
      for (const token of known) clean = clean.replaceAll(token, '***');
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
