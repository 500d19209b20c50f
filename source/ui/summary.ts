import {personName} from '../domain/people.ts';
import {oneLine} from '../domain/text.ts';
import {type AbandonedState, type FinishedRun, isSettled} from '../domain/wizard/index.ts';
import type {Words} from '../words/index.ts';
import {reportLines} from './report-lines.ts';

/**
 * What stays on the terminal when the wizard's own screen has vanished. Where an account is open the last line says what
 * to do about it.
 */
export function summaryLines(
  finished: readonly FinishedRun[],
  windows: readonly AbandonedState[],
  words: Words,
): readonly string[] {
  const lines: string[] = [];
  const open: string[] = [];
  for (const run of finished) {
    const name = oneLine(personName(run.leaver), 60);
    lines.push(`${oneLine(run.portal.portalName, 60)} · ${name} #${run.leaver.id}`);
    lines.push(...reportLines(run, words).map(line => `  ${line}`));
    if (run.report.account.state === 'open') open.push(words.account.shutByHand(name, run.leaver.id));
  }
  for (const item of windows) {
    const {leaverId, leaverName, portalName, since} = item.window;
    const name = oneLine(leaverName, 60) || words.personId(leaverId);
    lines.push(words.account.abandoned(name, oneLine(portalName, 60), since));
    if (item.state === 'ended') lines.push(`  ${words.account.abandonedEnd(name, item.end)}`);
    if (item.state === 'failed') lines.push(`  ${words.screens.failure(item.failure).what}`);
    if (item.state !== 'ended' || !isSettled(item.end.state)) open.push(words.account.shutByHand(name, leaverId));
  }
  return [...lines, ...open];
}
