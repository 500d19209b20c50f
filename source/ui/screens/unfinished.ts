import {oneLine} from '../../domain/text.ts';
import type {UnfinishedView} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';

/** "Anna Petrova #42, 412 of 1,503 moved, stopped today 10:42". */
export function unfinishedText(run: UnfinishedView, now: number, words: Words): string {
  const {resume} = words.screens;
  const {counts, planned} = run;
  const done = counts.moved + counts['already-there'];
  const at = run.endedAt ?? run.startedAt;
  const day = words.format.day(at, now);
  const shown = day === words.format.day(now, now) ? resume.today : day;
  const time = words.format.clock(at).slice(0, 5);
  const name = oneLine(run.leaverName, 60);
  const id = words.personId(run.leaverId);
  return resume.run(
    name === '' ? id : `${name} ${id}`,
    (run.kind === 'undo' ? resume.putBack : resume.moved)(done, planned),
    (run.endedAt === undefined ? resume.died : resume.stopped)(shown, time),
  );
}
