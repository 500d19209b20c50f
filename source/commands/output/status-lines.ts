import type {RunProgress, RunSummary} from '../../engine/contract.ts';
import {FATES, fateWord} from '../../reports/fates.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import {typeNames} from './names.ts';

/** "428 of 430 moved, 2 changed hands". */
export function doneText(kind: RunSummary['kind'], planned: number, counts: RunSummary['counts']): string {
  const {number} = words.format;
  const others = FATES.flatMap(fate =>
    fate === 'moved' || fate === 'not-tried' || fate === 'edited' || counts[fate] === 0
      ? []
      : [`${number(counts[fate])} ${fateWord(kind, fate)}`],
  );
  const done = kind === 'undo' ? plain.ofPutBack : plain.ofMoved;
  return [done(number(counts.moved), number(planned)), ...others].join(', ');
}

/** How far each type of a run at work is, and at what pace, or since when it stands still. */
export function progressLines(kind: RunSummary['kind'], progress: RunProgress, now: number): string[] {
  const names = typeNames([]);
  return [
    ...progress.types.map(({type, planned, counts}) => factLine(names.label(type), doneText(kind, planned, counts))),
    factLine(plain.label.pace, paceText(progress, now)),
  ];
}

function paceText({perSecond, lastAt}: RunProgress, now: number): string {
  if (perSecond === undefined || lastAt === undefined) return plain.statusNotYet;
  const last = words.format.duration(now - lastAt);
  return perSecond === 0 ? plain.statusStill(last) : plain.statusPace(perSecond.toFixed(1), last);
}

/** The same for `status --json`: `{types: [{type, planned, moved, …, notTried}], perSecond, lastAt}`. */
export function progressObject({types, perSecond, lastAt}: RunProgress): object {
  return {
    types: types.map(({type, planned, counts}) => ({
      type,
      planned,
      moved: counts.moved,
      alreadyThere: counts['already-there'],
      gone: counts.gone,
      changedHands: counts['changed-hands'],
      failed: counts.failed,
      notTried: counts['not-tried'],
    })),
    perSecond: perSecond ?? null,
    lastAt: lastAt === undefined ? null : new Date(lastAt).toISOString(),
  };
}
