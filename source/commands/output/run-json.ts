import {countFresh, countLeft, type ExitCode, type RunReport} from '../../domain/outcomes.ts';
import type {Plan} from '../../domain/plan.ts';
import {JSON_SCHEMA, jsonLine} from './json.ts';
import type {ReportFiles} from './report-files.ts';

/** Commands that write to the portal, and end with an object of one of two forms: this one, or that of an undo. */
export type WritingCommand = 'run' | 'apply' | 'resume' | 'retry' | 'undo';

/**
 * The last line of `--json` of `run`, `apply`, `resume` and `retry`. Counts are numbers; times are ISO 8601; `run` and `plan` are null where it did not come
 * that far; `to` of an opening is null while the account is not known to be shut; `reports` names the
 * report files that were written.
 */
export interface RunObject {
  readonly schema: number;
  readonly command: WritingCommand;
  readonly run: number | null;
  readonly plan: string | null;
  readonly exit: ExitCode;
  readonly planned: number;
  readonly moved: number;
  readonly alreadyThere: number;
  readonly gone: number;
  readonly changedHands: number;
  readonly failed: number;
  readonly notTried: number;
  /** Planned records that still answer with the leaver. */
  readonly left: number;
  /** Records of the scope that appeared after the plan was pinned. */
  readonly new: number;
  /** The digest of the plan that was pinned of what is new, to be carried out by `apply`. */
  readonly newPlan?: string;
  /** The command that does so. */
  readonly apply?: string;
  /** The command that goes on after the first records, where the run was asked to stop there. */
  readonly resume?: string;
  /** The leaver's by choice. */
  readonly kept: number;
  readonly account: AccountObject;
  readonly reports?: ReportFiles;
}

export interface AccountObject {
  readonly openings: readonly {from: string; to: string | null}[];
  readonly open: boolean;
}

/** What the object says besides the report. */
export interface RunEnd {
  readonly command: WritingCommand;
  readonly exit: ExitCode;
  readonly files: ReportFiles;
  /** The command for the plan of what is new. */
  readonly next?: string | undefined;
  /** The command that goes on after the first records. */
  readonly goOn?: string | undefined;
}

export function runLine(report: RunReport, {command, exit, files, next, goOn}: RunEnd): string {
  const {counts, proof} = report;
  const object: RunObject = {
    schema: JSON_SCHEMA,
    command,
    run: Number(report.run),
    plan: report.digest,
    exit,
    planned: report.planned,
    moved: counts.moved,
    alreadyThere: counts['already-there'],
    gone: counts.gone,
    changedHands: counts['changed-hands'],
    failed: counts.failed,
    notTried: counts['not-tried'],
    left: proof ? countLeft(proof) : counts.failed + counts['not-tried'],
    new: proof ? countFresh(proof) : 0,
    ...(proof?.newPlan ? {newPlan: proof.newPlan.digest} : {}),
    ...(next === undefined ? {} : {apply: next}),
    ...(goOn === undefined ? {} : {resume: goOn}),
    kept: report.kept,
    account: accountObject(report),
    ...(Object.keys(files).length > 0 ? {reports: files} : {}),
  };
  return jsonLine(object);
}

export function accountObject({
  openings,
  account,
}: Pick<RunReport, 'openings'> & Partial<Pick<RunReport, 'account'>>): AccountObject {
  return {
    openings: openings.map(({from, to}) => ({from: iso(from), to: to === undefined ? null : iso(to)})),
    open: account?.state === 'open',
  };
}

/** The same for a leaver who holds nothing of what was asked for: no run, and nothing is left. */
export function nothingLine(command: WritingCommand, plan: Plan, kept: number, exit: ExitCode): string {
  const zero = {
    planned: 0,
    moved: 0,
    alreadyThere: 0,
    gone: 0,
    changedHands: 0,
    failed: 0,
    notTried: 0,
    left: 0,
    new: 0,
  };
  const object: RunObject = {
    schema: JSON_SCHEMA,
    command,
    run: null,
    plan: plan.digest,
    exit,
    ...zero,
    kept,
    account: {openings: [], open: false},
  };
  return jsonLine(object);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
