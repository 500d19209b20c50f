import {expect, test} from 'vitest';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import type {StaysBehind} from '../../source/domain/stays-behind.ts';
import {en} from '../../source/words/en.ts';

const type = (key: TypeKey, count: number): string => en.type.counted({key}, count);

const ALL: StaysBehind = {
  found: [
    {
      kind: 'observer',
      count: 5,
      types: [
        ['lead', 1],
        ['deal', 4],
      ],
    },
    {kind: 'workflow-task', count: 1},
    {kind: 'department-head', count: 2, names: ['Key accounts', '\u001b[2JSales']},
    {kind: 'open-line', count: 7, names: ['Website chat']},
    {kind: 'order', count: 3},
  ],
  unread: [
    {kind: 'order', why: {code: 'insufficient_scope', text: ''}},
    {kind: 'observer', why: {code: 'UNFILTERED', text: ''}},
  ],
};

test('what names the leaver, and where it is changed', () => {
  expect(ALL.found.map(one => en.behind.found(one, type))).toEqual([
    'observer of 1 lead and 4 deals; by hand: in each record, under Observers',
    '1 workflow task; by hand: Workflows > Assignments > Delegate',
    'head of 2 departments (Key accounts, [2JSales); by hand: Company > Company structure > the department',
    'in the queue of 7 open lines (Website chat and 6 more); by hand: Contact center > Open channels > the line’s queue',
    '3 orders; by hand: Sales > Orders > the order’s responsible person',
  ]);
});

test('the same for a screen, and what could not be looked at', () => {
  expect(en.behind.brief(ALL)).toBe(
    'observer of 5 records, 1 workflow task, head of 2 departments (Key accounts, [2JSales), in the queue of 7 open lines (Website chat and 6 more) and 3 orders: by hand, the report says where.',
  );
  expect(en.behind.unread(ALL)).toBe(
    'Not looked at: orders (this key may not read it) and observers (the portal does not answer the question).',
  );
  expect(en.behind.brief({found: [], unread: []})).toBe('');
  expect(en.behind.unread({found: [], unread: []})).toBe('');
});
