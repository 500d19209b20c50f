/** The plain lines of a run. */
export const plainRun = {
  label: {
    portal: 'portal',
    profile: 'profile',
    leaver: 'leaver',
    tally: 'tally',
    plan: 'plan',
    time: 'time',
    behind: 'behind',
    messages: 'messages',
    starts: 'starts',
    note: 'note',
    pause: 'pause',
    account: 'account',
    pace: 'pace',
    run: 'run',
    undo: 'undo',
    report: 'report',
    proof: 'proof',
    stop: 'stop',
    first: 'first',
    new: 'new',
    failed: 'failed',
    demo: 'demo',
    error: 'error',
  },
  administrator: 'administrator',
  noAdministrator: 'no administrator: this key sees only a part',
  dismissed: 'dismissed',
  stillActive: 'still active: new leads may reach them',
  demoPortal: (name: string) => `${name} (nothing real is changed)`,

  nothing: 'nothing',
  notCounted: (what: string) => `not counted: ${what}`,
  planLine: (digest: string, records: string, people: string) => `${digest}, ${records} to ${people}`,
  planShare: (person: string, count: string) => `${person} (${count})`,
  nothingToMove: (leaver: string) => `${leaver} holds nothing of what is asked for: there is nothing to do`,
  unmovable: (count: string, why: string, byHand: string) => `${count} cannot be moved: ${why}; by hand: ${byHand}`,
  partOpen: (what: string) => `open ${what}`,
  partClosed: (what: string) => `closed ${what}`,
  kept: (what: string) => `${what} kept by choice`,

  askCount: (records: string, leaver: string) => `This takes ${records} from ${leaver}.`,
  askCountPrompt: (count: number) => `Type ${count} and Enter to start, anything else to cancel: `,
  askHire: (leaver: string, what: string, refused: string, length: string, done = 'moved'): readonly string[] => [
    what === ''
      ? plainRun.askHireToCount(leaver)
      : `${leaver} is dismissed${refused}. ${what} can be ${done} while they are hired back.`,
    `While that lasts, about ${length}, they can sign in with the old password, open-line queues take them in, and a seat may be taken.`,
    'They are dismissed again right after, whatever happens. If this computer dies meanwhile:',
    `b24-handover close-windows, or by hand: Company > Employees > ${leaver} > Dismiss.`,
  ],
  hireRefused: (count: string, text: string) => `, and the portal refused ${count}${text === '' ? '' : ` ("${text}")`}`,
  hireWord: 'hire',
  askHirePrompt: (word: string, act = 'move') =>
    `Type ${word} and Enter to hire back, ${act}, dismiss; anything else to cancel: `,
  cancelled: 'Cancelled; nothing was changed.',

  ofMoved: (moved: string, of: string) => `${moved} of ${of} moved`,
  soFar: (text: string) => `${text} so far`,
  waits: (refused: string, leaver: string, text: string) =>
    `${refused} refused while ${leaver} is dismissed${text === '' ? '' : ` ("${text}")`}`,
  policyHint: 'With --rehire when-refused it is, and these records can be moved.',
  goOnWith: (command: string) => `the rest: ${command}`,
  firstMoved: (type: string, count: string, which: string) => `${type}: ${count} moved and read back: ${which}`,
  firstPutBack: (type: string, count: string, which: string) => `${type}: ${count} put back and read back: ${which}`,
  firstRefused: (type: string, count: string, text: string) =>
    `${type}: the first ${count} refused${text === '' ? '' : ` ("${text}")`}`,
  openSince: (time: string, types: string) => `OPEN since ${time}${types === '' ? '' : ` for ${types}`}`,
  shutAt: (time: string) => `shut ${time}, read back`,
  refusedGroup: (count: string, reason: string, examples: string) => `${count}: ${reason} (${examples})`,
  noReason: 'no reason given',
  andMore: (count: string) => `and ${count} more`,
  newSince: (count: string, command: string | undefined) =>
    command === undefined
      ? `${count} since the plan; plan again to take them`
      : `${count} since the plan, pinned as a plan of their own: ${command}`,
  heirless: (count: string) => `nobody was chosen to receive ${count} of them: they are in no plan`,
  nothingShown: (leaver: string) =>
    `${leaver} shows nothing of what is asked for; under --rehire always the account is opened to count again, since a portal may hide what a dismissed person holds`,
  askHireToCount: (leaver: string) =>
    `${leaver} is dismissed, and lists may hide invoices and activities. They are hired back to count again, and nothing is moved.`,
  stopping: 'finishing what is in flight, then leaving',
  stoppingAgain: 'not waiting for the request in flight; an account that is open is shut now',
  busy: (pid: string, since: string) =>
    `Another start of b24-handover works on this portal${pid === '' ? '' : ` (process ${pid}, since ${since})`}. Wait until it has ended, then try again.`,
};
