import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Engine, HistoryView, RunSummary} from '../../engine/contract.ts';
import {DEMO_PROFILE} from '../../settings/names.ts';
import {profileFlag} from '../../reports/names.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from '../output/line.ts';
import type {Outside} from '../outside.ts';
import {toldPortal} from './choose.ts';
import {demoRecords, type OpenedPortal, openDemo, openPortal} from './open.ts';
import {savedKey} from './windows.ts';

/** A journal to look at, without a portal. */
export interface Records {
  readonly engine: Engine;
  /** Journal and reports lie here. */
  readonly folder: string;
  /** Only this portal's runs are meant, which was named so; undefined for all. */
  readonly portalKey?: string;
  readonly named?: string;
}

/**
 * The journal that flags or environment mean: the built-in portal's where that is named, else that of the real ones. No
 * portal is started or asked, and standard input stays unread.
 */
export async function openRecords(profile: string | undefined, outside: Outside): Promise<Records> {
  const named = profile ?? (outside.env['B24_HANDOVER_PROFILE'] || undefined);
  const folder = named === DEMO_PROFILE ? demoRecords(outside) : outside.folders.data;
  const engine = await outside.loadEngine(folder);
  if (named === undefined) return {engine, folder};
  const choice = await toldPortal(profile, outside);
  if (choice === undefined) return {engine, folder};
  return {engine, folder, named, portalKey: choice.kind === 'demo' ? DEMO_PROFILE : choice.address.origin};
}

/** Looks at the journal and closes it again. Undefined where there is none yet. */
export async function look<T>(
  {engine}: Pick<Records, 'engine'>,
  work: (view: HistoryView) => T,
): Promise<T | undefined> {
  const view = await engine.history();
  if (!view) return undefined;
  try {
    return work(view);
  } finally {
    view.close();
  }
}

/** Says before a new plan that an older run of the portal still waits to be gone on with. */
export async function noteUnfinished({engine, portalKey}: OpenedPortal, outside: Outside): Promise<void> {
  const open = await look({engine}, view =>
    view.runs().find(run => run.portalKey === portalKey && run.state === 'unfinished' && !run.forgotten),
  );
  if (open) outside.say(factLine(plain.label.note, plain.unfinishedNote(open.run, profileFlag(open))));
}

/** @throws UsageTrouble when there is no such run, or when it was on another portal than the one that was named */
export async function findRun(records: Records, number: number): Promise<RunSummary> {
  const run = await look(records, view => view.run(number));
  if (!run) throw new UsageTrouble(plain.noRun(number));
  if (records.portalKey !== undefined && run.portalKey !== records.portalKey)
    throw new UsageTrouble(plain.runIsOn(number, oneLine(run.portalName, 80), oneLine(records.named ?? '', 80)));
  return run;
}

/**
 * Opens the portal a run was on: the one that flags, environment or input name, which has to be that one, else the saved
 * one with its address.
 *
 * @throws UsageTrouble for another portal, or when no key is saved
 */
export async function openPortalOf(
  run: RunSummary,
  profile: string | undefined,
  outside: Outside,
): Promise<OpenedPortal> {
  const portal = oneLine(run.portalName, 80);
  if (run.portalKey === DEMO_PROFILE) return openDemo(outside, false);
  const told = await toldPortal(profile, outside);
  if (told) {
    const [key, name] = told.kind === 'demo' ? [DEMO_PROFILE, DEMO_PROFILE] : [told.address.origin, told.address.host];
    if (key !== run.portalKey) throw new UsageTrouble(plain.runIsOn(run.run, portal, name));
    return openPortal(told, outside);
  }
  const saved = await savedKey(run, outside);
  if (!saved) throw new UsageTrouble(plain.noKeyForRun(run.run, portal));
  return openPortal({kind: 'saved', ...saved}, outside);
}
