import type {Plan} from '../../domain/plan.ts';
import {describeScope} from '../../domain/scope/describe.ts';
import {narrows} from '../../domain/scope/type-scope.ts';
import {oneLine} from '../../domain/text.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';

/** "scope    deals: open ones, pipeline 2", for each type of which not all in a state is taken. */
export function scopeLines({scope, summary}: Plan, names: TypeNames): string[] {
  const {number} = words.format;
  return scope.flatMap(([type, one]) => {
    if (!narrows(one)) return [];
    const parts = describeScope(one).map(part => plain.scopePart(part, number, text => oneLine(text, 60)));
    const lines = [factLine(plain.scope, plain.scopeLine(names.label(type), parts.join(', ')))];
    const without = new Set(one.without);
    const named = one.ids?.filter(id => !without.has(id)).length ?? 0;
    const missing = named - (summary.byType.find(row => row.type === type)?.records ?? 0);
    if (missing > 0)
      lines.push(factLine(plain.label.note, plain.notFound(number(missing), names.counted(type, named))));
    return lines;
  });
}
