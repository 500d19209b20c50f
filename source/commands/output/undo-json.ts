import type {ExitCode, RunReport} from '../../domain/outcomes.ts';
import type {Plan} from '../../domain/plan.ts';
import type {FateCounts} from '../../reports/overview.ts';
import {JSON_SCHEMA, jsonLine} from './json.ts';
import type {ReportFiles} from './report-files.ts';
import {accountObject, type AccountObject, type WritingCommand} from './run-json.ts';

/**
 * The last line of `undo --json`, and of `resume --json` where an undo was gone on with. `putBack`, `changedHands` (now
 * with somebody else), `edited`, `gone`, `failed` and `notTried` (stopped before their turn) add up to `planned`, which
 * is what the run `sourceRun` had moved. Records that somebody had given back already count as put back.
 */
export interface UndoObject {
  readonly schema: number;
  readonly command: WritingCommand;
  readonly run: number | null;
  readonly plan: string;
  readonly exit: ExitCode;
  readonly sourceRun: number | null;
  readonly planned: number;
  readonly putBack: number;
  readonly changedHands: number;
  readonly edited: number;
  readonly gone: number;
  readonly failed: number;
  readonly notTried: number;
  readonly account: AccountObject;
  readonly reports?: ReportFiles;
}

interface UndoFacts {
  readonly command: WritingCommand;
  readonly exit: ExitCode;
  readonly plan: Plan;
  readonly files?: ReportFiles;
}

/** @param report undefined where nothing had to be put back, so that there was no run */
export function undoLine(report: RunReport | undefined, fates: FateCounts, facts: UndoFacts): string {
  const {command, exit, plan, files = {}} = facts;
  const object: UndoObject = {
    schema: JSON_SCHEMA,
    command,
    run: report ? Number(report.run) : null,
    plan: plan.digest,
    exit,
    sourceRun: plan.sourceRun ?? null,
    planned: plan.records.length,
    putBack: fates.moved + fates['already-there'],
    changedHands: fates['changed-hands'],
    edited: fates.edited,
    gone: fates.gone,
    failed: fates.failed,
    notTried: fates['not-tried'],
    account: report ? accountObject(report) : {openings: [], open: false},
    ...(Object.keys(files).length > 0 ? {reports: files} : {}),
  };
  return jsonLine(object);
}
