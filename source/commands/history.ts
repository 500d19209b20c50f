import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import type {RunSummary} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {runObject, runTable} from './output/run-rows.ts';
import type {Outside} from './outside.ts';
import {look, openRecords} from './portal/records.ts';
import {warnOfWindows} from './portal/windows.ts';

export interface HistoryFlags {
  readonly profile?: string;
  readonly json?: boolean;
}

/** As many as the journal hands out at once. */
const MOST = 1000;

/**
 * `history`: the runs of the journal, newest first. Only reads, also beside a run, and needs no portal. The last line of
 * `history --json` is `{schema, command, exit, runs}`, each as `runObject` says.
 */
export async function history(flags: HistoryFlags, outside: Outside): Promise<ExitCode> {
  const records = await openRecords(flags.profile, outside);
  await warnOfWindows(undefined, outside);
  const meant = ({portalKey}: RunSummary): boolean =>
    records.portalKey === undefined || portalKey === records.portalKey;
  const runs = (await look(records, view => view.runs().filter(meant))) ?? [];
  if (flags.json) {
    outside.out(jsonLine({schema: JSON_SCHEMA, command: 'history', exit: EXIT.done, runs: runs.map(runObject)}));
    return EXIT.done;
  }
  if (runs.length === 0) outside.say(plain.noRuns);
  else for (const line of runTable(runs, outside.now())) outside.out(line);
  if (runs.length >= MOST) outside.say(plain.moreRuns(words.format.number(MOST)));
  return EXIT.done;
}
