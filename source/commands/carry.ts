import {EXIT, type ExitCode, exitCodeOf, type RunReport} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import type {Listener, RunOptions, Session} from '../engine/contract.ts';
import {createControls} from '../engine/controls.ts';
import {policyOn, type RunChoices, type WriteFlags} from './answers/run.ts';
import {shortName} from './answers/people.ts';
import {openingConsent} from './confirm.ts';
import {both, eventLines} from './output/events.ts';
import {typeNames} from './output/names.ts';
import {nextCommand, resumeCommand} from './output/next-command.ts';
import {plainProgress} from './output/progress.ts';
import {fileLines, reportLines} from './output/report-lines.ts';
import {reportRun, type WrittenReports} from './output/report-files.ts';
import {runLine, type WritingCommand} from './output/run-json.ts';
import {undoLine} from './output/undo-json.ts';
import {fatesOf, leftBehind, undoLines} from './output/undo-lines.ts';
import type {Outside} from './outside.ts';
import type {OpenedPortal} from './portal/open.ts';

/** A confirmed plan, and all that is needed to carry it out and tell about it. */
export interface Job {
  readonly command: WritingCommand;
  readonly opened: OpenedPortal;
  readonly session: Session;
  readonly plan: Plan;
  readonly leaver: Person;
  readonly choices: RunChoices;
  readonly flags: Pick<WriteFlags, 'json' | 'jsonLines'>;
  /** Starts the run or goes on with it; `session.run(plan, …)` unless given. */
  readonly work?: (options: RunOptions, listener: Listener) => Promise<RunReport>;
}

/** Carries out what was confirmed: progress in lines, the report files, the end in lines and as an object. */
export async function carryOut(job: Job, outside: Outside): Promise<ExitCode> {
  const {command, opened, session, plan, leaver, flags} = job;
  const rehire = policyOn(job.choices, opened.profile?.rehire, outside.interactive);
  const choices = {...job.choices, rehire};
  const {say, out} = outside;
  const names = typeNames(session.connection.types);
  const progress = plainProgress({say, now: outside.now, names, leaver: shortName(leaver), kind: plan.kind});
  const events = flags.jsonLines ? eventLines(out) : undefined;
  const options: RunOptions = {
    rehire,
    ...(choices.canaryOnly ? {lookAtFirst: async () => false} : {}),
    consent: openingConsent(choices, names, outside, plan.kind),
    acceptUnmovable: choices.acceptUnmovable,
    patienceMs: choices.patienceMs,
    windowLimitMs: choices.windowLimitMs,
    ...(choices.maxRps === undefined ? {} : {controls: createControls(choices.maxRps)}),
    signal: outside.signal,
    hurry: outside.hurry,
  };
  const work = job.work ?? ((given, listener) => session.run(plan, given, listener));
  const [report, written] = await outside.untilDone(async () => {
    const ended = await work(options, both(progress, events));
    return [ended, await reportRun(opened, ended.run)] as const;
  });
  const exit = exitOf(report, written);
  const files = fileLines(written);
  const {newPlan} = report.proof ?? {};
  const next = newPlan && nextCommand(newPlan, opened, choices, outside.interactive);
  const goOn =
    report.stopped?.why === 'first-records'
      ? resumeCommand(report.run, opened, choices, outside.interactive)
      : undefined;
  const lines =
    plan.kind === 'undo'
      ? undoLines(report, fatesOf(report, written), leaver, names, files)
      : reportLines(report, plan, leaver, names, files, goOn ?? next);
  for (const line of lines) say(line);
  if (flags.json || flags.jsonLines)
    out(
      plan.kind === 'undo'
        ? undoLine(report, fatesOf(report, written), {command, exit, plan, files: written.files})
        : runLine(report, {command, exit, files: written.files, next, goOn}),
    );
  return exit;
}

/** The code of the run. Report files that could not be written change it only where it would have been 0. */
function exitOf(report: RunReport, written: WrittenReports): ExitCode {
  const code = exitCodeOf(report);
  if (code !== EXIT.done) return code;
  if (report.kind === 'undo' && leftBehind(fatesOf(report, written)) > 0) return EXIT.left;
  return written.trouble?.code ?? EXIT.done;
}
