import {type ExitCode, exitCodeOf, type RunReport} from '../../domain/outcomes.ts';
import type {Plan} from '../../domain/plan.ts';
import {JSON_SCHEMA, jsonLine} from './json.ts';

/**
 * The last line of `run --json`. Counts are numbers; times are ISO 8601; `run` and `plan` are null where it did not come
 * that far; `to` of an opening is null while the account is not known to be shut.
 */
export interface RunObject {
  readonly schema: number;
  readonly command: 'run';
  readonly run: string | null;
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
  /** The leaver's by choice. */
  readonly kept: number;
  readonly account: {readonly openings: readonly {from: string; to: string | null}[]; readonly open: boolean};
}

export function runLine(report: RunReport): string {
  const {counts, proof, account} = report;
  const object: RunObject = {
    schema: JSON_SCHEMA,
    command: 'run',
    run: report.run,
    plan: report.digest,
    exit: exitCodeOf(report),
    planned: report.planned,
    moved: counts.moved,
    alreadyThere: counts['already-there'],
    gone: counts.gone,
    changedHands: counts['changed-hands'],
    failed: counts.failed,
    notTried: counts['not-tried'],
    left: proof?.left.length ?? counts.failed + counts['not-tried'],
    new: proof?.fresh.length ?? 0,
    kept: report.kept,
    account: {
      openings: report.openings.map(({from, to}) => ({from: iso(from), to: to === undefined ? null : iso(to)})),
      open: account.state === 'open',
    },
  };
  return jsonLine(object);
}

/** The same for a leaver who holds nothing of what was asked for: no run, and nothing is left. */
export function nothingLine(plan: Plan, kept: number, exit: ExitCode): string {
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
    command: 'run',
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
