import type {DoneSoFar, GuideFor, UnfinishedView, WrittenView} from '../domain/wizard/index.ts';
import type {LastChoices} from '../domain/profile.ts';
import type {AbandonedWindow, RehirePolicy, Session} from '../engine/contract.ts';
import type {AccountEnd} from '../domain/outcomes.ts';
import type {WebhookAddress} from '../domain/webhook.ts';

/** A portal that was connected once and is offered again. The secret is not in here. */
export interface SavedPortal {
  readonly name: string;
  readonly host: string;
  readonly userId: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
}

/** Everything the wizard needs from outside the screen, handed in so that tests can stand in for it. */
export interface WizardServices {
  savedPortals(): readonly SavedPortal[];
  /** Each of these may throw PortalTrouble; `connectAddress` remembers the portal once it has answered. */
  connectSaved(name: string, signal: AbortSignal): Promise<Session>;
  connectAddress(address: WebhookAddress, signal: AbortSignal): Promise<Session>;
  /** The portal saved under this name, at another origin, where the key is sent and which is remembered in its place. */
  connectMoved(name: string, origin: string, signal: AbortSignal): Promise<Session>;
  /** Starts the built-in portal if it is not running. */
  connectDemo(signal: AbortSignal): Promise<Session>;
  /** The same without using it: the connection is closed again, and nothing is noted. */
  testSaved(name: string, signal: AbortSignal): Promise<Session['connection']>;
  /** Each of these may throw FilesTrouble. The new name is free. */
  renamePortal(name: string, to: string): Promise<void>;
  forgetPortal(name: string): Promise<void>;
  /** What was saved for the portal of this session: when an account may be opened there, and the most requests a second. */
  defaultsOf(session: Session): {readonly rehire: RehirePolicy; readonly maxRps?: number};
  /** What was chosen on it the last time, by id. */
  lastChoicesOf(session: Session): LastChoices | undefined;
  /** Keeps it for the next time. Where that cannot be, it is said at the end. */
  noteChoices(session: Session, choices: LastChoices): void;
  /** Where nobody has been through to a proof yet: there the screens explain themselves. */
  firstTimes(): readonly GuideFor[];
  /** Keeps that somebody was. Where that cannot be, the screens go on explaining. */
  noteGuided(what: GuideFor): void;
  /** Accounts that an earlier start left open. The wizard shuts them before anything else and says so. */
  abandonedWindows(): readonly AbandonedWindow[];
  /** Dismisses and reads back. Throws PortalTrouble where no saved portal has the key for it. */
  shutAbandoned(window: AbandonedWindow): Promise<AccountEnd>;
  /**
   * Runs of the journal that did not come to their end, newest first: of this portal, or without one those that the list
   * of portals shows. Throws FilesTrouble.
   */
  unfinishedRuns(portalKey?: string): Promise<readonly UnfinishedView[]>;
  /** What of such a run is done already, by type. */
  doneOf(run: UnfinishedView): Promise<DoneSoFar>;
  /** The report files of a run of this start, which the session has written by the time the run has ended. */
  written(portalKey: string, run: string): WrittenView | undefined;
  /** Milliseconds since 1970. */
  now(): number;
}
