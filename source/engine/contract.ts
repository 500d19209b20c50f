// What commands and screens may ask of the engine. Both stand on these types alone, so that either can be tested
// against a stand-in, and the engine against a real server without a screen.
import type {Finding} from '../domain/diagnosis.ts';
import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {FirstRecords} from '../domain/first-records.ts';
import type {Forecast} from '../domain/forecast/forecast.ts';
import type {AccountEnd, RecordResult, RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import type {RehirePolicy} from '../domain/profile.ts';
import type {RunRow} from '../journal/history.ts';
import type {RunProgress} from '../journal/run-progress.ts';
import type {PlanRules} from '../domain/rules/rule.ts';
import type {FullScope, TypeScope} from '../domain/scope/type-scope.ts';
import type {TraceSink} from '../portal/trace.ts';
import type {Controls} from './controls.ts';
import type {Listener} from './events.ts';
import type {RowsPage, ScopeCount, TypeStages} from './scope-answers.ts';
import type {Tally, Unreadable} from '../domain/tally.ts';
import type {ConnectionLimit, FilesTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';

/** Who is signed in where, and what the key can do. */
export interface Connection {
  /** Names this portal in plans, logs and locks: its origin, or `demo` for the built-in one. */
  readonly portalKey: string;
  /** What the header says: the host, or "Demo portal". */
  readonly portalName: string;
  readonly demo: boolean;
  readonly me: {
    readonly id: number;
    readonly name: string;
    readonly admin: boolean;
    /** IANA name of the zone in which this person's lists show dates; missing where the portal names none. */
    readonly timeZone?: string;
  };
  readonly scopes: readonly string[];
  /** What this key cannot do; `not-admin` means: may look, sees only a part, may not write. */
  readonly limits: readonly ConnectionLimit[];
  /** Entity types of this portal in display order, with how each tells closed from open. */
  readonly types: readonly EntityType[];
}

/** A row of the people lists. `holds` is filled in by `backlog`. */
export interface PeoplePage {
  readonly people: readonly Person[];
  /** True when the portal has more that match; the search narrows them. */
  readonly more: boolean;
}

export interface PeopleQuery {
  readonly group: 'dismissed' | 'active';
  /** Part of a name, position, department, e-mail or id; empty for all. Active people are searched by the portal. */
  readonly search: string;
}

/** How many records of the default scope a person holds; `unreadable` when no type could be counted. */
export type Holding =
  | {readonly personId: number; readonly holds: number}
  | {readonly personId: number; readonly unreadable: Unreadable};

/** What the wizard or the flags asked for; `plan` of the session turns it into pinned records. */
export interface PlanRequest {
  readonly leaver: Person;
  readonly scope: FullScope;
  /** Everybody whom the rules name. Each is held against what a successor has to be. */
  readonly people: readonly Person[];
  readonly rules: PlanRules;
  /**
   * An activity whose record is another active person's already goes to that person; false: it goes by its type's rule,
   * to the chosen successor. Records themselves are never taken from anybody but the leaver.
   */
  readonly ownersKeep: boolean;
  /** A tally of this leaver from a moment ago, so that it is not taken twice. */
  readonly tally?: Tally;
}

export type {RowsPage, ScopeCount, ScopeRow, TypeStages} from './scope-answers.ts';
export type {EngineEvent, Listener, PauseEvent} from './events.ts';
export type {RehirePolicy, TraceSink};

/** What is told before an account is opened. */
export interface RehireQuestion {
  readonly leaver: Person;
  /** Records that need it, per type. */
  readonly types: readonly {readonly type: TypeKey; readonly records: number}[];
  /** How many were tried and refused, with the portal's words; 0 under the policy `always`. */
  readonly refused: number;
  readonly text: string;
  /** Nothing waits for it: under `always` it is opened to count again what lists may hide of a dismissed person. */
  readonly countOnly?: boolean;
  /** Expected length of the window in milliseconds. */
  readonly expectedMs: number;
}

export interface RunOptions {
  readonly rehire: RehirePolicy;
  /** Asked once, before the first opening. Resolves false for no. Never called under `never`. */
  readonly consent: (question: RehireQuestion) => Promise<boolean>;
  /** How long to go on without an answer of the portal; 30 minutes unless given. */
  readonly patienceMs?: number;
  /** Open time of the account in all, by the wall clock; 30 minutes unless given. Then it shuts and stays shut. */
  readonly windowLimitMs?: number;
  /**
   * Asked once the first records of each type are moved and read back, where more is left to do. Resolves false to stop
   * there: `resume` goes on. Not given: the run goes on by itself.
   */
  readonly lookAtFirst?: (first: readonly FirstRecords[]) => Promise<boolean>;
  /** Pause and pace, as they are set while it works. */
  readonly controls?: Controls;
  /** Aborted: shut the account now and keep it shut; the rest of what needs it is not tried. */
  readonly shutNow?: AbortSignal;
  /** Aborted after `signal`: do not even wait for the request in flight, shut at once. */
  readonly hurry?: AbortSignal;
  /** Records known to be unmovable are kept by choice instead of left. */
  readonly acceptUnmovable: boolean;
  /** Aborted: finish the request in flight, shut the account if it is open, report. */
  readonly signal: AbortSignal;
}

/** One signed-in portal. All calls share one pace. Every method may throw PortalTrouble. */
export interface Session {
  readonly connection: Connection;
  /** A page of people, those asked to join left out of the dismissed. */
  people(query: PeopleQuery, signal?: AbortSignal): Promise<PeoplePage>;
  /** One person by id or exact e-mail, also dismissed ones; undefined if there is none. */
  person(idOrEmail: string): Promise<Person | undefined>;
  /** People by id, those that there are, in one request for fifty. */
  peopleByIds(ids: readonly number[]): Promise<readonly Person[]>;
  /** Counts what each of these people holds, telling each as it becomes known. */
  backlog(people: readonly Person[], onHolding: (holding: Holding) => void, signal?: AbortSignal): Promise<void>;
  /** One request for about 23 types, five for up to 100. */
  tally(leaverId: number, listener: Listener, signal?: AbortSignal): Promise<Tally>;
  /** Up to 50 records of a type, ids ascending after `afterId`. */
  titles(
    leaverId: number,
    type: TypeKey,
    afterId: number,
  ): Promise<readonly {id: number; title: string; closed: boolean}[]>;
  /**
   * Counts what a scope takes, each type by one count and the few more that its conditions need, fifty in a request.
   * Nothing is walked; the plan itself looks at each record.
   */
  countScope(leaverId: number, scope: FullScope, signal?: AbortSignal): Promise<ReadonlyMap<TypeKey, ScopeCount>>;
  /** Pipelines and stages of these types; a type without either, or that this portal does not have, is missing. */
  stages(types: readonly TypeKey[], signal?: AbortSignal): Promise<ReadonlyMap<TypeKey, TypeStages>>;
  /**
   * The next page of what a scope takes of a type, whether unticked (`without`) or not.
   *
   * @param search part of a title, looked for by the portal; digits find an id as well where the portal can tell either
   */
  rows(
    leaverId: number,
    type: TypeKey,
    scope: TypeScope,
    afterId: number,
    search?: string,
    signal?: AbortSignal,
  ): Promise<RowsPage>;
  /** Heads of the departments of a person, those that may receive records, the person left out. */
  heads(leaver: Person, signal?: AbortSignal): Promise<readonly Person[]>;
  /** Pins the records. Writes nothing to the portal. */
  plan(request: PlanRequest, listener: Listener, signal?: AbortSignal): Promise<Plan>;
  /** What a plan will take on this portal, by what is known of it by now. Asks nothing. */
  forecast(plan: Plan, leaver: Pick<Person, 'active'>): Forecast;
  /** Carries out a plan and proves it. Ends with a report whatever happens to the portal; throws only for bugs. */
  run(plan: Plan, options: RunOptions, listener: Listener): Promise<RunReport>;
  /** A plan of this journal by its digest or an unmistakable beginning of it. */
  planByDigest(digest: string): Promise<Plan | undefined>;
  /** Goes on with a run that died or was stopped. Throws UsageTrouble when there is nothing to go on with. */
  resume(run: number, options: RunOptions, listener: Listener): Promise<RunReport>;
  /** Plans what failed or was not tried in a run. Throws UsageTrouble when there is no such run. */
  planRetry(run: number): Promise<Plan>;
  /** Plans the way back of what a run moved, and says how it stands with each of those records now. */
  planUndo(
    run: number,
    options: {readonly edited: boolean},
    listener: Listener,
    signal?: AbortSignal,
  ): Promise<UndoPlan>;
}

/** The way back of a run: what it would do, read at this moment. Each record is looked at again when its turn comes. */
export interface UndoPlan {
  readonly plan: Plan;
  /** They add up to what the run moved. */
  readonly counts: {
    readonly putBack: number;
    readonly changedHands: number;
    readonly edited: number;
    readonly gone: number;
  };
}

/** What `doctor` has found out about a portal. Its findings name nobody and nothing of it. */
export interface Diagnosis {
  readonly portalName: string;
  readonly demo: boolean;
  readonly findings: readonly Finding[];
  /** How many requests it took. */
  readonly requests: number;
}

/** One run of the journal. `running`: a living process works on its portal; `unfinished`: `resume` goes on with it. */
export interface RunSummary extends RunRow {
  readonly state: 'running' | 'unfinished' | 'ended';
}

export type {RunProgress} from '../journal/run-progress.ts';

/** What was done, for looking at it: from the journal alone, without a portal, also beside a run. */
export interface HistoryView {
  /** Newest first. */
  runs(): readonly RunSummary[];
  run(number: number): RunSummary | undefined;
  /** How far each type of a run is, and how fast it goes. @param now milliseconds since 1970 */
  progress(run: RunSummary, now: number): RunProgress;
  /** What became of each planned record, in run order. */
  results(run: RunSummary): Iterable<RecordResult & {readonly at?: number}>;
  close(): void;
}

/** Signs in and reads the directories. */
export type Connect = (
  address: WebhookAddress,
  options: {
    demo: boolean;
    signal?: AbortSignal;
    /** Most requests a second, where somebody wants it slower than the portal allows. */
    maxRps?: number | undefined;
  },
) => Promise<Session>;

/**
 * An account that an earlier start of this program opened and never proved shut: the intent file says so. It may be open
 * now, or never have opened at all.
 */
export interface AbandonedWindow {
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
  /** When the intent to open was written, milliseconds since 1970. */
  readonly since: number;
  /** It was read as active then: nothing of ours is under way any more. */
  readonly opened?: boolean | undefined;
}

/** What `createEngine({folder, version})` of engine.ts returns; `folder` is where intents and run logs are kept (0700). */
export interface Engine {
  readonly connect: Connect;
  /** Asks a portal about all that a handover takes for granted; tells each finding as it is made. Throws PortalTrouble. */
  examine(
    address: WebhookAddress,
    options: {readonly demo: boolean; readonly signal?: AbortSignal; readonly maxRps?: number | undefined},
    tell: (finding: Finding) => void,
  ): Promise<Diagnosis>;
  /** Opens the journal for writing. Throws FilesTrouble before anything is sent to a portal. */
  checkFiles(): Promise<void>;
  /** Undefined where there is no journal yet. Throws FilesTrouble. */
  history(): Promise<HistoryView | undefined>;
  /** Erases names and titles of a run that has ended. Throws UsageTrouble for one that has not. */
  forget(run: number): Promise<void>;
  /**
   * Reads the intent files, those that can be read. `besideGuard`: also those that a guard alone is left with, which may not be able to
   * shut them; it notices when somebody else has.
   */
  abandonedWindows(options?: {readonly besideGuard?: boolean}): readonly AbandonedWindow[];
  /** Accounts that are open under a living run or its guard: theirs to shut. */
  watchedWindows(): readonly AbandonedWindow[];
  /** Intent files that cannot be read: each may stand for an open account, and is kept. */
  intentTroubles(): readonly FilesTrouble[];
  /**
   * Dismisses the person of an abandoned window, unless somebody else already has, and reads the account back.
   * Removes the intent only when the portal's own record says dismissed.
   */
  shutAbandoned(window: AbandonedWindow, address: WebhookAddress, listener: Listener): Promise<AccountEnd>;
}
