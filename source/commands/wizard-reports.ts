import {EXIT, type ExitCode, type RunReport} from '../domain/outcomes.ts';
import type {WrittenView} from '../domain/wizard/index.ts';
import type {Session} from '../engine/contract.ts';
import {reportRun, type WrittenReports} from './output/report-files.ts';
import {fileLines} from './output/report-lines.ts';
import type {Records} from './portal/records.ts';

/** The report files of the runs of one wizard. */
export interface WizardReports {
  /** The same session, whose runs leave their report files behind as those of the commands do. */
  reporting(session: Session, records: Records): Session;
  /** The files of a run of this start, once they are written, or why there are none. */
  of(portalKey: string, run: string): WrittenView | undefined;
  /** What to say of them at the end, and the code for files that could not be written. */
  ended(exit: ExitCode): {readonly lines: readonly string[]; readonly exit: ExitCode};
}

export function wizardReports(): WizardReports {
  const written = new Map<string, WrittenReports>();
  async function wrap(records: Records, portalKey: string, running: Promise<RunReport>): Promise<RunReport> {
    const report = await running;
    written.set(`${portalKey} ${report.run}`, await reportRun(records, report.run));
    return report;
  }
  return {
    reporting(session, records) {
      const {portalKey} = session.connection;
      return {
        ...session,
        run: (plan, options, listener) => wrap(records, portalKey, session.run(plan, options, listener)),
        resume: (run, options, listener) => wrap(records, portalKey, session.resume(run, options, listener)),
      };
    },
    of(portalKey, run) {
      const known = written.get(`${portalKey} ${run}`);
      if (!known) return undefined;
      const {files, fates, trouble} = known;
      return {
        files: Object.values(files),
        ...(fates ? {edited: fates.edited} : {}),
        ...(trouble ? {trouble: trouble.text} : {}),
      };
    },
    ended(exit) {
      const all = [...written.values()];
      const trouble = all.find(one => one.trouble)?.trouble;
      return {lines: all.flatMap(fileLines), exit: exit === EXIT.done && trouble ? trouble.code : exit};
    },
  };
}
