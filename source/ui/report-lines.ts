import {applyCommand, countFresh, countLeft, type RecordName} from '../domain/outcomes.ts';
import {personName} from '../domain/people.ts';
import {oneLine} from '../domain/text.ts';
import {fatesOf, type FinishedRun} from '../domain/wizard/index.ts';
import {DEMO_PROFILE} from '../settings/names.ts';
import type {Words} from '../words/index.ts';

/** So many of what is left are named; the rest is a number. */
const MOST_NAMED = 5;

/** "b24-handover undo 12": runs on the built-in portal are found only where it is named. */
export function commandFor(command: 'resume' | 'undo', {report, portal}: FinishedRun): string {
  const where = portal.demo ? ` --profile ${DEMO_PROFILE}` : '';
  return `b24-handover ${command} ${oneLine(report.run, 20)}${where}`;
}

/** The command that carries out what a run found to be new; undefined where nothing was pinned. */
export function newCommand({report, portal}: FinishedRun): string | undefined {
  const {newPlan} = report.proof ?? {};
  if (!newPlan) return undefined;
  return `${applyCommand(newPlan)}${portal.demo ? ` --profile ${DEMO_PROFILE}` : ''}`;
}

/** What a run came to, in the order in which it matters. Every line is safe for a terminal. */
export function reportLines(run: FinishedRun, words: Words): readonly string[] {
  const {report, leaver} = run;
  const name = oneLine(personName(leaver), 60);
  const account = words.account.end(report.account, name, report.openings);
  // An account that is open comes before everything else, whatever else went well.
  const lines = report.account.state === 'open' ? [account, words.account.shutByHand(name, leaver.id)] : [];
  const fates = fatesOf(run);
  const {undo} = words.screens;
  const back = report.kind === 'undo';
  lines.push(back ? undo.headline(fates, report.planned) : words.report.headline(report));
  if (report.stopped) {
    lines.push(words.report.stopped(report.stopped.why, report.stopped.text ?? ''));
    lines.push(words.screens.resume.goOnBy(commandFor('resume', run)));
  }
  lines.push(back ? undo.numbers(fates) : words.report.outcomes(report.counts));
  if (report.windowRefused) {
    const {why, text = ''} = report.windowRefused;
    lines.push(run.shutByKey ? words.screens.run.shutByKey : words.account.notOpened(why, text));
  }
  lines.push(...proofLines(run, words));
  if (report.account.state !== 'open') lines.push(account);
  const length = words.screens.proof.run(
    oneLine(report.run, 60),
    words.format.duration(report.endedAt - report.startedAt),
  );
  lines.push(length);
  return lines;
}

/** What is left, hidden, not proved, kept and new. On the way back nothing is counted anew: there the numbers say it. */
function proofLines({report, portal}: FinishedRun, words: Words): readonly string[] {
  const {proof} = report;
  const types = new Map(portal.types.map(type => [type.key, type]));
  const named = (key: (typeof portal.types)[number]['key']): string => words.type.name(types.get(key) ?? {key});
  const list = (records: readonly RecordName[], count = records.length): readonly [string[], number] => {
    const shown = records.slice(0, MOST_NAMED).map(({type, id}) => `${named(type)} ${id}`);
    return [shown, count - shown.length];
  };
  const lines: string[] = [];
  if (report.kind === 'undo') return lines;
  if (proof && proof.left.length > 0) lines.push(words.screens.proof.leftList(...list(proof.left, countLeft(proof))));
  if (proof?.hidden && proof.hidden.length > 0) lines.push(words.report.hidden(...list(proof.hidden)));
  for (const {type, reason} of proof?.unproved ?? []) lines.push(words.report.unproved(named(type), reason));
  const extras = [
    ...(report.kept > 0 ? [words.report.kept(report.kept)] : []),
    ...(proof && countFresh(proof) > 0 ? [words.report.fresh(countFresh(proof))] : []),
  ];
  if (extras.length > 0) lines.push(extras.join(' · '));
  return lines;
}
