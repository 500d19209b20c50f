import {expect, test} from 'vitest';
import {resume} from '../../source/commands/resume.ts';
import {retry} from '../../source/commands/retry.ts';
import {StoppedTrouble} from '../../source/commands/trouble.ts';
import {undo} from '../../source/commands/undo.ts';
import {countOutcomes, type RecordResult, type RunReport} from '../../source/domain/outcomes.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';
import type {RunSummary, Session} from '../../source/engine/contract.ts';
import {AT, broken, journalOf, leads, planOf, runOf} from './journal.ts';
import {type Circumstances, standIn, TOKEN} from './stand-in.ts';

const yes = {yes: true} as const;
const acme = `https://acme.bitrix24.com/rest/17/${TOKEN}/`;
const beta = `https://beta.bitrix24.com/rest/17/${TOKEN}/`;
const died = {state: 'unfinished'} as const;

function reportOf(plan: Plan, results: readonly RecordResult[], more: Partial<RunReport> = {}): RunReport {
  return {
    run: '13',
    kind: plan.kind,
    digest: plan.digest,
    leaverId: 42,
    planned: results.length,
    results: results.filter(({outcome}) => outcome !== 'moved'),
    counts: countOutcomes(results),
    proof: {left: [], fresh: [], unproved: [], contradictions: []},
    kept: 0,
    openings: [],
    account: {state: 'dismissed', readAt: AT},
    startedAt: AT,
    endedAt: AT,
    ...more,
  };
}

/** A journal with these runs, and a session that goes on with them or back to them. */
function on(runs: readonly RunSummary[], how: Circumstances = {}): Circumstances {
  const session: Partial<Session> = {
    planByDigest: async digest => planOf(leads(3), {digest}),
    resume: async () =>
      reportOf(
        planOf(leads(3)),
        leads(3).map(record => ({record, outcome: 'moved'})),
        {run: '12'},
      ),
    planRetry: async run => planOf(leads(2), {kind: 'retry', sourceRun: run}),
    planUndo: async run => ({
      plan: planOf(
        leads(5).map(record => ({...record, from: 12, to: 42})),
        {kind: 'undo', sourceRun: run},
      ),
      counts: {putBack: 2, changedHands: 1, edited: 1, gone: 1},
    }),
    run: async (plan, options) => {
      await options.consent({
        leaver: {
          id: 42,
          name: 'Anna',
          lastName: 'Petrova',
          email: '',
          position: '',
          departmentIds: [],
          departments: [],
          active: false,
        },
        types: [{type: 'invoice', records: 1}],
        refused: 0,
        text: '',
        expectedMs: 1000,
      });
      const [a, b, c, d, e] = plan.records.slice(0);
      if (plan.kind !== 'undo' || !a || !b || !c || !d || !e)
        return reportOf(
          plan,
          plan.records.slice(0).map(record => ({record, outcome: 'moved'})),
        );
      return reportOf(plan, [
        {record: a, outcome: 'moved'},
        {record: b, outcome: 'changed-hands', nowWith: 31},
        {record: c, outcome: 'not-tried', why: 'edited-since'},
        {record: d, outcome: 'gone'},
        {record: e, outcome: 'failed', reason: 'Access denied.'},
      ]);
    },
  };
  return {saved: ['acme', 'beta'], engine: journalOf(runs), ...how, session: {...session, ...how.session}};
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageTrouble);
  return (error as Error).message;
}

