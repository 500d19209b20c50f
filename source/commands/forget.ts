import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {RunSummary} from '../engine/contract.ts';
import {removeReports} from '../reports/write.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {readRunNumber} from './answers/runs.ts';
import {askTyped} from './ask.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {leaverOfRun} from './output/run-rows.ts';
import type {Outside} from './outside.ts';
import {findRun, look, openRecords} from './portal/records.ts';
import {StoppedTrouble} from './trouble.ts';

export interface ForgetFlags {
  readonly profile?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * `history forget RUN`: erases names and titles in the journal, and the report files. The last line of `--json` is
 * `{schema, command, exit, forgotten: [run], files: n, keptIn: [run]}`; `keptIn` are runs that went back to it.
 */
export async function forget(given: string, flags: ForgetFlags, outside: Outside): Promise<ExitCode> {
  const number = readRunNumber('history forget', given);
  if (!flags.yes && !outside.interactive) throw new UsageTrouble(plain.forgetYes);
  const records = await openRecords(flags.profile, outside);
  const run = await findRun(records, number);
  if (run.state === 'running') throw new UsageTrouble(plain.runStillWorks(number));
  if (!flags.yes) await confirm(run, outside);

  // Runs of one plan show the same records: what is erased for one is erased for all.
  const all = (await look(records, view => view.runs())) ?? [];
  const same = all.filter(other => other.plan === run.plan).map(other => other.run);
  const keptIn = all
    .filter(other => !other.forgotten && other.plan !== run.plan && goesBackTo(other, same, all))
    .map(other => other.run)
    .toReversed();
  await records.engine.forget(number);
  const files = same.flatMap(other => removeReports(records.folder, other));
  tell(same, files.length, keptIn, flags, outside);
  return EXIT.done;
}

/** Also by way of others: the undo of an undo shows the same records. */
function goesBackTo({sourceRun}: RunSummary, runs: readonly number[], all: readonly RunSummary[]): boolean {
  if (sourceRun === undefined) return false;
  if (runs.includes(sourceRun)) return true;
  const source = all.find(other => other.run === sourceRun);
  return source !== undefined && goesBackTo(source, runs, all);
}

async function confirm(run: RunSummary, outside: Outside): Promise<void> {
  outside.say(plain.askForget(run.run, leaverOfRun(run)));
  const typed = await askTyped(plain.askForgetPrompt(plain.forgetWord), outside);
  if (typed?.trim().toLowerCase() !== plain.forgetWord) throw new StoppedTrouble(plain.cancelled);
}

function tell(
  same: readonly number[],
  files: number,
  keptIn: readonly number[],
  flags: ForgetFlags,
  outside: Outside,
): void {
  const {list, number} = words.format;
  outside.say(factLine(plain.label.run, plain.forgot(list(same.map(String)), number(files))));
  if (keptIn.length > 0)
    outside.say(factLine(plain.label.note, plain.forgetRelated(list(keptIn.map(String)), keptIn.length > 1)));
  if (!flags.json) return;
  const object = {schema: JSON_SCHEMA, command: 'history forget', exit: EXIT.done, forgotten: same, files, keptIn};
  outside.out(jsonLine(object));
}
