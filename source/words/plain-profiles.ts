/** What is said about saved portals and where their secrets lie. */
export const plainProfiles = {
  secretInFile: (file: string, why: string) =>
    `No system keychain took the webhook address (${why}); it lies in ${file}, which only you can read.`,
  secretMayBeLeft: (account: string, why: string) =>
    `The system keychain does not answer (${why}); the webhook address may still be in it as ${account}.`,

  badName: (given: string) =>
    `"${given}" cannot be the name of a portal. Use letters, digits, dots and dashes, up to 40 of them: acme.`,
  demoName: 'demo is the name of the built-in portal. Choose another.',
  nameTaken: (name: string, host: string) =>
    `${name} is the name of ${host} already. Choose another, or remove that one.`,
  badPace: (given: string, least: string, most: string, orNone: boolean) =>
    `--max-rps takes requests a second, from ${least} to ${most}${orNone ? ', or none' : ''}, not "${given}". For example: --max-rps 1.5`,
  nothingToSet: 'Nothing is to be changed. For example: b24-handover profiles set acme --max-rps 1',
  webhookMissing:
    'The webhook address is missing. Put it in B24_HANDOVER_WEBHOOK or on standard input; it is never a flag’s value.',
  askWebhook: [
    'In Bitrix24, as an administrator: Developer resources > Other > Inbound webhook. Tick crm, user and department',
    '(task too, if wanted), save, and copy the address: https://acme.bitrix24.com/rest/17/***/',
  ],
  askWebhookPrompt: 'Paste the address and Enter (it is not shown), Esc to cancel: ',
  removeYes: 'Without a terminal nothing is asked: --yes is needed to remove a portal and its key.',
  removeWord: 'remove',
  askRemove: (name: string) =>
    `This deletes ${name} and its webhook address from this computer. The portal keeps the webhook.`,
  askRemovePrompt: (word: string) => `Type ${word} and Enter to delete it, anything else to cancel: `,

  profileSaved: (name: string, place: string) => `${name} is saved${place === '' ? '' : `, its key in ${place}`}`,
  profileWorks: (name: string, place: string) => `${name} works; its key lies in ${place}`,
  profileScopes: (scopes: string) => `permissions: ${scopes}`,
  profileRenamed: (name: string, to: string) => `${name} is called ${to} now`,
  profileChanged: (name: string) => `${name} is changed`,
  profileRemoved: (name: string) => `${name} and its key are deleted from this computer`,
  noProfiles: 'No portal is saved. b24-handover profiles add saves one.',
  perSecond: (pace: string) => `${pace}/s at most`,
};