test('resume goes on with the run on its own portal, which is found among the saved ones', async () => {
  const half = leads(3).map((record, index) => ({record, outcome: index === 0 ? 'moved' : 'not-tried'}) as const);
  const {outside, journal, lastObject} = standIn(on([runOf(12, {...died, results: half})]));
  expect(await resume('12', {...yes, json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({command: 'resume', run: 12, planned: 3, moved: 3});
  expect(journal.said).toContain('run      run 12 goes on: 2 of 3 records are not done yet');
  expect(journal.done[0]).toBe('connect https://acme.bitrix24.com/rest/17/***/');
});

test('without a number the newest unfinished run is taken', async () => {
  const runs = [runOf(14), runOf(13, died), runOf(12, died)];
  const numbers: number[] = [];
  const how = on(runs);
  const session: Partial<Session> = {
    ...how.session,
    resume: async number => {
      numbers.push(number);
      return reportOf(planOf([]), [], {run: String(number)});
    },
  };
  await resume(undefined, yes, standIn({...how, session}).outside);
  expect(numbers).toEqual([13]);
});

test('unfinished runs of several portals: none is guessed, one may be named', async () => {
  const elsewhere = {...died, portalKey: 'https://beta.bitrix24.com', portalName: 'beta.bitrix24.com'};
  const runs = [runOf(13, elsewhere), runOf(12, died)];
  expect(await refusal(resume(undefined, yes, standIn(on(runs)).outside))).toMatch(/13: beta.*12: acme.*resume RUN/);
  const {outside, journal} = standIn(on(runs));
  await resume(undefined, {...yes, profile: 'acme'}, outside);
  expect(journal.done[0]).toContain('acme');
});

test.each<[string, readonly RunSummary[], string | undefined, RegExp]>([
  ['nothing unfinished', [runOf(12)], undefined, /No run is unfinished/],
  ['no run at all', [], undefined, /No run is unfinished/],
  ['a run that has ended', [runOf(12)], '12', /has come to its end.*retry 12/],
  ['a run at work', [runOf(12, {state: 'running'})], '12', /still at work/],
  ['a forgotten one', [runOf(12, {...died, forgotten: true})], '12', /were erased/],
  ['one that is not there', [], '12', /There is no run 12/],
  ['no number', [], 'twelve', /resume takes the number of a run, not "twelve"/],
  ['a number of nothing', [], '0', /resume takes the number/],
  ['a negative number', [], '-1', /resume takes the number/],
])('resume refuses %s', async (_case, runs, given, message) => {
  const {outside, journal} = standIn(on(runs));
  expect(await refusal(resume(given, yes, outside))).toMatch(message);
  expect(journal.done).toEqual([]);
});

test.each([
  ['by flag', {profile: 'beta'}, {}],
  ['by environment', {}, {B24_HANDOVER_WEBHOOK: beta}],
])('another portal, named %s, is refused before anything is sent', async (_case, flags, env) => {
  for (const work of [
    (outside: ReturnType<typeof standIn>['outside']) => resume('12', {...yes, ...flags}, outside),
    (outside: ReturnType<typeof standIn>['outside']) => undo('12', {...yes, ...flags}, outside),
  ]) {
    const {outside, journal} = standIn(on([runOf(12, died)], {env}));
    expect(await refusal(work(outside))).toMatch(/^Run 12 was on acme\.bitrix24\.com, and beta/);
    expect(journal.done).toEqual([]);
  }
});

test('an address may be given for the portal of the run, and is needed where none is saved', async () => {
  const given = standIn(on([runOf(12, died)], {saved: [], env: {B24_HANDOVER_WEBHOOK: acme}}));
  expect(await resume('12', yes, given.outside)).toBe(0);
  const {outside} = standIn(on([runOf(12, died)], {saved: ['beta']}));
  expect(await refusal(resume('12', yes, outside))).toMatch(/was on acme\.bitrix24\.com, and no key for it is saved/);
});

test('without a terminal a yes is needed by each', async () => {
  for (const work of [resume, retry, undo]) {
    const {outside} = standIn(on([runOf(12, died)]));
    expect(await refusal(work('12', {}, outside))).toMatch(/--yes is needed/);
  }
});

test('retry tries what is left, and has nothing to do where nothing is', async () => {
  const {outside, lastObject} = standIn(on([runOf(12)]));
  expect(await retry('12', {...yes, json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({command: 'retry', planned: 2, moved: 2});
  const session = {planRetry: async () => planOf([], {kind: 'retry', sourceRun: 12})};
  const none = standIn(on([runOf(12)], {session}));
  expect(await retry('12', {...yes, json: true}, none.outside)).toBe(0);
  expect(none.lastObject()).toMatchObject({command: 'retry', run: null, planned: 0, exit: 0});
  expect(none.journal.said.at(-1)).toMatch(/Nothing of run 12 failed/);
});

test('a run that died is gone on with before anything of it is tried again', async () => {
  const {endedAt: _end, ...dead} = runOf(12, died);
  expect(await refusal(retry('12', yes, standIn(on([dead])).outside))).toMatch(/First: b24-handover resume 12/);
  const {outside, journal} = standIn(on([dead]));
  await undo('12', yes, outside);
  expect(journal.said.join('\n')).toMatch(/may have moved last is not known before b24-handover resume 12/);
});

test('an undo is not tried again as a handover', async () => {
  const {outside} = standIn(on([runOf(12, {kind: 'undo', sourceRun: 11})]));
  expect(await refusal(retry('12', yes, outside))).toMatch(/Run 12 put records back/);
});

test('undo: five numbers that add up, verbs of putting back, and what it sets off', async () => {
  const {outside, journal, lastObject} = standIn(on([runOf(12)]));
  expect(await undo('12', {...yes, json: true}, outside)).toBe(1);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'undo',
    run: 13,
    plan: '7f3a9c001122',
    exit: 1,
    sourceRun: 12,
    planned: 5,
    putBack: 1,
    changedHands: 1,
    edited: 1,
    gone: 1,
    failed: 1,
    notTried: 0,
    account: {openings: [], open: false},
  });
  expect(journal.said).toEqual([
    'portal   acme.bitrix24.com, Olga Smirnova #17, administrator',
    'leaver   Anna Petrova #42, dismissed',
    'undo     run 12 moved 3 records',
    'undo     2 records to put back; staying as they are: 1 now with somebody else, 1 edited since, 1 gone',
    'note     With --edited those that were edited since go back too.',
    'time     about 1 min 30 s, 40 requests; what binds: how fast it answers',
    'note     The portal sends its messages again, to those who get records back. They cannot be called back.',
    'failed   1 record: failed, "Access denied." (lead 5)',
    'undo     put back 1, now with somebody else 1, edited since 1, gone 1, failed 1',
  ]);
});

test('undo exits 0 when nothing failed, also where somebody’s hand kept records', async () => {
  const session: Partial<Session> = {
    run: async plan =>
      reportOf(plan, [
        ...leads(1).map(record => ({record, outcome: 'moved'}) as const),
        ...leads(1).map(record => ({record, outcome: 'not-tried', why: 'edited-since'}) as const),
        ...leads(1).map(record => ({record, outcome: 'changed-hands', nowWith: 31}) as const),
      ]),
  };
  const {outside, lastObject} = standIn(on([runOf(12)], {session}));
  expect(await undo('12', {...yes, json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({exit: 0, putBack: 1, edited: 1, changedHands: 1, failed: 0, notTried: 0});
});

test('undo exits 1 when the account was not opened for what needs it', async () => {
  const session: Partial<Session> = {
    run: async plan =>
      reportOf(
        plan,
        leads(2).map(record => ({record, outcome: 'not-tried', why: 'needs-rehire'})),
      ),
  };
  const {outside, lastObject} = standIn(on([runOf(12)], {session}));
  expect(await undo('12', {...yes, json: true}, outside)).toBe(1);
  expect(lastObject()).toMatchObject({exit: 1, putBack: 0, notTried: 2});
});

test('nothing to put back is no run', async () => {
  const session: Partial<Session> = {
    planUndo: async run => ({
      plan: planOf(leads(3), {kind: 'undo', sourceRun: run}),
      counts: {putBack: 0, changedHands: 2, edited: 0, gone: 1},
    }),
  };
  const {outside, journal, lastObject} = standIn(on([runOf(12)], {session}));
  expect(await undo('12', {...yes, json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({run: null, putBack: 0, changedHands: 2, gone: 1, exit: 0});
  expect(journal.options).toEqual([]);
});

test('--edited is handed on', async () => {
  const given: boolean[] = [];
  const how = on([runOf(12)]);
  const session: Partial<Session> = {
    ...how.session,
    planUndo: async (_run, {edited}) => {
      given.push(edited);
      return {plan: planOf([]), counts: {putBack: 0, changedHands: 0, edited: 0, gone: 0}};
    },
  };
  await undo('12', {...yes, edited: true}, standIn({...how, session}).outside);
  await undo('12', yes, standIn({...how, session}).outside);
  expect(given).toEqual([true, false]);
});

test('a person is asked for the number of records that go back; anything else changes nothing', async () => {
  const {outside, journal, stdin} = standIn(on([runOf(12)], {interactive: true}));
  stdin.end();
  await expect(undo('12', {}, outside)).rejects.toBeInstanceOf(StoppedTrouble);
  expect(journal.said.at(-1)).toBe('This puts 2 records back.');
  expect(journal.prompts[0]).toMatch(/Type 2 and Enter/);
});

test('a broken journal is named, and nothing is sent', async () => {
  for (const work of [resume, retry, undo]) {
    const {outside, journal} = standIn({saved: ['acme'], engine: broken});
    await expect(work('12', yes, outside)).rejects.toMatchObject({problem: 'broken', file: '/data/journal.sqlite'});
    expect(journal.done).toEqual([]);
  }
});
