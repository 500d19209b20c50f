import {expect, it, test} from 'vitest';
import {type CheckName, type Finding, holds, judge} from '../../source/domain/diagnosis.ts';
import {realClock} from '../../source/demo/clock.ts';
import type {PortalOptions} from '../../source/demo/options.ts';
import {LEAVER, stage, writesOf} from './harness.ts';

async function examine(how: PortalOptions = {}, before: (on: Awaited<ReturnType<typeof stage>>) => void = () => {}) {
  const on = await stage(how);
  before(on);
  const told: Finding[] = [];
  const {findings, requests} = await on.engine.examine(on.address, {demo: true}, one => told.push(one));
  expect(told).toEqual(findings);
  expect(requests).toBe(on.portal.requests);
  expect(writesOf(on.portal)).toEqual([]);
  return findings;
}

const found = (findings: readonly Finding[], check: CheckName): Finding | undefined =>
  findings.find(one => one.check === check);

/** What is not as on the demo portal. */
function otherwise(findings: readonly Finding[]): string[] {
  return findings
    .filter(one => judge(one).verdict !== 'ok' && one.check !== 'batch' && one.check !== 'dismissed')
    .map(one => `${one.check}: ${one.found}${judge(one).matters ? ' !' : ''}`);
}

test('all holds on the demo portal; what cannot be tried is said to be unknown', async () => {
  const findings = await examine();
  expect(otherwise(findings)).toEqual([]);
  expect(holds(findings)).toBe(true);
  expect(found(findings, 'dismissed')?.found).toBe('unprobed');
  expect(found(findings, 'counts')?.counts).toEqual({lead: 741, deal: 957, contact: 605, company: 204, estimate: 103});
  expect(found(findings, 'old-invoices')).toMatchObject({found: 'some', counts: {invoices: 18}});
});

const DEVIATIONS: readonly [string, PortalOptions, readonly string[]][] = [
  ['no administrator', {owner: 12}, ['administrator: no !']],
  ['no department, task, bizproc', {scopes: ['crm', 'user']}, ['more-scopes: missing']],
  [
    'brief user scope',
    {scopes: ['crm', 'user_brief', 'department', 'task', 'bizproc']},
    ['scopes: missing !', 'people: skipped'],
  ],
  [
    'no crm scope',
    {scopes: ['user', 'department', 'task', 'bizproc']},
    [
      'scopes: missing !',
      'types: skipped',
      'counts: skipped',
      'pages: skipped',
      'older-pages: skipped',
      'filter: skipped',
      'unknown-filter: skipped',
      'old-invoices: skipped',
    ],
  ],
  ['counts that stop', {legacyCountCap: 100}, ['counts: differ !']],
  ['a build that checks no filters', {looseFilters: true}, ['unknown-filter: ignored']],
  [
    'conditions on the responsible person are lost',
    {misfortunes: [{kind: 'drop-condition', key: 'assignedById'}]},
    ['filter: ignored !'],
  ],
  [
    'the same in the older list',
    {misfortunes: [{kind: 'drop-condition', key: 'RESPONSIBLE_ID'}]},
    ['filter: ignored !'],
  ],
  [
    'every page is the first',
    {misfortunes: [{kind: 'ignore-cursor'}]},
    ['pages: repeated !', 'older-pages: repeated !'],
  ],
  ['no block of times', {withoutTimes: true}, ['time: no-block']],
  ['no counters', {operating: {seconds: 480, billing: 'none'}}, ['time: no-counters']],
  ['no old invoices', {missingMethods: ['crm.invoice.list']}, []],
  ['stages cannot be read', {missingMethods: ['crm.status.list']}, ['types: incomplete !']],
  ['a type that cannot be read', {unreadable: [1, 2]}, []],
  ['an empty portal', {company: 'empty'}, ['pages: none', 'older-pages: none', 'filter: none']],
  ['a portal of one’s own', {license: 'ru_selfhosted'}, []],
  ['a plan that is not told', {missingMethods: ['app.info']}, ['limits: untold']],
  ['the list of people is refused', {missingMethods: ['user.search']}, ['people: refused !']],
];

it.each(DEVIATIONS)('%s', async (_, how, wanted) => {
  const findings = await examine(how);
  expect(otherwise(findings)).toEqual(wanted);
  expect(holds(findings)).toBe(!wanted.some(one => one.endsWith('!')));
});

it.each([
  ['ahead', 3600],
  ['behind', -3600],
])(
  'a clock that is an hour %s is told from the block of times, and from the header where there is none',
  async (_, seconds) => {
    const clock = {...realClock, now: () => realClock.now() + seconds * 1000};
    for (const withoutTimes of [false, true]) {
      const off = found(await examine({clock, withoutTimes}), 'clock');
      expect(off?.found).toBe('off');
      expect(Math.abs(Number(off?.facts?.['seconds']) - seconds)).toBeLessThan(3);
    }
  },
);

it.each(['method', 'batch', 'none'] as const)('a batch that is charged to %s', async billing => {
  const findings = await examine({cost: {'crm.item.list': 20}, operating: {seconds: 480, billing}});
  expect(found(findings, 'batch')?.found).toBe(billing);
});

test('a limit that something else uses up is seen', async () => {
  const findings = await examine({}, on => on.portal.befall({kind: 'unavailable', spare: 3, times: 2}));
  expect(found(findings, 'limits')).toMatchObject({found: 'reached', counts: {refusals: 2}});
});

test('a record that comes between two counts is no difference', async () => {
  const findings = await examine({}, on =>
    on.portal.befall({
      kind: 'meddle',
      method: 'crm.item.list',
      act: hands => void hands.create({table: 1, responsible: LEAVER, count: 1}),
    }),
  );
  expect(found(findings, 'counts')?.found).toBe('agree');
});

it.each([
  ['without a subscription', {subscription: false}, 'no-subscription'],
  ['deleted', {deleted: true}, 'not-bitrix24'],
] as const)('a portal %s is no diagnosis but trouble', async (_, how, problem) => {
  await expect(examine(how)).rejects.toMatchObject({name: 'PortalTrouble', problem});
});
