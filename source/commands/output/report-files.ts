import {maskAddresses} from '../../domain/masked.ts';
import type {ExitCode} from '../../domain/outcomes.ts';
import type {HistoryView, RunSummary} from '../../engine/contract.ts';
import type {Separator} from '../../reports/csv.ts';
import {type FateCounts, overviewOf} from '../../reports/overview.ts';
import type {ReportSource} from '../../reports/source.ts';
import {
  FORMATS,
  makeReportFolder,
  type ReportFormat,
  reportFile,
  reportText,
  writeReport,
} from '../../reports/write.ts';
import {plain} from '../../words/plain.ts';
import type {Records} from '../portal/records.ts';
import {explain} from '../trouble.ts';

export type ReportFiles = Partial<Record<ReportFormat, string>>;

/** What came of writing the files of a run. A trouble names the file, and is no news about the run itself. */
export interface WrittenReports {
  readonly files: ReportFiles;
  /** What became of the records, counted in the journal; undefined where that could not be read. */
  readonly fates?: FateCounts;
  readonly trouble?: {readonly code: ExitCode; readonly text: string};
}

export function sourceOf(view: HistoryView, run: RunSummary): ReportSource {
  return {run, rows: () => view.results(run)};
}

/** Excel takes a file apart at the list separator of its language: the semicolon where decimals have a comma. */
export function separatorHere(): Separator {
  return new Intl.NumberFormat().format(0.5).includes(',') ? ';' : ',';
}

/** Writes the report files of a run into the reports folder. @throws FilesTrouble naming the file */
export function writeReports(
  folder: string,
  source: ReportSource,
  formats: readonly ReportFormat[] = FORMATS,
  separator: Separator = separatorHere(),
): ReportFiles {
  makeReportFolder(folder);
  const files: ReportFiles = {};
  for (const format of formats) {
    const file = reportFile(folder, source.run.run, format);
    writeReport(file, masked(reportText(source, format, separator)));
    files[format] = file;
  }
  return files;
}

/** A title may hold the address of a webhook, and a report goes from hand to hand. */
export function* masked(text: Iterable<string>): Generator<string> {
  for (const piece of text) yield maskAddresses(piece);
}

/** After a run: whatever goes wrong here is told, and never hides how the run ended. */
export async function reportRun({engine, folder}: Records, number: string): Promise<WrittenReports> {
  let fates: FateCounts | undefined;
  const counted = (): {fates?: FateCounts} => (fates ? {fates} : {});
  try {
    const view = await engine.history();
    if (!view) return {files: {}};
    try {
      const run = view.run(Number(number));
      if (!run) return {files: {}};
      const source = sourceOf(view, run);
      // Only an undo tells edited records apart, which the report of a run does not count.
      if (run.kind === 'undo') ({fates} = overviewOf(source, 0));
      return {files: writeReports(folder, source), ...counted()};
    } finally {
      view.close();
    }
  } catch (error) {
    const {code, message, stack} = explain(error);
    return {
      files: {},
      ...counted(),
      trouble: {
        code,
        text: `${plain.reportFailed} ${message}${stack === undefined ? '' : ` ${stack.split('\n')[0] ?? ''}`}`,
      },
    };
  }
}
