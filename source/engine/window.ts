import type {AccountEnd, Opening} from '../domain/outcomes.ts';
import {backOff} from '../domain/pace/back-off.ts';
import {found, HIRE_WITHIN_MS, next, type Rehire, type RehireFact, SHUT} from '../domain/rehire.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {PortalFault, refusalText} from '../portal/faults.ts';
import type {EngineEvent, Listener} from './contract.ts';
import type {Guard} from './guard/guard.ts';
import type {Parts} from './parts.ts';

/** What came of the attempt to open. `not-dismissed`: somebody else changed the account; it is not ours to touch. */
export type OpenEnd =
  | {readonly open: true}
  | {readonly open: false; readonly why: 'refused' | 'not-dismissed' | 'no-guard'; readonly text: string};

/** One person's rehire window on one portal. */
export interface RehireWindow {
  readonly openings: Opening[];
  /** Our intent stands: the account may be open, whatever was answered. */
  isOpen(): boolean;
  /** The guard has shut it, or is about to: nothing more may be written inside. */
  isLost(): boolean;
  /** Milliseconds of open time so far, in all openings. */
  openFor(): number;
  /** What shutting came to in the end, once it was tried. */
  lastEnd(): AccountEnd | undefined;
  /** Our own files failed while the account was shut all the same. */
  filesTrouble(): unknown;
  open(): Promise<OpenEnd>;
  /** Dismisses until the portal's own record says so. Never throws; what could not be shut comes back as `open`. */
  shut(): Promise<AccountEnd>;
}

export type WindowParts = Pick<Parts, 'clock' | 'people' | 'account' | 'intents'>;

export interface WindowOwner {
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  readonly leaverName: string;
}

export interface WindowOptions {
  /** How long shutting is tried before the account is said to be open. */
  readonly patienceMs?: number;
  /** An intent of an earlier start: this window is only here to be shut. */
  readonly standing?: {readonly since: number; readonly opened?: boolean | undefined};
  /** Starts the process that shuts the account if this one cannot. */
  readonly startGuard?: () => Promise<Guard>;
  /** Aborted: nothing is opened any more. */
  readonly signal?: AbortSignal;
}

const SHUT_PATIENCE_MS = 30 * 60_000;
/** No single request about the account is waited for longer. */
const ONE_TRY_MS = 15_000;

