import type {TypeKey} from './entity-types.ts';
import type {PlanKind, PlannedRecord} from './plan.ts';

/** Of each planned record exactly one; they add up to the plan. Gone and changed hands are no failure. */
export type Outcome = 'moved' | 'already-there' | 'gone' | 'changed-hands' | 'failed' | 'not-tried';

export const OUTCOMES = [
  'moved',
  'already-there',
  'gone',
  'changed-hands',
  'failed',
  'not-tried',
] as const satisfies readonly Outcome[];

/** Why a record was not moved, where it is not the portal's own refusal. Said in words by the message table. */
export type NotMovedWhy =
  /** The update was answered with success, and the record still names the leaver. */
  | 'no-effect'
  /** Three requests for this record alone had no readable answer, and it still names the leaver. */
  | 'no-answer'
  /** The task behind the activity cannot be read by this key. */
  | 'task-unreadable'
  /** The activity goes with its task, which is in the plan itself and is not with the successor. */
  | 'with-task'
  /** The successor is dismissed or gone by now. */
  | 'successor-dismissed'
  | 'unmovable'
  | 'stopped'
  /** The first records of its type were all refused: the rest of the type was not sent. */
  | 'first-refused'
  /** Refused while the leaver is dismissed; the account was not opened (see `windowRefused` of the report). */
  | 'needs-rehire'
  /** The account may not be open any longer: the limit of open time, or the key that shuts it. */
  | 'window-limit'
  /** Refused again while the leaver was active: it is not because of the dismissal. */
  | 'not-the-dismissal'
  /** On the way back: somebody changed the record after our run, so it stays. */
  | 'edited-since'
  /** Moved by us, and back with the leaver at the final read-back. */
  | 'moved-back';

export interface RecordResult {
  readonly record: PlannedRecord;
  readonly outcome: Outcome;
  /** The portal's words for a refusal. Hostile text. */
  readonly reason?: string;
  readonly why?: NotMovedWhy;
  /** Whose it is now, where it changed hands. */
  readonly nowWith?: number;
}

export type OutcomeCounts = Record<Outcome, number>;

export function noOutcomes(): OutcomeCounts {
  return {moved: 0, 'already-there': 0, gone: 0, 'changed-hands': 0, failed: 0, 'not-tried': 0};
}

export function countOutcomes(results: Iterable<RecordResult>): OutcomeCounts {
  const counts = noOutcomes();
  for (const result of results) counts[result.outcome] += 1;
  return counts;
}

/** One opening of the leaver's account by this program. Times in milliseconds since 1970; no `to`: not shut. */
export interface Opening {
  readonly from: number;
  readonly to?: number;
}

export interface RecordName {
  readonly type: TypeKey;
  readonly id: number;
}

/** So many records are listed one by one in a report: enough to read, however much went wrong. All are in the journal. */
export const MOST_NAMED = 1000;

/** A plan that was pinned of what is new, to be confirmed and carried out by itself. */
export interface NewPlan {
  readonly digest: string;
  readonly records: number;
  /** Some of it shows only while the leaver is hired back: it is carried out under the policy `always`. */
  readonly hidden: boolean;
}

/**
 * The proof of zero: two sources, compared as sets. Of each list the first thousand are named, and `more` says how many
 * there are beyond them.
 */
export interface Proof {
  /** Planned records that the read-back by id still finds with the leaver. */
  readonly left: readonly RecordName[];
  /** In scope at the recount but not in the plan; can be planned next, no failure. */
  readonly fresh: readonly RecordName[];
  /** What is new, with successors by the same choice as this run's plan. */
  readonly newPlan?: NewPlan;
  /** How many of the new records nobody was chosen for: they are in no plan. */
  readonly heirless?: number;
  readonly more?: {readonly left?: number; readonly fresh?: number; readonly contradictions?: number};
  /**
   * Activities of moved records that still name the leaver although the lists by person do not show them: this portal
   * hides what a dismissed person holds. Found by a sample.
   */
  readonly hidden?: readonly RecordName[];
  /** Types whose recount or read-back could not be read, with the reason: nothing is proved for them. */
  readonly unproved: readonly {readonly type: TypeKey; readonly reason: string}[];
  /** Planned records for which recount and read-back say different things. */
  readonly contradictions: readonly (RecordName & {readonly recountSaysLeft: boolean})[];
}

