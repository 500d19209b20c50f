const TYPES_HELP =
  'lead, deal, deal-template, contact, company, estimate, invoice, old-invoice, activity, task, contact:ID, company:ID, spa:ID';

/** Bad input: each sentence names the flag and what to write instead. */
export const plainAnswers = {
  missing: (flag: string, example: string) => `${flag} is missing. For example: ${example}`,
  wantsPerson: (flag: string, given: string) =>
    `${flag} takes a person's id or e-mail address, not "${given}". For example: ${flag} 42, or ${flag} anna@example.com`,
  nobody: (flag: string, given: string) =>
    `${flag} ${given}: this portal has nobody of that id or e-mail. b24-handover leavers lists the dismissed with their ids.`,
  notThisPerson: (flag: string, given: string, reason: string) => `${flag} ${given}: ${reason}`,
  unknownType: (flag: string, given: string, known: string = TYPES_HELP) =>
    `${flag}: there is no type "${given}". Types are ${known}.`,
  noTaskScope: (flag: string) =>
    `${flag}: this key cannot see tasks. Tick the permission "task" in its webhook, or leave task out.`,
  emptyPiece: (flag: string) => `${flag}: a value is empty. Write values without gaps: ${flag} lead,deal`,
  twice: (flag: string, what: string) => `${flag} is given twice for ${what}. Give it once.`,
  givenTwice: 'It is given twice. Give it once.',
  givenEmpty: 'It is empty.',
  everything: 'everything',
  notTaken: (flag: string, type: string) =>
    `${flag} names ${type}, but --type leaves it out. Add it to --type, or take it out of ${flag}.`,
  unknownState: (given: string) =>
    `--state takes all, open or closed, also per type (--state activity=all), not "${given}".`,
  noSuccessorFor: (types: string, flag: string) =>
    `Nobody is named to receive the ${types}. Add ${flag}, or one --to ID for everything.`,
  activityNeedsSuccessor:
    'Some activities belong to no record of this plan, and nobody is named to receive them. Add --to activity=ID, or one --to ID for everything.',
  yesNeeded: 'Without a terminal nothing is asked: --yes is needed to write to the portal.',
  secretAsArgument: (masked: string) =>
    `A webhook address (${masked}) does not belong on the command line, where every user of this machine can read it. Put it in B24_HANDOVER_WEBHOOK or on standard input, and make a new code for this one.`,
  unknownCommand: (given: string, known: string) => `There is no command "${given}". Commands are ${known}.`,
  demoOrProfile: '--demo and --profile each name a portal. Give one of them.',
  unknownFlag: (flag: string, command: string) => `${flag} is no flag here. See b24-handover ${command} --help`,
  seeHelp: (what: string, command: string) => `${what} See b24-handover ${command} --help`.replace('  ', ' '),
  needsTerminal:
    'The wizard needs a terminal on standard input and output, and no CI. Without one use b24-handover run --leaver ID --to ID --yes (see --help), or b24-handover demo for the built-in portal.',

  fromEnvironment: 'B24_HANDOVER_WEBHOOK',
  fromInput: 'standard input',
  noPortal:
    'No portal is chosen. Use --profile NAME (--profile demo is the built-in one), B24_HANDOVER_PROFILE, or a webhook address in B24_HANDOVER_WEBHOOK or on standard input.',
  severalPortals: (names: string) => `Several portals are saved (${names}): choose one with --profile NAME.`,
  savedPortals: (names: string) => (names === '' ? 'None is saved.' : `Saved are ${names}.`),
  unknownProfile: (where: string, given: string, saved: string) =>
    `${where}: no saved portal is called "${given}". ${saved} The built-in one is called demo.`,
  keyGone: (name: string) =>
    `The webhook address of ${name} is kept nowhere any more. Give it once again: b24-handover profiles add, with the address in B24_HANDOVER_WEBHOOK or on standard input.`,
  badAddress: (where: string, what: string, next: string) => `${where}: ${what} ${next}`,
  waitingForInput: 'waiting for a webhook address on standard input',
  nothingOnInput: (seconds: number) =>
    `A webhook address was waited for on standard input for ${seconds} s, and nothing came. Use --profile NAME, B24_HANDOVER_PROFILE or B24_HANDOVER_WEBHOOK instead.`,
};
