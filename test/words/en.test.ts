import {expect, test} from 'vitest';
import {noOutcomes, type RunReport} from '../../source/domain/outcomes.ts';
import type {PortalProblem} from '../../source/domain/trouble.ts';
import type {AddressProblem} from '../../source/domain/webhook.ts';
import {en} from '../../source/words/en.ts';

test('numbers are grouped', () => {
  expect([0, 12, 1503, 1_000_000, 12_345_678].map(en.format.number)).toEqual([
    '0',
    '12',
    '1,503',
    '1,000,000',
    '12,345,678',
  ]);
});

test('durations are read, not computed', () => {
  const said = [0, 400, 40_000, 60_000, 74_000, 3_600_000, 7_500_000, -5].map(en.format.duration);
  expect(said).toEqual(['0 s', '0 s', '40 s', '1 min', '1 min 14 s', '1 h', '2 h 5 min', '0 s']);
});

test('one is one, and more are more', () => {
  expect(en.format.records(1)).toBe('1 record');
  expect(en.format.records(2)).toBe('2 records');
  expect(en.type.counted({key: 'company'}, 1)).toBe('1 company');
  expect(en.type.counted({key: 'company'}, 1200)).toBe('1,200 companies');
  expect(en.follows('record-in-plan', 1)).toBe('1 activity follows its record in this plan');
  expect(en.follows('record-in-plan', 2)).toBe('2 activities follow their record in this plan');
});

test('types are named, the portal’s own among them, and what only a number is known of', () => {
  expect(en.type.name({key: 'deal-template'})).toBe('Deal templates');
  expect(en.type.name({key: 'spa:130', portalTitle: 'Tenders'})).toBe('Tenders (smart process)');
  expect(en.type.name({key: 'contact:7', portalTitle: 'Vendors'})).toBe('Vendors (contacts)');
  expect(en.type.name({key: 'spa:130'})).toBe('Process 130 (smart process)');
  expect(en.type.counted({key: 'contact:7', portalTitle: 'Vendors'}, 4)).toBe('4 Vendors (contacts)');
  expect(en.type.name({key: 'spa:130', portalTitle: '\u001b[2JT\u202e'})).toBe('[2JT (smart process)');
  expect(en.type.short({key: 'spa:130', portalTitle: 'Very long title'})).toHaveLength(6);
});

test('lists', () => {
  expect(['a', 'b', 'c'].map((_, index, all) => en.format.list(all.slice(0, index + 1)))).toEqual([
    'a',
    'a and b',
    'a, b and c',
  ]);
});

const PROBLEMS: readonly PortalProblem[] = [
  'unreachable',
  'not-bitrix24',
  'redirected',
  'moved',
  'certificate',
  'proxy',
  'wrong-token',
  'no-subscription',
  'owner-inactive',
  'scope-missing',
  'not-admin',
  'blocked',
  'busy',
  'deviates',
  'refused',
];

test.each(PROBLEMS)('%s: what happened, why, what next, each one harmless line', problem => {
  for (const detail of ['', 'x\n\u001b[2J"y"', 'z'.repeat(5000)]) {
    const {what, why, next} = en.trouble(problem, detail);
    for (const text of [what, why, next]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/\p{Cc}/u);
      expect(text.length).toBeLessThan(400);
      expect(text).not.toMatch(/undefined|null/);
    }
  }
});

const ADDRESSES: readonly AddressProblem[] = [
  'empty',
  'no-address',
  'token-only',
  'no-user',
  'rest-v3',
  'not-https',
  'no-token',
];

test.each(ADDRESSES)('an address that is none (%s) is answered with the right form or the remedy', problem => {
  const {what, why, next} = en.address(problem);
  expect(`${what} ${why} ${next}`).toMatch(/\/rest\/17\/\*\*\*\/|https:/);
});

const REPORT: RunReport = {
  run: '12',
  kind: 'handover',
  digest: 'd',
  leaverId: 42,
  planned: 3,
  results: [],
  counts: {...noOutcomes(), moved: 3},
  proof: {left: [], fresh: [], unproved: [], contradictions: []},
  kept: 0,
  openings: [],
  account: {state: 'active'},
  startedAt: 0,
  endedAt: 0,
};
const left = [{type: 'lead', id: 1} as const, {type: 'lead', id: 2} as const];

test('"0 left" needs both sources', () => {
  expect(en.report.headline(REPORT)).toBe('0 left. Recount and read-back of all 3 records agree.');
  const {proof: _, ...unproved} = REPORT;
  expect(en.report.headline(unproved)).toBe('Nothing is proved: the recount was not reached.');
  const proof = {left, fresh: [], unproved: [], contradictions: left.map(name => ({...name, recountSaysLeft: false}))};
  expect(en.report.headline({...REPORT, proof})).toBe(
    'Recount and records disagree: the recount says 0 left, but 2 records still answer with the leaver.',
  );
  const partly = {left: [], fresh: [], unproved: [{type: 'deal', reason: ''} as const], contradictions: []};
  expect(en.report.headline({...REPORT, proof: partly})).not.toContain('0 left');
});

