import {extname, resolve} from 'node:path';
import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {FORMATS, type ReportFormat, reportText, writeReport} from '../reports/write.ts';
import {plain} from '../words/plain.ts';
import {readRunNumber} from './answers/runs.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {masked, type ReportFiles, separatorHere, sourceOf, writeReports} from './output/report-files.ts';
import type {Outside} from './outside.ts';
import {findRun, openRecords} from './portal/records.ts';
import {warnOfWindows} from './portal/windows.ts';

export interface ReportFlags {
  readonly profile?: string;
  readonly format?: ReportFormat;
  /** A file of the user's own, or `-` for standard output. */
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * `report RUN`: writes the report files of a run again, from the journal alone. The last line of `--json` is `{schema,
 * command, exit, run, files: {html?, csv?, json?}}`.
 */
export async function report(given: string, flags: ReportFlags, outside: Outside): Promise<ExitCode> {
  const number = readRunNumber('report', given);
  const {out} = flags;
  const format = formatOf(flags);
  const records = await openRecords(flags.profile, outside);
  await warnOfWindows(undefined, outside);
  const run = await findRun(records, number);
  if (run.state === 'running') outside.say(factLine(plain.label.note, plain.reportRunning(number)));
  const view = await records.engine.history();
  if (!view) throw new UsageTrouble(plain.noRun(number));
  try {
    const source = sourceOf(view, run);
    if (out === '-') {
      await outside.pour(reportText(source, format ?? 'html', separatorHere()));
      return EXIT.done;
    }
    const files: ReportFiles =
      out === undefined
        ? writeReports(records.folder, source, format === undefined ? FORMATS : [format])
        : {[format ?? 'html']: resolve(out)};
    if (out !== undefined) writeReport(resolve(out), masked(reportText(source, format ?? 'html', separatorHere())));
    for (const file of Object.values(files)) outside.say(factLine(plain.label.report, oneLine(file, 1000)));
    if (flags.json)
      outside.out(jsonLine({schema: JSON_SCHEMA, command: 'report', exit: EXIT.done, run: number, files}));
    return EXIT.done;
  } finally {
    view.close();
  }
}

/** One format for one place; the end of a file's name says which, where the flag does not. */
function formatOf({format, out, json}: ReportFlags): ReportFormat | undefined {
  if (out === undefined) return format;
  if (out === '-' && json) throw new UsageTrouble(plain.reportJsonOut);
  const named = format ?? FORMATS.find(known => extname(out).toLowerCase() === `.${known}`);
  if (named === undefined) throw new UsageTrouble(plain.reportOneOut);
  return named;
}
