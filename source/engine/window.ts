import type {AccountEnd, Opening} from '../domain/outcomes.ts';
import {backOff} from '../domain/pace.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {PortalFault, refusalText} from '../portal/faults.ts';
import type {EngineEvent, Listener} from './contract.ts';
import type {Parts} from './parts.ts';

/** What came of the attempt to open. `not-dismissed`: somebody else changed the account; it is not ours to touch. */
export type OpenEnd =
  | {readonly open: true}
  | {readonly open: false; readonly why: 'refused' | 'not-dismissed'; readonly text: string};

/** One person's rehire window on one portal. */
export interface RehireWindow {
  readonly openings: Opening[];
  /** Our intent stands: the account may be open, whatever was answered. */
  isOpen(): boolean;
  /** What shutting came to in the end, once it was tried. */
  lastEnd(): AccountEnd | undefined;
  /** Our own files failed while the account was shut all the same. */
  filesTrouble(): unknown;
  open(): Promise<OpenEnd>;
  /** Dismisses until the portal's own record says so. Never throws; what could not be shut comes back as `open`. */
  shut(): Promise<AccountEnd>;
}

export type WindowParts = Pick<Parts, 'clock' | 'people' | 'account' | 'intents'>;

/** Shutting is tried this long; each single request of it not longer than `ONE_TRY_MS`. */
const SHUT_PATIENCE_MS = 30 * 60_000;
const ONE_TRY_MS = 15_000;
/** A request whose answer was lost may land this much later (fact sheet section 1: the 60 s limit). */
const LATE_MS = 60_000;

/**
 * @param options.patienceMs how long shutting is tried before the account is said to be open
 * @param options.intended an earlier start's intent stands already: this window is only here to be shut
 */
export function createWindow(
  {clock, people, account, intents}: WindowParts,
  who: {
    readonly portalKey: string;
    readonly portalName: string;
    readonly leaverId: number;
    readonly leaverName: string;
  },
  listener: Listener,
  {
    patienceMs = SHUT_PATIENCE_MS,
    intended: standing = false,
  }: {readonly patienceMs?: number; readonly intended?: boolean} = {},
): RehireWindow {
  const openings: Opening[] = [];
  let intended = standing;
  let lastEnd: AccountEnd | undefined;
  let filesTrouble: unknown;
  /** A hire without an answer may still land after the account was read as dismissed. */
  let lateUntil = 0;

  /** A listener that fails (its log's disk is full, its screen is gone) must not keep an account open. */
  function tell(event: EngineEvent): void {
    try {
      listener(event);
    } catch (error) {
      filesTrouble ??= error;
    }
  }

  async function tryShut(): Promise<string | undefined> {
    try {
      await account.set(who.leaverId, false, {patienceMs: ONE_TRY_MS});
      const state = await account.read(who.leaverId, {patienceMs: ONE_TRY_MS});
      return state === 'active' ? 'the portal still shows the account as active' : undefined;
    } catch (error) {
      return textOf(error);
    }
  }

  async function shut(): Promise<AccountEnd> {
    lastEnd = await dismiss();
    return lastEnd;
  }

  async function dismiss(): Promise<AccountEnd> {
    tell({kind: 'account', state: 'shutting', at: clock.now()});
    const giveUpAt = clock.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const trouble = await tryShut();
      if (trouble === undefined && clock.now() >= lateUntil) break;
      if (trouble !== undefined && clock.now() >= giveUpAt) {
        return {state: 'open', since: openings.at(-1)?.from ?? clock.now(), text: trouble};
      }
      if (trouble !== undefined) tell({kind: 'account-stuck', at: clock.now(), attempt: attempt + 1, text: trouble});
      await clock.wait(trouble === undefined ? lateUntil - clock.now() : backOff(Math.min(attempt, 5), clock.random()));
    }
    const at = clock.now();
    const last = openings.at(-1);
    if (last && last.to === undefined) openings[openings.length - 1] = {from: last.from, to: at};
    if (intended) {
      try {
        intents.remove(who);
      } catch (error) {
        filesTrouble ??= error;
      }
    }
    intended = false;
    tell({kind: 'account', state: 'shut', at});
    return {state: 'dismissed', readAt: at};
  }

  return {
    openings,
    isOpen: () => intended,
    lastEnd: () => lastEnd,
    filesTrouble: () => filesTrouble,
    shut,
    async open() {
      // Only an account that is read as dismissed right before our own hire is ever dismissed by us.
      const before = await account.read(who.leaverId);
      if (before !== 'dismissed' || !(await people.confirmed(who.leaverId)))
        return {open: false, why: 'not-dismissed', text: before};
      intents.write({...who, since: clock.now()});
      intended = true;
      tell({kind: 'account', state: 'opening', at: clock.now()});
      const from = clock.now();
      let refusal = '';
      try {
        await account.set(who.leaverId, true, {patienceMs: ONE_TRY_MS});
      } catch (error) {
        refusal = textOf(error);
        if (error instanceof PortalFault && error.kind === 'lost') lateUntil = clock.now() + LATE_MS;
      }
      if ((await account.read(who.leaverId).catch(() => 'missing')) === 'active') {
        lateUntil = 0;
        openings.push({from});
        tell({kind: 'account', state: 'open', at: from});
        return {open: true};
      }
      const end = await shut();
      return {open: false, why: 'refused', text: end.state === 'open' ? end.text : refusal};
    },
  };
}

/** A failure in words, without its stack: the portal's own where it has any. */
export function textOf(error: unknown): string {
  if (error instanceof PortalFault) return refusalText(error);
  if (error instanceof PortalTrouble) return error.message;
  return error instanceof Error ? error.message : String(error);
}
