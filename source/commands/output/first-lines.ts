import type {FirstRecords} from '../../domain/first-records.ts';
import type {PlanKind} from '../../domain/plan.ts';
import {oneLine} from '../../domain/text.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';

/** "first    Deals: 5 moved and read back: https://…/crm/deal/details/17/, …", one line for each type. */
export function firstLines(types: readonly FirstRecords[], names: TypeNames, kind: PlanKind): string[] {
  const done = kind === 'undo' ? plain.firstPutBack : plain.firstMoved;
  return types.map(({type, moved, refused, text}) => {
    const label = names.label(type);
    if (moved.length === 0)
      return factLine(plain.label.first, plain.firstRefused(label, words.format.number(refused), oneLine(text, 160)));
    // Without a page on the portal the title and the id say which one it is.
    const shown = moved.map(({id, title, link}) => link ?? words.firstRecord(id, title));
    return factLine(plain.label.first, done(label, words.format.number(moved.length), shown.join(', ')));
  });
}
