import {countFresh, type RunReport} from '../../domain/outcomes.ts';
import {personName, type Person} from '../../domain/people.ts';
import type {Plan} from '../../domain/plan.ts';
import {oneLine} from '../../domain/text.ts';
import {fateOf, whyWord} from '../../reports/fates.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';
import {behindLines, keptText} from './plan-lines.ts';
import type {WrittenReports} from './report-files.ts';

const EXAMPLES = 3;
const MOST_GROUPS = 10;

/** How a run ended. The account that is still open, and what to do about it, comes last: the last line must be true. @param next the command for the plan of what is new, or the one that goes on after the first records */
export function reportLines(
  report: RunReport,
  plan: Plan,
  leaver: Person,
  names: TypeNames,
  files: readonly string[],
  next?: string,
): string[] {
  const lines = [...refusalLines(report, names)];
  const {proof} = report;
  if (report.stopped)
    lines.push(factLine(plain.label.stop, words.report.stopped(report.stopped.why, report.stopped.text ?? '')));
  if (report.stopped?.why === 'first-records' && next !== undefined)
    lines.push(factLine(plain.label.stop, plain.goOnWith(next)));
  if (proof && countFresh(proof) > 0) {
    const {heirless = 0} = proof;
    lines.push(factLine(plain.label.new, plain.newSince(words.format.records(countFresh(proof)), next)));
    if (heirless > 0) lines.push(factLine(plain.label.new, plain.heirless(words.format.records(heirless))));
  }
  if (proof?.hidden && proof.hidden.length > 0) {
    const named = proof.hidden
      .slice(0, EXAMPLES)
      .map(({type, id}) => `${names.counted(type, 1).replace(/^1 /, '')} ${id}`);
    lines.push(factLine(plain.label.proof, words.report.hidden(named, proof.hidden.length - named.length)));
  }
  for (const {type, reason} of proof?.unproved ?? []) {
    lines.push(factLine(plain.label.proof, words.report.unproved(names.label(type), reason)));
  }
  lines.push(...behindLines(plan, names));
  lines.push(factLine(plain.label.proof, proofText(report, plan, names)));
  return [...lines, ...files, ...accountLines(report, leaver)];
}

/** "report   …/run-12.html", or why there is none. The other files lie beside it under the same name. */
export function fileLines({files, trouble}: WrittenReports): string[] {
  const [first] = Object.values(files);
  return [
    ...(first === undefined ? [] : [factLine(plain.label.report, oneLine(first, 1000))]),
    ...(trouble === undefined ? [] : [factLine(plain.label.report, oneLine(trouble.text, 1500))]),
  ];
}

export function accountLines(report: RunReport, leaver: Person): string[] {
  const text = accountText(report, leaver);
  return text === '' ? [] : [factLine(plain.label.account, text)];
}

function proofText(report: RunReport, plan: Plan, names: TypeNames): string {
  const kept = keptText(plan, names);
  const headline = words.report.headline(report);
  return kept === '' ? headline : `${headline} ${kept}.`;
}

/** Only what asks for attention: a dismissed leaver who was never hired back is as everybody expects. */
function accountText(report: RunReport, leaver: Person): string {
  const name = oneLine(personName(leaver), 80);
  const {account, openings} = report;
  if (account.state === 'dismissed' && openings.length === 0) return '';
  const sentence = words.account.end(account, name, openings);
  const mayBeOpen = account.state === 'open' || (account.state === 'unread' && openings.length > 0);
  return mayBeOpen ? `${sentence} ${words.account.shutByHand(name, leaver.id)}` : sentence;
}

/** Refused records by reason, with the first of each. */
export function refusalLines(report: RunReport, names: TypeNames): string[] {
  const groups = new Map<string, string[]>();
  for (const {record, outcome, reason, why} of report.results) {
    const fate = fateOf(report.kind, {outcome, ...(why ? {why} : {})});
    if (fate !== 'failed' && fate !== 'not-tried') continue;
    const said = oneLine(reason ?? '', 160);
    const because = [...(why ? [whyWord(report.kind, why)] : []), ...(said === '' ? [] : [`"${said}"`])].join(', ');
    const key = `${words.outcome[outcome]}, ${because || plain.noReason}`;
    const group = groups.get(key) ?? [];
    group.push(`${names.counted(record.type, 1).replace(/^1 /, '')} ${record.id}`);
    groups.set(key, group);
  }
  const all = [...groups].map(([key, records]) => {
    const more = records.length - EXAMPLES;
    const examples = [...records.slice(0, EXAMPLES), ...(more > 0 ? [plain.andMore(words.format.number(more))] : [])];
    return factLine(
      plain.label.failed,
      plain.refusedGroup(words.format.records(records.length), key, examples.join(', ')),
    );
  });
  return all.slice(0, MOST_GROUPS);
}
