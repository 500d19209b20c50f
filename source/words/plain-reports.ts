import type {NotMovedWhy} from '../domain/outcomes.ts';
import type {PlanKind} from '../domain/plan.ts';
import type {StateChoice} from '../domain/scope.ts';

type Fate = 'moved' | 'already-there' | 'gone' | 'changed-hands' | 'edited' | 'failed' | 'not-tried';

/** The way back has verbs of its own: nothing is "moved" by an undo. */
const undoFate: Readonly<Record<Fate, string>> = {
  moved: 'put back',
  'already-there': 'already back',
  gone: 'gone',
  'changed-hands': 'now with somebody else',
  edited: 'edited since',
  failed: 'failed',
  'not-tried': 'not tried',
};

const undoWhy: Readonly<Partial<Record<NotMovedWhy, string>>> = {
  'successor-dismissed': 'whoever is to get it back is dismissed or gone by now',
  'moved-back': 'put back, and again with whom it was taken from at the end',
};

const MEANING: Readonly<Record<Fate, string>> = {
  moved: 'The portal’s own record names the new responsible person.',
  'already-there': 'They were with the new responsible person before this run wrote anything.',
  gone: 'Deleted by somebody since the plan was made. No failure.',
  'changed-hands': 'Somebody gave them to another person since the plan was made. Never overwritten, no failure.',
  edited: 'Changed by somebody after the run, so they stay as they are. No failure.',
  failed: 'The portal refused them, or did not do what it said. They are still the leaver’s.',
  'not-tried': 'Nothing was sent for them. They are still the leaver’s.',
};

const BACK_MEANING: Readonly<Partial<Record<Fate, string>>> = {
  moved: 'The portal’s own record names the person they were taken from.',
  'already-there': 'Somebody had given them back before this run wrote anything.',
  gone: 'Deleted by somebody since. No failure.',
  'changed-hands': 'Somebody has given them to another person since. Never overwritten, no failure.',
  failed: 'The portal refused to take them back. They stay with whom they were given to.',
  'not-tried': 'Nothing was sent for them. They stay with whom they were given to.',
};

/** Report files. */
export const plainReports = {
  undoFate,
  undoWhy,
  report: {
    title: (kind: PlanKind, run: number) => `${{handover: 'Handover', retry: 'Retry', undo: 'Undo'}[kind]}, run ${run}`,
    csv: {
      type: 'Type',
      id: 'Id',
      title: 'Title',
      from: 'From',
      to: 'To',
      outcome: 'Outcome',
      reason: 'Reason',
      nowWith: 'Now with',
      time: 'Time',
      link: 'Link',
    },
    portalSays: (text: string) => `the portal says "${text}"`,
    byHand: (why: string, byHand: string) => `${why}; by hand: ${byHand}`,
    portal: 'Portal',
    leaver: 'Leaver',
    plan: 'Plan',
    planOf: (digest: string, records: string) => `${digest}, ${records}`,
    when: 'When',
    outcome: 'Outcome',
    note: 'Note',
    goesBackTo: 'Goes back to',
    noEnd: {running: 'still running', unfinished: 'did not come to its end', ended: ''},
    forgotten: 'Names and titles of this run were erased.',
    proof: 'Proof',
    noProof: (moved: string, of: string) =>
      `Nothing is proved: ${moved} of ${of} are done, and the end was not reached.`,
    proofForgotten: 'The words of the proof were erased with the names; the numbers above are those of the journal.',
    undone: (done: string, of: string) => `${done} of ${of} were put back.`,
    gap: 'Each record was looked at again at most 15 seconds before it was written. REST cannot compare and set in one step: a change by somebody else within that time would have been overwritten.',
    account: 'The account',
    opened: (from: string, to: string, length: string) => `Open from ${from} to ${to}: ${length}.`,
    openedNotShut: (from: string) => `Opened ${from}; this run did not see it shut.`,
    neverOpened: (leaver: string) => `The account of ${leaver} was not opened.`,
    perType: 'Per type',
    perSuccessor: 'Per person',
    records: 'Records',
    receives: (kind: PlanKind) => (kind === 'undo' ? 'Gets back' : 'Receives'),
    why: 'Why',
    notReached:
      'Not reached yet. Of the last ones that were sent nobody has read so far whether the portal carried them out.',
    meaning: (kind: PlanKind, fate: Fate) => (kind === 'undo' ? BACK_MEANING[fate] : undefined) ?? MEANING[fate],
    capped: (shown: string, total: string, run: number, profile: string) =>
      `The first ${shown} of ${total}. All of them are in run-${run}.csv and run-${run}.json (b24-handover report ${run}${profile} writes both).`,
    behindTitle: 'Still names the leaver',
    keptTitle: 'Kept by choice',
    kept: (what: string, taken: StateChoice | 'some' | undefined) => {
      if (taken === undefined) return `${what}: this type was not taken.`;
      if (taken === 'some') return `${what}: they do not fit what was asked for.`;
      return `${what}: ${taken === 'all' ? 'not in the plan' : `only the ${taken} ones were taken`}.`;
    },
    keptUnmovable: (records: string) => `${records} that REST cannot move, accepted with --accept-unmovable.`,
    newPlan: (records: string): readonly [string, string] => [
      `${records} of this are pinned as a plan, and not moved:`,
      '. It asks before it moves anything.',
    ],
    undoTitle: 'How to undo',
    howToUndo: (kind: PlanKind, run: number, profile: string): readonly [string, string, string] => [
      kind === 'undo' ? 'Hand over again what this run put back:' : 'Put back what this run moved:',
      `b24-handover undo ${run}${profile}`,
      'Only records that are still where this run left them, and that nobody has edited since, are touched (--edited takes those too). The portal sends its messages again.',
    ],
  },
};
