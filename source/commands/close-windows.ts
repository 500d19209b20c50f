import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {BusyTrouble, FilesTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import type {AbandonedWindow, Engine} from '../engine/contract.ts';
import {plain} from '../words/plain.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import type {Outside} from './outside.ts';
import {toldPortal} from './portal/choose.ts';
import {type OpenedPortal, openPortal} from './portal/open.ts';
import {personOf, savedKey, shutWindow, warnOfWindows, when} from './portal/windows.ts';
import {explain, OpenAccountTrouble} from './trouble.ts';
import {oneLine} from '../domain/text.ts';

/** Somebody asks for it: a guard that is left alone is not waited for, since the key it has may be refused by now. */
const ASKED = {besideGuard: true};

export interface CloseFlags {
  readonly profile?: string;
  readonly json?: boolean;
}

/**
 * `close-windows`: dismisses everybody whom an earlier start hired back and did not prove dismissed. On the portal that
 * flags or environment name, else on every portal whose key is saved. The last line is about an account that stays open.
 */
export async function closeWindows(flags: CloseFlags, outside: Outside): Promise<ExitCode> {
  const real = await outside.loadEngine(outside.folders.data);
  const named = flags.profile ?? outside.env['B24_HANDOVER_PROFILE'];
  if (named === undefined && real.abandonedWindows(ASKED).length === 0) {
    refuseToShut(real);
    return finish([], [], flags, outside);
  }
  const choice = await toldPortal(flags.profile, outside);
  const opened: OpenedPortal | undefined = choice && (await openPortal(choice, outside));
  const engine = opened?.engine ?? real;
  const shut: AbandonedWindow[] = [];
  const stuck: string[] = [];
  for (const window of engine.abandonedWindows(ASKED)) {
    if (opened && window.portalKey !== opened.portalKey) continue;
    const address = opened?.address ?? (await keyIfReadable(window, outside));
    if (!address) {
      stuck.push(plain.noKeyFor(personOf(window), oneLine(window.portalName, 80), when(window, outside)));
      continue;
    }
    outside.say(factLine(plain.label.account, plain.shuttingFirst(personOf(window), when(window, outside))));
    try {
      await shutWindow(engine, window, address, outside);
      shut.push(window);
    } catch (error) {
      if (!(error instanceof OpenAccountTrouble)) throw error;
      stuck.push(explain(error).message);
    }
  }
  if (stuck.length === 0) refuseToShut(engine);
  if (opened) await warnOfWindows(undefined, outside);
  return finish(shut, stuck, flags, outside);
}

/** A key that cannot be read is told and counts as none: what is worse than that is the account. */
async function keyIfReadable(window: AbandonedWindow, outside: Outside): Promise<WebhookAddress | undefined> {
  try {
    return (await savedKey(window, outside, {moved: true}))?.address;
  } catch (error) {
    if (!(error instanceof FilesTrouble)) throw error;
    outside.say(factLine(plain.label.note, explain(error).message));
    return undefined;
  }
}

/** An account that a living run has open is that run's to shut; an intent that cannot be read is nobody's to guess. */
function refuseToShut(engine: Engine): void {
  if (engine.watchedWindows().length > 0) throw new BusyTrouble(undefined);
  const [trouble] = engine.intentTroubles();
  if (trouble) throw trouble;
}

/** `close-windows --json`: `{schema, command, exit, shut: [{leaver, portal}], open: number}`. */
function finish(
  shut: readonly AbandonedWindow[],
  stuck: readonly string[],
  flags: CloseFlags,
  outside: Outside,
): ExitCode {
  const exit = stuck.length > 0 ? EXIT.open : EXIT.done;
  if (flags.json) {
    const done = shut.map(window => ({leaver: window.leaverId, portal: window.portalKey}));
    outside.out(jsonLine({schema: JSON_SCHEMA, command: 'close-windows', exit, shut: done, open: stuck.length}));
  }
  if (shut.length === 0 && stuck.length === 0) outside.say(factLine(plain.label.account, plain.nothingOpen));
  for (const text of stuck) outside.say(factLine(plain.label.account, text));
  return exit;
}
