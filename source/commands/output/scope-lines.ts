import type {Plan} from '../../domain/plan.ts';
import {describeScope} from '../../domain/scope/describe.ts';
import {narrows} from '../../domain/scope/type-scope.ts';
import {oneLine} from '../../domain/text.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';

/** "scope    leads, deals: open ones, created from …": types by what is taken of them, where that is not all in a state. */
export function scopeLines({scope, summary}: Plan, names: TypeNames): string[] {
  const {number} = words.format;
  const alike = new Map<string, string[]>();
  const notes: string[] = [];
  for (const [type, one] of scope) {
    if (!narrows(one)) continue;
    const parts = describeScope(one).map(part => plain.scopePart(part, number, text => oneLine(text, 60)));
    const said = parts.join(', ');
    alike.set(said, [...(alike.get(said) ?? []), names.label(type)]);
    const without = new Set(one.without);
    const named = one.ids?.filter(id => !without.has(id)).length ?? 0;
    const missing = named - (summary.byType.find(row => row.type === type)?.records ?? 0);
    if (missing > 0)
      notes.push(factLine(plain.label.note, plain.notFound(number(missing), names.counted(type, named))));
  }
  const lines = [...alike].map(([said, types]) =>
    factLine(plain.scope, plain.scopeLine(words.format.list(types), said)),
  );
  return [...lines, ...notes];
}