test('numbers count those that are not named, too', () => {
  const contradictions = left.map(name => ({...name, recountSaysLeft: false}));
  const proof = {left, fresh: [], unproved: [], contradictions: [], more: {left: 998}};
  expect(en.report.headline({...REPORT, planned: 2000, proof})).toBe('1,000 records left.');
  expect(
    en.report.headline({
      ...REPORT,
      planned: 2000,
      proof: {...proof, contradictions, more: {left: 998, contradictions: 8}},
    }),
  ).toBe('Recount and records disagree about 10 records, and 1,000 records still answer with the leaver.');
});

test('a plan of nothing proves nothing about a plan', () => {
  const empty = {...REPORT, planned: 0, counts: noOutcomes()};
  expect(en.report.headline(empty)).toBe('0 left. The plan was empty.');
  expect(en.report.headline({...empty, openings: [{from: 0, to: 1}]})).toBe(
    '0 left. Nothing showed, not even while the account was open.',
  );
  const proof = {left: [], fresh: left, unproved: [], contradictions: []};
  expect(en.report.headline({...empty, proof})).toContain('a plan of its own');
});

test('a plan of which nothing moved says so first', () => {
  const counts = {...noOutcomes(), 'changed-hands': 3};
  expect(en.report.headline({...REPORT, counts})).toMatch(/^None of 3 records was moved\. 0 left\./);
});

test('the six outcomes are always all said', () => {
  expect(en.report.outcomes({...noOutcomes(), moved: 1262, gone: 2})).toBe(
    'moved 1,262 · already there 0 · gone 2 · changed hands 0 · failed 0 · not tried 0',
  );
});

test('"dismissed" is said only with the time at which the portal said so', () => {
  const at = Date.UTC(2026, 10, 3, 10, 43, 21);
  expect(en.account.end({state: 'dismissed', readAt: at}, 'Anna', [{from: at - 74_000, to: at}])).toBe(
    'Anna: dismissed, read back at 10:43:21; was open for 1 min 14 s.',
  );
  for (const state of ['open', 'unread'] as const) {
    const end = state === 'open' ? {state, since: at, text: 'x'} : {state, text: 'x'};
    expect(en.account.end(end, 'Anna', [])).not.toMatch(/: dismissed|is dismissed again/);
  }
});

test('an undo has five numbers of its own that add up, and says when nothing went back', () => {
  const fates = {...noOutcomes(), edited: 2, moved: 9, 'already-there': 1, 'changed-hands': 1, gone: 1, failed: 1};
  const {undo} = en.screens;
  expect(undo.numbers(fates)).toBe('put back 10 · now with somebody else 1 · edited since 2 · gone 1 · failed 1');
  expect(undo.numbers({...fates, 'not-tried': 3})).toMatch(/ · not tried 3$/);
  const said = undo.numbers({...fates, 'not-tried': 3}).match(/\d+/g) ?? [];
  expect(said.reduce((sum, number) => sum + Number(number), 0)).toBe(18);
  expect(undo.headline(fates, 15)).toBe('10 of 15 records are put back.');
  expect(undo.headline({...fates, moved: 14}, 15)).toBe('All 15 records are put back.');
  expect(undo.headline({...noOutcomes(), edited: 15}, 15)).toBe('None of 15 records was put back.');
  expect(undo.headline({...noOutcomes(), edited: 0, moved: 1}, 1)).toBe('The 1 record is put back.');
});

test('what lists hide is no "0 left", and the way out is named', () => {
  const hidden = [{type: 'activity', id: 5} as const];
  const proof = {left: [], fresh: [], unproved: [], contradictions: [], hidden};
  expect(en.report.headline({...REPORT, proof})).not.toContain('0 left');
  expect(en.report.hidden(['Activities 5'], 2)).toMatch(/Activities 5 and 2 more\. Use --rehire always/);
  expect(en.report.headline({...REPORT, proof: {...proof, hidden: []}})).toContain('0 left.');
});

test('a time that is foreseen is said no finer than it is known', () => {
  const said = (from: number, to: number): string => en.forecast.time([from * 1000, to * 1000]);
  expect(said(0, 1)).toBe('5 s');
  expect(said(38, 42)).toBe('40 s');
  expect(said(22, 58)).toBe('20 s to 1 min');
  expect(said(21, 44)).toBe('20 to 45 s');
  expect(said(84, 92)).toBe('1 min 30 s');
  expect(said(370, 610)).toBe('6 to 10 min');
  expect(said(3000, 9000)).toBe('50 min to 2 h 30 min');
  expect(
    en.forecast.whole({requests: 240, seconds: [370, 610], binds: {by: 'execution-time', method: 'crm.item.update'}}),
  ).toBe('about 6 to 10 min, 240 requests; what binds: execution time of crm.item.update');
  expect(en.forecast.binds({by: 'request-limit'})).toBe('the request limit');
  expect(en.forecast.binds({by: 'execution-time', method: 'a\u001b[2Jb'})).not.toContain('\u001b');
});
