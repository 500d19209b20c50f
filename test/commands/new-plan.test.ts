import {expect, onTestFinished, test, vi} from 'vitest';
import type {RunFlags} from '../../source/commands/answers/run.ts';
import {openingConsent} from '../../source/commands/confirm.ts';
import {typeNames} from '../../source/commands/output/names.ts';
import {run} from '../../source/commands/run.ts';
import type {Proof} from '../../source/domain/outcomes.ts';
import {type Circumstances, people, standIn, types} from './stand-in.ts';

const job: RunFlags = {to: ['12'], type: [], state: [], leaver: '42', yes: true};
const acme: Circumstances = {saved: ['acme']};
const proof: Proof = {
  left: [],
  fresh: [{type: 'invoice', id: 7}],
  more: {fresh: 2999},
  newPlan: {digest: '00aa11bb22cc', records: 2998, hidden: true},
  heirless: 2,
  unproved: [],
  contradictions: [],
};

test('the plan of what is new is told with the command that carries out just that', async () => {
  const {outside, journal} = standIn({...acme, report: {proof}});
  await run(job, outside);
  const told = journal.said.filter(line => line.startsWith('new'));
  expect(told).toEqual([
    'new      3,000 records since the plan, pinned as a plan of their own: b24-handover apply 00aa11bb22cc --rehire always --profile acme --yes',
    'new      nobody was chosen to receive 2 records of them: they are in no plan',
  ]);
});

test('the object has the plan of what is new, and the number beside it stays a number', async () => {
  const {outside, lastObject} = standIn({...acme, report: {proof}});
  await run({...job, json: true}, outside);
  expect(lastObject()).toMatchObject({
    new: 3000,
    newPlan: '00aa11bb22cc',
    apply: 'b24-handover apply 00aa11bb22cc --rehire always --profile acme --yes',
  });
});

test('what the lists show is taken under the policy of this run', async () => {
  const shown = {...proof, newPlan: {digest: '00aa11bb22cc', records: 1, hidden: false}};
  const {outside, lastObject} = standIn({...acme, report: {proof: shown}});
  await run({...job, json: true, rehire: 'when-refused', acceptUnmovable: true}, outside);
  expect(lastObject()).toMatchObject({
    apply: 'b24-handover apply 00aa11bb22cc --rehire when-refused --accept-unmovable --profile acme --yes',
  });
});

test('records that nobody was chosen for are planned anew', async () => {
  const {newPlan: _none, ...bare} = proof;
  const {outside, journal} = standIn({...acme, report: {proof: bare}});
  await run(job, outside);
  expect(journal.said.filter(line => line.startsWith('new'))[0]).toContain('plan again to take them');
});

test('somebody who shows nothing is counted again under always, without a number to type', async () => {
  const {outside, journal} = standIn({...acme, holds: {}});
  expect(await run({...job, rehire: 'always'}, outside)).toBe(0);
  expect(journal.options).toHaveLength(1);
  expect(journal.said.find(line => line.startsWith('plan'))).toMatch(/shows nothing.*opened to count again/);
});

test.each<[string, Partial<RunFlags>]>([
  ['nobody asked for always', {rehire: 'when-refused'}],
  ['no type is asked for that a portal may hide', {rehire: 'always', type: ['lead', 'deal']}],
  ['the leaver is active', {rehire: 'always', leaver: '31'}],
])('nothing is opened for somebody who shows nothing where %s', async (_, flags) => {
  const {outside, journal} = standIn({...acme, holds: {}});
  expect(await run({...job, ...flags}, outside)).toBe(0);
  expect(journal.options).toEqual([]);
  expect(journal.said.at(-1)).toContain('there is nothing to do');
});

test('the question says that the account is opened to count, and a yes is typed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const {outside, journal, stdin} = standIn({interactive: true});
  const choices = {
    rehire: 'always',
    rehireGiven: true,
    yes: false,
    yesToOpening: false,
    acceptUnmovable: false,
    patienceMs: 1,
    windowLimitMs: 1,
    maxRps: undefined,
    canaryOnly: false,
  } as const;
  const leaver = people.find(({id}) => id === 42);
  if (!leaver) throw new Error('nobody');
  const asked = openingConsent(
    choices,
    typeNames(types),
    outside,
    'handover',
  )({leaver, types: [], refused: 0, text: '', countOnly: true, expectedMs: 5000});
  await vi.advanceTimersByTimeAsync(1000);
  stdin.write('hire\n');
  expect(await asked).toBe(true);
  expect(journal.said[0]).toMatch(/hired back to count again, and nothing is moved/);
  expect(journal.prompts.join('')).toContain('hire back, count, dismiss');
});