/** What carries out a plan of what is new; where the portal has to be named, that follows. */
export function applyCommand({digest, hidden}: NewPlan): string {
  return `b24-handover apply ${digest}${hidden ? ' --rehire always' : ''}`;
}

/** How many planned records are left, those that are not named included. */
export function countLeft({left, more}: Pick<Proof, 'left' | 'more'>): number {
  return left.length + (more?.left ?? 0);
}

/** How many records are new, those that are not named included. */
export function countFresh({fresh, more}: Pick<Proof, 'fresh' | 'more'>): number {
  return fresh.length + (more?.fresh ?? 0);
}

/**
 * Why the account was not opened, or not kept open, although records need it: by policy, by a no, refused by the portal, not to be hired since the person was only invited or only asks to join, hired back by somebody else meanwhile, no guard to be had, of no use, shut at the limit of open time or by a key, shut by somebody
 * else, or by the guard.
 */
export type WindowRefusal =
  | 'policy'
  | 'declined'
  | 'portal'
  | 'never-employed'
  | 'opened-by-others'
  | 'no-guard'
  | 'not-the-dismissal'
  | 'limit'
  | 'shut-by-others'
  | 'guard';

/** By its user at any moment, by choice after the first records of each type, by the portal, or by our own files. */
export type StopWhy = 'user' | 'first-records' | 'portal' | 'files' | 'bug';

/** What a run ended with; the screens, the plain lines and the JSON all print this. */
export interface RunReport {
  readonly run: string;
  readonly kind: PlanKind;
  readonly digest: string;
  readonly leaverId: number;
  readonly planned: number;
  /** Those that are not moved or already there, in run order, a thousand at most. */
  readonly results: readonly RecordResult[];
  readonly counts: OutcomeCounts;
  readonly proof?: Proof;
  /** Records left by choice: out of scope, and unmovable ones the admin accepted. */
  readonly kept: number;
  readonly openings: readonly Opening[];
  readonly account: AccountEnd;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Set when the run was stopped by its user or could not go on. */
  readonly stopped?: {readonly why: StopWhy; readonly text?: string};
  /** Why the rehire window was not opened although records were refused, if so. */
  readonly windowRefused?: {
    readonly why: WindowRefusal;
    readonly text?: string;
  };
}

/** How the leaver's account stands at the end, as the portal's own record says (`unread`: it could not be read). */
export type AccountEnd =
  | {readonly state: 'active'}
  | {readonly state: 'dismissed'; readonly readAt: number}
  | {readonly state: 'open'; readonly since: number; readonly text: string}
  | {readonly state: 'unread'; readonly text: string};

/** Exit codes of design.md. */
export const EXIT = {done: 0, left: 1, usage: 2, open: 3, portal: 4, busy: 5, files: 6, bug: 70, stopped: 130} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Open, or opened by us without an end while nobody can say how it stands: the worse of the two is believed. */
function mayBeOpen({account, openings}: RunReport): boolean {
  return account.state === 'open' || (account.state === 'unread' && openings.some(opening => opening.to === undefined));
}

/** The exit code a report asks for: an open account beats every other. */
export function exitCodeOf(report: RunReport): ExitCode {
  if (mayBeOpen(report)) return EXIT.open;
  if (report.stopped?.why === 'user') return EXIT.stopped;
  if (report.stopped?.why === 'files') return EXIT.files;
  if (report.stopped?.why === 'portal') return EXIT.portal;
  if (report.stopped?.why === 'bug') return EXIT.bug;
  const proof = report.proof;
  // On the way back, what somebody edited since stays on purpose.
  const untried = report.kind === 'undo' ? 0 : report.counts['not-tried'];
  if (report.counts.failed > 0 || untried > 0 || !proof) return EXIT.left;
  if (report.kind === 'undo') return EXIT.done;
  if ((proof.hidden?.length ?? 0) > 0) return EXIT.left;
  if (proof.left.length > 0 || proof.unproved.length > 0 || proof.contradictions.length > 0) return EXIT.left;
  return EXIT.done;
}
