import {expect, test} from 'vitest';
import {summarise} from '../../source/domain/plan.ts';
import {type SideEffects, sideEffectsOfPlan} from '../../source/domain/side-effects/side-effects.ts';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import {en} from '../../source/words/en.ts';
import {planned} from '../domain/records.ts';

const some = (type: TypeKey, records: number, to: number) =>
  Array.from({length: records}, (_, at) => planned({type, id: at + 1, to}));

function of(records: Parameters<typeof summarise>[0]): SideEffects {
  const found = sideEffectsOfPlan({kind: 'handover', leaverId: 42, summary: summarise(records)}, 17);
  if (!found) throw new Error('none');
  return found;
}

const person = (id: number): string => `#${id}`;
const type = (key: TypeKey, count: number): string => en.type.counted({key}, count);

test('who gets how many messages, the leaver last; many successors are added up', () => {
  expect(en.effects.messages(of(some('lead', 3000, 12)), person)).toBe(
    'The portal sends a message for each record, which cannot be switched off or called back: #12 3,000 and #42, the leaver, 3,000.',
  );
  const many = [1, 2, 3, 4, 5].flatMap(to => some('deal', 2, to));
  expect(en.effects.messages(of(many), person)).toContain(': #1 2, #2 2, #3 2, 2 others 4 and #42, the leaver, 10.');
});

test('activities alone send nothing; tasks and old invoices may', () => {
  const activities = some('activity', 9, 12);
  expect(en.effects.messages(of(activities), person)).toBe('');
  const task = planned({
    type: 'activity',
    id: 99,
    to: 12,
    activity: {ownerTypeId: 2, ownerId: 1, follows: 'chosen', taskId: 7},
  });
  expect(en.effects.messages(of([...activities, task]), person)).toBe('1 task may send more.');
  expect(en.effects.messages(of([...some('old-invoice', 2, 12), task]), person)).toBe(
    '2 old invoices and 1 task may send more.',
  );
  expect(en.effects.automation(of(activities), type)).toBe('');
});

test('what may start, and the history', () => {
  expect(en.effects.automation(of([...some('contact', 2, 12), ...some('deal', 3, 12)]), type)).toBe(
    'Where the portal has any, workflows may start for 2 contacts and 3 deals, and triggers for 3 deals.',
  );
  expect(en.effects.automation(of(some('deal', 3, 12)), type)).toBe(
    'Where the portal has any, workflows may start for 3 deals, and triggers may fire that move a record on.',
  );
  expect(en.effects.history(of(some('deal', 3, 12)))).toBe('3 records get an entry in their history.');
  expect(en.effects.history(of(some('old-invoice', 1, 12)))).toBe(
    '1 record gets an entry in its history. 1 old invoice is checked and saved as a whole.',
  );
});

test('the way back is not counted: there givers and receivers change places', () => {
  expect(sideEffectsOfPlan({kind: 'undo', leaverId: 42, summary: summarise([])}, 17)).toBeUndefined();
});

test('for a screen, in a line each', () => {
  expect(en.effects.briefMessages(of(some('lead', 3000, 12)), person)).toBe(
    '3,000 to #12, 3,000 to the leaver; cannot be called back.',
  );
  expect(en.effects.briefMessages(of([1, 2, 3, 4].flatMap(to => some('deal', 2, to))), person)).toBe(
    '2 to #1, 2 to #2, 4 to 2 others, 8 to the leaver; cannot be called back.',
  );
  expect(en.effects.briefAutomation(of([...some('contact', 2, 12), ...some('deal', 1, 12)]))).toBe(
    'Workflows may start for 3 records, triggers for 1 record; 3 history entries.',
  );
  expect(en.effects.briefAutomation(of(some('deal', 2, 12)))).toBe(
    'Workflows, triggers may start for 2 records; 2 history entries.',
  );
  expect(en.effects.briefAutomation(of(some('activity', 1, 12)))).toBe('None; 1 history entry.');
});
