import type {RunReport} from '../domain/outcomes.ts';
import type {ReportedRun} from './source.ts';

/**
 * What a run wrote down at its end, whole as the message table wants it. Undefined for a run that has not ended, and for
 * one whose names were erased: its own words went with them.
 */
export function endOf(run: ReportedRun): RunReport | undefined {
  const {report} = run;
  // A run that was stopped and gone on with has the words of its first end still, until its next one.
  if (run.endedAt === undefined || typeof report !== 'object' || report === null) return undefined;
  const facts = report as Partial<RunReport>;
  if (facts.account === undefined || facts.counts === undefined) return undefined;
  return {
    run: String(run.run),
    kind: run.kind,
    digest: run.digest,
    leaverId: run.leaverId,
    planned: facts.planned ?? run.planned,
    kept: facts.kept ?? 0,
    startedAt: run.startedAt,
    ...facts,
    endedAt: run.endedAt,
    account: facts.account,
    // The numbers of the journal: they hold for an account that was opened by a start that died, too.
    counts: facts.counts,
    openings: run.openings,
    results: [],
  };
}
