import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import type {Binding, Forecast, Range} from '../domain/forecast/forecast.ts';
import type {AccountEnd, NotMovedWhy, Opening, Outcome, OutcomeCounts, RunReport} from '../domain/outcomes.ts';
import type {LeaverRefusal, Person, SuccessorRefusal} from '../domain/people.ts';
import type {PauseWhy} from '../domain/pause.ts';
import type {FollowReason, PartlySeen, UnmovableReason} from '../domain/plan.ts';
import type {StateChoice} from '../domain/scope.ts';
import type {SideEffects} from '../domain/side-effects/side-effects.ts';
import type {Behind, StaysBehind} from '../domain/stays-behind.ts';
import type {Unreadable} from '../domain/tally.ts';
import type {WelcomePermission} from '../domain/permissions.ts';
import type {ConnectionLimit, FilesTrouble, PortalProblem} from '../domain/trouble.ts';
import type {AddressProblem} from '../domain/webhook.ts';

/** A failure in three sentences: what happened, why, and what to do next. Safe for one terminal line each. */
export interface Explained {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** What names a type: an `EntityType`, or its key alone where only that is known. */
export type NamedType = Pick<EntityType, 'key'> & Partial<Pick<EntityType, 'portalTitle'>>;

/** Who a person is, in words. */
export type NamedPerson = Pick<Person, 'id' | 'name' | 'lastName' | 'email'>;

/** Why the program waits; the engine's pause event fits. */
export interface PauseReason {
  readonly why: PauseWhy;
  readonly method?: string;
}

/** Numbers, times and lists as the language writes them. */
export interface Formats {
  /** 1268 → "1,268". */
  readonly number: (value: number) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
  /** "40 s", "1 min 14 s", "2 h 5 min". */
  readonly duration: (ms: number) => string;
  /** "10:42:07", local time. */
  readonly clock: (at: number) => string;
  /** "3 Nov", or with its year when that is not this year's. */
  readonly day: (at: number, now: number) => string;
  /** "1 record", "1,268 records". */
  readonly records: (count: number) => string;
}

/** How long something will take, and why. Milliseconds. */
export interface ForecastWords {
  /** "40 s", or "6 to 10 min" where it cannot be told so well. */
  readonly time: (ms: Range) => string;
  /** "execution time of crm.item.update". */
  readonly binds: (binding: Binding) => string;
  /** "about 6 to 10 min, 240 requests; what binds: execution time of crm.item.update". */
  readonly whole: (forecast: Forecast) => string;
}

export interface TypeWords {
  /** "Leads", "Tenders (smart process)", "Vendors (contacts)". */
  readonly name: (type: NamedType) => string;
  /** At most six columns wide: a table's head. */
  readonly short: (type: NamedType) => string;
  /** "1 lead", "60 invoices", "3 Tenders". */
  readonly counted: (type: NamedType, count: number) => string;
}

export interface AccountWords {
  /** How the account stands at the end of a run, with the openings and their length. */
  readonly end: (end: AccountEnd, leaver: string, openings: readonly Opening[]) => string;
  /** What to do about an account that is still open, or may be: by command and by hand. */
  readonly shutByHand: (leaver: string, leaverId: number) => string;
  readonly opening: (leaver: string) => string;
  readonly open: (leaver: string, leaverId: number, since: number) => string;
  readonly shutting: (leaver: string) => string;
  readonly shut: (leaver: string, at: number) => string;
  readonly stuck: (leaver: string, attempt: number, text: string) => string;
  /** Why the account was not opened although records were refused. */
  readonly notOpened: (why: NonNullable<RunReport['windowRefused']>['why'], text: string) => string;
  /** An account that an earlier start left open, before and after it was shut. */
  readonly abandoned: (leaver: string, portal: string, since: number) => string;
  readonly abandonedEnd: (leaver: string, end: AccountEnd) => string;
}

export interface ReportWords {
  /** "0 left. Recount and read-back of all 1,268 records agree." or what is left, or what could not be proved. */
  readonly headline: (report: RunReport) => string;
  /** "moved 1,262 · already there 0 · …": all six, or without the zeros. */
  readonly outcomes: (counts: OutcomeCounts) => string;
  readonly kept: (count: number) => string;
  /** Records that appeared since the plan was pinned. */
  readonly fresh: (count: number) => string;
  readonly unproved: (type: string, reason: string) => string;
  /** Records that still name the leaver and that the lists by person do not show, with what to do about it. */
  readonly hidden: (names: readonly string[], more: number) => string;
  readonly stopped: (why: NonNullable<RunReport['stopped']>['why'], text: string) => string;
  /** One record's fate: "Deal 17 "Tender": changed hands, now with Maria". */
  readonly record: (type: NamedType, id: number, title: string, outcome: Outcome, detail: string) => string;
  readonly nowWith: (person: string) => string;
}

/** What a plan sets off besides its moves, each in a sentence or two; empty where there is nothing of it. */
export interface EffectWords {
  readonly messages: (effects: SideEffects, person: (id: number) => string) => string;
  readonly automation: (effects: SideEffects, type: (key: TypeKey, count: number) => string) => string;
  readonly history: (effects: SideEffects) => string;
  /** The same in a line each, for a screen. */
  readonly briefMessages: (effects: SideEffects, person: (id: number) => string) => string;
  readonly briefAutomation: (effects: SideEffects) => string;
}

/** Where else the portal names the leaver, and who has to change it where. */
export interface BehindWords {
  /** "observer of 1 lead and 4 deals; by hand: in each record, under Observers". */
  readonly found: (one: Behind, type: (key: TypeKey, count: number) => string) => string;
  /** All of it in one line, for a screen; empty for nothing. */
  readonly brief: (behind: StaysBehind) => string;
  /** What this key cannot look at; empty for nothing. */
  readonly unread: (behind: StaysBehind) => string;
}

/** What commands and screens both say. */
export interface CommonWords {
  readonly format: Formats;
  readonly type: TypeWords;
  /** "Anna Petrova #42". */
  readonly person: (person: NamedPerson) => string;
  /** A person of whom nothing but the id is known. */
  readonly personId: (id: number) => string;
  /** A record's title, or type and id where it has none. */
  readonly title: (type: NamedType, id: number, title: string) => string;
  /** A record among the first that went, where it has no page to link to. */
  readonly firstRecord: (id: number, title: string) => string;
  readonly outcome: Readonly<Record<Outcome, string>>;
  /** Why a record was not moved, where it is not the portal's own refusal. */
  readonly notMoved: Readonly<Record<NotMovedWhy, string>>;
  readonly state: Readonly<Record<StateChoice, string>>;
  /** Why it waits: "the portal's execution time for crm.item.update is used up". */
  readonly pause: (reason: PauseReason) => string;
  readonly trouble: (problem: PortalProblem, detail: string) => Explained;
  readonly files: (problem: FilesTrouble['problem'], file: string) => Explained;
  readonly address: (problem: AddressProblem) => Explained;
  readonly limit: (limit: ConnectionLimit) => string;
  /** What is not listed without these permissions, if that is said nowhere else, and how to get them; empty for none. */
  readonly permissions: (missing: readonly WelcomePermission[]) => readonly string[];
  /** Where a key is kept: "the system keychain". */
  readonly secretPlace: Readonly<Record<'keychain' | 'file', string>>;
  /** Why a type or a person's records could not be counted. */
  readonly unreadable: (why: Unreadable) => string;
  /** That a key sees a part of a type, by what that shows, and what it means. */
  readonly partlySeen: (type: string, seen: Pick<PartlySeen, 'by' | 'counted' | 'shown'>) => string;
  readonly refuseSuccessor: (reason: SuccessorRefusal, person: string) => string;
  readonly refuseLeaver: (reason: LeaverRefusal, person: string) => string;
  /** Why REST refuses a record, and how it is moved by hand. */
  readonly unmovable: (reason: UnmovableReason) => {readonly why: string; readonly byHand: string};
  readonly follows: (reason: FollowReason, count: number) => string;
  readonly behind: BehindWords;
  readonly effects: EffectWords;
  readonly forecast: ForecastWords;
  readonly account: AccountWords;
  readonly report: ReportWords;
}
