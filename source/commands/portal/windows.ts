import type {AccountEnd} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import {FilesTrouble, PortalTrouble} from '../../domain/trouble.ts';
import type {WebhookAddress} from '../../domain/webhook.ts';
import type {AbandonedWindow, Engine, EngineEvent} from '../../engine/contract.ts';
import type {Profile} from '../../settings/file.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from '../output/line.ts';
import type {Outside} from '../outside.ts';
import {explain, OpenAccountTrouble} from '../trouble.ts';
import type {OpenedPortal} from './open.ts';

/**
 * What an earlier start may have left open. On the portal that is about to be written to it is shut before anything
 * else; accounts on other portals are named. Throws OpenAccountTrouble when one of this portal cannot be shut.
 */
export async function shutWindowsFirst(opened: OpenedPortal, outside: Outside): Promise<void> {
  for (const window of opened.engine.abandonedWindows()) {
    if (window.portalKey !== opened.portalKey) {
      warn(window, outside);
      continue;
    }
    outside.say(factLine(plain.label.account, plain.shuttingFirst(personOf(window), when(window, outside))));
    await shutWindow(opened.engine, window, opened.address, outside);
  }
  // What cannot be read may stand for an open account; it comes last, so that it hides no other.
  const [trouble] = opened.engine.intentTroubles();
  if (trouble) throw trouble;
  if (opened.demo) await warnOfWindows(undefined, outside);
}

/** What only reads warns and goes on. Real portals' windows are named on the built-in one too, never the other way. */
export async function warnOfWindows(opened: OpenedPortal | undefined, outside: Outside): Promise<void> {
  const real = await outside.loadEngine(outside.folders.data);
  const engines = opened?.demo ? [opened.engine, real] : [real];
  for (const engine of engines) {
    try {
      for (const window of engine.abandonedWindows()) warn(window, outside);
      // One that is at work under a living run makes a dismissed person look like one who is still there.
      for (const window of engine.watchedWindows())
        outside.say(factLine(plain.label.account, plain.statusOpen(personOf(window), when(window, outside))));
      for (const trouble of engine.intentTroubles())
        outside.say(factLine(plain.label.account, explain(trouble).message));
    } catch (error) {
      if (!(error instanceof FilesTrouble)) throw error;
      outside.say(factLine(plain.label.account, explain(error).message));
    }
  }
}

/** Dismisses and reads back. What cannot be shut ends the program with 3, and with what to do as the last line. */
export async function shutWindow(
  engine: Engine,
  window: AbandonedWindow,
  address: WebhookAddress,
  outside: Outside,
): Promise<void> {
  const end = await outside.untilDone(() => endOf(engine, window, address, outside));
  const sentence = words.account.abandonedEnd(oneLine(window.leaverName, 80), end);
  if (end.state === 'dismissed') outside.say(factLine(plain.label.account, sentence));
  else
    throw new OpenAccountTrouble(
      `${sentence} ${words.account.shutByHand(oneLine(window.leaverName, 80), window.leaverId)}`,
    );
}

async function endOf(
  engine: Engine,
  window: AbandonedWindow,
  address: WebhookAddress,
  outside: Outside,
): Promise<AccountEnd> {
  const listener = (event: EngineEvent): void => {
    // Dismissed and read back already: it is read once more when a hire that was on its way can have landed.
    if (event.kind === 'pause' && event.why === 'in-flight')
      outside.say(factLine(plain.label.account, plain.lateHire(words.format.duration(event.ms))));
    if (event.kind !== 'account-stuck') return;
    outside.say(factLine(plain.label.account, words.account.stuck(personOf(window), event.attempt, event.text)));
  };
  try {
    return await engine.shutAbandoned(window, address, listener);
  } catch (error) {
    if (error instanceof PortalTrouble) return {state: 'unread', text: explain(error).message};
    throw error;
  }
}

function warn(window: AbandonedWindow, outside: Outside): void {
  const {portalName} = window;
  outside.say(
    factLine(plain.label.account, plain.warnOpen(personOf(window), oneLine(portalName, 80), when(window, outside))),
  );
}

export function personOf(window: AbandonedWindow): string {
  return `${oneLine(window.leaverName, 80)} #${window.leaverId}`;
}

export function when(window: AbandonedWindow, outside: Outside): string {
  const {clock, day} = words.format;
  return `${day(window.since, outside.now())} ${clock(window.since)}`;
}

/**
 * The key that is saved for the portal of a run, with the profile it is saved under.
 *
 * @param moved also that of a portal which was there before it moved: for an account that was left open
 */
export async function savedKey(
  {portalKey}: Pick<AbandonedWindow, 'portalKey'>,
  outside: Outside,
  {moved = false}: {moved?: boolean} = {},
): Promise<{profile: Profile; address: WebhookAddress} | undefined> {
  const all = outside.profiles.list();
  const here = all.filter(({origin}) => origin === portalKey);
  const before = moved ? all.filter(({formerly}) => formerly?.includes(portalKey)) : [];
  for (const profile of [...here, ...before]) {
    const address = await outside.profiles.address(profile.name);
    if (!address) continue;
    outside.hide(address.base());
    return {profile, address};
  }
  return undefined;
}
