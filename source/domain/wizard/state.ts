import type {TypeKey} from '../entity-types.ts';
import type {AccountEnd, ExitCode} from '../outcomes.ts';
import type {LeaverRefusal, Person} from '../people.ts';
import type {Plan} from '../plan.ts';
import type {RehirePolicy} from '../profile.ts';
import type {PlanRules} from '../rules/rule.ts';
import type {FullScope} from '../scope/type-scope.ts';
import type {TallyRow} from '../tally.ts';
import type {Confirm} from './confirm.ts';
import type {Holdings, PeopleSearch} from './people-search.ts';
import type {Pinning} from './pinning.ts';
import type {Progress} from './progress.ts';
import type {GuideFor} from './guide.ts';
import type {PortalScreen} from './state-portal.ts';
import type {RunQuestion} from './run-question.ts';
import type {FinishedRun, ResumeScreen, UndoScreen} from './state-again.ts';
import type {ScopeDraft, ScopeScreen} from './state-scope.ts';
import type {Failure, PeopleGroup, PortalView, UnfinishedView, WindowView} from './view.ts';

export type * from './state-portal.ts';

/** What outlives a screen. */
export interface Common {
  /** The last token given to a question. Each answer carries its question's, so that a late one is told apart. */
  readonly lastToken: number;
  /** Ctrl-C has been pressed and its question stands. */
  readonly quit: {readonly highlighted: number} | undefined;
  readonly help: boolean;
  /** Where the first time is still to come, so that each screen opens with what it is there for. */
  readonly guide: readonly GuideFor[];
  /** Accounts that earlier starts may have left open. */
  readonly windows: readonly AbandonedState[];
  /** Runs of the journal that did not come to their end, newest first. */
  readonly unfinished: readonly UnfinishedView[];
  /** Failures of our own files, found at the start. */
  readonly noticed: readonly Failure[];
  /** What was chosen, by portal and by leaver, so that going back and forth loses nothing. */
  readonly drafts: Drafts;
  readonly finished: readonly FinishedRun[];
}

export interface Drafts {
  readonly leaver: ReadonlyMap<string, LeaverDraft>;
  readonly scope: ReadonlyMap<string, ScopeDraft>;
  /** What was chosen on a portal the last time, by its key: where a leaver has no draft yet, it begins with this. */
  readonly last: ReadonlyMap<string, ScopeDraft>;
  /** When the account of a leaver may be opened, where that was chosen. */
  readonly rehire: ReadonlyMap<string, RehirePolicy>;
}

export interface LeaverDraft {
  readonly group: PeopleGroup;
  readonly search: string;
  readonly cursor: number | undefined;
}

export type AbandonedState =
  | {readonly window: WindowView; readonly state: 'shutting'; readonly token: number}
  | {readonly window: WindowView; readonly state: 'ended'; readonly end: AccountEnd}
  | {readonly window: WindowView; readonly state: 'failed'; readonly failure: Failure};

/** What every screen after the first knows. `session` names the connection whose answers are waited for. */
export interface Signed {
  readonly portal: PortalView;
  readonly session: number;
}

export interface LeaverScreen extends Signed {
  readonly screen: 'leaver';
  readonly back: PortalScreen;
  readonly people: PeopleSearch;
  readonly holdings: Holdings;
  /** The count of who holds what that is under way, over these people. */
  readonly counting: {readonly token: number; readonly people: readonly Person[]} | undefined;
  readonly countFailure: Failure | undefined;
  readonly refused: {readonly reason: LeaverRefusal; readonly person: Person} | undefined;
}

export interface TallyScreen extends Signed {
  readonly screen: 'tally';
  readonly leaver: Person;
  readonly back: LeaverScreen;
  readonly rows: readonly TallyRow[];
  /** The question under way. */
  readonly asking: number | undefined;
  readonly failure: Failure | undefined;
  readonly cursor: TypeKey | undefined;
  /** The choice where there is nothing to hand over. */
  readonly highlighted: number;
  /** Counted only to go on to the choices made before: on to them as soon as that is done. */
  readonly ahead: boolean;
  readonly titles: TitlesView | undefined;
}

export interface TitlesView {
  readonly type: TypeKey;
  readonly items: readonly {readonly id: number; readonly title: string; readonly closed: boolean}[];
  readonly asking: number | undefined;
  readonly atEnd: boolean;
  readonly failure: Failure | undefined;
  readonly cursor: number;
}

