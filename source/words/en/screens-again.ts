import type {Fate, FateCounts} from '../../domain/wizard/fates.ts';
import {oneLine} from '../../domain/text.ts';
import {plainReports} from '../plain-reports.ts';
import {counted, format, number} from './format.ts';

/** What an undo made of the records: five words that are always said, and what is left of them. */
const ALWAYS: readonly Fate[] = ['moved', 'changed-hands', 'edited', 'gone', 'failed'];

/** Records that somebody had given back already count as put back. */
function undoNumbers(fates: FateCounts): string {
  const shown: FateCounts = {...fates, moved: fates.moved + fates['already-there']};
  const told = [...ALWAYS, ...(fates['not-tried'] > 0 ? (['not-tried'] as const) : [])];
  return told.map(fate => `${plainReports.undoFate[fate]} ${number(shown[fate])}`).join(' · ');
}

/** "Put back: all 40 records." An undo is its own way, and has words of its own. */
function undoHeadline(fates: FateCounts, planned: number): string {
  const back = fates.moved + fates['already-there'];
  if (back === 0) return `None of ${format.records(planned)} was put back.`;
  if (back === planned)
    return planned === 1 ? 'The 1 record is put back.' : `All ${format.records(planned)} are put back.`;
  return `${number(back)} of ${format.records(planned)} are put back.`;
}

/** Going on with a run, and going back from one. */
export const againScreens = {
  resume: {
    title: 'Not finished on this portal',
    /** "Anna Petrova #42, 412 of 1,503 moved, stopped today 10:42". */
    run: (leaver: string, done: string, when: string) => `${leaver}, ${done}, ${when}`,
    moved: (done: number, of: number) => `${number(done)} of ${number(of)} moved`,
    putBack: (done: number, of: number) => `${number(done)} of ${number(of)} put back`,
    stopped: (day: string, time: string) => `stopped ${day} ${time}`,
    died: (day: string, time: string) => `broken off, begun ${day} ${time}`,
    today: 'today',
    onPortal: (portal: string, run: string) => `Unfinished on ${portal}: ${run}.`,
    offers: 'Opening that portal offers to go on with it.',
    more: (count: number) => `${counted(count, 'more unfinished run')}: b24-handover history lists them.`,
    later: 'Leave it for later',
    look: (run: number, what: string) => `Look at run ${run}: ${what}`,
    looking: (run: number) => `Reading how run ${run} stands`,
    looked: (run: number, left: number) =>
      left === 0
        ? `Run ${run}: every record has its outcome, only the proof is missing.`
        : `Run ${run}: ${format.records(left)} are not done yet.`,
    how: 'Each is read first: what has its successor already is not written again.',
    howBack: 'Each is read first: what is back already is not written again.',
    cancel: 'Cancel: leave it as it is',
    goOn: (left: number) => (left === 0 ? 'Go on: prove it' : `Go on: hand over ${format.records(left)}`),
    goOnBack: (left: number) => (left === 0 ? 'Go on: prove it' : `Go on: put back ${format.records(left)}`),
    goOnBy: (command: string) => `Go on with it: ${command}, or open this portal here again.`,
    typeNumber: (left: number) => `Type ${left} and Enter to go on:`,
    noPlan: (run: number) => `The plan of run ${run} is not in this journal any more.`,
    noLeaver: (id: number) => `This portal has no user #${id} any more.`,
  },
  undo: {
    title: (run: number, records: number) => `Undo of run ${run}: it moved ${format.records(records)}`,
    titleBack: (run: number, records: number) => `Undo of run ${run}: it put ${format.records(records)} back`,
    looking: (done: number, of: number) => `Looking at each record: ${number(done)} of ${number(of)}`,
    goBack: (count: number, to: string) =>
      `${number(count)} ${count === 1 ? 'goes' : 'go'} back${to === '' ? '' : ` to ${to}`}`,
    changedHands: (count: number) =>
      `${number(count)} ${count === 1 ? 'is' : 'are'} now with somebody else${count === 0 ? '' : ': never taken away'}`,
    edited(count: number) {
      const said = `${number(count)} ${count === 1 ? 'was' : 'were'} edited since`;
      return count === 0
        ? said
        : `${said}: ${count === 1 ? 'stays' : 'stay'} (e takes ${count === 1 ? 'it' : 'them'} along)`;
    },
    editedToo: 'What was edited since goes back too (e leaves it).',
    gone: (count: number) => `${number(count)} ${count === 1 ? 'is' : 'are'} gone`,
    messages: 'The portal sends its messages again, to those who get records back. They cannot be called back.',
    account: (list: string, name: string) =>
      `${list} may be refused while ${name} is dismissed. Only then you are asked whether to hire them back.`,
    empty: 'Nothing can be put back: nothing is where the run left it.',
    cancel: 'Cancel: leave everything as it is',
    start: (count: number) => `Put back ${format.records(count)}`,
    typeNumber: (count: number) => `Type ${count} and Enter to put back:`,
    records: (run: number) => `The records that run ${run} moved`,
    recordTo: 'Back to',
    stopNote: 'The request in flight is finished first. What was put back stays put back.',
    always: (name: string, list: string) => `${name} is dismissed; ${list} can be put back while they are hired back.`,
    yes: 'Hire back, put back, dismiss',
    listTitle: 'Records that were not put back',
    menuList: 'What failed, is with somebody else, edited, gone or was not tried',
    fate: plainReports.undoFate,
    headline: undoHeadline,
    numbers: undoNumbers,
    record: (name: string, title: string, fate: Fate, detail: string) => {
      const label = oneLine(title, 120);
      const reason = oneLine(detail, 200);
      const said = plainReports.undoFate[fate];
      return `${name}${label === '' ? '' : ` "${label}"`}: ${said}${reason === '' ? '' : `, ${reason}`}`;
    },
  },
};
