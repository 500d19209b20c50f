import {EXIT, type ExitCode, exitCodeOf} from '../outcomes.ts';
import {fateOf, type FateCounts} from './fates.ts';
import type {FinishedRun} from './state-again.ts';

/** How many records an undo left because somebody edited them: as the journal counts, else as the report lists them. */
export function editedOf({report, written}: Pick<FinishedRun, 'report' | 'written'>): number {
  if (report.kind !== 'undo') return 0;
  return written?.edited ?? report.results.filter(result => fateOf(result) === 'edited').length;
}

/** What became of the records of a run; on the way back those that were edited since are told apart. */
export function fatesOf(run: FinishedRun): FateCounts {
  const edited = Math.min(editedOf(run), run.report.counts['not-tried']);
  return {...run.report.counts, edited, 'not-tried': run.report.counts['not-tried'] - edited};
}

/** The exit code of a run: an undo that was not carried out to its end has left something. */
export function exitOfRun(run: FinishedRun): ExitCode {
  const code = exitCodeOf(run.report);
  return code === EXIT.done && fatesOf(run)['not-tried'] > 0 && run.report.kind === 'undo' ? EXIT.left : code;
}
