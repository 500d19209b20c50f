import {applyCommand, countFresh, EXIT, exitCodeOf} from '../domain/outcomes.ts';
import {takenOf} from '../domain/scope/type-scope.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {endOf} from './facts.ts';
import {FATES, fateWord} from './fates.ts';
import {escape, paragraph, section} from './html-text.ts';
import {profileFlag} from './names.ts';
import type {Page} from './overview.ts';
import {localTime, zoneOf} from './time.ts';

/** Records that appeared since the plan and are named one by one. */
const MOST_NEW = 50;

/** Who, where, when, and how it came out, in the first lines. */
export function summary({run, names, overview}: Page): string {
  const {report} = plain;
  const {number} = words.format;
  const counted = FATES.filter(fate => overview.fates[fate] > 0 || (fate === 'moved' && run.kind !== 'undo'));
  const outcomes = counted.map(fate => `${fateWord(run.kind, fate)} ${number(overview.fates[fate])}`).join(' · ');
  const until = run.endedAt === undefined ? report.noEnd[run.state] : localTime(run.endedAt);
  const facts: readonly (readonly [string, string])[] = [
    [report.portal, run.portalName],
    [report.leaver, names.leaver],
    [report.plan, report.planOf(run.digest, words.format.records(run.planned))],
    [report.when, `${localTime(run.startedAt)} – ${until} (${zoneOf(run.startedAt)})`],
    [report.outcome, outcomes],
    ...(run.sourceRun === undefined ? [] : [[report.goesBackTo, `run ${run.sourceRun}`] as const]),
    ...(run.forgotten ? [[report.note, report.forgotten] as const] : []),
  ];
  const list = facts.map(([word, fact]) => `<dt>${escape(word)}</dt><dd>${escape(fact)}</dd>`).join('\n');
  return `<dl>\n${list}\n</dl>\n`;
}

/** The proof, or why there is none. */
export function proofSection({run, names, overview}: Page): string {
  const {report} = plain;
  const end = endOf(run);
  if (!end) {
    const {number} = words.format;
    return section(
      report.proof,
      paragraph(
        run.forgotten ? report.proofForgotten : report.noProof(number(overview.fates.moved), number(overview.total)),
        'soft',
      ),
    );
  }
  const lines: string[] = [];
  // Of an undo only what somebody edited may be left untried.
  const untried = run.kind === 'undo' ? overview.fates['not-tried'] : 0;
  const good = exitCodeOf(end) === EXIT.done && untried === 0;
  if (run.kind !== 'undo') lines.push(paragraph(words.report.headline(end), good ? 'good' : 'bad'));
  else
    lines.push(
      paragraph(
        report.undone(words.format.number(overview.fates.moved), words.format.records(overview.total)),
        good ? 'good' : 'bad',
      ),
    );
  if (end.stopped) lines.push(paragraph(words.report.stopped(end.stopped.why, end.stopped.text ?? ''), 'bad'));
  if (end.windowRefused)
    lines.push(paragraph(words.account.notOpened(end.windowRefused.why, end.windowRefused.text ?? '')));
  for (const {type, reason} of end.proof?.unproved ?? [])
    lines.push(paragraph(words.report.unproved(names.type(type), reason), 'bad'));
  if (end.proof && end.proof.fresh.length > 0) {
    const first = end.proof.fresh.slice(0, MOST_NEW).map(({type, id}) => `${names.type(type)} ${id}`);
    const more = countFresh(end.proof) > first.length ? ', …' : '';
    lines.push(paragraph(`${words.report.fresh(countFresh(end.proof))}: ${first.join(', ')}${more}`));
    const {newPlan, heirless = 0} = end.proof;
    if (newPlan) {
      const [before, after] = report.newPlan(words.format.records(newPlan.records));
      const command = `${applyCommand(newPlan)}${profileFlag(run)}`;
      lines.push(`<p>${escape(before)} <code>${escape(command)}</code>${escape(after)}</p>\n`);
    }
    if (heirless > 0) lines.push(paragraph(plain.heirless(words.format.records(heirless))));
  }
  if (run.kind !== 'undo') lines.push(paragraph(report.gap, 'soft'));
  return section(report.proof, lines.join(''));
}

/** How long the account was open, and how it stands. */
export function accountSection({run, names}: Page): string {
  const {report} = plain;
  const end = endOf(run);
  const lines = run.openings.map(({from, to}) =>
    to === undefined
      ? paragraph(report.openedNotShut(localTime(from)), 'bad')
      : paragraph(report.opened(localTime(from), localTime(to), words.format.duration(to - from))),
  );
  if (run.openings.length === 0) lines.push(paragraph(report.neverOpened(names.leaver)));
  if (end) {
    const open = end.account.state === 'open' || (end.account.state === 'unread' && run.openings.length > 0);
    lines.push(paragraph(words.account.end(end.account, names.leaver, []), open ? 'bad' : ''));
    if (open) lines.push(paragraph(words.account.shutByHand(names.leaver, run.leaverId), 'bad'));
  }
  return section(report.account, lines.join(''));
}

/** What stays with the leaver by choice, and which choice that was. */
export function keptSection({run, names}: Page): string {
  const scope = new Map(run.scope);
  const lines = (run.kept ?? []).flatMap(([type, count]) =>
    count === 0 ? [] : [paragraph(plain.report.kept(names.counted(type, count), takenOf(scope.get(type))))],
  );
  const accepted = (endOf(run)?.kept ?? 0) - (run.kept ?? []).reduce((sum, [, count]) => sum + count, 0);
  if (accepted > 0) lines.push(paragraph(plain.report.keptUnmovable(words.format.records(accepted))));
  return section(plain.report.keptTitle, lines.join(''));
}

/** Where else the portal names the leaver: nobody hands that over, and each is changed by hand. */
export function behindSection({run, names}: Page): string {
  const {behind, forgotten} = run;
  if (!behind) return '';
  const unread = words.behind.unread(behind);
  const lines = [
    // What was erased from a run comes back by no other way.
    ...behind.found.map(one =>
      words.behind.found(forgotten ? {...one, names: []} : one, (type, count) => names.counted(type, count)),
    ),
    ...(unread === '' ? [] : [unread]),
  ];
  return lines.length === 0 ? '' : section(plain.report.behindTitle, lines.map(line => paragraph(line)).join(''));
}

export function undoSection({run, overview}: Page): string {
  const {report} = plain;
  if (overview.fates.moved === 0) return '';
  const [before, command, after] = report.howToUndo(run.kind, run.run, profileFlag(run));
  return section(report.undoTitle, `<p>${escape(before)} <code>${escape(command)}</code>. ${escape(after)}</p>\n`);
}