/** What is asked for; the engine's request fits. */
export interface Wanted {
  readonly leaver: Person;
  readonly scope: FullScope;
  /** Everybody whom the rules name. */
  readonly people: readonly Person[];
  readonly rules: PlanRules;
  readonly ownersKeep: boolean;
}

export interface PlanScreen extends Signed {
  readonly screen: 'plan';
  readonly home: PortalScreen;
  readonly leaver: Person;
  readonly back: ScopeScreen | ProofScreen;
  readonly source: PlanSource;
  readonly pinning: Pinning;
  readonly names: ReadonlyMap<number, Person>;
  /** The list of the plan's records, when it is looked at. */
  readonly records: {readonly cursor: number} | undefined;
  /** All that is to be known of the plan, where it is more than the screen holds: which part of it is looked at. */
  readonly facts: number | undefined;
  readonly confirm: Confirm;
  /** Unmovable records stay by choice instead of counting as left. */
  readonly acceptUnmovable: boolean;
  readonly rehire: RehirePolicy;
  /** The run waits after the first records of each type, until somebody has looked at them. */
  readonly looksFirst: boolean;
}

/** What the plan is pinned from: what was chosen, what a run left failed or not tried, or what it found to be new and has pinned. */
export type PlanSource =
  | {readonly by: 'scope'; readonly wanted: Wanted}
  | {readonly by: 'retry'; readonly run: number}
  | {readonly by: 'new'; readonly run: number; readonly digest: string};

export interface RunScreen extends Signed {
  readonly screen: 'run';
  /** Where the next person is chosen afterwards. */
  readonly home: PortalScreen;
  readonly leaver: Person;
  readonly plan: Plan;
  readonly names: ReadonlyMap<number, Person>;
  readonly acceptUnmovable: boolean;
  readonly rehire: RehirePolicy;
  /** The plan is carried out, or this run of it is gone on with. */
  readonly work: {readonly by: 'plan'} | {readonly by: 'resume'; readonly run: number};
  readonly token: number;
  readonly progress: Progress;
  readonly looksFirst: boolean;
  readonly question: RunQuestion | undefined;
  /** The answer, once given; the engine is told once. */
  readonly consent: boolean | undefined;
  readonly stopping: boolean;
  /** By the administrator's own key. */
  readonly paused: boolean;
  /** Requests a second at most, by choice; undefined: the portal's own pace. */
  readonly maxRps: number | undefined;
  /** The account is to be shut now, and to stay shut. */
  readonly shutNow: boolean;
  /** Asked to stop a second time: not even the request in flight is waited for. */
  readonly hurried: boolean;
}

export interface ProofScreen extends Signed {
  readonly screen: 'proof';
  readonly home: PortalScreen;
  readonly leaver: Person;
  readonly plan: Plan;
  readonly names: ReadonlyMap<number, Person>;
  readonly end: FinishedRun;
  readonly highlighted: number;
  readonly list: {readonly cursor: number} | undefined;
  readonly guided: boolean;
}

export interface EndedScreen {
  readonly screen: 'ended';
  readonly why: 'left' | 'stopped' | 'crashed';
  readonly exit: ExitCode;
}

export type Screen =
  | PortalScreen
  | ResumeScreen
  | LeaverScreen
  | TallyScreen
  | ScopeScreen
  | PlanScreen
  | UndoScreen
  | RunScreen
  | ProofScreen
  | EndedScreen;

/** The wizard's state: one member per screen, each with what outlives it. */
export type WizardState = Screen & Common;

export function commonOf(state: Common): Common {
  const {lastToken, quit, help, guide, windows, unfinished, noticed, drafts, finished} = state;
  return {lastToken, quit, help, guide, windows, unfinished, noticed, drafts, finished};
}

/** Shows another screen; what outlives screens goes along. */
export function show(state: Common, screen: Screen): WizardState {
  return {...screen, ...commonOf(state)};
}

/** A screen without what outlives it, to come back to. */
export function bare<S extends Screen>(state: S & Common): S {
  const {
    lastToken: _t,
    quit: _q,
    help: _h,
    guide: _g,
    windows: _w,
    unfinished: _u,
    noticed: _n,
    drafts: _d,
    finished: _f,
    ...screen
  } = state;
  return screen as unknown as S;
}

export function draftKey(portal: PortalView, leaver: Person): string {
  return `${portal.portalKey} ${leaver.id}`;
}