/** Drives the state machine of domain/rehire: takes its steps on the portal and the disk, and tells it what came of them. */
export function createWindow(
  {clock, people, account, intents}: WindowParts,
  who: WindowOwner,
  listener: Listener,
  {patienceMs = SHUT_PATIENCE_MS, standing, startGuard, signal}: WindowOptions = {},
): RehireWindow {
  const openings: Opening[] = [];
  // A clock that was set back since must not make anybody wait until it is as late again.
  let now: Rehire = standing ? found(Math.min(standing.since, clock.now()), standing.opened === true) : SHUT;
  let intentAt = 0;
  let shutByOthers = false;
  let guard: Guard | undefined;
  let lastEnd: AccountEnd | undefined;
  let filesTrouble: unknown;
  /** Why the last hire was of no use. */
  let refusal = '';
  /** Why the last dismissal was of no use. */
  let trouble = '';
  let dismissals = 0;

  const happened = (fact: RehireFact): void => {
    now = next(now, fact);
  };

  /** A listener that fails (its log's disk is full, its screen is gone) must not keep an account open. */
  function tell(event: EngineEvent): void {
    try {
      listener(event);
    } catch (error) {
      filesTrouble ??= error;
    }
  }

  async function hire(): Promise<void> {
    tell({kind: 'account', state: 'opening', at: clock.now()});
    let answer: 'any' | 'lost' = 'any';
    try {
      // A process that was stopped here and wakes up later finds its window shut by the guard: it must not open it again.
      await account.set(who.leaverId, true, {patienceMs: ONE_TRY_MS, sendBefore: intentAt + HIRE_WITHIN_MS});
    } catch (error) {
      refusal = textOf(error);
      if (error instanceof PortalFault && error.kind === 'lost') answer = 'lost';
    }
    happened({fact: 'hire-sent', answer, at: clock.now()});
  }

  async function read(): Promise<void> {
    const said = await account.read(who.leaverId, {patienceMs: ONE_TRY_MS}).catch((error: unknown) => {
      trouble = textOf(error);
      return 'unknown' as const;
    });
    if (said === 'active' && now.phase === 'shutting' && trouble === '')
      trouble = 'the portal still shows the account as active';
    // The hire itself was not refused: what was of no use is told all the same.
    if (said !== 'active' && now.phase === 'opening' && refusal === '')
      refusal =
        said === 'dismissed' ? 'it says yes, and the account stays dismissed' : `not read back: ${trouble || said}`;
    happened({fact: 'read', said: said === 'missing' ? 'unknown' : said, at: clock.now()});
  }

  /** Whoever watches over this window too has proved it shut: how the account stands now is not our doing, and not ours to change. */
  const isTakenAway = (): boolean => (standing !== undefined || guard?.tookOver() === true) && !intents.stands(who);

  async function dismiss(giveUpAt: number): Promise<void> {
    if (isTakenAway()) {
      shutByOthers = true;
      return happened({fact: 'intent-gone'});
    }
    if (dismissals > 0) {
      if (clock.now() >= giveUpAt) return happened({fact: 'patience-over'});
      tell({kind: 'account-stuck', at: clock.now(), attempt: dismissals, text: trouble});
      await clock.wait(backOff(Math.min(dismissals - 1, 5), clock.random()));
    }
    dismissals += 1;
    trouble = '';
    await account.set(who.leaverId, false, {patienceMs: ONE_TRY_MS}).catch((error: unknown) => {
      trouble = textOf(error);
    });
    happened({fact: 'dismiss-sent'});
  }

  async function waitLate(ms: number): Promise<void> {
    tell({kind: 'pause', ms, why: 'in-flight'});
    await clock.wait(ms);
    tell({kind: 'pause-over'});
  }

  /** From here on nothing of ours is under way: whoever finds the intent need not wait for a late hire. */
  function noteOpened(from: number): void {
    try {
      intents.write({...who, since: from, opened: true});
    } catch (error) {
      filesTrouble ??= error;
    }
  }

  /** The intent goes last. Where the disk refuses that, the account is shut all the same, and the next start looks again. */
  function removeIntent(): void {
    try {
      intents.remove(who);
    } catch (error) {
      filesTrouble ??= error;
    }
    happened({fact: 'intent-removed'});
  }

  /** Takes steps until there is nothing to do. Throws only before the intent is on the disk. */
  async function drive(giveUpAt: number): Promise<void> {
    while (now.step !== 'rest') {
      switch (now.step) {
        case 'read-before': {
          // Only an account that is read as dismissed right before our own hire is ever dismissed by us.
          const said = await account.read(who.leaverId);
          refusal = said;
          const ours = said === 'dismissed' && (await people.confirmed(who.leaverId));
          if (ours) refusal = '';
          happened({fact: 'read-before', ours});
          break;
        }
        case 'write-intent':
          signal?.throwIfAborted();
          intentAt = clock.now();
          intents.write({...who, since: intentAt, opened: false});
          happened({fact: 'intent-written'});
          break;
        case 'hire':
          await hire();
          break;
        case 'read':
          await read();
          break;
        case 'dismiss':
          await dismiss(giveUpAt);
          break;
        case 'wait-late':
          await waitLate(Math.max(0, (now.lateUntil ?? 0) - clock.now()));
          happened({fact: 'waited'});
          break;
        case 'remove-intent':
          removeIntent();
          break;
      }
    }
  }

  async function shut(): Promise<AccountEnd> {
    tell({kind: 'account', state: 'shutting', at: clock.now()});
    dismissals = 0;
    happened({fact: 'asked-to-shut'});
    return endShutting();
  }

  async function endShutting(): Promise<AccountEnd> {
    await drive(clock.now() + patienceMs);
    if (now.phase === 'stuck') {
      lastEnd = {state: 'open', since: openings.at(-1)?.from ?? standing?.since ?? clock.now(), text: trouble};
      guard?.handOver();
      return lastEnd;
    }
    const at = clock.now();
    const last = openings.at(-1);
    if (last && last.to === undefined) openings[openings.length - 1] = {from: last.from, to: at};
    lastEnd = shutByOthers ? await seen() : {state: 'dismissed', readAt: at};
    if (lastEnd.state === 'dismissed') tell({kind: 'account', state: 'shut', at});
    await letGo();
    return lastEnd;
  }

  /** How the account stands that was shut in our place. */
  async function seen(): Promise<AccountEnd> {
    try {
      const said = await account.read(who.leaverId, {patienceMs: ONE_TRY_MS});
      if (said === 'dismissed') return {state: 'dismissed', readAt: clock.now()};
      return {state: 'open', since: clock.now(), text: 'opened again by somebody else after it had been shut'};
    } catch (error) {
      return {state: 'unread', text: textOf(error)};
    }
  }

  async function letGo(): Promise<void> {
    await guard?.release();
    guard = undefined;
  }

  return {
    openings,
    isOpen: () => now.intent,
    isLost: () => guard?.tookOver() ?? false,
    openFor: () => openings.reduce((sum, {from, to}) => sum + (to ?? clock.now()) - from, 0),
    lastEnd: () => lastEnd,
    filesTrouble: () => filesTrouble,
    shut,
    async open() {
      refusal = '';
      dismissals = 0;
      shutByOthers = false;
      try {
        guard = await startGuard?.();
      } catch (error) {
        return {open: false, why: 'no-guard', text: textOf(error)};
      }
      happened({fact: 'asked-to-open'});
      const from = clock.now();
      try {
        await drive(clock.now() + patienceMs);
      } catch (error) {
        // Nothing was sent yet: a read, or the intent on the disk, failed.
        happened({fact: 'asked-to-shut'});
        await letGo();
        throw error;
      }
      if (now.phase === 'open' && isTakenAway()) {
        // The guard has shut it meanwhile, so who is active now was hired back by somebody else; or this process slept so long with the
        // hire on its way that it landed after the guard had gone. Nobody can tell: it is not dismissed unasked, but never passed over.
        happened({fact: 'intent-gone'});
        lastEnd = {state: 'dismissed', readAt: clock.now()};
        await letGo();
        return {open: false, why: 'not-dismissed', text: 'active'};
      }
      if (now.phase === 'open') {
        openings.push({from});
        noteOpened(from);
        tell({kind: 'account', state: 'open', at: from});
        return {open: true};
      }
      const why = now.refused ?? 'refused';
      if (why === 'not-dismissed') await letGo();
      else await endShutting();
      return {open: false, why, text: lastEnd?.state === 'open' ? lastEnd.text : refusal};
    },
  };
}

/** A failure in words, without its stack: the portal's own where it has any. */
export function textOf(error: unknown): string {
  if (error instanceof PortalFault) return refusalText(error);
  if (error instanceof PortalTrouble) return error.message;
  return error instanceof Error ? error.message : String(error);
}
