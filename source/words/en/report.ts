import {countFresh, countLeft, OUTCOMES, type Outcome, type RunReport} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import type {ReportWords} from '../common.ts';
import {counted, format, number} from './format.ts';
import {type} from './types.ts';

export const outcome: Readonly<Record<Outcome, string>> = {
  moved: 'moved',
  'already-there': 'already there',
  gone: 'gone',
  'changed-hands': 'changed hands',
  failed: 'failed',
  'not-tried': 'not tried',
};

export function title(named: Parameters<typeof type.name>[0], id: number, text: string): string {
  return oneLine(text, 300) || `${type.counted(named, 1).replace(/^1 /, '')} ${id}`;
}

/** What a run proved. "0 left" needs both sources to agree; everything else is said as what it is. */
function headline(report: RunReport): string {
  const {proof, planned, counts} = report;
  const nothingMoved = planned > 0 && counts.moved === 0 ? `None of ${format.records(planned)} was moved. ` : '';
  if (!proof && report.stopped?.why === 'first-records')
    return `${nothingMoved}Only the first records of each type were sent and read back; the rest is not tried.`;
  if (!proof) return `${nothingMoved}Nothing is proved: the recount was not reached.`;
  const left = countLeft(proof);
  const answer = `${counted(left, 'record')} still ${left === 1 ? 'answers' : 'answer'} with the leaver`;
  // Of those that are not named nobody knows here which way they disagree: no number is made up from them.
  if (proof.more?.contradictions !== undefined)
    return `${nothingMoved}Recount and records disagree about ${number(proof.contradictions.length + proof.more.contradictions)} records, and ${answer}.`;
  if (proof.contradictions.length > 0) {
    const unseen = proof.contradictions.filter(({recountSaysLeft}) => !recountSaysLeft).length;
    const recounted = left - unseen + (proof.contradictions.length - unseen);
    return `${nothingMoved}Recount and records disagree: the recount says ${number(recounted)} left, but ${answer}.`;
  }
  if (left > 0) return `${nothingMoved}${format.records(left)} left.`;
  if (proof.unproved.length > 0)
    return `${nothingMoved}Not all could be proved: some types could not be read again, or are seen in part.`;
  if ((proof.hidden?.length ?? 0) > 0) {
    return `${nothingMoved}Not all could be proved: this portal hides some of what a dismissed person holds.`;
  }
  if (planned === 0) {
    if (countFresh(proof) > 0) return '0 left of the plan, which was empty; what is new has a plan of its own.';
    const opened = report.openings.length > 0;
    return opened ? '0 left. Nothing showed, not even while the account was open.' : '0 left. The plan was empty.';
  }
  return `${nothingMoved}0 left. Recount and read-back of ${planned === 1 ? 'the 1 record' : `all ${format.records(planned)}`} agree.`;
}

export const report: ReportWords = {
  headline,
  outcomes: counts => OUTCOMES.map(name => `${outcome[name]} ${number(counts[name])}`).join(' · '),
  kept: count => `kept ${format.records(count)}, by choice`,
  fresh: count => `${number(count)} new since the plan`,
  unproved: (name, reason) => `${name}: not proved, ${oneLine(reason, 160) || 'no reason given'}`,
  hidden: (names, more) =>
    `Hidden from the lists, and still the leaver’s: ${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}. Use --rehire always: it counts again while the account is open.`,
  stopped(why, text) {
    const reason = oneLine(text, 200);
    const tail = reason === '' ? '' : ` ${reason}`;
    if (why === 'user') return `Stopped by you; what was in flight is finished.${tail}`;
    if (why === 'first-records')
      return `Stopped after the first records of each type, as asked: look at them, then go on with the rest.${tail}`;
    if (why === 'files') return `Stopped: our own files cannot be written.${tail}`;
    if (why === 'bug') return `Stopped: a bug of this program.${tail}`;
    return `Stopped: the portal does not go on.${tail}`;
  },
  record(named, id, text, fate, detail) {
    const name = type.counted(named, 1).replace(/^1 /, '');
    const label = oneLine(text, 120);
    const reason = oneLine(detail, 200);
    return `${name} ${id}${label === '' ? '' : ` "${label}"`}: ${outcome[fate]}${reason === '' ? '' : `, ${reason}`}`;
  },
  nowWith: person => `now with ${person}`,
};
