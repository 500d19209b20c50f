import type {RunReport} from '../../domain/outcomes.ts';
import type {Person} from '../../domain/people.ts';
import {FATES, type Fate, fateOf, fateWord} from '../../reports/fates.ts';
import {type FateCounts, noFates} from '../../reports/overview.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';
import {accountLines, refusalLines} from './report-lines.ts';
import type {WrittenReports} from './report-files.ts';

/** The numbers of an undo, always told, also when they are 0; the others only when they are not. */
const ALWAYS: readonly Fate[] = ['moved', 'changed-hands', 'edited', 'gone', 'failed'];

/** What became of the records of an undo: from the journal, or from what the report lists where that cannot be read. */
export function fatesOf(report: RunReport, {fates}: WrittenReports): FateCounts {
  if (fates) return fates;
  const counts: FateCounts = {...noFates(), ...report.counts};
  const edited = report.results.filter(result => fateOf(report.kind, result) === 'edited').length;
  return {...counts, edited, 'not-tried': counts['not-tried'] - edited};
}

/** Records that an undo was to put back, and that nobody else's hand keeps where they are. */
export function leftBehind(fates: FateCounts): number {
  return fates.failed + fates['not-tried'];
}

/** How an undo ended, in words of its own. An account that is still open comes last. */
export function undoLines(
  report: RunReport,
  fates: FateCounts,
  leaver: Person,
  names: TypeNames,
  files: readonly string[],
): string[] {
  const lines = refusalLines(report, names);
  if (report.stopped)
    lines.push(factLine(plain.label.stop, words.report.stopped(report.stopped.why, report.stopped.text ?? '')));
  // What somebody had given back already is back, too.
  const counts: FateCounts = {...fates, moved: fates.moved + fates['already-there'], 'already-there': 0};
  const told = [...ALWAYS, ...FATES.filter(fate => !ALWAYS.includes(fate) && counts[fate] > 0)];
  const numbers = told.map(fate => `${fateWord('undo', fate)} ${words.format.number(counts[fate])}`).join(', ');
  return [...lines, factLine(plain.label.undo, numbers), ...files, ...accountLines(report, leaver)];
}
