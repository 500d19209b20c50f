/** What `plan`, `apply`, `resume`, `retry`, `undo`, `history`, `status` and `report` say. */
export const plainHistory = {
  wantsRun: (command: string, given: string) =>
    `${command} takes the number of a run, not "${given}". b24-handover history lists the runs.`,
  wantsDigest: (given: string) =>
    `apply takes the digest of a plan, as b24-handover plan prints it, not "${given}". For example: b24-handover apply 7f3a9c0012ab`,
  wantsDuration: (flag: string, given: string) =>
    `${flag} takes a number and s, m or h, not "${given}". For example: ${flag} 30m`,
  noRuns: 'There is no run yet.',
  noRun: (run: number) =>
    `There is no run ${run} here. b24-handover history lists the runs; those of the built-in portal need --profile demo.`,
  onDemo: ' --profile demo',
  unfinishedNote: (run: number, profile: string) =>
    `run ${run} of this portal is unfinished; b24-handover resume ${run}${profile} goes on with it`,
  runStillWorks: (run: number) => `Run ${run} is still at work. b24-handover status shows how far it is.`,
  runForgotten: (run: number) =>
    `Names, titles and places of run ${run} were erased: nothing can be written to the portal from it any more.`,
  runIsOn: (run: number, portal: string, given: string) =>
    `Run ${run} was on ${portal}, and ${given} is what was named. Name the portal of the run, or none: a saved one is found by itself.`,
  noKeyForRun: (run: number, portal: string) =>
    `Run ${run} was on ${portal}, and no key for it is saved. Put its webhook address in B24_HANDOVER_WEBHOOK or on standard input.`,
  leaverGone: (id: number) => `This portal has no user #${id} any more.`,

  nextCommand: (command: string) => `next     ${command}`,
  unknownPlan: (digest: string) =>
    `No plan of this journal begins with ${digest}, or more than one does. b24-handover plan makes one; a plan that was not carried out is kept for 30 days.`,
  planTooOld: (digest: string, age: string, limit: string) =>
    `Plan ${digest} is ${age} old, and no older one than ${limit} is carried out: much may have changed. Plan again, or allow it with --max-age.`,
  planElsewhere: (digest: string, portal: string, here: string) =>
    `Plan ${digest} is for ${portal}, and this is ${here}. Nothing was changed.`,
  planOfAnother: (digest: string, leaver: string, given: string) =>
    `Plan ${digest} takes from ${leaver}, and --leaver names ${given}. Nothing was changed.`,
  planOfRun: (digest: string, kind: 'retry' | 'undo', run: string) =>
    `Plan ${digest} was made by ${kind}. Start it as that: b24-handover ${kind} ${run}`,

  nothingToResume: 'No run is unfinished: there is nothing to go on with.',
  severalToResume: (runs: string) =>
    `Runs are unfinished on several portals (${runs}). Say which one: b24-handover resume RUN`,
  runHasEnded: (run: number) =>
    `Run ${run} has come to its end. b24-handover retry ${run} tries again what failed or was not tried.`,
  resuming: (run: number, left: string, total: string) => `run ${run} goes on: ${left} of ${total} are not done yet`,
  askResume: (run: number, records: string) => `Run ${run} goes on with ${records}.`,
  retryUndo: (run: number) =>
    `Run ${run} put records back. To try that again: b24-handover undo RUN of the run it undid.`,
  resumeFirst: (run: number) =>
    `Run ${run} did not come to its end, and of some records nobody has read yet whether they moved. First: b24-handover resume ${run}`,
  nothingToRetry: (run: number) => `Nothing of run ${run} failed or was left untried: there is nothing to do.`,

  undoOf: (run: number, moved: string) => `run ${run} moved ${moved}`,
  undoOfUndo: (run: number, back: string) => `run ${run} put ${back} back`,
  undoPlan: (back: string, elsewhere: string, edited: string, gone: string) =>
    `${back} to put back; staying as they are: ${elsewhere} now with somebody else, ${edited} edited since, ${gone} gone`,
  undoEditedHint: 'With --edited those that were edited since go back too.',
  undoMessages: 'The portal sends its messages again, to those who get records back. They cannot be called back.',
  undoLoose: (run: number) =>
    `Run ${run} did not come to its end: what it may have moved last is not known before b24-handover resume ${run}.`,
  nothingToUndo: 'Nothing can be put back: nothing is where the run left it.',
  askUndo: (records: string) => `This puts ${records} back.`,
  ofPutBack: (done: string, of: string) => `${done} of ${of} put back`,
  undoPolicyHint: 'With --rehire when-refused it is, and these records can be put back.',
  askBack: 'put back',
  askMove: 'moved',
  actBack: 'put back',
  actMove: 'move',
  actCount: 'count',

  reportFailed: 'The report files could not be written.',
  reportWant: (given: string) => `--format takes html, csv or json, not "${given}".`,
  reportOneOut: '--out takes one report: name its --format.',
  reportJsonOut: '--json and --out - cannot both have standard output.',
  reportRunning: (run: number) => `Run ${run} is still at work: the report shows how far it is.`,

  historyColumns: {
    run: 'Run',
    when: 'When',
    portal: 'Portal',
    leaver: 'Leaver',
    what: 'What',
    planned: 'Planned',
    done: 'Done',
    state: 'State',
  },
  kinds: {handover: 'handover', retry: 'retry', undo: 'undo'},
  kindOf: (kind: string, run: number) => `${kind} of ${run}`,
  states: {running: 'running', unfinished: 'unfinished', ended: 'ended'},
  stoppedBy: {
    user: 'stopped',
    'first-records': 'stopped after the first records',
    portal: 'stopped by the portal',
    files: 'stopped: own files',
    bug: 'stopped by a bug',
  },
  forgottenState: 'names erased',
  moreRuns: (count: string) => `Only the newest ${count} runs are listed.`,

  askForget: (run: number, leaver: string) =>
    `This erases the names and titles of run ${run} (${leaver}) in the journal, and its report files. Undo, retry and resume of it are not possible afterwards. It cannot be taken back.`,
  forgetWord: 'forget',
  askForgetPrompt: (word: string) => `Type ${word} and Enter to erase, anything else to cancel: `,
  forgetYes: 'Without a terminal nothing is asked: --yes is needed to erase.',
  forgot: (runs: string, files: string) =>
    `Erased: names and titles of ${runs.includes(' ') ? 'runs' : 'run'} ${runs}${files === '0' ? '' : `, and ${files} report files`}.`,
  forgetRelated: (runs: string, many: boolean) =>
    many
      ? `Runs ${runs} went back to it and keep names and titles of their own: forget them too, if they are to go.`
      : `Run ${runs} went back to it and keeps names and titles of its own: forget it too, if they are to go.`,

  statusNothing: 'Nothing is running, and nothing is unfinished.',
  statusRunning: (run: number) => `run ${run} is at work`,
  statusPace: (perSecond: string, last: string) =>
    `${perSecond} records a second over the last minute; the last one ${last} ago`,
  statusStill: (last: string) => `no record for ${last}: it waits for the portal, or is paused`,
  statusNotYet: 'no record is done yet',
  statusUnfinished: (run: number, profile: string) =>
    `run ${run} is unfinished; b24-handover resume ${run}${profile} goes on with it`,
  statusOf: (what: string, leaver: string, portal: string, since: string) =>
    `${what}: ${leaver}, ${portal}, since ${since}`,
  statusOpen: (leaver: string, since: string) =>
    `OPEN: ${leaver} can sign in since ${since}; the run at work, or its guard, shuts it`,
};
