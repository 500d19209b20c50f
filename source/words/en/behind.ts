import type {TypeKey} from '../../domain/entity-types.ts';
import type {Behind, BehindKind, StaysBehind} from '../../domain/stays-behind.ts';
import {oneLine} from '../../domain/text.ts';
import type {BehindWords} from '../common.ts';
import {counted, format, number} from './format.ts';
import {reasons} from './reasons.ts';

const KINDS: Readonly<Record<BehindKind, {readonly what: string; readonly where: string}>> = {
  observer: {what: 'observers', where: 'in each record, under Observers'},
  'workflow-task': {what: 'workflow tasks', where: 'Workflows > Assignments > Delegate'},
  'department-head': {what: 'heads of departments', where: 'Company > Company structure > the department'},
  'open-line': {what: 'open lines', where: 'Contact center > Open channels > the line’s queue'},
  order: {what: 'orders', where: 'Sales > Orders > the order’s responsible person'},
};

function named({count, names = []}: Behind): string {
  const shown = names.map(name => oneLine(name, 40)).filter(name => name !== '');
  if (shown.length === 0) return '';
  const more = count - shown.length;
  return ` (${shown.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''})`;
}

function what(one: Behind, type?: (key: TypeKey, count: number) => string): string {
  switch (one.kind) {
    case 'observer':
      return type && one.types
        ? `observer of ${format.list(one.types.map(([key, count]) => type(key, count)))}`
        : `observer of ${format.records(one.count)}`;
    case 'workflow-task':
      return counted(one.count, 'workflow task');
    case 'department-head':
      return `head of ${counted(one.count, 'department')}${named(one)}`;
    case 'open-line':
      return `in the queue of ${counted(one.count, 'open line')}${named(one)}`;
    case 'order':
      return counted(one.count, 'order');
  }
}

function unread({unread: all}: StaysBehind): string {
  if (all.length === 0) return '';
  const parts = all.map(({kind, why}) => {
    const reason =
      why.code === 'UNFILTERED'
        ? 'the portal does not answer the question'
        : reasons.unreadable({code: why.code, text: why.text});
    return `${KINDS[kind].what} (${reason})`;
  });
  return `Not looked at: ${format.list(parts)}.`;
}

export const behind: BehindWords = {
  found: (one, type) => `${what(one, type)}; by hand: ${KINDS[one.kind].where}`,
  brief({found}) {
    return found.length === 0 ? '' : `${format.list(found.map(one => what(one)))}: by hand, the report says where.`;
  },
  unread,
};
