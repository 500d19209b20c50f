import {personName} from '../domain/people.ts';
import {oneLine} from '../domain/text.ts';
import type {FinishedRun} from '../domain/wizard/index.ts';
import type {Words} from '../words/index.ts';

/** So many of what is left are named; the rest is a number. */
const MOST_NAMED = 5;

/** What a run came to, in the order in which it matters. Every line is safe for a terminal. */
export function reportLines({report, portal, leaver}: FinishedRun, words: Words): readonly string[] {
  const name = oneLine(personName(leaver), 60);
  const types = new Map(portal.types.map(type => [type.key, type]));
  const named = (key: (typeof portal.types)[number]['key']): string => words.type.name(types.get(key) ?? {key});
  const account = words.account.end(report.account, name, report.openings);
  // An account that is open comes before everything else, whatever else went well.
  const lines = report.account.state === 'open' ? [account, words.account.shutByHand(name, leaver.id)] : [];
  lines.push(words.report.headline(report));
  if (report.stopped) lines.push(words.report.stopped(report.stopped.why, report.stopped.text ?? ''));
  lines.push(words.report.outcomes(report.counts));
  if (report.windowRefused)
    lines.push(words.account.notOpened(report.windowRefused.why, report.windowRefused.text ?? ''));
  const {proof} = report;
  if (proof && proof.left.length > 0) {
    const shown = proof.left.slice(0, MOST_NAMED).map(({type, id}) => `${named(type)} ${id}`);
    lines.push(words.screens.proof.leftList(shown, proof.left.length - shown.length));
  }
  for (const {type, reason} of proof?.unproved ?? []) lines.push(words.report.unproved(named(type), reason));
  const extras = [
    ...(report.kept > 0 ? [words.report.kept(report.kept)] : []),
    ...(proof && proof.fresh.length > 0 ? [words.report.fresh(proof.fresh.length)] : []),
  ];
  if (extras.length > 0) lines.push(extras.join(' · '));
  if (report.account.state !== 'open') lines.push(account);
  const run = words.screens.proof.run(
    oneLine(report.run, 60),
    words.format.duration(report.endedAt - report.startedAt),
  );
  lines.push(report.logFile === undefined ? run : `${run} · ${words.report.logFile(report.logFile)}`);
  return lines;
}
