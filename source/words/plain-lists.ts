/** What `leavers`, `tally`, `demo`, `close-windows` and the outer shell say. */
export const plainLists = {
  columns: {
    name: 'Name',
    id: 'Id',
    department: 'Department',
    position: 'Position',
    holds: 'Holds',
    type: 'Type',
    open: 'Open',
    closed: 'Closed',
    total: 'Total',
    portal: 'Portal',
    user: 'Webhook of',
    used: 'Used',
    pace: 'Pace',
    rehire: 'Rehire',
  },
  holdsNothing: (leaver: string) => `${leaver} holds nothing that this key can see.`,
  nobodyDismissed: 'Nobody on this portal is dismissed.',
  dismissedSummary: (people: string, holding: string) => `${people} dismissed, ${holding} of them still hold something`,
  morePeople: 'The portal has more dismissed people than are listed here.',
  notCountedCell: '?',

  shuttingFirst: (leaver: string, since: string) =>
    `an earlier start may have left ${leaver} able to sign in (opened ${since}); shutting that first`,
  lateHire: (duration: string) =>
    `dismissed; what the earlier start had under way may still land: read once more in ${duration}`,
  warnOpen: (leaver: string, portal: string, since: string) =>
    `MAY BE OPEN: ${leaver} on ${portal}, opened ${since} by an earlier start. Shut it: b24-handover close-windows`,
  noKeyFor: (leaver: string, portal: string, since: string) =>
    `MAY BE OPEN: ${leaver} on ${portal}, opened ${since}. No key is saved for it: put its webhook address in B24_HANDOVER_WEBHOOK or on standard input and start b24-handover close-windows, or dismiss by hand: Company > Employees > ${leaver} > Dismiss.`,
  noKeySaved: 'no key is saved for this portal: start again with its webhook address in B24_HANDOVER_WEBHOOK',
  noKeyUnder: (name: string) => `no portal is saved as ${name}`,
  nothingOpen: 'No account is open.',

  demoServing: 'The demo portal answers at this address until Ctrl-C:',
  demoAddressHint: 'Use it as B24_HANDOVER_WEBHOOK, or --profile demo without it.',
  traceUnwritable: (given: string, why: string) =>
    `--trace ${given}: the file cannot be written (${why}). Name one in a folder of yours: --trace trace.jsonl`,
  traceNoPlace: 'it is no file of yours',
  traceEnded: (file: string, why: string) =>
    `The trace ends here: ${file} takes no more (${why}). Everything else goes on without it.`,
  notSaved: 'The portal could not be remembered for the next start.',
  ourBug: 'This is a bug of b24-handover, not a mistake of yours. Please report it with the lines below.',
  interrupted: 'Stopped.',
};
