import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import type {AbandonedWindow, RunProgress, RunSummary} from '../engine/contract.ts';
import {profileFlag} from '../reports/names.ts';
import {DEMO_PROFILE} from '../settings/names.ts';
import {plain} from '../words/plain.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {leaverOfRun, moment, runObject} from './output/run-rows.ts';
import {doneText, progressLines, progressObject} from './output/status-lines.ts';
import type {Outside} from './outside.ts';
import {look, openRecords, type Records} from './portal/records.ts';
import {personOf, when} from './portal/windows.ts';
import {explain} from './trouble.ts';

export interface StatusFlags {
  readonly profile?: string;
  readonly json?: boolean;
}

interface Status {
  /** Accounts that nobody is at work to shut any more. */
  readonly windows: readonly AbandonedWindow[];
  /** Accounts that are open under a run at work, or its guard. */
  readonly open: readonly AbandonedWindow[];
  readonly running: readonly {readonly run: RunSummary; readonly progress: RunProgress}[];
  readonly unfinished: readonly RunSummary[];
}

/**
 * `status`: what is at work, what is unfinished, and which accounts are or may be open (then exit code 3). Only reads,
 * from another terminal too, and needs no portal. The last line of `status --json` is `{schema, command, exit, running,
 * unfinished, open: [window], windows: [window]}`, a window being `{leaver: {id, name}, portal: {key, name}, since}`: `open`
 * under a run at work or its guard, `windows` left behind by an earlier start. Runs are as `runObject` says,
 * those at work with what `progressObject` adds.
 */
export async function status(flags: StatusFlags, outside: Outside): Promise<ExitCode> {
  const records = await openRecords(flags.profile, outside);
  // An open account is told whichever portal is asked about; those of real ones beside the built-in one, too.
  const real = await outside.loadEngine(outside.folders.data);
  const engines = records.portalKey === DEMO_PROFILE ? [records.engine, real] : [records.engine];
  const windows = engines.flatMap(engine => engine.abandonedWindows());
  const open = engines.flatMap(engine => engine.watchedWindows());
  const [trouble] = engines.flatMap(engine => engine.intentTroubles());
  for (const window of windows) {
    const portal = oneLine(window.portalName, 80);
    outside.say(factLine(plain.label.account, plain.warnOpen(personOf(window), portal, when(window, outside))));
  }
  for (const window of open)
    outside.say(factLine(plain.label.account, plain.statusOpen(personOf(window), when(window, outside))));
  const exit = windows.length > 0 || open.length > 0 ? EXIT.open : EXIT.done;
  // What cannot be read may stand for an open account, too, but is no news beside one that is known to be open.
  if (trouble && exit === EXIT.done) throw trouble;
  if (trouble) outside.say(factLine(plain.label.account, explain(trouble).message));
  const now = {windows, open, ...(await runsOf(records, exit, outside))};
  if (flags.json) outside.out(statusLine(now, exit));
  else for (const line of statusLines(now, outside)) outside.out(line);
  return exit;
}

/** A journal that cannot be read is worse only than no open account. */
async function runsOf(
  records: Records,
  exit: ExitCode,
  outside: Outside,
): Promise<Pick<Status, 'running' | 'unfinished'>> {
  try {
    const found = await look(records, view => {
      const meant = view.runs().filter(run => records.portalKey === undefined || run.portalKey === records.portalKey);
      const running = meant.filter(run => run.state === 'running');
      return {
        running: running.map(run => ({run, progress: view.progress(run, outside.now())})),
        unfinished: meant.filter(run => run.state === 'unfinished'),
      };
    });
    return found ?? {running: [], unfinished: []};
  } catch (error) {
    if (!(error instanceof FilesTrouble) || exit === EXIT.done) throw error;
    outside.say(factLine(plain.label.error, explain(error).message));
    return {running: [], unfinished: []};
  }
}

function statusLines({windows, open, running, unfinished}: Status, outside: Outside): string[] {
  const lines: string[] = [];
  for (const {run, progress} of running) {
    lines.push(...runLines(run, plain.statusRunning(run.run), outside));
    lines.push(...progressLines(run.kind, progress, outside.now()));
  }
  for (const run of unfinished)
    lines.push(...runLines(run, plain.statusUnfinished(run.run, profileFlag(run)), outside));
  if (lines.length === 0 && windows.length + open.length === 0) lines.push(plain.statusNothing);
  return lines;
}

/** "run 12 is at work: …", then how far it is. */
function runLines(run: RunSummary, what: string, outside: Outside): string[] {
  const since = moment(run.startedAt, outside.now());
  return [
    factLine(plain.label.run, plain.statusOf(what, leaverOfRun(run), oneLine(run.portalName, 80), since)),
    factLine('', doneText(run.kind, run.planned, run.counts)),
  ];
}

function statusLine({windows, open, running, unfinished}: Status, exit: ExitCode): string {
  return jsonLine({
    schema: JSON_SCHEMA,
    command: 'status',
    exit,
    running: running.map(({run, progress}) => ({...runObject(run), ...progressObject(progress)})),
    unfinished: unfinished.map(runObject),
    open: open.map(windowObject),
    windows: windows.map(windowObject),
  });
}

function windowObject({leaverId, leaverName, portalKey, portalName, since}: AbandonedWindow): object {
  return {
    leaver: {id: leaverId, name: leaverName},
    portal: {key: portalKey, name: portalName},
    since: new Date(since).toISOString(),
  };
}
