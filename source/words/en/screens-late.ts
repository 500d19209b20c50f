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
      time: 'Time',
      messages: 'Messages',
      automation: 'Automation',
      account: 'Account',
      kept: 'Kept',
      first: 'First',
      unmovable: 'Unmovable',
      unreadable: 'Not read',
      partlySeen: 'Partly seen',
    },
    account: (list: string, name: string) =>
      `${list} may be refused while ${name} is dismissed. Only then you are asked whether to hire them back.`,
    accountAlways: (list: string, name: string) =>
      `${name} is hired back in any case${list === '' ? '' : `, for ${list}`}, and counted again meanwhile: lists may hide what a dismissed person holds. You are asked first.`,
    accountNever: (list: string, name: string) =>
      `${name} is not hired back: what the portal refuses of ${list} stays as it is.`,
    noNewPlan: (run: number) => `the plan of what run ${run} found to be new is not there any more: count again`,
    kept: (list: string) => `${list}, by choice`,
    keptNothing: 'nothing',
    unreadable: (type: string, why: string) => `${type}: ${why}. None of them is in this plan.`,
    unmovable: (count: number, why: string, byHand: string) => `${number(count)}: ${why}. By hand: ${byHand}.`,
    unmovableAccepted: 'They stay by your choice.',
    unmovableLeft: 'They will count as left.',
    stillActive: (name: string) => `${name} is still active: new leads may reach them.`,
    newTitle: (run: number) => `What run ${run} found to be new`,
    retryTitle: (run: number) => `What run ${run} left failed or not tried`,
    nothingToRetry: 'Nothing of that run failed or was left untried: there is nothing to do.',
    empty: 'Nothing is left to hand over: the records are somebody else’s by now.',
    notAdmin: 'This key is no administrator’s: it may look, not write. Nothing can be started.',
    notAdminNext: 'Make a webhook while signed in as an administrator, and add it on the first screen.',
    typeNumber: (count: number) => `Type ${count} and Enter to start:`,
    wrong: (count: number) => `That is not the number of records. Type ${count} to start.`,
    wait: 'one moment',
    cancel: 'Cancel: change the plan',
    cancelRetry: 'Cancel: leave them as they are',
    start: (count: number) => `Start: hand over ${format.records(count)}`,
    records: (digest: string) => `The records of plan ${digest}`,
    recordHead: {type: 'Type', id: 'Id', title: 'Title', to: 'To'},
    unmovableMark: 'unmovable',
  },
  rehire: {
    why: (name: string, list: string) => `${name} is dismissed, and the portal refuses to change ${list}.`,
    refused: (count: number, text: string) => `${counted(count, 'record')} tried and refused: "${text}"`,
    always: (name: string, list: string) => `${name} is dismissed; ${list} can be moved while they are hired back.`,
    countOnly: (name: string) =>
      `${name} is dismissed, and lists may hide invoices and activities of a dismissed person. Hired back, they are counted again; nothing is moved.`,
    meaning: (name: string, duration: string) =>
      `While that lasts, about ${duration}, ${name} can sign in with the old password, open-line queues take them in, and a seat may be taken. They are dismissed again right after, whatever happens.`,
    ifDies: (name: string) =>
      `If this computer dies meanwhile: b24-handover close-windows, or by hand: Company > Employees > ${name} > Dismiss.`,
    no: (list: string) => (list === '' ? 'Cancel: do not count again' : `Cancel: leave ${list}`),
    yes: 'Hire back, move, dismiss',
    yesToCount: 'Hire back, count, dismiss',
    wait: 'one moment',
  },
  first: {
    title: 'The first records of each type have been moved and read back. Look at them on the portal:',
    moved: (type: string, count: number) => `${type}: ${number(count)} moved`,
    refused: (type: string, count: number, text: string) =>
      `${type}: the first ${number(count)} refused${text === '' ? '' : `: "${text}"`}`,
    more: (count: number) => `and ${number(count)} more lines: make the window taller`,
    goOn: 'Go on with the rest',
    stop: 'Stop here; the rest is not tried, and can be gone on with later',
    planned: 'After the first records of each type the run waits for you to look at them.',
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
    openedAgain: (opening: number) => `Opened again under the same consent (opening ${number(opening)}).`,
    pausing: 'Pausing: finishing what is under way.',
    paused: 'Paused by you. p goes on.',
    ownPace: (perSecond: number) =>
      `At most ${perSecond} ${perSecond === 1 ? 'request' : 'requests'} a second, by choice.`,
    fullPace: 'As fast as the portal lets it go while the account is open; your maximum holds again after that.',
    opensAgain: 'It is opened again under the same consent as soon as the wait is over.',
    shutLater: 'It is shut right after, whatever happens. x shuts it now, and it stays shut.',
    shuttingNow: 'It is being shut, and stays shut; the request in flight is finished first.',
    shutByKey: 'You shut the account before everything was done: what still needed it was not tried.',
    bar: (type: string, done: number, planned: number) => `${type}: ${number(done)} of ${number(planned)}`,
  },
  proof: {
    run: (run: string, duration: string) => `run ${run}, ${duration}`,
    menu: {
      'next-person': 'Next person',
      list: 'What failed, changed hands, is gone or was not tried',
      leave: 'Leave',
    },
    report: (files: string, folder: string) => `Report: ${files} in ${folder}`,
    noReport: (why: string) => `No report files: ${why}`,
    undoHere: (command: string) => `Undo: ${command} (u looks at it here)`,
    redoHere: (command: string) => `Hand over again: ${command} (u looks at it here)`,
    retryHere: (count: number) =>
      `${format.records(count)} can be tried again (t plans ${count === 1 ? 'it' : 'them'})`,
    heirless: (count: number) =>
      `${number(count)} new ${count === 1 ? 'record has' : 'records have'} no successor: nobody was chosen for their type`,
    freshHere: (count: number, command: string | undefined) =>
      `${number(count)} new since the plan (n plans ${count === 1 ? 'it' : 'them'}${command === undefined ? '' : `, or ${command}`})`,
    listTitle: 'Records that were not moved',
    leftList: (names: readonly string[], more: number) =>
      `Left: ${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`,
  },
};
