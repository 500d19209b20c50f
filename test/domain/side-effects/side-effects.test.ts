import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {PLAIN_TYPE_KEYS, type TypeKey} from '../../../source/domain/entity-types.ts';
import {summarise} from '../../../source/domain/plan.ts';
import {effectsOfType} from '../../../source/domain/side-effects/effects-of-type.ts';
import {sideEffectsOf, type PlanFacts} from '../../../source/domain/side-effects/side-effects.ts';
import {planned, plannedArbitrary} from '../records.ts';

const WHO: PlanFacts = {leaverId: 42, actingId: 17};

/** So many records of a type for somebody. */
const some = (type: TypeKey, records: number, to: number) =>
  Array.from({length: records}, (_, at) => planned({type, id: at + 1, to}));

const effects = (records: Parameters<typeof summarise>[0], who = WHO) => sideEffectsOf(summarise(records), who);

describe('messages', () => {
  it('are one for each record to each of the two, none for activities', () => {
    const records = [...some('lead', 3, 12), ...some('contact:5', 2, 31), ...some('activity', 9, 12)];
    expect(effects(records).messages).toEqual([
      {personId: 12, role: 'successor', sure: 3, possible: 0, unknown: 0},
      {personId: 31, role: 'successor', sure: 2, possible: 0, unknown: 0},
      {personId: 42, role: 'leaver', sure: 5, possible: 0, unknown: 0},
    ]);
  });

  it.each([
    ['lead', 'yes'],
    ['deal', 'yes'],
    ['deal-template', 'yes'],
    ['contact', 'yes'],
    ['company', 'yes'],
    ['company:7', 'yes'],
    ['estimate', 'yes'],
    ['invoice', 'yes'],
    ['spa:1030', 'yes'],
    ['old-invoice', 'maybe'],
    ['activity', 'no'],
    ['task', 'no'],
  ] as const)('for %s: %s', (type, messages) => expect(effectsOfType(type).messages).toBe(messages));

  it('do not go to whoever acts', () => {
    const records = [...some('lead', 3, 17), ...some('deal', 2, 12)];
    expect(effects(records).messages.map(({personId}) => personId)).toEqual([12, 42]);
    expect(effects(records, {leaverId: 42, actingId: 42}).messages.map(({personId}) => personId)).toEqual([17, 12]);
  });

  it('of old invoices may come, and of tasks nobody knows', () => {
    const records = [...some('old-invoice', 4, 12), ...some('activity', 3, 12), ...some('activity', 1, 31)];
    expect(effects(records, {...WHO, tasks: new Map([[12, 2]])}).messages).toEqual([
      {personId: 12, role: 'successor', sure: 0, possible: 4, unknown: 2},
      {personId: 42, role: 'leaver', sure: 0, possible: 4, unknown: 2},
    ]);
  });

  it('of tasks by themselves are counted with those behind activities', () => {
    const records = [...some('task', 4, 12), ...some('activity', 3, 12)];
    expect(effects(records, {...WHO, tasks: new Map([[12, 2]])}).messages).toEqual([
      {personId: 12, role: 'successor', sure: 0, possible: 0, unknown: 6},
      {personId: 42, role: 'leaver', sure: 0, possible: 0, unknown: 6},
    ]);
  });

  it('are as many for the leaver as for all successors, and never more than records', () => {
    fc.assert(
      fc.property(fc.array(plannedArbitrary), records => {
        const {messages, history} = effects(records);
        const sum = (role: string): number =>
          messages.filter(one => one.role === role).reduce((all, {sure, possible}) => all + sure + possible, 0);
        expect(sum('leaver')).toBe(sum('successor'));
        expect(sum('leaver')).toBe(records.filter(({type}) => type !== 'activity').length);
        expect(history).toBe(records.length);
      }),
    );
  });
});

describe('workflows and triggers', () => {
  it('may start for what has them, in run order, with the number of records', () => {
    const records = [
      ...some('lead', 2, 12),
      ...some('deal', 1, 12),
      ...some('contact', 4, 12),
      ...some('spa:128', 1, 31),
      ...some('deal-template', 5, 12),
      ...some('old-invoice', 3, 12),
      ...some('activity', 6, 12),
    ];
    expect(effects(records).automation).toEqual([
      {type: 'lead', records: 2, workflows: true, triggers: true},
      {type: 'deal', records: 1, workflows: true, triggers: true},
      {type: 'contact', records: 4, workflows: true, triggers: false},
      {type: 'spa:128', records: 1, workflows: true, triggers: true},
    ]);
  });

  it('are never said to be certain: a portal does not tell whether it has any', () => {
    for (const type of [...PLAIN_TYPE_KEYS, 'contact:5', 'spa:128'] as const) {
      expect(effectsOfType(type).workflows).not.toBe('yes');
      expect(effectsOfType(type).triggers).not.toBe('yes');
    }
  });
});

it('old invoices are saved as a whole; what cannot be moved leaves no history', () => {
  const records = [...some('old-invoice', 3, 12), planned({type: 'activity', id: 9, unmovable: 'rest-app'})];
  expect(effects(records)).toMatchObject({savedAsWhole: 3, history: 3});
});
