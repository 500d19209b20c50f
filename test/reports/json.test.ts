import {expect, test} from 'vitest';
import * as v from 'valibot';
import {jsonReport, REPORT_SCHEMA} from '../../source/reports/json.ts';
import {AT, HOSTILE_TITLES, leads, sourceOf} from './sources.ts';

const iso = v.pipe(v.string(), v.isoTimestamp());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const id = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The form as json.ts describes it: nothing is missing, and nothing else is in it. */
const shape = v.strictObject({
  schema: v.literal(1),
  report: v.literal('b24-handover'),
  run: id,
  kind: v.picklist(['handover', 'retry', 'undo']),
  sourceRun: v.nullable(id),
  plan: v.string(),
  portal: v.strictObject({key: v.string(), name: v.string()}),
  leaver: v.strictObject({id, name: v.nullable(v.string())}),
  state: v.picklist(['running', 'unfinished', 'ended']),
  stopped: v.nullable(v.picklist(['user', 'first-records', 'portal', 'files'])),
  startedAt: iso,
  endedAt: v.nullable(iso),
  planned: count,
  counts: v.strictObject({
    moved: count,
    alreadyThere: count,
    gone: count,
    changedHands: count,
    failed: count,
    notTried: count,
  }),
  left: v.nullable(count),
  new: v.nullable(count),
  newPlan: v.nullable(v.string()),
  kept: v.nullable(count),
  behind: v.nullable(
    v.strictObject({
      found: v.array(
        v.strictObject({
          kind: v.picklist(['observer', 'workflow-task', 'department-head', 'open-line', 'order']),
          count: v.number(),
          types: v.optional(v.array(v.tuple([v.string(), v.number()]))),
          names: v.optional(v.array(v.string())),
        }),
      ),
      unread: v.array(v.strictObject({kind: v.string(), why: v.strictObject({code: v.string(), text: v.string()})})),
    }),
  ),
  keptByType: v.array(
    v.strictObject({
      type: v.string(),
      records: count,
      taken: v.nullable(v.picklist(['all', 'open', 'closed', 'some'])),
    }),
  ),
  account: v.strictObject({
    openings: v.array(v.strictObject({from: iso, to: v.nullable(iso)})),
    end: v.nullable(v.picklist(['active', 'dismissed', 'open', 'unread'])),
  }),
  forgotten: v.boolean(),
  people: v.record(v.string(), v.string()),
  types: v.record(v.string(), v.string()),
  records: v.array(
    v.strictObject({
      type: v.string(),
      id,
      title: v.string(),
      closed: v.boolean(),
      from: id,
      to: id,
      outcome: v.picklist(['moved', 'already-there', 'gone', 'changed-hands', 'failed', 'not-tried']),
      why: v.nullable(v.string()),
      reason: v.nullable(v.string()),
      nowWith: v.nullable(id),
      at: v.nullable(iso),
      link: v.nullable(v.pipe(v.string(), v.url())),
    }),
  ),
});

const textOf = (...given: Parameters<typeof sourceOf>): string => [...jsonReport(sourceOf(...given))].join('');

test.each<[string, Parameters<typeof sourceOf>]>([
  ['a run', [leads(HOSTILE_TITLES)]],
  ['a run of nothing', [[]]],
  ['a run that has not ended', [leads(['a']), {state: 'running', fate: record => ({record, outcome: 'not-tried'})}]],
  ['a forgotten one', [leads(['']), {forgotten: true, leaverName: '', report: undefined}]],
  ['one of the built-in portal', [leads(['a']), {portalKey: 'demo'}]],
  [
    'an undo',
    [
      leads(['a']),
      {kind: 'undo', sourceRun: 11, fate: record => ({record, outcome: 'not-tried', why: 'edited-since'})},
    ],
  ],
  [
    'changed hands',
    [leads(['a']), {fate: record => ({record, outcome: 'changed-hands', nowWith: 31, reason: 'x', at: AT})}],
  ],
])('%s has the documented form', (_case, given) => {
  const value: unknown = JSON.parse(textOf(...given));
  expect(v.safeParse(shape, value).issues).toBeUndefined();
  expect(REPORT_SCHEMA).toBe(1);
});

test('titles keep their true value, and nothing in the file acts on a terminal', () => {
  const text = textOf(leads(HOSTILE_TITLES));
  const {records} = v.parse(shape, JSON.parse(text));
  expect(records.map(record => record.title)).toEqual(HOSTILE_TITLES);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202e\u200b\ufeff]/u);
});

test('numbers of the proof, and what is kept by which choice', () => {
  const value = v.parse(shape, JSON.parse(textOf(leads(['a', 'b']))));
  expect(value).toMatchObject({left: 0, new: 1, newPlan: null, kept: 239, planned: 2, counts: {moved: 2}});
  expect(value.keptByType).toEqual([
    {type: 'activity', records: 235, taken: 'open'},
    {type: 'contact:5', records: 4, taken: null},
  ]);
  expect(value.account).toEqual({
    openings: [{from: '2026-11-25T10:43:07.000Z', to: '2026-11-25T10:44:21.000Z'}],
    end: 'dismissed',
  });
});

test('where else the leaver is named goes along; what a department or a line is called is erased with the names', () => {
  const behind = {found: [{kind: 'open-line', count: 1, names: ['Website chat']}], unread: []} as const;
  const behindOf = (more: Parameters<typeof sourceOf>[1]): unknown =>
    v.parse(shape, JSON.parse(textOf(leads(['a']), more))).behind;
  expect(behindOf({behind})).toEqual(behind);
  expect(behindOf({behind, forgotten: true})).toEqual({
    found: [{kind: 'open-line', count: 1}],
    unread: [],
  });
});
