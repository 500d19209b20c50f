import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import type {RunSummary, UndoPlan} from '../engine/contract.ts';
import {noFates} from '../reports/overview.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {goBack} from './again.ts';
import type {WriteFlags} from './answers/run.ts';
import {readRunNumber} from './answers/runs.ts';
import {carryOut} from './carry.ts';
import {confirmCount} from './confirm.ts';
import {both, eventLines} from './output/events.ts';
import {factLine} from './output/line.ts';
import {forecastLine} from './output/plan-lines.ts';
import {undoLine} from './output/undo-json.ts';
import type {Outside} from './outside.ts';
import {findRun, type Records} from './portal/records.ts';

export interface UndoFlags extends WriteFlags {
  /** Records that somebody edited since go back, too. */
  readonly edited?: boolean;
}

/** `undo RUN`: puts back what a run moved, where nobody has taken or edited it since. */
export async function undo(given: string, flags: UndoFlags, outside: Outside): Promise<ExitCode> {
  const number = readRunNumber('undo', given);
  const {say, out} = outside;
  const find = (records: Records): Promise<RunSummary> => findRun(records, number);
  return goBack(flags, outside, find, async ({run, opened, session, leaver, choices}) => {
    if (run.state === 'unfinished' && run.endedAt === undefined)
      say(factLine(plain.label.note, plain.undoLoose(run.run)));
    const edited = flags.edited === true;
    const events = flags.jsonLines ? eventLines(out) : undefined;
    const {plan, counts} = await session.planUndo(run.run, {edited}, both(events), outside.signal);
    for (const line of planLines(run, counts)) say(line);
    if (counts.putBack === 0) {
      say(factLine(plain.label.undo, plain.nothingToUndo));
      const fates = {...noFates(), 'changed-hands': counts.changedHands, edited: counts.edited, gone: counts.gone};
      if (flags.json || flags.jsonLines) out(undoLine(undefined, fates, {command: 'undo', exit: EXIT.done, plan}));
      return EXIT.done;
    }
    say(forecastLine(session.forecast(plan, leaver)));
    say(factLine(plain.label.note, plain.undoMessages));
    await confirmCount(counts.putBack, plain.askUndo(words.format.records(counts.putBack)), choices, outside);
    return carryOut({command: 'undo', opened, session, plan, leaver, choices, flags}, outside);
  });
}

/** What would happen, before it is asked for. */
function planLines(run: RunSummary, {putBack, changedHands, edited, gone}: UndoPlan['counts']): string[] {
  const {number, records} = words.format;
  const done = run.kind === 'undo' ? plain.undoOfUndo : plain.undoOf;
  return [
    factLine(plain.label.undo, done(run.run, records(run.counts.moved))),
    factLine(plain.label.undo, plain.undoPlan(records(putBack), number(changedHands), number(edited), number(gone))),
    ...(edited > 0 ? [factLine(plain.label.note, plain.undoEditedHint)] : []),
  ];
}
