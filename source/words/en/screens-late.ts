import {counted, format, number} from './format.ts';

/** Plan, the question before an account is opened, run, proof. */
export const lateScreens = {
  plan: {
    pinning: 'Pinning the records; nothing is written to the portal',
    pinned: (type: string, count: number) => `${type}: ${number(count)}`,
    title: (digest: string, count: number) => `Plan ${digest}: ${format.records(count)}`,
    to: 'To',
    all: 'all',
    others: 'other',
    none: '–',
    label: {
      activities: 'Activities',
      account: 'Account',
      kept: 'Kept',
      unmovable: 'Unmovable',
      unreadable: 'Not read',
    },
    account: (list: string, name: string) =>
      `${list} may be refused while ${name} is dismissed. Only then you are asked whether to hire them back.`,
    kept: (list: string) => `${list}, by choice`,
    keptNothing: 'nothing',
    unreadable: (type: string, why: string) => `${type}: ${why}. None of them is in this plan.`,
    unmovable: (count: number, why: string, byHand: string) => `${number(count)}: ${why}. By hand: ${byHand}.`,
    unmovableAccepted: 'They stay by your choice.',
    unmovableLeft: 'They will count as left.',
    stillActive: (name: string) => `${name} is still active: new leads may reach them.`,
    empty: 'Nothing is left to hand over: the records are somebody else’s by now.',
    notAdmin: 'This key is no administrator’s: it may look, not write. Nothing can be started.',
    notAdminNext: 'Make a webhook while signed in as an administrator, and add it on the first screen.',
    typeNumber: (count: number) => `Type ${count} and Enter to start:`,
    wrong: (count: number) => `That is not the number of records. Type ${count} to start.`,
    wait: 'one moment',
    cancel: 'Cancel: change the plan',
    start: (count: number) => `Start: hand over ${format.records(count)}`,
    records: (digest: string) => `The records of plan ${digest}`,
    recordHead: {type: 'Type', id: 'Id', title: 'Title', to: 'To'},
    unmovableMark: 'unmovable',
  },
  rehire: {
    why: (name: string, list: string) => `${name} is dismissed, and the portal refuses to change ${list}.`,
    refused: (count: number, text: string) => `${counted(count, 'record')} tried and refused: "${text}"`,
    always: (name: string, list: string) => `${name} is dismissed; ${list} can be moved while they are hired back.`,
    meaning: (name: string, duration: string) =>
      `While that lasts, about ${duration}, ${name} can sign in with the old password, and open-line queues take them in. They are dismissed again right after, whatever happens.`,
    ifDies: (name: string) =>
      `If this computer dies meanwhile: b24-handover close-windows, or by hand: Company > Employees > ${name} > Dismiss.`,
    no: (list: string) => `Cancel: leave ${list}`,
    yes: 'Hire back, move, dismiss',
    wait: 'one moment',
  },
  run: {
    of: (done: number, planned: number) => `${number(done)} of ${number(planned)}`,
    waiting: 'waits',
    waitsForAccount: 'waits for the account',
    total: (done: number, planned: number) => `${number(done)} of ${number(planned)}`,
    perSecond: (speed: number) => `${speed.toFixed(1)} a second`,
    left: (duration: string) => `about ${duration} left`,
    leftUnknown: 'time left unknown',
    pause: (duration: string, why: string) => `Waiting ${duration}: ${why}.`,
    proving: (done: number, of: number) => `Proving: ${number(done)} of ${number(of)} read back.`,
    since: (duration: string) => `(${duration})`,
    shutLater: 'It is shut right after, whatever happens. Ctrl-C shuts it first.',
    bar: (type: string, done: number, planned: number) => `${type}: ${number(done)} of ${number(planned)}`,
  },
  proof: {
    run: (run: string, duration: string) => `run ${run}, ${duration}`,
    menu: {
      'next-person': 'Next person',
      list: 'What failed, changed hands, is gone or was not tried',
      leave: 'Leave',
    },
    listTitle: 'Records that were not moved',
    leftList: (names: readonly string[], more: number) =>
      `Left: ${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`,
  },
};
